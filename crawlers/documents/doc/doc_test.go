package doc_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/doc"
)

// text reads a document and returns its item and what was wrong with it.
func text(t *testing.T, data []byte) (documents.Result, error) {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	in := documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}
	err := doc.New().Read(t.Context(), in, out)
	return out.Result(), err
}

// shape lists the bounds with their texts.
func shape(item documents.Item) string {
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

func TestText(t *testing.T) {
	deleted, inserted := []byte{0x00, 0x08, 1}, []byte{0x01, 0x08, 1}
	hidden, inTable := []byte{0x3C, 0x08, 1}, []byte{0x16, 0x24, 1}
	rowEnd := []byte{0x16, 0x24, 1, 0x17, 0x24, 1}
	tests := []struct {
		name  string
		maker maker
		text  string
		shape string
	}{
		{"paragraphs", maker{stories: [8]string{"Dear Ms Okafor,\rthank you.\r"}}, "Dear Ms Okafor,\nthank you.\n", ""},
		{
			"marks",
			maker{stories: [8]string{"one\x0Btwo\x0Cthree\x1Efour\x1F\r"}},
			"one\ntwo\nthree-four\u00AD\n", "",
		},
		{
			"deleted and inserted in a word",
			maker{stories: [8]string{"Okafour wrote\r"}, chars: []looks{{4, 5, deleted}, {5, 6, inserted}}},
			"Okafur wrote\nOkafor\n", "~note deleted \"Okafor\"\n",
		},
		{
			"hidden",
			maker{stories: [8]string{"seen unseen words\r"}, chars: []looks{{5, 12, hidden}}},
			"seen words\nunseen\n", "~note hidden text \"unseen\"\n",
		},
		{
			"link",
			maker{stories: [8]string{"see \x13 HYPERLINK \"https://moor.example/a\" \x14our page\x15.\r"}},
			"see our page.\nhttps://moor.example/a\n", "~note link \"https://moor.example/a\"\n",
		},
		{
			"heading by its outline",
			maker{stories: [8]string{"Findings\rNone.\r"}, paras: []looks{{0, 9, []byte{0x40, 0x26, 0}}}},
			"Findings\nNone.\n", "heading 1 \"Findings\"\n",
		},
		{
			"table",
			maker{
				stories: [8]string{"Name\x07Date\x07\x07Ada\x071980\x07\x07after\r"},
				paras: []looks{
					{0, 5, inTable},
					{5, 10, inTable},
					{10, 11, rowEnd},
					{11, 15, inTable},
					{15, 20, inTable},
					{20, 21, rowEnd},
				},
			},
			"Name\tDate\nAda\t1980\nafter\n",
			"table  \"Name\\tDate\\nAda\\t1980\\n\"\nheadrow 1 \"Name\\tDate\"\ncell A \"Name\"\ncell B \"Date\"\n" +
				"row 2 \"Ada\\t1980\"\ncell Name \"Ada\"\ncell Date \"1980\"\n",
		},
		{
			"footnote, header and comment",
			maker{
				stories: [8]string{"Body\x02\r", "\x02 A note.\r\r", "\r\r\r\r\r\rPage of Moor\r\r", "", "\x05Check this.\r\r"},
				tables: map[int][]byte{
					3:  join(u32(0), u32(10), u32(11)),
					11: join(u32(0), u32(1), u32(2), u32(3), u32(4), u32(5), u32(6), u32(19), u32(20)),
					4:  join(u32(0), u32(1), u16(2), []byte("A\x00O\x00"), make([]byte, 14), u16(0), make([]byte, 8)),
					5:  join(u32(0), u32(13), u32(14)),
					36: join(u16(10), []byte("A\x00d\x00a\x00 \x00O\x00k\x00a\x00f\x00o\x00r\x00")),
				},
			},
			"Body\nPage of Moor\n A note.\nAda Okafor:\nCheck this.\n",
			"furniture  \"Page of Moor\\n\"\nnote footnote \" A note.\\n\"\nnote comment \"Ada Okafor:\\nCheck this.\\n\"\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := text(t, tt.maker.make())
			if err != nil {
				t.Fatal(err)
			}
			if res.Item.Text != tt.text {
				t.Errorf("text %q\nwant %q", res.Item.Text, tt.text)
			}
			if got := shape(res.Item); got != tt.shape {
				t.Errorf("bounds\n%swant\n%s", got, tt.shape)
			}
			if len(res.Problems) > 0 {
				t.Errorf("problems: %q", res.Problems)
			}
		})
	}
}

// Pieces give the order of the text, and how wide its characters are.
func TestPieces(t *testing.T) {
	m := maker{stories: [8]string{"second first \r"}}
	m.pieces = join([]byte{2}, u32(4*3+8*2),
		u32(0), u32(6), u32(13),
		u16(0), u32(textAt+2*7), u16(0),
		u16(0), u32(textAt), u16(0))
	res, err := text(t, m.make())
	if err != nil || res.Item.Text != "first second \n" {
		t.Errorf("%q, %v", res.Item.Text, err)
	}
}

// What cannot be read is said.
func TestDamage(t *testing.T) {
	whole := (&maker{stories: [8]string{"Dear Ms Okafor,\r"}}).make()
	m := maker{stories: [8]string{"Dear\r"}, pieces: []byte{9}}
	if res, err := text(t, m.make()); err != nil || len(res.Problems) != 1 {
		t.Errorf("no pieces: %v, %q", err, res.Problems)
	}
	if _, err := text(t, whole[:700]); !errors.Is(err, documents.ErrDamaged) {
		t.Errorf("cut: %v", err)
	}
	m = maker{stories: [8]string{"Dear\r"}, flags: 0x8100}
	if _, err := text(t, m.make()); !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("password: %v", err)
	}
}

func TestFlat(t *testing.T) {
	head := make([]byte, 128)
	copy(head, []byte{0x31, 0xBE})
	copy(head[14:], u32(128+14))
	res, err := text(t, append(head, "Dear Mr Smith.padding"...))
	if err != nil || res.Item.Text != "Dear Mr Smith." || len(res.Problems) != 1 {
		t.Errorf("%q, %v, %q", res.Item.Text, err, res.Problems)
	}
}

// FuzzRead: whatever the bytes, reading ends, and bounds lie inside a valid
// text.
func FuzzRead(f *testing.F) {
	table := []byte{0x16, 0x24, 1}
	seeds := []maker{
		{stories: [8]string{"Dear\rMs \x13 HYPERLINK \"a\" \x14x\x15\r"}, chars: []looks{{0, 3, []byte{0x3C, 0x08, 1}}}},
		{stories: [8]string{"a\x07b\x07\x07"}, paras: []looks{{0, 2, table}, {2, 4, table}, {4, 5, append(table, 0x17, 0x24, 1)}}},
		{stories: [8]string{"Body\r", "note\r", "head\r", "", "said\r", "end\r", "box\r", "box\r"}, flags: 0x14},
	}
	for _, m := range seeds {
		f.Add(m.make())
	}
	f.Add(append([]byte{0xDB, 0xA5, 0x2D, 0}, make([]byte, 200)...))
	f.Fuzz(func(t *testing.T, data []byte) {
		res, _ := text(t, data)
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
