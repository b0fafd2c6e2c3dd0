package dbf_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/dbf"
)

// table makes a table with a name, a date and a number.
func table(records ...string) []byte {
	head := make([]byte, 32)
	head[0], head[1], head[2], head[3] = 3, 99, 5, 17
	binary.LittleEndian.PutUint32(head[4:], uint32(len(records)))
	binary.LittleEndian.PutUint16(head[8:], 32+3*32+1)
	binary.LittleEndian.PutUint16(head[10:], 1+10+8+5)
	head[29] = 3
	for _, f := range []struct {
		name string
		kind byte
		size byte
	}{{"SURNAME", 'C', 10}, {"BORN", 'D', 8}, {"RATE", 'N', 5}} {
		d := make([]byte, 32)
		copy(d, f.name)
		d[11], d[16] = f.kind, f.size
		head = append(head, d...)
	}
	head = append(head, '\r')
	for _, r := range records {
		head = append(head, r...)
	}
	return append(head, 0x1A)
}

func read(t *testing.T, data []byte) (documents.Result, error) {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	err := dbf.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

func TestRows(t *testing.T) {
	res, err := read(t, table(" Okafor    19800501 12.5", "*Ren\xE9e     19990131    7"))
	if err != nil || len(res.Problems) > 0 {
		t.Fatal(err, res.Problems)
	}
	if want := "SURNAME\tBORN\tRATE\nOkafor\t1980-05-01\t12.5\nRenée\t1999-01-31\t7\n"; res.Item.Text != want {
		t.Errorf("%q", res.Item.Text)
	}
	hidden := 0
	for _, b := range res.Item.Bounds {
		if b.Hidden && b.Kind == documents.Row && b.Label == "3" {
			hidden++
		}
	}
	if hidden != 1 {
		t.Error("the deleted record is not hidden")
	}
}

func TestDamage(t *testing.T) {
	whole := table(" Okafor    19800501 12.5", " Lee       19990131    7")
	if res, err := read(t, whole[:len(whole)-10]); err != nil || len(res.Problems) != 1 {
		t.Errorf("cut: %v, %q", err, res.Problems)
	}
	if _, err := read(t, whole[:40]); !errors.Is(err, documents.ErrDamaged) {
		t.Errorf("head only: %v", err)
	}
}

// FuzzRead: whatever the bytes, reading ends with a valid text.
func FuzzRead(f *testing.F) {
	f.Add(table(" Okafor    19800501 12.5", "*Lee       19990131    7"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if res, _ := read(t, data); !utf8.ValidString(res.Item.Text) {
			t.Fatal("not UTF-8")
		}
	})
}
