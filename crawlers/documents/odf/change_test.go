package odf_test

import (
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/odf"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

// changed writes a list of tracked changes given as name, what was deleted; ""
// stands for an insertion.
func changed(pairs ...string) string {
	s := `<text:tracked-changes>`
	for i := 0; i < len(pairs); i += 2 {
		info := `<office:change-info><dc:creator>Sam</dc:creator><dc:date>2024-01-01</dc:date></office:change-info>`
		kind := `<text:insertion>` + info + `</text:insertion>`
		if pairs[i+1] != "" {
			kind = `<text:deletion>` + info + `<text:p>` + strings.ReplaceAll(pairs[i+1], "|", `</text:p><text:p>`) + `</text:p></text:deletion>`
		}
		s += `<text:changed-region text:id="` + pairs[i] + `">` + kind + `</text:changed-region>`
	}
	return s + `</text:tracked-changes>`
}

// marks turns [d] into the mark of the deletion d and {x} into an insertion.
func marks(s string) string {
	return strings.NewReplacer("[", `<text:change text:change-id="`, "]", `"/>`, "{", `<text:change-start text:change-id="i"/>`, "}", `<text:change-end text:change-id="i"/>`).Replace(s)
}

func TestUnseen(t *testing.T) {
	tests := []struct{ name, changes, body, want string }{
		{"deleted between words", changed("d", "gone"), `<text:p>Leopold Batt[d] about</text:p>`, "Leopold Batt about\nBattgone"},
		{"a name replaced", changed("d", "Ada Okafor", "i", ""), `<text:p>Mr [d]{Leopold Batt} called</text:p>`, "Mr Leopold Batt called\nAda Okafor"},
		{"inserted first", changed("d", "deleted", "i", ""), `<text:p>Mr {Leopold Batt}[d] called</text:p>`, "Mr Leopold Batt called\ndeleted"},
		{"part of a name", changed("d", "o", "i", ""), `<text:p>Ms Okaf[d]{u}r called</text:p>`, "Ms Okafur called\nOkafor"},
		{"over two paragraphs", changed("d", "one|two"), `<text:p>a [d], b</text:p>`, "a , b\none\ntwo"},
		{"inserted over two paragraphs", changed("d", "x", "i", ""), `<text:p>a {b</text:p><text:p>c} [d]e</text:p>`, "a b\nc e\nxe"},
		{"between paragraphs", changed("d", "gone"), `<text:p>a</text:p>[d]<text:p>b</text:p>`, "a\ngone\nb"},
		{"without its place", changed("d", "gone"), `<text:p>a</text:p>`, "a\ngone"},
		{"hidden in a word", "", `<text:p>Ba<text:span text:style-name="gone">secret</text:span>tt</text:p>`, "Batt\nBasecrettt"},
		{"comment in a word", "", `<text:p>Ba<office:annotation><text:p>why?</text:p></office:annotation>t<office:annotation-end/>t</text:p>`, "Batt\nwhy?"},
		{"link in a sentence", "", `<text:p><text:a xlink:href="mailto:ada@harbour.example">Ada</text:a> Okafor</text:p>`, "Ada Okafor\nmailto:ada@harbour.example"},
		{"choice in a sentence", "", `<text:p>Dear <text:conditional-text text:string-value-if-true="Ada">Sam</text:conditional-text> Lee</text:p>`, "Dear Sam Lee\nAda"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := zipxmltest.Read(t, odf.New(), file(t, `<office:text>`+tt.changes+marks(tt.body)+`</office:text>`))
			text, _, _ := strings.Cut(strings.TrimSuffix(res.Item.Text, "\n"), "\nReviewer:")
			if err != nil || text != tt.want {
				t.Errorf("got %q, %v; want %q", text, err, tt.want)
			}
			if notes := zipxmltest.Bounds(res.Item, documents.Note); len(notes) != 1 {
				t.Errorf("notes %q", notes)
			}
		})
	}
}
