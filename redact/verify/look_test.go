package verify_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/ocr"
	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/crawlers/program"
	"sarsen/redact"
	"sarsen/redact/page/rebuild"
	"sarsen/redact/verify"
)

// childVar makes the test binary a helper.
const childVar = "SARSEN_TEST_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(childVar) == "" {
		os.Exit(m.Run())
	}
	_ = program.Main() // returns only when it failed
	os.Exit(1)
}

// TestUnseen: text that is there and not seen is told from text that is seen.
func TestUnseen(t *testing.T) {
	eng := pdftest.Engine(t)
	const at = "BT /F 24 Tf 72 700 Td "
	picture := "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\n\x20\nendstream"
	tests := []struct {
		name, content string
		layer         string // "" for no finding
	}{
		{"plain", at + "(Tamsin) Tj ET", ""},
		{"on a dark box", "0 g 60 690 200 40 re f 1 g " + at + "(Tamsin) Tj ET", ""},
		{"under a black box", at + "(Tamsin) Tj ET 0 g 60 690 200 40 re f", "covered text"},
		{"under a white box", at + "(Tamsin) Tj ET 1 g 60 690 200 40 re f", "covered text"},
		{"black on a black box", "0 g 60 690 200 40 re f " + at + "(Tamsin) Tj ET", "covered text"},
		{"white under a black box", "1 g " + at + "(Tamsin) Tj ET 0 g 60 690 200 40 re f", "covered text"},
		{"under hatching", at + "(Tamsin) Tj ET 0 g 60 690 200 40 re f 1 G 60 690 m 260 730 l S 60 730 m 260 690 l S", "covered text"},
		{"under a thick line", at + "(Tamsin) Tj ET 40 w 60 710 m 260 710 l S", "covered text"},
		{"under a picture", at + "(Tamsin) Tj ET q 200 0 0 40 60 690 cm /X Do Q", "covered text"},
		{"half a word under a box", at + "(Tamsin) Tj ET 0 g 60 690 50 40 re f", "covered text"},
		{"full stops under a box", at + "(... , ;) Tj ET 0 g 60 690 200 40 re f", ""},
		{"beside a box", at + "(Tamsin) Tj ET 0 g 200 690 200 40 re f", ""},
		{"underlined", at + "(Tamsin) Tj ET 72 697 m 160 697 l S", ""},
		{"struck through", at + "(Tamsin) Tj ET 72 708 m 160 708 l S", ""},
		{"marked with a colour", "1 1 0 rg 60 690 200 40 re f 0 g " + at + "(Tamsin) Tj ET", ""},
		{"white on white", "1 g " + at + "(Tamsin) Tj ET", "unseen text"},
		{"nearly white on white", "0.98 g " + at + "(Tamsin) Tj ET", "unseen text"},
		{"grey on white", "0.85 g " + at + "(Tamsin) Tj ET", ""},
		{"cut off", "0 0 10 10 re W n " + at + "(Tamsin) Tj ET", "unseen text"},
		{"off the page", "BT /F 24 Tf 700 700 Td (Tamsin) Tj ET", "text off the page"},
		{"in the mode that draws nothing", "BT 3 Tr /F 24 Tf 72 700 Td (Tamsin) Tj ET", "unseen text"},
		{"tiny", "BT /F 4 Tf 72 700 Td (Tamsin) Tj ET", ""},
		{"on its side", "BT /F 24 Tf 0 1 -1 0 200 400 Tm (Tamsin) Tj ET", ""},
		{"on its side under a box", "BT /F 24 Tf 0 1 -1 0 200 400 Tm (Tamsin) Tj ET 170 390 40 200 re f", "covered text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := pdftest.File([]pdftest.Page{{Content: tt.content}}, []string{picture}, "", "")
			file := filepath.Join(t.TempDir(), "x.pdf")
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			rep, err := verify.PDF(t.Context(), file, verify.Options{Engine: eng})
			if err != nil {
				t.Fatal(err)
			}
			if got := layers(rep); got != tt.layer {
				t.Errorf("found %q, want %q: %+v", got, tt.layer, rep.Findings)
			}
			if rep.Pages != 1 {
				t.Errorf("%d pages looked at", rep.Pages)
			}
		})
	}
}

