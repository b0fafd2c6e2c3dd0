package verify

import (
	"testing"
)

// FuzzFile: whatever stands in a file, the check ends without a panic, and a
// file that is not what its name says never passes in silence.
func FuzzFile(f *testing.F) {
	f.Add([]byte("<p>Tamsin <b hidden>Wrexley</b><!--x--><style>"))
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>\nstream\nx\nendstream (a\\(b\\101) <4a4> <<"))
	f.Add([]byte("a,b\r\n\"x"))
	f.Add([]byte(`{"a":"\u0054","b":[1,{}]}`))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("%54%61 VGFtc2luIFdyZXhsZXk= 54616d73696e20577265786c6579 &amp;#84;"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"a.html", "a.csv", "a.json", "a.txt", "a.pdf", "a.docx"} {
			c := &check{
				ctx: t.Context(), search: NewSearch([]string{"Tamsin Wrexley"}, []string{"Dilys Marrowby"}),
				opts: Options{Values: []string{"Tamsin Wrexley"}}, seen: map[Finding]bool{},
			}
			c.file(name, data, dataPackage{}, &tree{byName: map[string]entry{}})
			if name == "a.docx" && len(c.rep.Findings) == 0 {
				t.Error("an unknown kind of file passed")
			}
		}
	})
}
