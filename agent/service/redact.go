package service

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/page"
	"sarsen/redact/verify"
)

// Redacted is the outcome of Redact.
type Redacted struct {
	Places       int      // redacted places
	Missing      []string // terms that do not occur
	DroppedPages int      // pages of a PDF withheld as a whole
	Parts        int      // attachments and members, which are not in the copy
	MediaType    string   // of the copy
}

// Redact writes a copy of the file at path to out in which the terms cannot be
// read. The copy is opened again and searched before it is written; the error
// wraps ErrCheck when a term is still there.
func (t *Tools) Redact(ctx context.Context, path, out string, terms []string) (Redacted, error) {
	for _, term := range terms {
		if strings.TrimSpace(term) == "" {
			return Redacted{}, errors.New("a term is empty")
		}
	}
	if same(path, out) {
		return Redacted{}, errors.New("the copy cannot take the place of the file itself: name another -o")
	}
	var item documents.Item
	r := Redacted{}
	err := t.Extract(ctx, path, func(i documents.Item) error {
		if i.Part == "" {
			item = i
		} else {
			r.Parts++
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	if !item.State.Read() {
		return r, fmt.Errorf("redact %s: %s: %s", path, item.State, item.Reason)
	}
	search := verify.NewSearch(terms, nil)
	var spans []redact.Span
	found := map[int]bool{}
	for _, h := range search.Find(item.Text, 0) {
		spans = append(spans, h.Span)
		found[h.Value] = true
	}
	spans = redact.Merge(spans)
	r.Places, r.Missing = len(spans), missing(terms, found)
	data, err := t.copyOf(ctx, path, item, spans, terms, &r)
	if err != nil {
		return r, err
	}
	if err := t.search(ctx, filepath.Base(out), data, search); err != nil {
		return r, err
	}
	return r, writeNew(out, data)
}

func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// copyOf builds the copy by kind.
func (t *Tools) copyOf(ctx context.Context, path string, item documents.Item, spans []redact.Span, terms []string, r *Redacted) ([]byte, error) {
	switch item.MediaType {
	case documents.TypePDF:
		r.MediaType = item.MediaType
		return t.pdfCopy(ctx, path, item, spans, r)
	case documents.TypeText:
		r.MediaType = "text/plain"
		masked, err := redact.Apply(item.Text, spans)
		return []byte(masked), err
	}
	in := pack.Item{Title: item.Title, Name: item.Name, MediaType: item.MediaType, Text: item.Text}
	for _, b := range item.Bounds {
		in.Bounds = append(in.Bounds, pack.Bound{Kind: string(b.Kind), Start: b.Start, End: b.End, Label: b.Label, Hidden: b.Hidden})
	}
	for _, s := range spans {
		in.Withhold = append(in.Withhold, pack.Redaction{Span: s})
	}
	if item.MediaType == documents.TypeCSV {
		r.MediaType = item.MediaType
		return pack.Rows(in)
	}
	r.MediaType = "text/html"
	var values []pack.Value
	for _, term := range terms {
		values = append(values, pack.Value{Text: term})
	}
	return pack.Page(in, values)
}

func (t *Tools) pdfCopy(ctx context.Context, path string, item documents.Item, spans []redact.Span, r *Redacted) ([]byte, error) {
	raw, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	var pages []page.Page
	for _, b := range item.Bounds {
		if b.Kind != documents.Page {
			continue
		}
		p := page.Page{Text: item.Text[b.Start:b.End]}
		for _, s := range spans {
			if s.Start < b.End && b.Start < s.End {
				p.Withhold = append(p.Withhold, redact.Span{Start: max(s.Start, b.Start) - b.Start, End: min(s.End, b.End) - b.Start})
			}
		}
		pages = append(pages, p)
	}
	var out bytes.Buffer
	report, err := page.Redact(ctx, t.pdf, raw, pages, &out, page.Options{})
	r.DroppedPages = len(report.Dropped)
	return out.Bytes(), err
}

// search opens the finished copy with other eyes: its bytes, its text as a
// crawl would read it, and for a PDF both readers.
func (t *Tools) search(ctx context.Context, name string, data []byte, search *verify.Search) error {
	texts := []string{string(data)}
	err := t.pool.Extract(ctx, name, "", newContent(data), func(i documents.Item) error {
		texts = append(texts, i.Text)
		return nil
	})
	if err != nil {
		return err
	}
	if strings.HasPrefix(texts[0], "%PDF-") {
		first, err := page.ReadFirst(ctx, t.pdf, data)
		if err != nil {
			return fmt.Errorf("open the copy: %w", err)
		}
		second, err := page.ReadSecond(ctx, data)
		if err != nil {
			return fmt.Errorf("open the copy: %w", err)
		}
		texts = append(slices.Clone(first), second)
	}
	for _, text := range texts {
		if len(search.Find(text, 1)) > 0 {
			return fmt.Errorf("redact: %w: a term can still be read in the copy", ErrCheck)
		}
	}
	return nil
}

// writeNew writes a whole file or none.
func writeNew(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".sarsen-")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write %s: %w", path, err), os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
