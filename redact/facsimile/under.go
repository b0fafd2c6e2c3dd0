package facsimile

import (
	"context"
	"errors"
	"fmt"

	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/page"
)

// Under returns the places of an item's text that stand in its areas, sorted and
// apart: of a whole page, all of its text. The error wraps redact.ErrArea when an
// area cannot be placed: it is on no page of the item, or there is no copy of the
// item that it could be burnt into.
func (m Maker) Under(ctx context.Context, item pack.Item) ([]redact.Span, error) {
	if len(item.Areas) == 0 {
		return nil, nil
	}
	var spans []redact.Span
	var err error
	switch kindOf(item) {
	case portable, picture:
		spans, err = m.underPages(ctx, item)
	case document:
		spans, err = m.underDocument(ctx, item)
	default:
		err = pack.ErrNoCopy
	}
	if err != nil && ctx.Err() == nil && !fault(err) && !errors.Is(err, redact.ErrArea) {
		err = fmt.Errorf("%w that can be shown: %w", redact.ErrArea, err)
	}
	return redact.Merge(spans), err
}

func (m Maker) underPages(ctx context.Context, item pack.Item) ([]redact.Span, error) {
	leaves, err := leavesOf(item)
	if err != nil {
		return nil, err
	}
	areas, err := areasOf(item, len(leaves))
	if err != nil {
		return nil, err
	}
	own := map[int][]redact.Span{}
	if kindOf(item) == portable {
		data, err := open(item)
		if err != nil {
			return nil, err
		}
		if own, err = page.Under(ctx, m.Engine, data, rects(areas), m.Passwords); err != nil {
			return nil, err
		}
	}
	var spans []redact.Span
	for i, l := range leaves {
		if areas[i].whole {
			spans = append(spans, l.whole)
		}
		spans = append(spans, l.source(own[i+1])...)
		if l.scan == nil {
			continue
		}
		for _, s := range page.UnderScan(*l.scan, areas[i].rects) {
			spans = append(spans, redact.Span{Start: l.words.Start + s.Start, End: l.words.Start + s.End})
		}
	}
	return spans, nil
}

// rects are the areas of each page, from 1, that are not the whole page.
func rects(areas []drawn) map[int][]redact.Rect {
	out := map[int][]redact.Rect{}
	for i, a := range areas {
		if len(a.rects) > 0 {
			out[i+1] = a.rects
		}
	}
	return out
}
