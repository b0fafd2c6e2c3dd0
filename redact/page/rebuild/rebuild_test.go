package rebuild_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"strings"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact/page"
	"sarsen/redact/page/rebuild"
)

func write(t *testing.T, pages ...rebuild.Page) []byte {
	t.Helper()
	var b bytes.Buffer
	w := rebuild.New(&b)
	for _, p := range pages {
		if err := w.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// line sets words beside one another.
func line(text string, top float64) []rebuild.Word {
	var words []rebuild.Word
	x := 50.0
	for _, w := range strings.Fields(text) {
		width := 6 * float64(len([]rune(w)))
		words = append(words, rebuild.Word{Text: w, Left: x, Top: top, Right: x + width, Bottom: top + 12, Gap: 4})
		x += width + 4
	}
	return words
}

// TestWords: what is written is what both readers read.
func TestWords(t *testing.T) {
	eng := pdftest.Engine(t)
	const first, second = "Łukasz O’Neill £5 é", "日本語 Ελληνικά 😀 (a\\b) <c>"
	data := write(t, rebuild.Page{Width: 595, Height: 842, Words: append(line(first, 100), line(second, 130)...)})
	texts, err := page.ReadFirst(t.Context(), eng, data)
	if err != nil {
		t.Fatal(err)
	}
	other, err := page.ReadSecond(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join(strings.Fields(first+" "+second), " ")
	for reader, got := range map[string]string{"first": texts[0], "second": other} {
		if got = strings.Join(strings.Fields(got), " "); got != want {
			t.Errorf("%s reader reads %q, want %q", reader, got, want)
		}
	}
}

func TestTurnedWords(t *testing.T) {
	eng := pdftest.Engine(t)
	data := write(t, rebuild.Page{Width: 300, Height: 300, Words: []rebuild.Word{
		{Text: "upwards", Left: 20, Right: 32, Top: 50, Bottom: 150, Turn: rebuild.Up},
		{Text: "downwards", Left: 60, Right: 72, Top: 50, Bottom: 150, Turn: rebuild.Down},
	}})
	texts, err := page.ReadFirst(t.Context(), eng, data)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"upwards", "downwards"} {
		if !strings.Contains(texts[0], want) {
			t.Errorf("%q not in %q", want, texts[0])
		}
	}
}

// TestPicture: pictures come out as they went in, near enough, and the same
// input gives the same bytes.
func TestPicture(t *testing.T) {
	eng := pdftest.Engine(t)
	for _, tc := range []struct {
		name string
		at   func(x, y int) color.RGBA
		near int
	}{
		{"type", func(x, y int) color.RGBA {
			if x/20%2 == 0 && y/20%2 == 0 {
				return color.RGBA{A: 255}
			}
			return color.RGBA{255, 255, 255, 255}
		}, 1},
		{"shades of grey", func(x, y int) color.RGBA { v := uint8(x + y); return color.RGBA{v, v, v, 255} }, 12},
		{"colours", func(x, y int) color.RGBA { return color.RGBA{uint8(x), uint8(y), 90, 255} }, 12},
	} {
		t.Run(tc.name, func(t *testing.T) {
			img := image.NewRGBA(image.Rect(0, 0, 121, 120))
			for y := range 120 {
				for x := range 121 {
					img.SetRGBA(x, y, tc.at(x, y))
				}
			}
			p := rebuild.Page{Width: 121, Height: 120, Picture: rebuild.Encode(img, 1)}
			data := write(t, p)
			if !bytes.Equal(data, write(t, p)) {
				t.Error("two files of one picture differ")
			}
			doc, err := eng.Open(t.Context(), data, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer doc.Close()
			got, err := doc.Render(t.Context(), 0, 72)
			if err != nil {
				t.Fatal(err)
			}
			for i := range img.Pix {
				if d := int(img.Pix[i]) - int(got.Pix[i]); d > tc.near || -d > tc.near {
					t.Fatalf("byte %d is %d, was %d", i, got.Pix[i], img.Pix[i])
				}
			}
		})
	}
}

type failing struct{}

var errFull = errors.New("disk full")

func (failing) Write([]byte) (int, error) { return 0, errFull }

func TestErrors(t *testing.T) {
	var b bytes.Buffer
	if err := rebuild.New(&b).Close(); err == nil {
		t.Error("no error for a file without pages")
	}
	if err := rebuild.New(&b).Add(rebuild.Page{}); err == nil {
		t.Error("no error for a page without size")
	}
	w := rebuild.New(failing{})
	_ = w.Add(rebuild.Page{Width: 9, Height: 9, Words: line(strings.Repeat("word ", 5000), 1)})
	if err := w.Close(); !errors.Is(err, errFull) {
		t.Errorf("error %v, want that of the writer", err)
	}
}
