package jbig2_test

import (
	"bytes"
	"fmt"
	"image"
	_ "image/png" // what the other readers write
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact/page/jbig2"
)

// inked reports whether there is ink on a pixel of a picture.
func inked(b *jbig2.Bitmap, x, y int) bool { return b.Bits[y*b.Stride()+x/64]>>(x%64)&1 == 1 }

// letters draws rows of a few shapes, some of them once only, on a page.
func letters(width, height int, seed uint64) *jbig2.Bitmap {
	r := rand.New(rand.NewPCG(seed, 1))
	b := jbig2.NewBitmap(width, height)
	var shapes []*jbig2.Bitmap
	for range 12 {
		s := jbig2.NewBitmap(1+r.IntN(70), 1+r.IntN(20))
		for range s.Width * s.Height {
			s.Set(r.IntN(s.Width), r.IntN(s.Height))
		}
		shapes = append(shapes, s)
	}
	for y := 0; y < height; y += 27 {
		for x := 0; x < width; x += 12 + r.IntN(80) {
			stamp(b, shapes[r.IntN(len(shapes))], x, y+r.IntN(3))
		}
	}
	return b
}

func stamp(b, shape *jbig2.Bitmap, left, top int) {
	for y := range shape.Height {
		for x := range shape.Width {
			if inked(shape, x, y) && left+x < b.Width && top+y < b.Height {
				b.Set(left+x, top+y)
			}
		}
	}
}

func noise(width, height int, seed uint64) *jbig2.Bitmap {
	r := rand.New(rand.NewPCG(seed, 2))
	b := jbig2.NewBitmap(width, height)
	for range width * height / 3 {
		b.Set(r.IntN(width), r.IntN(height))
	}
	return b
}

func filled(width, height int) *jbig2.Bitmap {
	b := jbig2.NewBitmap(width, height)
	for y := range height {
		for x := range width {
			b.Set(x, y)
		}
	}
	return b
}

var pictures = []struct {
	name   string
	bitmap *jbig2.Bitmap
}{
	{"nothing", jbig2.NewBitmap(40, 30)},
	{"one pixel", filled(1, 1)},
	{"all ink", filled(130, 70)},
	{"noise", noise(301, 203, 1)},
	{"letters", letters(500, 400, 1)},
	{"a row of words", letters(64, 20, 2)},
	{"wide", letters(1700, 64, 3)},
	{"a page", letters(1654, 2339, 4)},
}

// file is a PDF whose page shows the picture, one pixel a point.
func file(b *jbig2.Bitmap) []byte {
	data := jbig2.Encode(b)
	x := fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode/Length %d>>\nstream\n%s\nendstream", b.Width, b.Height, len(data), data)
	return pdftest.File([]pdftest.Page{{
		Content: fmt.Sprintf("%d 0 0 %d 0 0 cm /X Do", b.Width, b.Height),
		Extra:   fmt.Sprintf("/MediaBox[0 0 %d %d]", b.Width, b.Height),
	}}, []string{x}, "", "")
}

// same compares a drawn page with the picture.
func same(t *testing.T, got image.Image, want *jbig2.Bitmap) {
	t.Helper()
	if size := got.Bounds().Size(); size != image.Pt(want.Width, want.Height) {
		t.Fatalf("%v pixels, want %d by %d", size, want.Width, want.Height)
	}
	wrong := 0
	for y := range want.Height {
		for x := range want.Width {
			r, _, _, _ := got.At(got.Bounds().Min.X+x, got.Bounds().Min.Y+y).RGBA()
			if (r < 0x8000) != inked(want, x, y) {
				wrong++
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d pixels are wrong", wrong)
	}
}

func TestEngineReads(t *testing.T) {
	eng := pdftest.Engine(t)
	for _, tc := range pictures {
		t.Run(tc.name, func(t *testing.T) {
			doc, err := eng.Open(t.Context(), file(tc.bitmap), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer doc.Close()
			got, err := doc.Render(t.Context(), 0, 72)
			if err != nil {
				t.Fatal(err)
			}
			same(t, got, tc.bitmap)
		})
	}
}

// TestOthersRead: readers that share nothing with the engine see the same.
func TestOthersRead(t *testing.T) {
	for program, args := range map[string][]string{
		"pdfimages": {"-png", "in.pdf", "out"},
		"mutool":    {"draw", "-q", "-r", "72", "-o", "out-000.png", "in.pdf"},
	} {
		t.Run(program, func(t *testing.T) {
			if _, err := exec.LookPath(program); err != nil {
				if os.Getenv("SARSEN_CI") != "" {
					t.Fatal(program + " is not installed")
				}
				t.Skip(program + " is not installed")
			}
			for _, tc := range pictures {
				t.Run(tc.name, func(t *testing.T) {
					same(t, drawnBy(t, file(tc.bitmap), program, args), tc.bitmap)
				})
			}
		})
	}
}

func drawnBy(t *testing.T, pdf []byte, program string, args []string) image.Image {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "in.pdf"), pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil || bytes.Contains(out, []byte("rror")) {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
	png, err := os.ReadFile(filepath.Join(dir, "out-000.png"))
	if err != nil {
		t.Fatal(err)
	}
	img, _, err := image.Decode(bytes.NewReader(png))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// TestRepeated: letters that come again cost little, and the same picture gives
// the same bytes.
func TestRepeated(t *testing.T) {
	one, all := jbig2.NewBitmap(1654, 2339), jbig2.NewBitmap(1654, 2339)
	letter := filled(14, 20)
	letter.Bits[3], letter.Bits[9] = 0x1FF, 0x3F
	stamp(one, letter, 100, 100)
	for y := 100; y < 2200; y += 40 {
		for x := 100; x < 1500; x += 20 {
			stamp(all, letter, x, y)
		}
	}
	few, many := len(jbig2.Encode(one)), len(jbig2.Encode(all))
	if many > few+53*70*2 {
		t.Errorf("a page of one letter takes %d bytes, one letter alone %d", many, few)
	}
	if !bytes.Equal(jbig2.Encode(all), jbig2.Encode(all)) {
		t.Error("a second run gave other bytes")
	}
}

func BenchmarkEncode(b *testing.B) {
	page := letters(1654, 2339, 4)
	for b.Loop() {
		jbig2.Encode(page)
	}
}

// FuzzEncode: any picture is read as it was.
func FuzzEncode(f *testing.F) {
	eng := pdftest.Engine(f)
	f.Add(uint8(9), []byte{1, 2, 3, 4, 5, 6, 7})
	f.Add(uint8(70), []byte("some letters that are letters"))
	f.Fuzz(func(t *testing.T, width uint8, pixels []byte) {
		w := max(int(width), 1)
		h := len(pixels) * 8 / w
		if h == 0 || h > 300 {
			t.Skip()
		}
		b := jbig2.NewBitmap(w, h)
		for i := range w * h {
			if pixels[i/8]>>(i%8)&1 == 1 {
				b.Set(i%w, i/w)
			}
		}
		doc, err := eng.Open(t.Context(), file(b), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer doc.Close()
		got, err := doc.Render(t.Context(), 0, 72)
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, b)
	})
}
