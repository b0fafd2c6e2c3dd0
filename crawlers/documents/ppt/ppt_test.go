package ppt_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb/cfbtest"
	"sarsen/crawlers/documents/ppt"
)

func u32(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// atom and box make records, box one of records.
func atom(kind, instance int, parts ...[]byte) []byte {
	data := join(parts...)
	out := binary.LittleEndian.AppendUint16(nil, uint16(instance<<4))
	out = binary.LittleEndian.AppendUint16(out, uint16(kind))
	return join(out, u32(len(data)), data)
}

func box(kind, instance int, parts ...[]byte) []byte {
	out := atom(kind, instance, parts...)
	out[0] |= 0xF
	return out
}

func wide(s string) []byte {
	var out []byte
	for _, c := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, c)
	}
	return out
}

// shape makes a shape with a text box of its own.
func shape(kind int, text string, more ...[]byte) []byte {
	return box(0xF004, 0, join(more...), box(0xF00D, 0, atom(0x0F9F, 0, u32(kind)), atom(0x0FA0, 0, wide(text))))
}

// drawing puts shapes on a slide.
func drawing(shapes ...[]byte) []byte {
	return box(0x040C, 0, box(0xF002, 0, box(0xF003, 0, shapes...)))
}

// A deck makes a presentation for tests: objects with numbers from 1, the
// document first.
func deck(objects [][]byte, left ...[]byte) map[string][]byte {
	stream := join(left...)
	table := u32(len(objects)<<20 | 1)
	for _, o := range objects {
		table = append(table, u32(len(stream))...)
		stream = append(stream, o...)
	}
	at := len(stream)
	stream = append(stream, atom(0x1772, 0, table)...)
	edit := len(stream)
	stream = append(stream, atom(0x0FF5, 0, u32(0), u32(0), u32(0), u32(at), u32(1), u32(0), u32(0))...)
	user := atom(0x0FF6, 0, u32(20), u32(0xE391C05F), u32(edit), u32(0))
	return map[string][]byte{"PowerPoint Document": stream, "Current User": user}
}

// listed is an entry of the document's list.
func listed(object, id int) []byte {
	return atom(0x03F3, 0, u32(object), u32(0), u32(0), u32(id), u32(0))
}

func read(t *testing.T, data []byte) (documents.Result, error) {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	in := documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}
	err := ppt.New().Read(t.Context(), in, out)
	return out.Result(), err
}

func bounds(item documents.Item) string {
	var b strings.Builder
	for _, x := range item.Bounds {
		hidden := ""
		if x.Hidden {
			hidden = "~"
		}
		fmt.Fprintf(&b, "%s%s %s %q\n", hidden, x.Kind, x.Label, item.Text[x.Start:x.End])
	}
	return b.String()
}

// sample is a deck with all that a slide can have beside it.
func sample() map[string][]byte {
	link := box(0x0FD7, 0, atom(0x0FD3, 0, u32(7)), atom(0x0FBA, 0, wide("us")), atom(0x0FBA, 1, wide("https://moor.example/")))
	document := box(0x03E8, 0,
		box(0x0409, 0, link),
		box(0x0FF0, 0, listed(2, 256), atom(0x0F9F, 0, u32(0)), atom(0x0FA8, 0, []byte("Case review")), listed(3, 257)),
		box(0x0FF0, 2, listed(4, 256)),
	)
	comment := box(0x2EE0, 0, atom(0x0FBA, 0, wide("Ada Okafor")), atom(0x0FBA, 1, wide("Check this")))
	slide := box(0x03EE, 0,
		drawing(
			box(0xF004, 0, box(0xF00D, 0, atom(0x0F9E, 0, u32(0)))),
			shape(4, "one\rtwo", box(0xF011, 0, box(0x0FF2, 0, atom(0x0FF3, 0, u32(0), u32(7))))),
		),
		box(0x1388, 0, box(0x138A, 0, atom(0x138B, 0, comment))),
	)
	hidden := box(0x03EE, 0, atom(0x03F9, 0, u32(0), u32(0), []byte{0, 0, 4, 0}), drawing(shape(4, "Secret")))
	notes := box(0x03F0, 0, atom(0x03F1, 0, u32(256)), drawing(shape(2, "Say it slowly")))
	old := box(0x03EE, 0, drawing(shape(4, "Dropped name")))
	return deck([][]byte{document, slide, hidden, notes}, old)
}

func TestSlides(t *testing.T) {
	res, err := read(t, cfbtest.Build(sample()))
	if err != nil || len(res.Problems) > 0 {
		t.Fatal(err, res.Problems)
	}
	text := "Case review\none\ntwo\nhttps://moor.example/\nSay it slowly\nAda Okafor:\nCheck this\nSecret\nDropped name\n"
	if res.Item.Text != text {
		t.Errorf("text %q\nwant %q", res.Item.Text, text)
	}
	want := `page 1 "Case review\none\ntwo\nhttps://moor.example/\nSay it slowly\nAda Okafor:\nCheck this\n"
heading 1 "Case review"
~note link "https://moor.example/"
note speaker's note "Say it slowly\n"
note comment "Ada Okafor:\nCheck this"
~page 2 "Secret\n"
~note left over from an earlier version, may not be visible "Dropped name"
`
	if got := bounds(res.Item); got != want {
		t.Errorf("bounds\n%swant\n%s", got, want)
	}
	if res.Item.Pages != 2 {
		t.Errorf("%d pages", res.Item.Pages)
	}
}

func TestDamage(t *testing.T) {
	streams := sample()
	streams["PowerPoint Document"] = bytes.ReplaceAll(streams["PowerPoint Document"], []byte{0xF5, 0x0F}, []byte{0xF4, 0x0F})
	res, err := read(t, cfbtest.Build(streams))
	if err != nil || len(res.Problems) != 1 || !strings.Contains(res.Item.Text, "Secret") {
		t.Errorf("no index: %v, %q, %q", err, res.Problems, res.Item.Text)
	}
	if _, err := read(t, cfbtest.Build(map[string][]byte{"PowerPoint Document": make([]byte, 100)})); !errors.Is(err, documents.ErrDamaged) {
		t.Errorf("empty: %v", err)
	}
	streams["Current User"] = atom(0x0FF6, 0, u32(20), u32(0xF3D1C4DF), u32(0), u32(0))
	if _, err := read(t, cfbtest.Build(streams)); !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("password: %v", err)
	}
}

func TestBeforePowerPoint97(t *testing.T) {
	res, err := read(t, cfbtest.Build(map[string][]byte{"PP40": []byte("\x01\x02Minutes of the meeting\x00\x07\xFF\xFE")}))
	if err != nil || res.Item.Text != "Minutes of the meeting\n" || len(res.Problems) != 1 {
		t.Errorf("%q, %v, %q", res.Item.Text, err, res.Problems)
	}
}

// FuzzRead: whatever the records, reading ends, and bounds lie inside a valid
// text. The container is left out, since it has a target of its own.
func FuzzRead(f *testing.F) {
	streams := sample()
	f.Add(streams["PowerPoint Document"], streams["Current User"])
	f.Fuzz(func(t *testing.T, document, user []byte) {
		res, _ := read(t, cfbtest.Build(map[string][]byte{"PowerPoint Document": document, "Current User": user, "Pictures": document}))
		item := res.Item
		if !utf8.ValidString(item.Text) {
			t.Fatal("not UTF-8")
		}
		for _, b := range item.Bounds {
			if b.Start < 0 || b.End < b.Start || b.End > len(item.Text) {
				t.Fatalf("bound %+v outside %d bytes", b, len(item.Text))
			}
		}
	})
}
