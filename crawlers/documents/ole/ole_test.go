package ole_test

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/cfb/cfbtest"
	"sarsen/crawlers/documents/ole"
)

func u16(n int) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(n)) }

func u32(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }

func u64(n uint64) []byte { return binary.LittleEndian.AppendUint64(nil, n) }

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// lpstr is the value of a text.
func lpstr(s string) []byte {
	for len(s)%4 != 0 {
		s += "\x00"
	}
	return join(u32(30), u32(len(s)), []byte(s))
}

// set makes one set of properties.
func set(values map[int][]byte) []byte {
	table, data := u32(len(values)), []byte{}
	for _, id := range slices.Sorted(func(yield func(int) bool) {
		for id := range values {
			if !yield(id) {
				return
			}
		}
	}) {
		table = join(table, u32(id), u32(8+8*len(values)+len(data)))
		data = append(data, values[id]...)
	}
	return join(u32(4+len(table)+len(data)), table, data)
}

func stream(sets ...[]byte) []byte {
	head := join(u16(0xFFFE), make([]byte, 22), u32(len(sets)))
	at := len(head) + 20*len(sets)
	var body []byte
	for _, s := range sets {
		head = join(head, make([]byte, 16), u32(at+len(body)))
		body = append(body, s...)
	}
	return append(head, body...)
}

func TestProperties(t *testing.T) {
	summary := stream(set(map[int][]byte{
		1: join(u32(2), u16(1252), u16(0)), 2: lpstr("Case review"), 4: lpstr("Ren\xE9e Lee"),
		12: join(u32(64), u64(128166372003061629)),
	}))
	dictionary := join(u32(1), u32(2), u32(5), []byte("Case\x00"), []byte{0, 0, 0})
	more := stream(set(map[int][]byte{15: lpstr("Moor Council")}), set(map[int][]byte{0: dictionary, 2: lpstr("Okafor")}))
	f, err := cfb.Open(bytes.NewReader(cfbtest.Build(map[string][]byte{
		"\x05SummaryInformation": summary, "\x05DocumentSummaryInformation": more,
	})), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	out := documents.NewBuilder(0, nil)
	ole.Properties(f.Root, out)
	item := out.Result().Item
	want := "Title: Case review\nAuthor: Renée Lee\nCreated: 2007-02-22T17:00:00Z\nCompany: Moor Council\nCase: Okafor\n"
	if item.Text != want || item.Author != "Renée Lee" || item.Created.Year() != 2007 {
		t.Errorf("%q, %+v", item.Text, item.Created)
	}
}

func TestNative(t *testing.T) {
	data := join(u32(0), u16(2), []byte("C:\\letters\\a.txt\x00C:\\a.txt\x00"), u32(0x30000), u32(3), []byte("abc"), u32(5), []byte("hello"))
	name, content, ok := ole.Native(data)
	if name != "a.txt" || string(content) != "hello" || !ok {
		t.Errorf("%q, %q, %v", name, content, ok)
	}
	if _, _, ok := ole.Native(data[:20]); ok {
		t.Error("a file cut short was taken for whole")
	}
}

func TestHyperlink(t *testing.T) {
	url := "\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\x00\xAA\x00\x4B\xA9\x0B"
	address := "h\x00t\x00t\x00p\x00:\x00/\x00/\x00a\x00.\x00e\x00x\x00a\x00m\x00p\x00l\x00e\x00\x00\x00"
	got := ole.Hyperlink(join(make([]byte, 16), u32(2), u32(3), []byte(url), u32(len(address)), []byte(address)))
	if len(got) != 1 || got[0] != "http://a.example" {
		t.Errorf("%q", got)
	}
}

func TestGather(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"one byte a character", "\x00\x01Call Ms Okafor\x00\xFF", "Call Ms Okafor"},
		{"two bytes", "\x00\x01S\x00i\x00t\x00e\x00 \x00v\x00i\x00s\x00i\x00t\x00\x00\x00", "Site visit"},
		{"noise", "\x00q#z!\x00xkcdqrst\x00\x01\x02", ""},
		{"a number", "\x0101632960123\x00", "01632960123"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(ole.Gather([]byte(tt.data), ole.Western), "|"); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// FuzzParts: whatever the bytes, properties, links, records, macros and texts
// are read to an end.
func FuzzParts(f *testing.F) {
	f.Add(stream(set(map[int][]byte{2: lpstr("Case review")})))
	f.Add(join(u32(0), u16(2), []byte("a.txt\x00a.txt\x00"), u32(0), u32(1), []byte("a"), u32(1), []byte("b")))
	f.Add([]byte("\x01\x1B\xB0\x00Attribut\x00e VB_Nam\x00e"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := cfb.Open(bytes.NewReader(cfbtest.Build(map[string][]byte{"\x05SummaryInformation": data, "VBA/Module1": data})), 1<<30)
		if err != nil {
			t.Fatal(err)
		}
		out := documents.NewBuilder(0, nil)
		ole.Properties(file.Root, out)
		ole.Macros(file.Root, out)
		ole.Hyperlink(data)
		ole.Native(data)
		ole.Visit(data, func(r ole.Record) bool {
			ole.Texts(r)
			ole.Blip(r)
			return true
		})
		for _, s := range ole.Gather(data, ole.Western) {
			if !utf8.ValidString(s) {
				t.Fatal("not UTF-8")
			}
		}
		if !utf8.ValidString(out.Result().Item.Text) {
			t.Fatal("not UTF-8")
		}
	})
}
