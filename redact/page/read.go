package page

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/ledongthuc/pdf"

	"sarsen/crawlers/pdfium"
)

// ReadFirst returns the text of each page of a PDF as the engine reads it.
func ReadFirst(ctx context.Context, eng *pdfium.Engine, data []byte) ([]string, error) {
	doc, err := eng.Open(ctx, data, nil)
	if err != nil {
		return nil, fmt.Errorf("read back PDF: %w", err)
	}
	defer doc.Close()
	texts := make([]string, doc.Pages())
	for i := range texts {
		page, err := doc.Page(ctx, i)
		if err != nil {
			return nil, fmt.Errorf("read back PDF: %w", err)
		}
		texts[i] = page.Text
	}
	return texts, nil
}

var errSecond = errors.New("the second reader failed")

// ReadSecond returns the text of a whole PDF as an independent reader sees it,
// which shares nothing with the engine. When ctx ends first, its error is
// returned; the reader cannot be interrupted and goes on until it is done.
func ReadSecond(ctx context.Context, data []byte) (string, error) {
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		text, err := second(ctx, data)
		done <- result{text, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case r := <-done:
		return r.text, r.err
	}
}

func second(ctx context.Context, data []byte) (text string, err error) {
	defer func() {
		if recover() != nil { // what it says may quote the document
			text, err = "", fmt.Errorf("read back PDF: %w", errSecond)
		}
	}()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", fmt.Errorf("read back PDF: %w", errSecond)
	}
	var b strings.Builder
	for i := 1; i <= r.NumPage() && ctx.Err() == nil; i++ {
		lines(&b, r.Page(i).Content().Text)
		b.WriteByte('\n')
	}
	return b.String(), ctx.Err()
}

// lines writes characters with the spaces and line ends that their places tell
// of, since many PDFs hold none.
func lines(b *strings.Builder, chars []pdf.Text) {
	for i, c := range chars {
		if i > 0 {
			last := chars[i-1]
			size := max(math.Abs(c.FontSize), 1)
			switch {
			case math.Abs(c.Y-last.Y) > size/2:
				b.WriteByte('\n')
			case c.X-last.X-last.W > size/4 || c.X < last.X-size/4:
				b.WriteByte(' ')
			}
		}
		b.WriteString(c.S)
	}
}
