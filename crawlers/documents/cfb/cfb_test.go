package cfb_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"slices"
	"testing"

	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/cfb/cfbtest"
)

func open(t *testing.T, data []byte) *cfb.File {
	t.Helper()
	f, err := cfb.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestStreams(t *testing.T) {
	long := bytes.Repeat([]byte("0123456789abcdef"), 1000)
	data := cfbtest.Build(map[string][]byte{
		"WordDocument":           long,
		"small":                  []byte("a few words"),
		"empty":                  nil,
		"ObjectPool/_1/\x01Ole":  []byte("deep"),
		"ObjectPool/_2/contents": long[:5000],
	})
	f := open(t, data)
	tests := []struct {
		path []string
		want []byte
	}{
		{[]string{"WordDocument"}, long},
		{[]string{"worddocument"}, long},
		{[]string{"small"}, []byte("a few words")},
		{[]string{"empty"}, []byte{}},
		{[]string{"ObjectPool", "_1", "\x01Ole"}, []byte("deep")},
		{[]string{"objectpool", "_2", "CONTENTS"}, long[:5000]},
	}
	for _, tt := range tests {
		e := f.Root.Find(tt.path...)
		if e == nil {
			t.Errorf("%q: not found", tt.path)
			continue
		}
		if got := e.Bytes(1 << 20); !bytes.Equal(got, tt.want) {
			t.Errorf("%q: %d bytes, want %d", tt.path, len(got), len(tt.want))
		}
		if e.Open().Short() {
			t.Errorf("%q: short", tt.path)
		}
	}
	if f.Root.Find("absent", "further") != nil || f.Root.Find("absent").Bytes(10) != nil {
		t.Error("found what is absent")
	}
	if got := f.Root.Find("WordDocument").Bytes(10); string(got) != "0123456789" {
		t.Errorf("limit: %q", got)
	}
}

func TestReadAt(t *testing.T) {
	long := bytes.Repeat([]byte("0123456789abcdef"), 1000)
	s := open(t, cfbtest.Build(map[string][]byte{"a": long, "b": long[:700]})).Root.Find("a").Open()
	p := make([]byte, 1000)
	if n, err := s.ReadAt(p, 300); n != 1000 || err != nil || !bytes.Equal(p, long[300:1300]) {
		t.Errorf("middle: %d, %v", n, err)
	}
	if n, err := s.ReadAt(p, int64(len(long))-10); n != 10 || !errors.Is(err, io.EOF) {
		t.Errorf("end: %d, %v", n, err)
	}
	if n, err := s.ReadAt(p, -1); n != 0 || err == nil {
		t.Errorf("before: %d, %v", n, err)
	}
}

// laidOut returns a compound file with one long stream, laid out as other
// programs do: the allocation table first, then the directory and the content.
func laidOut(sector int, long []byte) []byte {
	const none, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
	put16, put32 := binary.LittleEndian.PutUint16, binary.LittleEndian.PutUint32
	header := bytes.Repeat([]byte{0xFF}, sector)
	copy(header, cfb.Magic)
	put16(header[30:], uint16(bits.Len(uint(sector))-1))
	put32(header[48:], 1)
	put32(header[60:], end)
	put32(header[68:], end)
	put32(header[76:], 0)
	fat := bytes.Repeat([]byte{0xFF}, sector)
	put32(fat, table)
	put32(fat[4:], end)
	last := (len(long)+sector-1)/sector + 1
	for i := 2; i <= last; i++ {
		put32(fat[4*i:], uint32(i+1))
	}
	put32(fat[4*last:], end)
	dir := make([]byte, sector)
	for i, name := range []string{"Root Entry", "long"} {
		e := dir[128*i:]
		for j, r := range name {
			e[2*j] = byte(r)
		}
		put16(e[64:], uint16(2*len(name)+2))
		e[66] = 5 - 3*byte(i)
		for _, at := range []int{68, 72, 76} {
			put32(e[at:], none)
		}
		put32(e[116:], end)
	}
	put32(dir[76:], 1)
	put32(dir[128+116:], 2)
	put32(dir[128+120:], uint32(len(long)))
	return slices.Concat(header, fat, dir, long)
}

// Sectors may be of either size, and a file cut short gives what is left.
func TestLayouts(t *testing.T) {
	long := bytes.Repeat([]byte("0123456789abcdef"), 1000)
	for _, sector := range []int{512, 4096} {
		data := laidOut(sector, long)
		if got := open(t, data).Root.Find("long").Bytes(1 << 20); !bytes.Equal(got, long) {
			t.Errorf("sectors of %d: %d bytes", sector, len(got))
		}
		s := open(t, data[:len(data)-4000]).Root.Find("long").Open()
		if !s.Short() || s.Size() >= int64(len(long)) {
			t.Errorf("sectors of %d: not short: %d", sector, s.Size())
		}
		got, _ := io.ReadAll(s.Reader())
		if !bytes.HasPrefix(long, got) || len(got) < len(long)-9000 {
			t.Errorf("sectors of %d: %d of %d bytes", sector, len(got), len(long))
		}
	}
}

// Chains and trees that loop end.
func TestLoops(t *testing.T) {
	const sector = 512
	data := laidOut(sector, make([]byte, 9000))
	fat, dir := data[sector:], data[2*sector:]
	fat[4*5] = 3 // the sixth sector leads back to the fourth
	dir[128+72], dir[128+73], dir[128+74], dir[128+75] = 1, 0, 0, 0
	f := open(t, data)
	if len(f.Root.Children) != 1 || walk(f.Root) == 0 {
		t.Errorf("%d entries", len(f.Root.Children))
	}
}

func TestNotOne(t *testing.T) {
	for _, s := range []string{"", "short", cfb.Magic, string(make([]byte, 1024))} {
		if _, err := cfb.Open(bytes.NewReader([]byte(s)), int64(len(s))); !errors.Is(err, cfb.ErrDamaged) {
			t.Errorf("%d bytes: %v", len(s), err)
		}
	}
}

// A storage packed as a file of its own reads the same.
func TestPack(t *testing.T) {
	long := bytes.Repeat([]byte("0123456789abcdef"), 500_000)
	for _, size := range []int{10, 5000, len(long)} {
		f := open(t, cfbtest.Build(map[string][]byte{"pool/_1/a": long[:size], "pool/_1/b/c": []byte("x"), "other": long[:100]}))
		data, err := f.Root.Find("pool", "_1").Pack(100 << 20)
		if err != nil {
			t.Fatal(err)
		}
		inner := open(t, data)
		if !bytes.Equal(inner.Root.Find("a").Bytes(100<<20), long[:size]) || string(inner.Root.Find("b", "c").Bytes(9)) != "x" {
			t.Errorf("%d bytes: not the same", size)
		}
		if _, err := f.Root.Pack(9); !errors.Is(err, cfb.ErrTooLarge) {
			t.Errorf("limit: %v", err)
		}
	}
}

func walk(e *cfb.Entry) int {
	n := len(e.Bytes(1 << 16))
	for _, c := range e.Children {
		n += walk(c)
	}
	return n
}

// FuzzOpen: whatever the bytes, opening and reading ends, and no stream gives
// more than the file has, except that a hostile one may share sectors.
func FuzzOpen(f *testing.F) {
	f.Add(cfbtest.Build(map[string][]byte{"a": make([]byte, 5000), "b/c": []byte("x"), "b/d": nil}))
	f.Add([]byte(cfb.Magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := cfb.Open(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		check(t, file.Root, int64(len(data)))
	})
}

func check(t *testing.T, e *cfb.Entry, size int64) {
	if s := e.Open(); s != nil {
		if s.Size() > size || s.Size() > e.Size {
			t.Fatalf("a stream of %d bytes in a file of %d", s.Size(), size)
		}
		if got := e.Bytes(1 << 20); int64(len(got)) > s.Size() {
			t.Fatal("more than its size")
		}
	}
	for _, c := range e.Children {
		check(t, c, size)
	}
}
