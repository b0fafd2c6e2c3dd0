package page_test

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"os"
	"strings"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/page"
)

// names are of 2 to 20 letters.
func names() (list []string) {
	const letters = "Jimmortenwyckingford"
	for n := 2; n <= len(letters); n++ {
		list = append(list, letters[:n])
	}
	return list
}

// measure is how wide a paragraph is, in points.
const measure = 400

// advance is the width of s in Helvetica of 12 points.
func advance(s string) (sum float64) {
	for _, r := range s {
		switch {
		case strings.ContainsRune("iljf.,'tI", r):
			sum += map[rune]float64{'i': 222, 'l': 222, 'j': 222, 'f': 278, '.': 278, ',': 278, '\'': 191, 't': 278, 'I': 278}[r]
		case strings.ContainsRune("kcszyvxJ", r):
			sum += 500
		case r == ' ':
			sum += 278
		case r == 'r':
			sum += 333
		case r == 'm':
			sum += 833
		case r == 'w':
			sum += 722
		default:
			sum += 556
		}
	}
	return sum * 12 / 1000
}

// broken breaks words into lines.
func broken(words []string) (lines [][]string) {
	width := math.Inf(1)
	for _, w := range words {
		if width+advance(" "+w) > measure {
			lines, width = append(lines, nil), -advance(" ")
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], w)
		width += advance(" " + w)
	}
	return lines
}

func ragged(lines [][]string) string {
	var b strings.Builder
	for i, l := range lines {
		fmt.Fprintf(&b, "BT /F 12 Tf 72 %d Td (%s) Tj ET\n", 770-16*i, strings.Join(l, " "))
	}
	return b.String()
}

func justified(lines [][]string) string {
	var b strings.Builder
	for i, l := range lines {
		x, gap := 72.0, advance(" ")
		if i < len(lines)-1 {
			gap = (measure - advance(strings.Join(l, ""))) / float64(len(l)-1)
		}
		for _, w := range l {
			fmt.Fprintf(&b, "BT /F 12 Tf %g %d Td (%s) Tj ET\n", x, 770-16*i, w)
			x += advance(w) + gap
		}
	}
	return b.String()
}

func centred(lines [][]string) string {
	var b strings.Builder
	for i, l := range lines {
		s := strings.Join(l, " ")
		fmt.Fprintf(&b, "BT /F 12 Tf %g %d Td (%s) Tj ET\n", 297.5-advance(s)/2, 770-16*i, s)
	}
	return b.String()
}

// TestMaskWidth: boxes in running text are equally wide, whatever they hide, and
// the line tells nothing else of it: copies of texts that differ in the hidden
// name alone are the same, unless the lines are broken elsewhere.
func TestMaskWidth(t *testing.T) {
	eng := pdftest.Engine(t)
	const text = "the council wrote to the tenants of the house and to NAME about the noise on several nights and the answer that came from NAME in the week after was sent to the team for housing with a note on the file and a copy for the officer"
	for _, set := range []struct {
		name  string
		text  string
		set   func(lines [][]string) string
		every int
	}{
		{"ragged", text, ragged, 1},
		{"justified", text, justified, 1},
		{"centred", "NAME against the council", centred, 4},
		{"alone", "NAME", ragged, 9},
		{"field", "Name: NAME", ragged, 9},
		{"with a comma", "in the matter of NAME, tenant", ragged, 4},
	} {
		t.Run(set.name, func(t *testing.T) {
			copies := map[string][]byte{} // by how the lines are broken
			for i, name := range names() {
				if i%set.every != 0 {
					continue
				}
				lines := broken(strings.Fields(strings.ReplaceAll(set.text, "NAME", name)))
				data := pdftest.File([]pdftest.Page{{Content: set.set(lines)}}, nil, "", "")
				out, report := copyOf(t, eng, data, name)
				if report.Fitted > 0 || report.Fixed != strings.Count(set.text, "NAME") {
					t.Errorf("%d letters: report %+v", len(name), report)
				}
				key := strings.ReplaceAll(fmt.Sprint(lines), name, "NAME")
				was, ok := copies[key]
				if ok && bytes.Equal(was, out) {
					continue
				}
				if copies[key] = out; ok {
					t.Errorf("%d letters: the copy is not the same", len(name))
				}
				for _, r := range boxes(render(t, eng, out), 24, 6) {
					if r.Dx() < page.MaskWidth-1 || r.Dx() > page.MaskWidth+1 {
						t.Errorf("%d letters: a box is %d points wide", len(name), r.Dx())
					}
				}
			}
		})
	}
}

