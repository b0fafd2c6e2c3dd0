package pdf

import (
	"strings"
	"testing"

	"sarsen/crawlers/documents"
)

func packet(inner string) string {
	return `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r" xmlns:dc="` + nsDublinCore + `">` +
		inner + `</rdf:RDF></x:xmpmeta>`
}

func TestXMP(t *testing.T) {
	authors := packet(`<dc:creator><rdf:Seq><rdf:li>Winifred Ashdown</rdf:li><rdf:li>Owen &amp; Co</rdf:li></rdf:Seq></dc:creator><dc:format>application/pdf</dc:format>`)
	tests := []struct{ name, data, want string }{
		{"none", "%PDF-1.7", ""},
		{"two authors", "%PDF-1.7\n" + authors + "\nendstream", "Author: Winifred Ashdown\nAuthor: Owen & Co\n"},
		{"two packets", packet(`<dc:title>A</dc:title>`) + packet(`<dc:title>B</dc:title>`), "Title: A\nTitle: B\n"},
		{"cut short", authors[:len(authors)-20], ""},
		{"damaged inside", packet(`<dc:title>A</dc:title><dc:creator`), "Title: A\n"},
		{"begun twice", "<x:xmpmeta <x:xmpmeta " + strings.Repeat("x", xmpBytes) + authors, "Author: Winifred Ashdown\nAuthor: Owen & Co\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := documents.NewBuilder(0, nil)
			xmp([]byte(tt.data), out)
			if got := out.Result().Item.Text; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Whatever stands in a file, reading its metadata ends.
func FuzzXMP(f *testing.F) {
	f.Add(packet(`<dc:creator>A</dc:creator>`))
	f.Add("<x:xmpmeta<x:xmpmeta</x:xmpmeta>")
	f.Fuzz(func(_ *testing.T, data string) {
		out := documents.NewBuilder(0, nil)
		xmp([]byte(data), out)
		_ = out.Result()
	})
}

func TestLockedWithCertificates(t *testing.T) {
	if err := locked([]byte("<</Filter/Adobe.PubSec>>"), documents.ErrEncrypted); !strings.Contains(documents.ReasonOf(err), "certificate") {
		t.Errorf("reason %q", documents.ReasonOf(err))
	}
	if err := locked([]byte("<</Filter/Standard>>"), documents.ErrEncrypted); documents.ReasonOf(err) != documents.ErrEncrypted.Error() {
		t.Errorf("reason %q", documents.ReasonOf(err))
	}
}
