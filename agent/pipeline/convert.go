package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// convert has an item converted and reads what comes of it.
func (r *late) convert(ctx context.Context, item *lateItem) error {
	defer r.count(1)
	version := r.Converter.Version()
	got, ok, err := r.Catalogue.Conversion(ctx, item.SHA256, version)
	if err != nil {
		return err
	}
	if !ok {
		got, err = r.converted(ctx, item)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case item.gone.Load():
			return nil
		case err != nil:
			got = documents.Item{State: item.State, Reason: item.Reason, Pages: item.Pages} // as it was
		default:
			if err := r.Catalogue.KeepConversion(item.SHA256, version, got); err != nil {
				return err
			}
		}
	}
	return r.finish(item.Pending, got, r.Office)
}

var errNothing = errors.New("nothing to be read in it")

// converted returns what an item holds once it is converted. Pictures in it are
// not looked at.
func (r *late) converted(ctx context.Context, item *lateItem) (documents.Item, error) {
	var data []byte
	err := r.open(ctx, item, func(name, mediaType, part string, c crawlers.Content) error {
		var err error
		data, err = r.Extractor.Open(ctx, name, mediaType, c, part)
		return err
	})
	if err != nil {
		return documents.Item{}, err
	}
	if data, err = r.Converter.Convert(ctx, data, item.Name, item.Late.Convert); err != nil {
		return documents.Item{}, err
	}
	var own documents.Item
	err = r.Extractor.Extract(ctx, "converted."+item.Late.Convert, "", memory{bytes.NewReader(data)}, func(i documents.Item) error {
		if i.Part == "" {
			own = i
		}
		return nil
	})
	switch {
	case err != nil:
		return documents.Item{}, err
	case own.State == crawlers.Empty || own.State == crawlers.NeedsOCR || !own.State.Read():
		return documents.Item{}, errNothing // which is no proof that the original is empty
	}
	reason := "read through " + r.Converter.Version()
	if own.State == crawlers.Partial {
		reason = fmt.Sprintf("%s; %s", reason, own.Reason)
	}
	own.Reason, own.Late = reason, nil
	return own, nil
}

// memory is content held in memory.
type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }
