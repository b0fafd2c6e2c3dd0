package page_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/page"
)

// photo is a picture with a red square at its left top, and shades elsewhere.
func photo(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(x * 255 / w), uint8(y * 255 / h), 128, 255})
		}
	}
	draw.Draw(img, image.Rect(0, 0, w/4, h/4), image.NewUniform(color.RGBA{R: 255, A: 255}), image.Point{}, draw.Src)
	return img
}

func file(t *testing.T, encode func(b *bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// turned is a JPEG that says it is stored on its side, with a secret in its
// metadata.
func turned(t *testing.T, img image.Image) []byte {
	data := file(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) })
	// Two fields: orientation 6, and an artist.
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x02" +
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00" +
		"\x01\x3B\x00\x02\x00\x00\x00\x09\x00\x00\x00\x26" + "\x00\x00\x00\x00" + "Jonathan\x00"
	segment := "\xFF\xE1" + string([]byte{byte((len(exif) + 2) >> 8), byte(len(exif) + 2)}) + exif
	return bytes.Join([][]byte{data[:2], []byte(segment), data[2:]}, nil)
}

func pictured(ctx context.Context, data []byte, pages []page.Page, opts page.Options) ([]byte, page.Report, error) {
	var out bytes.Buffer
	report, err := page.Picture(ctx, data, pages, &out, opts)
	return out.Bytes(), report, err
}

// TestPicture: every kind becomes a page, upright, of its pixels alone.
func TestPicture(t *testing.T) {
	img := photo(300, 200)
	palette := image.NewPaletted(img.Rect, color.Palette{color.White, color.RGBA{R: 255, A: 255}})
	draw.Draw(palette, image.Rect(0, 0, 75, 50), image.NewUniform(color.RGBA{R: 255, A: 255}), image.Point{}, draw.Src)
	for _, tc := range []struct {
		name          string
		data          []byte
		width, height float64 // points
		x, y          int     // where it is red, in points
	}{
		{"PNG", file(t, func(b *bytes.Buffer) error { return png.Encode(b, img) }), 144, 96, 10, 10},
		{"JPEG", file(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) }), 144, 96, 10, 10},
		{"JPEG on its side", turned(t, img), 96, 144, 86, 10},
		{"GIF", file(t, func(b *bytes.Buffer) error { return gif.Encode(b, palette, nil) }), 144, 96, 10, 10},
		{"TIFF", file(t, func(b *bytes.Buffer) error { return tiff.Encode(b, img, nil) }), 300, 200, 20, 20}, // says 72
	} {
		t.Run(tc.name, func(t *testing.T) {
			out, report, err := pictured(t.Context(), tc.data, []page.Page{{}}, page.Options{Pictures: true})
			if err != nil || report.Pages != 1 || len(report.Dropped) > 0 {
				t.Fatalf("report %+v, error %v", report, err)
			}
			for _, secret := range []string{"Jonathan", "Exif", "ICC_PROFILE", "xmp"} {
				if bytes.Contains(out, []byte(secret)) {
					t.Errorf("the copy holds %q", secret)
				}
			}
			doc, err := pdftest.Engine(t).Open(t.Context(), out, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer doc.Close()
			got, err := doc.Render(t.Context(), 0, 72)
			if err != nil {
				t.Fatal(err)
			}
			if size := got.Rect.Size(); size != image.Pt(int(tc.width), int(tc.height)) {
				t.Errorf("page of %v points, want %v by %v", size, tc.width, tc.height)
			}
			if c := got.RGBAAt(tc.x, tc.y); c.R < 240 || c.G > 30 {
				t.Errorf("%v where it was red", c)
			}
		})
	}
}

// TestPictureRedacted: areas and withheld recognised words are black, and the
// other words are in the text.
func TestPictureRedacted(t *testing.T) {
	data := file(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, photo(600, 400), nil) })
	scan := &redact.Scan{Text: "Petra Sample met Jonathan", Words: []redact.ScanWord{
		{Span: redact.Span{Start: 0, End: 5}, Box: redact.Rect{Left: 100, Top: 100, Right: 160, Bottom: 120}},
		{Span: redact.Span{Start: 6, End: 12}, Box: redact.Rect{Left: 170, Top: 100, Right: 240, Bottom: 120}},
		{Span: redact.Span{Start: 13, End: 16}, Box: redact.Rect{Left: 250, Top: 100, Right: 280, Bottom: 120}},
		{Span: redact.Span{Start: 17, End: 25}, Box: redact.Rect{Left: 290, Top: 100, Right: 380, Bottom: 120}},
	}}
	what := page.Page{Scan: scan, WithholdScan: []redact.Span{{Start: 17, End: 25}}, Areas: []redact.Rect{{Left: 300, Top: 300, Right: 400, Bottom: 380}}}
	out, report, err := pictured(t.Context(), data, []page.Page{what}, page.Options{})
	if err != nil || len(report.Dropped) > 0 || report.Masks != 2 {
		t.Fatalf("report %+v, error %v", report, err)
	}
	eng := pdftest.Engine(t)
	texts, err := page.ReadFirst(t.Context(), eng, out)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(texts[0], "Petra Sample met") || strings.Contains(texts[0], "Jonathan") || !strings.Contains(texts[0], redact.Mask) {
		t.Errorf("text %q", texts[0])
	}
	doc, err := eng.Open(t.Context(), out, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	img, err := doc.Render(t.Context(), 0, 150)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []image.Point{{335, 110}, {295, 105}, {375, 115}, {350, 340}, {305, 305}, {395, 375}} {
		if c := img.RGBAAt(p.X, p.Y); c.R > 40 || c.G > 40 || c.B > 40 {
			t.Errorf("%v at %v, which is withheld", c, p)
		}
	}
	again, _, _ := pictured(t.Context(), data, []page.Page{what}, page.Options{})
	if !bytes.Equal(out, again) {
		t.Error("a second run gave other bytes")
	}
}

// TestPictureSize: a photograph does not grow many times, and a very large one
// becomes smaller.
func TestPictureSize(t *testing.T) {
	data := file(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, photo(1600, 1200), nil) })
	out, _, err := pictured(t.Context(), data, []page.Page{{}}, page.Options{Pictures: true})
	if err != nil || len(out) > 2*len(data)+4<<10 {
		t.Errorf("%d bytes of %d, error %v", len(out), len(data), err)
	}
	large := file(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, image.NewGray(image.Rect(0, 0, 6000, 5000)), nil) })
	out, _, err = pictured(t.Context(), large, []page.Page{{}}, page.Options{Pictures: true})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := pdftest.Engine(t).Open(t.Context(), out, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	if l, err := doc.Layout(t.Context(), 0); err != nil || l.Width != 1191 {
		t.Errorf("page of %v by %v points, error %v", l.Width, l.Height, err)
	}
}

func TestPictureRefused(t *testing.T) {
	data := file(t, func(b *bytes.Buffer) error { return png.Encode(b, photo(60, 40)) })
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, tc := range map[string]struct {
		ctx   context.Context
		data  []byte
		pages []page.Page
		want  error
		why   page.Reason
	}{
		"not a picture":      {t.Context(), []byte("Dear Sir"), []page.Page{{}}, documents.ErrDamaged, ""},
		"ended":              {ended, data, []page.Page{{}}, context.Canceled, ""},
		"span outside":       {t.Context(), data, []page.Page{{Scan: &redact.Scan{}, WithholdScan: []redact.Span{{Start: 1, End: 4}}}}, redact.ErrSpan, ""},
		"nobody searched it": {t.Context(), data, []page.Page{{}}, nil, page.Unsearched},
		"not listed":         {t.Context(), data, nil, nil, page.Unlisted},
		"decided":            {t.Context(), data, []page.Page{{Drop: true}}, nil, page.Decided},
		"cut short":          {t.Context(), data[:len(data)/2], []page.Page{{Scan: &redact.Scan{}}}, nil, page.Unread},
	} {
		t.Run(name, func(t *testing.T) {
			out, report, err := pictured(tc.ctx, tc.data, tc.pages, page.Options{})
			if !errors.Is(err, tc.want) {
				t.Fatalf("error %v, want %v", err, tc.want)
			}
			if tc.why != "" && (len(report.Dropped) != 1 || report.Dropped[0].Reason != tc.why || len(out) == 0) {
				t.Errorf("report %+v, want %q", report, tc.why)
			}
		})
	}
}
