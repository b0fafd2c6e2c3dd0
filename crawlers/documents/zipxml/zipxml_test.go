package zipxml_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
)

// outline writes elements and text in a form that is easy to compare.
func outline(src []byte) (string, error) {
	var b strings.Builder
	r := zipxml.NewReader(context.Background(), bytes.NewReader(src))
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		fmt.Fprintf(&b, "<%s", e.Name)
		e.Attrs(func(_, local, value string) bool {
			fmt.Fprintf(&b, " %s=%q", local, value)
			return true
		})
		b.WriteString(">")
		err := r.Mixed(visit, func(s string) error { b.WriteString(s); return nil })
		b.WriteString("</>")
		return err
	}
	err := r.Each(visit)
	return b.String(), err
}

func utf16LE(s string) []byte {
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func TestReader(t *testing.T) {
	long := strings.Repeat("é&amp;", 50_000)
	tests := []struct {
		name string
		src  []byte
		want string
		err  error
	}{
		{"nested", []byte(`<a><b x="1" w:y='2>3'/>t</a>`), `<a><b x="1" y="2>3"></>t</>`, nil},
		{"references", []byte(`<a x="&lt;&#65;">&amp;&#x42;&quot;</a>`), `<a x="<A">&B"</>`, nil},
		{"unknown entity stays", []byte(`<a>&lol9;</a>`), `<a>&lol9;</>`, nil},
		{"cdata", []byte(`<a><![CDATA[<&amp;]]]>x</a>`), `<a><&amp;]x</>`, nil},
		{"comments and instructions", []byte(`<?xml version="1.0"?><a><!-- <b> -->x<?p <c>?></a>`), `<a>x</>`, nil},
		{"document type", []byte(`<!DOCTYPE a [<!ENTITY e "x>y">]><a>&e;</a>`), `<a>&e;</>`, nil},
		{"byte order mark", []byte("\xEF\xBB\xBF<a>x</a>"), `<a>x</>`, nil},
		{"utf-16", utf16LE(`<?xml version="1.0" encoding="UTF-16"?><a>é</a>`), `<a>é</>`, nil},
		{"latin 1", []byte("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>"), `<a>é</>`, nil},
		{"text over many buffers", []byte("<a>" + long + "</a>"), "<a>" + strings.ReplaceAll(long, "&amp;", "&") + "</>", nil},
		{"ends early", []byte(`<a><b>x`), `<a><b>x</></>`, documents.ErrDamaged},
		{"ends in a tag", []byte(`<a>x<b`), `<a>x</>`, documents.ErrDamaged},
		{"wrong end", []byte(`<a>x</b>`), `<a>x</>`, documents.ErrDamaged},
		{"too deep", []byte(strings.Repeat("<a>", 5000)), "", documents.ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := outline(tt.src)
			if !errors.Is(err, tt.err) {
				t.Errorf("error = %v, want %v", err, tt.err)
			}
			if tt.want != "" && got != tt.want {
				t.Errorf("got %.200q, want %.200q", got, tt.want)
			}
		})
	}
}

