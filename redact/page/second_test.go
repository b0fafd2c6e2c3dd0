package page_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"strings"
	"sync/atomic"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/page"
	"sarsen/redact/verify"
)

// find is what looks for values in the program, too.
func find(values ...string) page.Find {
	s := verify.NewSearch(values, nil)
	return func(text string) (spans []redact.Span) {
		for _, h := range s.Find(text, 100) {
			spans = append(spans, h.Span)
		}
		return spans
	}
}

// sawOf puts words beside one another, twenty pixels each, at half the height.
func sawOf(words ...string) redact.Scan {
	var s redact.Scan
	for i, w := range words {
		if i > 0 {
			s.Text += " "
		}
		at := 300 + 40*float64(i)
		s.Words = append(s.Words, redact.ScanWord{
			Span: redact.Span{Start: len(s.Text), End: len(s.Text) + len(w)},
			Box:  redact.Rect{Left: at, Top: 1100, Right: at + 20, Bottom: 1120},
		})
		s.Text += w
	}
	return s
}

// shapes is a page whose picture holds more than its text: squares as large as
// letters.
func shapes() pdftest.Page {
	content := pdftest.Text("Dear Petra Sample") + " 0 g"
	for _, x := range []string{"200", "206", "212", "218"} {
		content += " " + x + " 300 4 9 re " + x + " 304 6 2 re f"
	}
	return pdftest.Page{Content: content}
}

// blanks is a page with shapes of letters in a font that calls them spaces.
func blanks() pdftest.Page {
	return pdftest.Page{Content: pdftest.Text("Dear Petra Sample") + " /X6 Do", Extra: "/Resources<</Font<</F 3 0 R>>/XObject<</X6 6 0 R>>>>"}
}

// blankFont are objects from number 6 on.
var blankFont = []string{
	stream("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</T 7 0 R>>>>", "BT /T 12 Tf 200 300 Td (AAAA) Tj ET"),
	"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 8 0 R>>/Encoding<</Differences[65/a]>>/FirstChar 65/LastChar 65/Widths[600]/ToUnicode 9 0 R>>",
	stream("", "600 0 d0 0 0 350 750 re f 0 350 500 150 re f"),
	stream("", "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <0020> endbfchar"),
}

func stream(dict, body string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(body), body)
}

// TestSecondLook: what only the picture shows is burnt in, however it is spelt.
func TestSecondLook(t *testing.T) {
	const value = "Jonathan Burnham"
	for _, tc := range []struct {
		name  string
		words []string
		want  int // caught
	}{
		{"nothing", []string{"the", "hedge"}, 0},
		{"as it is", []string{"ask", "Jonathan", "Burnham", "now"}, 2},
		{"nought for o", []string{"J0nathan", "Burnham"}, 2},
		{"in pieces", []string{"ask", "Jona", "than", "Burnham"}, 3},
		{"hyphen", []string{"Jonathan", "Burn-", "ham"}, 3},
		{"m for rn", []string{"Jonathan", "Bumham"}, 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			looks := 0
			look := func(_ context.Context, img *image.Gray, dpi int) (redact.Scan, error) {
				looks++
				if dpi != 200 || img.Rect.Dx() != 1653 {
					t.Errorf("looked at %v of %d dpi", img.Rect, dpi)
				}
				if looks == 1 {
					return sawOf(tc.words...), nil
				}
				if img.GrayAt(310+40*(len(tc.words)-1), 1110).Y != 0 && tc.words[len(tc.words)-1] != "now" {
					t.Error("a caught word is not black")
				}
				return redact.Scan{}, nil
			}
			data := pdftest.File([]pdftest.Page{shapes()}, nil, "", "")
			_, report, err := copied(t.Context(), pdftest.Engine(t), data, []page.Page{hide("Dear Petra Sample", "Petra")}, page.Options{Look: look, Find: find(value, "Jonathan", "Burnham")})
			if err != nil || len(report.Dropped) > 0 || report.Caught != tc.want || looks != min(tc.want, 1)+1 {
				t.Errorf("report %+v after %d looks, error %v", report, looks, err)
			}
		})
	}
}

