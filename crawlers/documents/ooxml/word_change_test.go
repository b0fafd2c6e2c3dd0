package ooxml_test

import (
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ooxml"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

func r(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

func del(text string) string {
	return `<w:del w:author="X"><w:r><w:delText xml:space="preserve">` + text + `</w:delText></w:r></w:del>`
}

func ins(text string) string { return `<w:ins w:author="X">` + r(text) + `</w:ins>` }

func field(code, result string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="who called"/></w:ffData></w:fldChar></w:r><w:r><w:instrText>` + code +
		`</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + result + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

// TestWordUnseen reads paragraphs with things in them that are not seen there:
// the first line is what is seen, the rest stands below.
func TestWordUnseen(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"inserted beside deleted", r("Mr Leopold ") + ins("Batt") + del("deleted") + r(" about"), "Mr Leopold Batt about\ndeleted"},
		{"a name replaced", r("Mr ") + del("Ada Okafor") + ins("Leopold Batt") + r(" called"), "Mr Leopold Batt called\nAda Okafor"},
		{"part of a name replaced", r("Ms Okaf") + del("o") + ins("u") + r("r called"), "Ms Okafur called\nOkafor"},
		{"deleted in two runs", r("Mr ") + del("Leo") + del("pold Batt") + r("X"), "Mr X\nLeopold BattX"},
		{"inserted, then deleted", r("Ann ") + `<w:ins>` + del("Lee ") + `</w:ins>` + r("came"), "Ann came\nLee"},
		{"moved away and here", r("a ") + `<w:moveFrom>` + r("Leopold Batt") + `</w:moveFrom>` + r(" b ") + `<w:moveTo>` + r("Leopold Batt") + `</w:moveTo>`, "a  b Leopold Batt\nLeopold Batt"},
		{"hidden in a word", r("Leopold Ba") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>` + r("tt"), "Leopold Batt\nBasecrettt"},
		{"comment in a word", r("Leopold Ba") + `<w:commentRangeStart w:id="1"/>` + r("t") + `<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>` + r("t"), "Leopold Batt"},
		{"footnote in a sentence", r("Leopold") + `<w:r><w:footnoteReference w:id="1"/></w:r>` + r(" Batt"), "Leopold Batt"},
		{"link in a sentence", `<w:hyperlink r:id="rId1">` + r("Leopold") + `</w:hyperlink>` + r(" Batt"), "Leopold Batt\nmailto:ada@harbour.example"},
		{"field in a sentence", r("Leopold ") + field(` HYPERLINK "mailto:batt@harbour.example" `, r("Batt")) + r(" called"), "Leopold Batt called\nwho called\nmailto:batt@harbour.example"},
		{"simple field", r("Mr ") + `<w:fldSimple w:instr='IF "a" = "b" "Ada"'>` + r("Batt") + `</w:fldSimple>` + r("ley"), "Mr Battley\n{IF \"a\" = \"b\" \"Ada\"}"},
		{"deleted text box", r("Leo") + `<w:del><w:r><w:pict><v:textbox><w:txbxContent>` + p("boxed") + `</w:txbxContent></v:textbox></w:pict></w:r></w:del>` + r("pold"), "Leopold\nboxed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var more []string
			if strings.Contains(tt.body, "rId1") {
				more = []string{"word/_rels/document.xml.rels", rels("hyperlink", "mailto:ada@harbour.example")}
			}
			res, err := zipxmltest.Read(t, ooxml.DOCX(), wordFile(t, `<w:p>`+tt.body+`</w:p>`, more...))
			text, _, _ := strings.Cut(strings.TrimSuffix(res.Item.Text, "\n"), "\nReviewer:")
			if err != nil || text != tt.want {
				t.Fatalf("got %q, %v; want %q", text, err, tt.want)
			}
			_, below, _ := strings.Cut(tt.want, "\n")
			var notes []string
			for _, b := range res.Item.Bounds {
				if b.Kind == documents.Note && b.Hidden {
					notes = append(notes, res.Item.Text[b.Start:b.End])
				}
			}
			for line := range strings.Lines(below) {
				if !slices.Contains(notes, strings.TrimSpace(line)) {
					t.Errorf("hidden notes %q lack %q", notes, line)
				}
			}
		})
	}
}
