// Package xls reads the workbooks of Excel before 2007 ([MS-XLS]): Excel 97 to
// 2003, Excel 5 and 95, and the single sheets of Excel 2 to 4.
//
// It promises every cell as a person would see it, and whatever else holds
// text: hidden sheets, rows and columns, comments, text boxes, headers, names,
// rules for input, links, charts, strings that no cell uses any more, values
// remembered of other workbooks, and the copies of source data that pivot
// tables keep. Embedded objects and pictures are parts. It refuses to compute:
// a formula is shown by the result that the file keeps.
package xls

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/ole"
)

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	if !bytes.HasPrefix(ole.At(in.Content, 0, 8), []byte(cfb.Magic)) {
		return readStream(ctx, in.Content, in.Size, nil, out)
	}
	file, err := cfb.Open(in.Content, in.Size)
	if err != nil {
		return documents.ErrDamaged
	}
	stream := file.Root.Find("Workbook").Open()
	if stream == nil {
		stream = file.Root.Find("Book").Open()
	}
	if stream == nil {
		return documents.ErrDamaged
	}
	if stream.Short() {
		out.Problem("the workbook is cut short")
	}
	err = readStream(ctx, stream, stream.Size(), file.Root, out)
	if errors.Is(err, documents.ErrEncrypted) {
		return err
	}
	ole.Properties(file.Root, out)
	for _, e := range file.Root.Children {
		if e.Storage && strings.HasPrefix(strings.ToUpper(e.Name), "MBD") {
			ole.Object(e, "object "+strings.TrimLeft(e.Name[3:], "0"), out)
		}
	}
	ole.Macros(file.Root.Find("_VBA_PROJECT_CUR"), out)
	return err
}

// readStream reads the records of a workbook: the globals, every sheet that
// they list, and every one that they leave out.
func readStream(ctx context.Context, content io.ReaderAt, size int64, root *cfb.Entry, out *documents.Builder) error {
	b := &book{ctx: ctx, out: out, content: content, size: size, page: ole.Western, known: map[string]bool{}, links: map[string]bool{}}
	parts := b.survey()
	if len(parts) == 0 {
		return documents.ErrDamaged
	}
	if err := b.globals(parts[0]); err != nil {
		return err
	}
	b.placeSheets(parts)
	for i := range b.sheets {
		if err := ctx.Err(); err != nil {
			return err
		}
		b.readSheet(&b.sheets[i])
	}
	out.Pages(len(b.sheets))
	b.afterwards()
	b.pivots(root)
	if b.broken {
		out.Problem("some records of the workbook are damaged")
	}
	return ctx.Err()
}
