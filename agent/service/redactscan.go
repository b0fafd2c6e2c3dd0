package service

import (
	"context"
	"errors"
	"path/filepath"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/ocr"
	"sarsen/redact"
)

// recognise has the pictures of the file read, as far as a crawl would, so that
// terms are found in them, and sets up the second look at what is written. Without
// tesseract the pages that are pictures are withheld.
func (j *redaction) recognise(ctx context.Context) error {
	scans := j.item.Late != nil && len(j.item.Late.Scans) > 0
	if !scans && !j.paged() {
		return nil
	}
	reader, err := newOCR(ctx, j.tools.cfg, j.tools.worker)
	switch {
	case errors.Is(err, ocr.ErrNotInstalled):
		if scans {
			j.lack("tesseract")
		}
		return nil
	case err != nil:
		return err
	}
	j.look = looking(reader)
	if !scans {
		return nil
	}
	got, err := j.recognised(ctx, reader)
	if err != nil {
		return err
	}
	j.scans = map[int]redact.Scan{}
	for n, r := range got {
		j.scans[n] = scanOf(r)
	}
	j.item = documents.Recognise(j.item, *j.item.Late, got)
	return nil
}

func (j *redaction) recognised(ctx context.Context, reader *ocr.Engine) (map[int]documents.Recognition, error) {
	f, err := openFile(j.path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	what := documents.Drawing{SHA256: j.item.SHA256, DPI: j.tools.cfg.OCR.DPI}
	for _, s := range j.item.Late.Scans {
		what.Pages = append(what.Pages, s.Page)
	}
	got := map[int]documents.Recognition{}
	err = j.tools.pool.Draw(ctx, filepath.Base(j.path), "", f, what, func(p documents.Picture) error {
		r, err := reader.Recognise(ctx, p)
		if err == nil {
			got[p.Page] = r
		}
		return ctx.Err() // a page that cannot be read is withheld
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return got, err
}