// TestSecondLookFails: a page that cannot be looked at, or that shows a value
// however often it is burnt in, does not leave.
func TestSecondLookFails(t *testing.T) {
	data := pdftest.File([]pdftest.Page{shapes()}, nil, "", "")
	for name, tc := range map[string]struct {
		scan redact.Scan
		err  error
		want page.Reason
	}{
		"still shown":  {sawOf("Jonathan"), nil, page.Shown},
		"no look":      {redact.Scan{}, errors.New("no time"), page.Unlooked},
		"nothing seen": {redact.Scan{}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			look := func(context.Context, *image.Gray, int) (redact.Scan, error) { return tc.scan, tc.err }
			_, report, err := copied(t.Context(), pdftest.Engine(t), data, []page.Page{hide("Dear Petra Sample", "Petra")}, page.Options{Look: look, Find: find("Jonathan")})
			if err != nil {
				t.Fatal(err)
			}
			var got page.Reason
			if len(report.Dropped) > 0 {
				got = report.Dropped[0].Reason
			}
			if got != tc.want {
				t.Errorf("dropped because %q, want %q", got, tc.want)
			}
		})
	}
}

// TestLookedAt: pages of nothing but type that the engine reads are not looked
// at.
func TestLookedAt(t *testing.T) {
	rules := pdftest.Text("Name and address", "Petra Sample") + " 0 g 60 700 400 1 re f 60 600 400 1 re f 60 600 1 100 re f 460 600 1 100 re f 0.8 g 100 400 200 40 re f"
	picture := "<</Type/XObject/Subtype/Image/Width 16/Height 16/BitsPerComponent 1/ColorSpace/DeviceGray/Length 32>>\nstream\n" +
		strings.Repeat("\xAA\xAA\x55\x55", 8) + "\nendstream"
	for _, tc := range []struct {
		name string
		page pdftest.Page
		text string
		want int32
	}{
		{"type", pdftest.Page{Content: pdftest.Text("Dear Petra Sample", "we write about the hedge")}, "Dear Petra Sample\nwe write about the hedge", 0},
		{"rules and areas", pdftest.Page{Content: rules}, "Name and address\nPetra Sample", 0},
		{"shapes", shapes(), "Dear Petra Sample", 1},
		{"letters that are said to be spaces", blanks(), "Dear Petra Sample\n ", 1},
		{"picture", pdftest.Page{Content: pdftest.Text("Dear Petra Sample") + " q 100 0 0 100 100 400 cm /X Do Q"}, "Dear Petra Sample", 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var looks atomic.Int32
			look := func(context.Context, *image.Gray, int) (redact.Scan, error) {
				looks.Add(1)
				return redact.Scan{}, nil
			}
			data := pdftest.File([]pdftest.Page{tc.page}, append([]string{picture}, blankFont...), "", "")
			opts := page.Options{Look: look, Find: find("Petra")}
			_, report, err := copied(t.Context(), pdftest.Engine(t), data, []page.Page{hide(tc.text, "Petra")}, opts)
			if err != nil || len(report.Dropped) > 0 || report.Masks != 1 || looks.Load() != tc.want {
				t.Errorf("report %+v, looked at %d times, want %d, error %v", report, looks.Load(), tc.want, err)
			}
		})
	}
}

// TestLookedAtVector: a page without boxes keeps its vector content only when
// its shapes spell nothing.
func TestLookedAtVector(t *testing.T) {
	data := pdftest.File([]pdftest.Page{shapes()}, nil, "", "")
	for word, vector := range map[string]int{"hedge": 1, "Jonathan": 0} {
		var looks atomic.Int32
		look := func(context.Context, *image.Gray, int) (redact.Scan, error) {
			if looks.Add(1) > 2 {
				return redact.Scan{}, nil
			}
			return sawOf(word), nil
		}
		_, report, err := copied(t.Context(), pdftest.Engine(t), data, []page.Page{{Text: "Dear Petra Sample"}}, page.Options{Look: look, Find: find("Jonathan")})
		if err != nil || report.Vector != vector || report.Caught != 1-vector {
			t.Errorf("%s: report %+v, error %v", word, report, err)
		}
	}
}
