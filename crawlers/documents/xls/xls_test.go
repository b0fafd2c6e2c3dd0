package xls_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb/cfbtest"
	"sarsen/crawlers/documents/xls"
)

func u16(n int) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(n)) }

func u32(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }

func float(v float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)) }

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// rec makes a record.
func rec(kind int, parts ...[]byte) []byte {
	data := join(parts...)
	return join(u16(kind), u16(len(data)), data)
}

// str makes a string with a length of two bytes, short one of one byte.
func str(s string) []byte { return join(u16(len(s)), []byte{0}, []byte(s)) }

func short(s string) []byte { return join([]byte{byte(len(s)), 0}, []byte(s)) }

func begin(kind int) []byte { return rec(0x809, u16(0x600), u16(kind), make([]byte, 12)) }

var end = rec(0x0A)

// A tab is a sheet of a workbook for tests.
type tab struct {
	name    string
	state   byte
	records []byte
}

// stream makes the records of a workbook of Excel 97.
func stream(globals []byte, tabs ...tab) []byte {
	size := 0
	for _, t := range tabs {
		size += len(rec(0x85, u32(0), []byte{t.state, 0}, short(t.name)))
	}
	at := len(begin(5)) + size + len(globals) + len(end)
	out := begin(5)
	for _, t := range tabs {
		out = append(out, rec(0x85, u32(at), []byte{t.state, 0}, short(t.name))...)
		at += len(begin(0x10)) + len(t.records) + len(end)
	}
	out = join(out, globals, end)
	for _, t := range tabs {
		out = join(out, begin(0x10), t.records, end)
	}
	return out
}

func book(globals []byte, tabs ...tab) []byte {
	return cfbtest.Build(map[string][]byte{"Workbook": stream(globals, tabs...)})
}

// label and number make cells.
func label(row, col int, s string) []byte { return rec(0x204, u16(row), u16(col), u16(0), str(s)) }

func number(row, col, style int, v float64) []byte {
	return rec(0x203, u16(row), u16(col), u16(style), float(v))
}

func read(t *testing.T, data []byte) (documents.Result, error) {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	in := documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}
	err := xls.New().Read(t.Context(), in, out)
	return out.Result(), err
}

// hidden lists what is hidden.
func hidden(item documents.Item) string {
	var out []string
	for _, b := range item.Bounds {
		if b.Hidden {
			out = append(out, fmt.Sprintf("%s %s %q", b.Kind, b.Label, item.Text[b.Start:b.End]))
		}
	}
	return strings.Join(out, "; ")
}

func TestText(t *testing.T) {
	strings97 := rec(0xFC, u32(2), u32(2), str("Okafor"), str("deleted name"))
	styles := join(rec(0xE0, u16(0), u16(0), make([]byte, 16)), rec(0xE0, u16(0), u16(14), make([]byte, 16)))
	tests := []struct {
		name    string
		globals []byte
		tabs    []tab
		text    string
		hidden  string
	}{
		{
			"cells of every kind", styles,
			[]tab{{name: "Staff", records: join(
				label(0, 0, "Name"), label(0, 1, "Start date"), label(0, 2, "Rate"),
				rec(0xD6, u16(1), u16(0), u16(0), str("Ada"), u16(0)),
				number(1, 1, 1, 29342),
				rec(0xBD, u16(1), u16(2), u16(0), u32(1250<<2|3), u16(0), u32(7<<2|2), u16(3)),
				rec(0x205, u16(2), u16(0), u16(0), []byte{1, 0}),
				rec(0x205, u16(2), u16(1), u16(0), []byte{0x2A, 1}),
				rec(0x06, u16(2), u16(2), u16(0), []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, make([]byte, 6), u16(0)),
				rec(0x207, str("a result")),
			)}},
			"Staff\nName\tStart date\tRate\nAda\t01/05/1980\t12.5\t7\nTRUE\t#N/A\ta result\n", "",
		},
		{
			"shared strings, one of them unused", strings97,
			[]tab{{name: "A", records: rec(0xFD, u16(0), u16(0), u16(0), u32(0))}},
			"A\nOkafor\ndeleted name\n", `note unused string "deleted name"`,
		},
		{
			"very hidden sheet, hidden row and column", nil,
			[]tab{
				{name: "Seen", records: join(
					rec(0x7D, u16(1), u16(1), u16(2000), u16(0), u16(1), u16(0)),
					rec(0x208, u16(1), u16(0), u16(2), u16(255), u16(0), u16(0), u16(0x20), u16(0)),
					label(0, 0, "a"), label(0, 1, "b"), label(1, 0, "c"),
				)},
				{name: "Gone", state: 2, records: label(0, 0, "d")},
			},
			"Seen\na\tb\nc\nGone\nd\n",
			`cell B "b"; row 2 "c"; sheet Gone "Gone\nd\n"; heading 1 "Gone\n"`,
		},
		{
			"comment and text box", nil,
			[]tab{{name: "A", records: join(
				rec(0x5D, u16(0x15), u16(0x12), u16(0x19), u16(1), make([]byte, 14)),
				rec(0x1B6, make([]byte, 10), u16(5), u16(0), make([]byte, 4)), rec(0x3C, []byte{0}, []byte("Check")),
				rec(0x5D, u16(0x15), u16(0x12), u16(0x06), u16(2), make([]byte, 14)),
				rec(0x1B6, make([]byte, 10), u16(3), u16(0), make([]byte, 4)), rec(0x3C, []byte{0}, []byte("Box")),
				rec(0x1C, u16(0), u16(0), u16(0), u16(1), str("Ada Okafor")),
			)}},
			"A\nAda Okafor:\nCheck\nBox\n", "",
		},
		{
			"header, rule for input, name", rec(0x18, u16(0), []byte{0, 4}, u16(0), u16(0), u16(0), make([]byte, 4), []byte{0}, []byte("Rate")),
			[]tab{{name: "A", records: join(
				rec(0x14, str(`&LMoor Council&R&D`)),
				rec(0x1BE, u32(0), str("Who"), str("\x00"), str("Enter a name"), str("\x00"), u16(0), u16(0), u16(0), u16(0)),
			)}},
			"A\nMoor Council\nWho\nEnter a name\nRate\n",
			`note input rule "Who"; note input rule "Enter a name"; note defined names "Rate"`,
		},
		{
			"text in a formula", nil,
			[]tab{{name: "A", records: rec(0x06, u16(0), u16(0), u16(0), float(3), make([]byte, 6), u16(8), []byte{0x17, 5, 0}, []byte("Wrens"))}},
			"A\n3\nWrens\n", `note text in a formula "Wrens"`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := read(t, book(tt.globals, tt.tabs...))
			if err != nil {
				t.Fatal(err)
			}
			if res.Item.Text != tt.text {
				t.Errorf("text %q\nwant %q", res.Item.Text, tt.text)
			}
			if got := hidden(res.Item); got != tt.hidden {
				t.Errorf("hidden %s\nwant %s", got, tt.hidden)
			}
			if len(res.Problems) > 0 {
				t.Errorf("problems: %q", res.Problems)
			}
		})
	}
}

