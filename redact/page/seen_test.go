package page_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact/page"
)

// TestSeen: the text of a copy is what a reader of the original sees.
func TestSeen(t *testing.T) {
	const line = "BT /F 12 Tf 72 700 Td (Secret, no. 7) Tj ET "
	state := "<</Type/ExtGState/ca 0>>"
	for _, tc := range []struct {
		name, content, extra string
		want                 string
	}{
		{name: "plain", content: line, want: "Secret, no. 7"},
		{name: "white on white", content: "1 g " + line},
		{name: "nearly white", content: "0.97 g " + line},
		{name: "light grey, small", content: "0.75 g BT /F 6 Tf 72 700 Td (Secret, no. 7) Tj ET", want: "Secret, no. 7"},
		{name: "white on black", content: "60 690 200 30 re f 1 g " + line, want: "Secret, no. 7"},
		{name: "black on black", content: "60 690 200 30 re f " + line},
		{name: "under a box", content: line + "60 690 200 30 re f"},
		{name: "under a white box", content: line + "1 g 60 690 200 30 re f"},
		{name: "under a tight box", content: line + "72 697.6 75 12 re f"},
		{name: "under a box of its size", content: "BT /F 12 Tf 72 700 Td (HHHH) Tj ET 72.5 700 33.8 8.6 re f"},
		{name: "under a box with hatching", content: line + "60 690 200 30 re f 0.5 G 60 690 m 90 720 l 90 690 m 120 720 l 120 690 m 90 720 l S"},
		{name: "first half under a box", content: line + "70 690 42 30 re f", want: "no. 7"},
		{name: "underlined", content: line + "70 698 100 0.7 re f", want: "Secret, no. 7"},
		{name: "in a cell", content: line + "70.5 696 m 160 696 l 160 711 l 70.5 711 l s", want: "Secret, no. 7"},
		{name: "beside the page", content: "BT /F 12 Tf 72 900 Td (Secret) Tj 600 -200 Td (more) Tj ET"},
		{name: "outside the crop box", content: line, extra: "/CropBox[0 0 595 600]"},
		{name: "clipped away", content: "0 0 50 50 re W n " + line},
		{name: "not drawn, on nothing", content: "BT 3 Tr /F 12 Tf 72 700 Td (Secret) Tj ET"},
		{name: "not drawn, on ink", content: "BT 3 Tr /F 12 Tf 72 700 Td (Secret) Tj ET 73 700 3 9 re 80 700 3 9 re 86 700 3 9 re 95 700 9 2 re 95 705 9 2 re f", want: "Secret"},
		{name: "not drawn, under a box", content: "BT 3 Tr /F 12 Tf 72 700 Td (Secret) Tj ET 60 690 200 30 re f"},
		{name: "not drawn, under a box that is small", content: "BT 3 Tr /F 12 Tf 72 700 Td (Secret) Tj ET 73 698 34 9 re f"},
		{name: "transparent", content: "/G gs " + line, extra: "/Resources<</Font<</F 3 0 R>>/ExtGState<</G 5 0 R>>>>"},
		{name: "small marks", content: "BT /F 12 Tf 72 700 Td (. - : ... --) Tj ET", want: ". - : ... --"},
		{name: "upwards on grey", content: "0.8 g 100 100 300 300 re f 0 g BT /F 12 Tf 0 1 -1 0 200 200 Tm (Secret) Tj ET", want: "Secret"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			eng := pdftest.Engine(t)
			data := pdftest.File([]pdftest.Page{{Content: tc.content, Extra: tc.extra}}, []string{state}, "", "")
			out, report := copyOf(t, eng, data)
			first, second := both(t, eng, out)
			for reader, text := range map[string]string{"first": first, "second": second} {
				if got := strings.Join(strings.Fields(text), " "); got != tc.want {
					t.Errorf("the %s reader reads %q, want %q", reader, got, tc.want)
				}
			}
			if tc.want == "" && report.Unseen == 0 {
				t.Errorf("report %+v", report)
			}
		})
	}
}

// TestSeenInCourtFiles: what stands under the boxes of others is not in a copy.
func TestSeenInCourtFiles(t *testing.T) {
	eng := pdftest.Engine(t)
	for _, file := range pdftest.Corpus(t, "redact-xray") {
		hidden, leak := map[string][]string{
			"bad_cross_hatched_redactions.pdf": {"Ukraine", "Lutsenko", "iPad", "Levin"},
			"rectangles_yes.pdf":               {"disclose all relevant", "“No”"},
		}[filepath.Base(file)]
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			out, report := copyOf(t, eng, data)
			if report.Unseen > 50 != leak {
				t.Errorf("%d characters not seen, leak %v", report.Unseen, leak)
			}
			texts, err := page.ReadFirst(t.Context(), eng, out)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range hidden {
				if strings.Contains(texts[0], h) {
					t.Errorf("%q is in the copy", h)
				}
			}
		})
	}
}