// TestMaskTypeSize: the width follows the size of the type where that is small.
func TestMaskTypeSize(t *testing.T) {
	eng := pdftest.Engine(t)
	for size, want := range map[int]int{6: 36, 8: 48, 12: 72, 24: 72} {
		content := fmt.Sprintf("BT /F %d Tf 72 700 Td (call Jonathan today) Tj ET", size)
		out, _ := copyOf(t, eng, pdftest.File([]pdftest.Page{{Content: content}}, nil, "", ""), "Jonathan")
		list := boxes(render(t, eng, out), 20, 4)
		if len(list) != 1 || list[0].Dx() < want-4 || list[0].Dx() > want+4 {
			t.Errorf("type of %d points: boxes %v, want one %d wide", size, list, want)
		}
	}
}

// TestNotSetAnew: where something else is in the strip of a line, the words stay
// and the box is as wide as there is room.
func TestNotSetAnew(t *testing.T) {
	eng := pdftest.Engine(t)
	const line = "BT /F 12 Tf 72 700 Td (call Jonathan Example and Petra today) Tj ET "
	for name, content := range map[string]string{
		"underlined":                         line + "72 698 60 0.6 re f",
		"on a picture":                       "0.9 g 60 690 100 30 re f 0 g " + line,
		"a rule across":                      line + "170 600 m 170 800 l S",
		"ink that the font does not tell of": line + "115 711 1.2 3 re 119 711 1.2 3 re f",
		"ink beside the line":                "BT /F 12 Tf 72 700 Td (call Jonathan Example) Tj ET 192 702 2 4 re f",
		"text over it":                       line + "BT /F 12 Tf 90 703 Td (DRAFT) Tj ET",
		"lines too close":                    line + "BT /F 12 Tf 72 692 Td (more of the things) Tj ET",
		"slanting upwards":                   "BT /F 12 Tf 0.98 0.17 -0.17 0.98 72 600 Tm (call Jonathan Example and Petra today) Tj ET",
	} {
		t.Run(name, func(t *testing.T) {
			data := pdftest.File([]pdftest.Page{{Content: content}}, nil, "", "")
			out, report := copyOf(t, eng, data, "Jonathan Example")
			if report.Fixed > 0 || report.Fitted != report.Masks || report.Masks == 0 {
				t.Errorf("report %+v", report)
			}
			before, after := render(t, eng, data), render(t, eng, out)
			for y := 130; y < 160; y++ {
				for x := 60; x < 88; x++ {
					if d := int(before.RGBAAt(x, y).G) - int(after.RGBAAt(x, y).G); d > 128 || d < -128 {
						t.Fatalf("moved at %d, %d", x, y)
					}
				}
			}
		})
	}
}

// TestWordsFollow: the text is where the words went.
func TestWordsFollow(t *testing.T) {
	eng := pdftest.Engine(t)
	data := pdftest.File([]pdftest.Page{{Content: pdftest.Text("call Al today", "nothing here")}}, nil, "", "")
	out, _ := copyOf(t, eng, data, "Al")
	layout, img := layoutOf(t, eng, out), render(t, eng, out)
	at := strings.Index(layout.Text, "today")
	var ink image.Rectangle
	for _, g := range layout.Glyphs {
		if g.Start >= at && g.End <= at+5 {
			ink = ink.Union(image.Rect(int(g.Ink.Left), int(g.Ink.Top), int(g.Ink.Right)+1, int(g.Ink.Bottom)+1))
		}
	}
	dark := 0
	for y := ink.Min.Y; y < ink.Max.Y; y++ {
		for x := ink.Min.X; x < ink.Max.X; x++ {
			if img.RGBAAt(x, y).G < 128 {
				dark++
			}
		}
	}
	if ink.Min.X < 72+72+20 || dark < 30 {
		t.Errorf("\"today\" is said to be at %v, with %d dark pixels", ink, dark)
	}
}

// TestFixedShare measures how many masks have the fixed width in real files.
func TestFixedShare(t *testing.T) {
	if !pdftest.Full() {
		t.Skip("only with SARSEN_CORPORA=full")
	}
	eng := pdftest.Engine(t)
	for _, name := range []string{"redact-xray", "doc-pdfjs", "doc-pdfbox"} {
		fixed, all := 0, 0
		for _, file := range pdftest.Corpus(t, name) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			texts, err := page.ReadFirst(t.Context(), eng, data)
			if err != nil || len(texts) > 20 {
				continue
			}
			pages := make([]page.Page, len(texts))
			for i, text := range texts {
				pages[i] = page.Page{Text: text, Withhold: everyTenth(text)}
			}
			_, report, err := copied(t.Context(), eng, data, pages, page.Options{Pictures: true})
			if err != nil {
				t.Error(err)
			}
			fixed, all = fixed+report.Fixed, all+report.Masks
		}
		t.Logf("%s: %d of %d masks have the fixed width", name, fixed, all)
	}
}

// everyTenth returns spans of words.
func everyTenth(text string) (list []redact.Span) {
	at := 0
	for i, w := range letters(text) {
		start := at + strings.Index(text[at:], w)
		at = start + len(w)
		if i%10 == 5 && len(w) > 2 {
			list = append(list, redact.Span{Start: start, End: at})
		}
	}
	return list
}