// A string of the shared table goes on in the next record, with characters of
// another width.
func TestContinued(t *testing.T) {
	globals := join(
		rec(0xFC, u32(2), u32(2), u16(6), []byte{0}, []byte("Oka")),
		rec(0x3C, []byte{1}, []byte("f\x00o\x00r\x00"), str("Lee")),
	)
	res, err := read(t, book(globals, tab{name: "A", records: join(
		rec(0xFD, u16(0), u16(0), u16(0), u32(0)), rec(0xFD, u16(0), u16(1), u16(0), u32(1)),
	)}))
	if err != nil || res.Item.Text != "A\nOkafor\tLee\n" || len(res.Problems) > 0 {
		t.Errorf("%q, %v, %q", res.Item.Text, err, res.Problems)
	}
}

// The copy of source data that a pivot table keeps is read, and hidden.
func TestPivot(t *testing.T) {
	field := func(name string, flags, n int) []byte {
		return rec(0xC7, u16(flags), u16(0), u16(0), u16(n), u16(0), u16(n), u16(n), str(name))
	}
	store := join(
		rec(0xC6, u32(2), u16(1), u16(0), u16(0), u16(2), u16(2), u16(2), u16(1), u16(0xFFFF)),
		field("Name", 1, 2), rec(0xCD, str("Okafor")), rec(0xCD, str("Lee")),
		field("Age", 0, 0),
		rec(0xC8, []byte{0}), rec(0xC9, float(41)),
		rec(0xC8, []byte{0}), rec(0xC9, float(42)),
		end,
	)
	data := cfbtest.Build(map[string][]byte{"Workbook": stream(nil, tab{name: "A", records: label(0, 0, "x")}), "_SX_DB_CUR/0001": store})
	res, err := read(t, data)
	if want := "A\nx\nName\tAge\nOkafor\t41\nOkafor\t42\nLee\n"; err != nil || res.Item.Text != want {
		t.Errorf("%q, %v", res.Item.Text, err)
	}
	if !strings.HasPrefix(hidden(res.Item), "note pivot cache ") {
		t.Errorf("hidden: %s", hidden(res.Item))
	}
}

// Excel 2 has its own records and no container.
func TestOldest(t *testing.T) {
	looks := []byte{0, 0, 0}
	data := join(
		rec(0x09, u16(2), u16(0x10)),
		rec(0x04, u16(0), u16(0), looks, []byte{4}, []byte("Wren")),
		rec(0x02, u16(0), u16(1), looks, u16(42)),
		rec(0x03, u16(1), u16(0), looks, float(1.5)),
		end,
	)
	res, err := read(t, data)
	if want := "Wren\t42\n1.5\n"; err != nil || res.Item.Text != want {
		t.Errorf("%q, %v", res.Item.Text, err)
	}
}

func TestPassword(t *testing.T) {
	_, err := read(t, book(rec(0x2F, u16(0), u16(0x1234), u16(0x4321)), tab{name: "A"}))
	if !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("%v", err)
	}
	if _, err := read(t, []byte("not a workbook")); !errors.Is(err, documents.ErrDamaged) {
		t.Errorf("%v", err)
	}
}

// FuzzRead: whatever the records, reading ends, and bounds lie inside a valid
// text. The container is left out, since it has a target of its own.
func FuzzRead(f *testing.F) {
	f.Add(stream(rec(0xFC, u32(1), u32(1), str("Okafor")), tab{name: "A", records: join(
		rec(0xFD, u16(0), u16(0), u16(0), u32(0)), number(1, 1, 0, 3.5), label(2, 0, "x"),
		rec(0x1C, u16(0), u16(0), u16(0), u16(1), str("Ada")), rec(0x14, str("&Lx")),
		rec(0x06, u16(0), u16(0), u16(0), float(3), make([]byte, 6), u16(8), []byte{0x17, 5, 0}, []byte("Wrens")),
	)}))
	f.Add(join(rec(0x09, u16(2), u16(0x10)), rec(0x04, u16(0), u16(0), []byte{0, 0, 0, 4}, []byte("Wren")), end))
	f.Fuzz(func(t *testing.T, data []byte) {
		res, _ := read(t, data)
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
