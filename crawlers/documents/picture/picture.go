// Package picture reads pictures: what they say of themselves (camera, date,
// place, captions), and which of their pages may hold text for OCR, which it
// can draw.
//
// It decodes PNG, JPEG, GIF (its first frame), BMP, WebP and TIFF with many
// pages. A picture that is too small to hold a word counts as empty; all others
// are left to OCR, whatever they seem to show. It refuses pictures of more
// pixels than fit the memory of a worker before it decodes them.
package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"strconv"

	"sarsen/crawlers/documents"
)

// A Format reads pictures of the kinds in [Types].
type Format struct{}

// New returns the format.
func New() Format { return Format{} }

// Types are the media types that the format reads.
func Types() []string {
	return []string{"image/png", "image/apng", "image/vnd.mozilla.apng", "image/jpeg", "image/gif", "image/bmp", "image/webp", "image/tiff", "image/heic", "image/heif", "image/avif"}
}

var (
	_ documents.Format = Format{}
	_ documents.Drawer = Format{}
)

// maxPixels bounds one page: decoded it takes up to 8 bytes a pixel.
const maxPixels = 40 << 20

// maxPages bounds the pages of one picture.
const maxPages = 2000

// A page is one picture of a file.
type page struct {
	width, height int // as stored
	decode        func() (image.Image, error)
}

// pages lists the pictures in a file without decoding them.
func pages(data []byte) ([]page, error) {
	if isTIFF(data) {
		return tiffPages(data)
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case errors.Is(err, image.ErrFormat) && isHEIF(data):
		return nil, documents.Because(documents.ErrNeedsOCR, "picture of a telephone's kind (HEIC or AVIF): its text is not read; look at it by hand or save it as JPEG")
	case err != nil:
		return nil, documents.ErrDamaged
	}
	return []page{{config.Width, config.Height, func() (image.Image, error) {
		img, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			return partly(data, err)
		}
		return img, nil
	}}}, nil
}

// Read implements documents.Format.
func (Format) Read(_ context.Context, in documents.Input, out *documents.Builder) error {
	data, err := in.Whole()
	if err != nil {
		return err
	}
	describe(data, out)
	list, err := pages(data)
	if err != nil {
		return fmt.Errorf("read picture: %w", err)
	}
	out.Pages(len(list))
	unseen := 0
	for i, p := range list {
		if len(list) > 1 {
			out.Open(documents.Page, strconv.Itoa(i+1), false)
		}
		switch {
		case p.width*p.height > maxPixels:
			unseen++
		case p.mayHoldText():
			out.Scan(i + 1)
		}
		if len(list) > 1 {
			out.Close()
		}
	}
	switch {
	case unseen == len(list):
		return documents.Because(documents.ErrTooLarge, fmt.Sprintf("picture of more than %d million pixels", maxPixels>>20))
	case unseen > 0:
		out.Problem(fmt.Sprintf("%d of %d pages have more than %d million pixels", unseen, len(list), maxPixels>>20))
	}
	return nil
}

// Sizes below which there is no room for a word: letters of five pixels cannot
// be read, and what is no larger than an icon holds one letter or two.
const (
	leastSide = 8
	iconSide  = 32
)

func (p page) mayHoldText() bool {
	short, long := min(p.width, p.height), max(p.width, p.height)
	return short >= leastSide && long > iconSide
}

// Draw implements documents.Drawer.
func (Format) Draw(ctx context.Context, in documents.Input, _ []string, what documents.Drawing, emit func(documents.Picture) error) error {
	data, err := in.Whole()
	if err != nil {
		return err
	}
	list, err := pages(data)
	if err != nil {
		return fmt.Errorf("draw picture: %w", err)
	}
	turned := orientation(data)
	for _, n := range what.Pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if n < 1 || n > len(list) || list[n-1].width*list[n-1].height > maxPixels {
			continue
		}
		img, err := list[n-1].decode()
		if err != nil || img == nil || img.Bounds().Empty() {
			continue
		}
		if err := emit(draw(img, turned, n)); err != nil {
			return err
		}
	}
	return nil
}

// draw makes a picture fit for OCR out of a decoded one.
func draw(img image.Image, turned, n int) documents.Picture {
	g := turn(grey(img), turned)
	p := documents.Picture{Page: n, Width: float64(g.Rect.Dx()), Height: float64(g.Rect.Dy())}
	g = scale(g)
	p.Columns, p.Rows, p.Grey = g.Rect.Dx(), g.Rect.Dy(), g.Pix
	return p
}

// contents is what decoders of files read.
type contents interface {
	io.Reader
	io.ReaderAt
	io.Seeker
}

func reader(data []byte) contents { return bytes.NewReader(data) }
