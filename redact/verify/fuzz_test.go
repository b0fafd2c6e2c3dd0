package verify

import (
	"slices"
	"strings"
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
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte("%54%61 VGFtc2luIFdyZXhsZXk= 54616d73696e20577265786c6579 &amp;#84; xn--nez-0ma █████XX"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"a.html", "a.csv", "a.json", "a.txt", "a.pdf", "a.docx"} {
			c := newCheck(t.Context(), Options{Values: []string{"Tamsin Wrexley"}, Keep: []string{"Dilys Marrowby"}})
			c.file(name, data, dataPackage{}, &tree{byName: map[string]entry{}})
			if name == "a.docx" && len(c.rep.Findings) == 0 {
				t.Error("an unknown kind of file passed")
			}
		}
	})
}

// FuzzPDFFile: a PDF that is accepted has no room for another byte, and nothing
// in it makes the check fail.
func FuzzPDFFile(f *testing.F) {
	const sound = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Length 5>>\nstream\nBT ET\nendstream\nendobj\n" +
		"xref\n0 3\n0000000000 65535 f \n0000000015 00000 n \n0000000060 00000 n \ntrailer\n<</Size 3/Root 1 0 R>>\nstartxref\n115\n%%EOF\n"
	f.Add([]byte(sound))
	f.Add([]byte(strings.Replace(sound, "/Pages 2", "/Pages[[[<<<41>/#41(a)", 1)))
	f.Add([]byte(nothing))
	f.Fuzz(func(t *testing.T, data []byte) {
		newCheck(t.Context(), Options{}).pdfForm("a.pdf", data)
		_ = plainContent(data)
		if _, _, err := pdfFile(data); err == nil {
			if _, _, err := pdfFile(append(slices.Clip(data), 'x')); err == nil {
				t.Error("a file with a byte too many is accepted")
			}
		}
	})
}

// FuzzRecordings: whatever is called a recording, the check ends without a
// panic, and sound in chunks has no room for another byte.
func FuzzRecordings(f *testing.F) {
	f.Add([]byte("RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\x00\x00\x00\x00"))
	f.Add([]byte("RIFF\x09\x00\x00\x00WAVEdata\x01\x00\x00\x00a"))
	f.Add([]byte("\xff\xfb\x90\x00ID3\x03\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("OggS\x03vorbis\x01\x00\x00\x00x\x01\x00\x00\x00"))
	f.Add([]byte("\x00\x00\x00\x08ftyp\x00\x00\x00\x10moov\x00\x00\x00\x08udta\x00\x00\x00\x01mdat\x00\x00\x00\x00\x00\x00\x00\x10"))
	f.Add([]byte("\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff\x1f\x43\xb6\x75\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for ext, look := range recordings {
			if look(data) == "" && ext == ".wav" && look(append(slices.Clip(data), 'x')) == "" {
				t.Error("a byte behind the sound is accepted")
			}
		}
	})
}
