package pst_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"sarsen/crawlers/mailbox/pst"
	"sarsen/crawlers/mailbox/pst/psttest"
)

// readAll reads all that a store holds. It fails the test when that takes too
// long or leads to an error that is not about the store.
func readAll(t testing.TB, data []byte) (messages, missing int) {
	t.Helper()
	start := time.Now()
	f, err := pst.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return 0, 0
	}
	keys := map[string]bool{}
	_, err = f.Walk(func(i pst.Item) error {
		if keys[i.Key] {
			t.Errorf("key %s twice", i.Key)
		}
		keys[i.Key] = true
		if i.Missing != "" {
			missing++
			return nil
		}
		messages++
		e, err := f.Extract(i.ID)
		if err != nil {
			return nil //nolint:nilerr // the entry ends as denied
		}
		if e.Size() > int64(len(data))+1<<20 {
			t.Errorf("an extract of %d bytes out of a store of %d", e.Size(), len(data))
		}
		extract, err := io.ReadAll(io.NewSectionReader(e, 0, e.Size()))
		if err != nil {
			t.Errorf("read extract: %v", err)
		}
		readExtract(t, extract)
		if time.Since(start) > 20*time.Second {
			t.Fatal("too slow")
		}
		return nil
	})
	if err != nil {
		t.Errorf("walk: %v", err)
	}
	return messages, missing
}

// readExtract reads a message and a few of those attached to it.
func readExtract(t testing.TB, data []byte) {
	t.Helper()
	m, err := pst.ReadMessage(bytes.NewReader(data), int64(len(data)))
	for depth := 0; err == nil && depth < 4; depth++ {
		var inner func() (*pst.Message, error)
		for _, a := range m.Attachments {
			if a.Content != nil {
				n, _ := io.Copy(io.Discard, io.LimitReader(io.NewSectionReader(a.Content, 0, a.Content.Size()), 1<<20))
				if n > a.Content.Size() {
					t.Errorf("%d bytes of an attachment of %d", n, a.Content.Size())
				}
			}
			if a.Embedded != nil {
				inner = a.Embedded
			}
		}
		if inner == nil {
			return
		}
		m, err = inner()
	}
}

// small is a store with a little of everything.
func small(version int, crypt byte) []byte {
	s := sample(version, crypt)
	s.Folders[0].Messages[0].Props[2] = psttest.Text(0x1000, "short")
	s.Folders[0].Messages[1].Attachments[1].Data = large()[:9000]
	return s.Bytes()
}

func seeds() (out [][]byte) {
	for _, version := range []int{psttest.ANSI, psttest.Unicode, psttest.Unicode4} {
		for crypt := range byte(3) {
			out = append(out, small(version, crypt))
		}
	}
	return out
}

// A store is whole, or what is missing is said.
func TestFlippedBits(t *testing.T) {
	for _, seed := range seeds() {
		rng := rand.New(rand.NewPCG(1, 2))
		for range 300 {
			data := bytes.Clone(seed)
			for range 1 + rng.IntN(8) {
				data[0x200+rng.IntN(len(data)-0x200)] ^= 1 << rng.IntN(8)
			}
			readAll(t, data)
		}
	}
}

func TestCutShort(t *testing.T) {
	for _, seed := range seeds() {
		for i := range 60 {
			readAll(t, seed[:len(seed)*i/60])
		}
	}
}

func FuzzStore(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) { readAll(t, data) })
}

func FuzzExtract(f *testing.F) {
	for _, seed := range seeds() {
		store := read(f, seed)
		items, _ := list(f, store)
		for _, i := range items {
			e, err := store.Extract(i.ID)
			if err != nil {
				f.Fatal(err)
			}
			data, err := io.ReadAll(io.NewSectionReader(e, 0, e.Size()))
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { readExtract(t, data) })
}