func TestReaderPassesOverWhatIsNotRead(t *testing.T) {
	r := zipxml.NewReader(t.Context(), strings.NewReader(`<a><b><c>1</c></b><d>2<e>3</e></d><f/></a>`))
	var got []string
	err := r.Each(func(zipxml.Element) error {
		return r.Each(func(e zipxml.Element) error {
			if e.Name == "d" {
				s, err := r.Text()
				got = append(got, s)
				return err
			}
			got = append(got, e.Name)
			return nil
		})
	})
	if err != nil || strings.Join(got, " ") != "b 23 f" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestAttr(t *testing.T) {
	r := zipxml.NewReader(t.Context(), strings.NewReader(`<s r:id="rId2" id="7" hidden="true" n="x"/>`))
	_ = r.Each(func(e zipxml.Element) error {
		if e.Attr("id") != "7" || e.Qualified("id") != "rId2" || !e.Is("hidden") || e.Int("n", 4) != 4 || e.Int("id", 0) != 7 {
			t.Error("attributes are mixed up")
		}
		return nil
	})
}

func pack(t testing.TB, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		f, err := w.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(data []byte, limits zipxml.Limits) (*zipxml.Package, error) {
	return zipxml.Open(bytes.NewReader(data), int64(len(data)), limits)
}

func TestPackageNames(t *testing.T) {
	p, err := open(pack(t, `Word\Document.XML`, "1", "../../evil", "2", "word/document.xml", "3"), zipxml.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(p.Names(), ","), "word/document.xml,evil,word/document.xml (2)"; got != want {
		t.Errorf("names = %s, want %s", got, want)
	}
	if data, err := p.Bytes("WORD/document.xml"); err != nil || string(data) != "1" {
		t.Errorf("Bytes = %q, %v", data, err)
	}
}

func TestPackageWithoutDirectory(t *testing.T) {
	data := pack(t, "a.xml", "<a>one</a>", "b.xml", "<b>two</b>")
	cut, _, _ := bytes.Cut(data, []byte("PK\x01\x02"))
	p, err := open(cut, zipxml.DefaultLimits())
	if err != nil || !p.Broken() {
		t.Fatalf("open = %v, broken %v", err, p.Broken())
	}
	for name, want := range map[string]string{"a.xml": "<a>one</a>", "b.xml": "<b>two</b>"} {
		if got, err := p.Bytes(name); err != nil || string(got) != want {
			t.Errorf("%s = %q, %v", name, got, err)
		}
	}
}

func TestPackageLimits(t *testing.T) {
	bomb := pack(t, "a.xml", strings.Repeat("\x00", 40<<20))
	small := zipxml.Limits{Members: 10, Member: 1 << 20, Total: 1 << 30, Ratio: 1 << 30}
	ratio := zipxml.Limits{Members: 10, Member: 1 << 30, Total: 1 << 30, Ratio: 100}
	total := zipxml.Limits{Members: 10, Member: 1 << 30, Total: 1 << 20, Ratio: 1 << 30}
	for name, limits := range map[string]zipxml.Limits{"member": small, "ratio": ratio, "total": total} {
		t.Run(name, func(t *testing.T) {
			p, err := open(bomb, limits)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.Bytes("a.xml"); !errors.Is(err, documents.ErrTooLarge) {
				t.Errorf("error = %v, want too large", err)
			}
		})
	}
}

func TestPackageErrors(t *testing.T) {
	locked := pack(t, "a.xml", "x")
	for magic, flags := range map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8} {
		locked[bytes.Index(locked, []byte(magic))+flags] |= 1
	}
	if _, err := open(locked, zipxml.DefaultLimits()); !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("locked: %v", err)
	}
	for name, data := range map[string][]byte{"empty": nil, "not a zip": []byte("hello"), "only a header": []byte("PK\x03\x04")} {
		if _, err := open(data, zipxml.DefaultLimits()); !errors.Is(err, documents.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzReader holds the reader to: it ends, with text no longer than its input
// for well-formed UTF-8, and whatever nests stays below the limit of depth.
func FuzzReader(f *testing.F) {
	f.Add([]byte(`<a x="1"><![CDATA[x]]>&amp;<b/></a>`))
	f.Add([]byte(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`))
	f.Add(utf16LE(`<a>é</a>`))
	f.Fuzz(func(t *testing.T, src []byte) {
		total := 0
		r := zipxml.NewReader(t.Context(), bytes.NewReader(src))
		depth := 0
		var visit func(zipxml.Element) error
		visit = func(zipxml.Element) error {
			if depth++; depth > 1000 {
				t.Fatal("nests without limit")
			}
			defer func() { depth-- }()
			return r.Mixed(visit, func(s string) error { total += len(s); return nil })
		}
		_ = r.Each(visit)
		if total > 3*len(src) {
			t.Errorf("%d bytes of text from %d", total, len(src))
		}
	})
}

// FuzzPackage holds Open to: no panic, and no member beyond the budget.
func FuzzPackage(f *testing.F) {
	f.Add(pack(f, "a.xml", "<a/>", "b/c.xml", "<b>x</b>"))
	f.Add(pack(f, "a.xml", "<a/>")[:40])
	limits := zipxml.Limits{Members: 100, Member: 1 << 16, Total: 1 << 17, Ratio: 100}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := open(data, limits)
		if err != nil {
			return
		}
		total := 0
		for _, name := range p.Names() {
			b, _ := p.Bytes(name)
			total += len(b)
		}
		if total > 1<<17+1<<16 {
			t.Errorf("read %d bytes over the budget", total)
		}
	})
}
