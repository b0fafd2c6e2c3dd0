package cfb_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"sarsen/crawlers/documents/cfb"
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
	data := cfb.Build(map[string][]byte{
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
	s := open(t, cfb.Build(map[string][]byte{"a": long, "b": long[:700]})).Root.Find("a").Open()
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

// A file cut short gives what is left.
func TestCut(t *testing.T) {
	long := bytes.Repeat([]byte("0123456789abcdef"), 1000)
	data := cfb.Build(map[string][]byte{"long": long})
	f := open(t, data[:len(data)-4000])
	s := f.Root.Find("long").Open()
	if !s.Short() || s.Size() >= int64(len(long)) {
		t.Errorf("not short: %d", s.Size())
	}
	got, _ := io.ReadAll(s.Reader())
	if !bytes.HasPrefix(long, got) || len(got) < len(long)-5000 {
		t.Errorf("%d of %d bytes", len(got), len(long))
	}
}

// Chains and trees that loop end.
func TestLoops(*testing.T) {
	data := cfb.Build(map[string][]byte{"a": make([]byte, 9000), "b": []byte("x")})
	const fat = 512 // the first sector is the table
	for i := range 20 {
		copy(data[fat+4*i:], []byte{byte(i), 0, 0, 0})
	}
	if f, err := cfb.Open(bytes.NewReader(data), int64(len(data))); err == nil {
		walk(f.Root)
	}
}

func TestNotOne(t *testing.T) {
	for _, s := range []string{"", "short", cfb.Magic, string(make([]byte, 1024))} {
		if _, err := cfb.Open(bytes.NewReader([]byte(s)), int64(len(s))); !errors.Is(err, cfb.ErrDamaged) {
			t.Errorf("%d bytes: %v", len(s), err)
		}
	}
}

// A storage packed as a file of its own reads the same, in small sectors and
// in large ones.
func TestPack(t *testing.T) {
	long := bytes.Repeat([]byte("0123456789abcdef"), 500_000)
	for _, size := range []int{10, 5000, len(long)} {
		f := open(t, cfb.Build(map[string][]byte{"pool/_1/a": long[:size], "pool/_1/b/c": []byte("x"), "other": long[:100]}))
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
	f.Add(cfb.Build(map[string][]byte{"a": make([]byte, 5000), "b/c": []byte("x"), "b/d": nil}))
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