// layers are the layers of the findings that come of looking at pages.
func layers(rep verify.Report) string {
	var out []string
	for _, f := range rep.Findings {
		if slices.Contains([]string{"covered text", "unseen text", "text off the page", "mask", "pixels"}, f.Layer) || strings.HasPrefix(f.Layer, "pixels of") {
			out = append(out, f.Layer)
		}
	}
	return strings.Join(slices.Compact(out), ", ")
}

// drawn draws a page of text as pixels only.
func drawn(t testing.TB, eng *pdfium.Engine, content string) *image.RGBA {
	t.Helper()
	doc, err := eng.Open(t.Context(), pdftest.File([]pdftest.Page{{Content: content}}, nil, "", ""), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	img, err := doc.Render(t.Context(), 0, 150)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// rebuilt puts pages of pixels with words into a pack.
func rebuilt(t testing.TB, dir string, img *image.RGBA, words ...rebuild.Word) {
	t.Helper()
	var b bytes.Buffer
	w := rebuild.New(&b)
	if err := w.Add(rebuild.Page{Width: 595, Height: 842, Picture: rebuild.Encode(img, 1), Words: words}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	put(t, dir, pdf, b.String())
	seal(t, dir)
}

func word(text string, left, top, right, bottom float64) rebuild.Word {
	return rebuild.Word{Text: text, Left: left, Top: top, Right: right, Bottom: bottom}
}

// TestMasks: a mask of the text stands on one dark colour, and words of the text
// on something that looks like words.
func TestMasks(t *testing.T) {
	eng := pdftest.Engine(t)
	const text = "BT /F 24 Tf 72 700 Td (The tuba is played) Tj ET "
	shown := word("tuba", 115, 120, 165, 146)
	tests := []struct {
		name    string
		content string
		paint   func(*image.RGBA)
		words   []rebuild.Word
		layer   string
	}{
		{"on a box", text + "0 g 100 600 200 30 re f", nil, []rebuild.Word{shown, word(redact.Mask, 105, 214, 295, 240)}, ""},
		{"on a narrow box", text + "0 g 100.2 600.3 17.1 15.4 re f", nil, []rebuild.Word{shown, word(redact.Mask, 100.2, 226.3, 117.3, 241.7)}, ""},
		{"on nothing", text, nil, []rebuild.Word{shown, word(redact.Mask, 105, 214, 295, 240)}, "mask"},
		{"on a box that is too short", text + "0 g 100 600 100 30 re f", nil, []rebuild.Word{word(redact.Mask, 105, 214, 295, 240)}, "mask"},
		{"on letters", text, nil, []rebuild.Word{word(redact.Mask, 72, 120, 260, 146)}, "mask"},
		{"on a box through which letters show", "0 g 100 600 200 30 re f 0.25 g BT /F 24 Tf 110 607 Td (Tamsin Wrexley) Tj ET", nil, []rebuild.Word{word(redact.Mask, 105, 214, 295, 240)}, "mask"},
		{"on a box through which letters hardly show", "0 g 100 600 200 30 re f 0.12 g BT /F 24 Tf 110 607 Td (Tamsin Wrexley) Tj ET", nil, []rebuild.Word{word(redact.Mask, 105, 214, 295, 240)}, "mask"},
		{"on a box of dots", "", dotted, []rebuild.Word{word(redact.Mask, 105, 214, 295, 240)}, "mask"},
		{"longer than the mask", text + "0 g 100 600 200 30 re f", nil, []rebuild.Word{word("███████", 105, 214, 295, 240)}, "mask"},
		{"word left under a box", text + "0 g 100 600 200 30 re f", nil, []rebuild.Word{word("oboe", 105, 214, 295, 240)}, "covered text"},
		{"word on blank paper", text, nil, []rebuild.Word{word("oboe", 105, 214, 295, 240)}, "unseen text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			img := drawn(t, eng, tt.content)
			if tt.paint != nil {
				tt.paint(img)
			}
			dir := packDir(t)
			rebuilt(t, dir, img, tt.words...)
			opts := options()
			opts.Engine = eng
			rep, err := verify.Pack(t.Context(), dir, opts)
			if err != nil {
				t.Fatal(err)
			}
			if got := layers(rep); got != tt.layer || rep.OK != (tt.layer == "") {
				t.Errorf("found %q, want %q: %+v", got, tt.layer, rep.Findings)
			}
		})
	}
}

// dotted paints a box of which every other dot is white.
func dotted(img *image.RGBA) {
	for y := 440; y < 510; y++ {
		for x := 210; x < 630; x++ {
			if (x/3+y/3)%2 == 0 {
				img.SetRGBA(x, y, color.RGBA{A: 255})
			}
		}
	}
}

// recogniser is tesseract; the test is skipped without.
func recogniser(t testing.TB) verify.Recogniser {
	t.Helper()
	if _, err := exec.LookPath("tesseract"); err != nil {
		if os.Getenv("SARSEN_CI") != "" {
			t.Fatal("tesseract is not installed")
		}
		t.Skip("tesseract is not installed")
	}
	e, err := ocr.New(t.Context(), ocr.Options{Time: 2 * time.Minute, Self: func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = []string{childVar + "=1"}
		return cmd
	}})
	if err != nil {
		t.Fatal(err)
	}
	return func(ctx context.Context, img *image.Gray, dpi int) (verify.Reading, error) {
		r, err := e.Recognise(ctx, documents.Picture{Page: 1, Width: 595, Height: 842, Columns: img.Rect.Dx(), Rows: img.Rect.Dy(), DPI: dpi, Grey: img.Pix})
		return verify.Reading{Text: r.Text, Sure: r.Text}, err
	}
}

// TestPixels: what only pixels say is found.
func TestPixels(t *testing.T) {
	read, eng := recogniser(t), pdftest.Engine(t)
	const page = "BT /F 14 Tf 72 700 Td 18 TL (Dear Madam, thank you for your letter of 4 May.) Tj T* (We have asked our officers to look into it.) Tj "
	tests := []struct {
		name, content string
		leaks         bool
	}{
		{"nothing withheld", page + "ET", false},
		{"name", page + "T* (It was written by Tamsin Wrexley of this council.) Tj ET", true},
		{"name in capitals", page + "T* (It was written by TAMSIN WREXLEY of this council.) Tj ET", true},
		{"number", page + "T* (Telephone 01632 960123 in the mornings.) Tj ET", true},
		{"name under masks that end too early", page + "T* (It was written by Tamsin Wrexley of this council.) Tj ET 0 g 168 655 25 14 re f", false},
		{"name in pale letters", page + "T* 0.7 g (It was written by Tamsin Wrexley of this council.) Tj ET", true},
		{"name on a dark ground", page + "ET 0 g 60 640 400 24 re f 1 g BT /F 14 Tf 72 648 Td (It was written by Tamsin Wrexley of this council.) Tj ET", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := packDir(t)
			rebuilt(t, dir, drawn(t, eng, tt.content))
			opts := options()
			opts.Engine, opts.OCR = eng, read
			rep, err := verify.Pack(t.Context(), dir, opts)
			if err != nil {
				t.Fatal(err)
			}
			leaks := slices.ContainsFunc(rep.Findings, func(f verify.Finding) bool {
				return f.Kind == verify.Withheld && strings.HasPrefix(f.Layer, "pixels of page 1")
			})
			if leaks != tt.leaks || rep.Recognised != 1 {
				t.Errorf("leak %v, want %v; %d pages read: %+v", leaks, tt.leaks, rep.Recognised, rep.Findings)
			}
		})
	}
}

// TestXRay scores real filings with good and bad redactions by what is said of
// text under boxes.
func TestXRay(t *testing.T) {
	files := pdftest.Corpus(t, "redact-xray")
	eng := pdftest.Engine(t)
	f, err := os.Open(filepath.Join(filepath.Dir(files[0]), "expected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	var right, wrong, missed, clean, other int
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var want struct{ File, Verdict string }
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		rep, err := verify.PDF(t.Context(), filepath.Join(filepath.Dir(files[0]), want.File), verify.Options{Engine: eng})
		if err != nil {
			t.Fatal(err)
		}
		leak := strings.Contains(layers(rep), "covered text")
		if len(rep.Findings) > 0 && !leak {
			other++
		}
		switch {
		case leak && want.Verdict == "leak":
			right++
		case leak:
			wrong++
			t.Errorf("%s: %+v", want.File, rep.Findings)
		case want.Verdict == "leak":
			missed++
			t.Errorf("%s: nothing found under boxes", want.File)
		default:
			clean++
		}
	}
	t.Logf("text under boxes: precision %.2f, recall %.2f (%d leaks, %d clean); other findings, such as properties, in %d files",
		float64(right)/float64(max(right+wrong, 1)), float64(right)/float64(max(right+missed, 1)), right+missed, clean+wrong, other)
}
