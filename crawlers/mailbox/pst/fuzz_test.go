package pst_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"sarsen/crawlers/mailbox/pst"
	"sarsen/crawlers/mailbox/pst/psttest"
)

// readAll reads all that a store holds. It fails the test when that takes too
// long or leads to an error that is not about the store. It returns what
// was handed over: what was read of it by its key, problem where not all could
// be; nil when the store could not be opened.
func readAll(t testing.TB, data []byte) (found map[string]string) {
	t.Helper()
	start := time.Now()
	f, err := pst.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	found = map[string]string{}
	_, err = f.Walk(func(i pst.Item) error {
		if found[i.Key] != "" {
			t.Errorf("key %s twice", i.Key)
		}
		found[i.Key] = problem
		if i.Missing != "" {
			return nil
		}
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
		found[i.Key] = readExtract(t, extract)
		if time.Since(start) > 20*time.Second {
			t.Fatal("too slow")
		}
		return nil
	})
	if err != nil {
		t.Errorf("walk: %v", err)
	}
	return found
}

// problem stands for what could not be read in full.
const problem = "problem"

// readExtract reads a message and a few of those attached to it. It returns all
// of it as text, or problem.
func readExtract(t testing.TB, data []byte) string {
	t.Helper()
	out := ""
	m, err := pst.ReadMessage(bytes.NewReader(data), int64(len(data)))
	for depth := 0; err == nil && depth < 4; depth++ {
		var inner func() (*pst.Message, error)
		for _, a := range m.Attachments {
			out += digest(a.Props)
			if a.Content != nil {
				h := crc32.NewIEEE()
				n, err := io.Copy(h, io.LimitReader(io.NewSectionReader(a.Content, 0, a.Content.Size()), 1<<20))
				if n > a.Content.Size() {
					t.Errorf("%d bytes of an attachment of %d", n, a.Content.Size())
				}
				out += fmt.Sprint(h.Sum32(), err)
			}
			if a.Embedded != nil {
				inner = a.Embedded
			}
		}
		out += digest(slices.Concat(append(m.Recipients, m.Props)...))
		if len(m.Problems) > 0 {
			return problem
		}
		if inner == nil {
			return out
		}
		m, err = inner()
	}
	if err != nil {
		return problem
	}
	return out
}

// digest is all of some properties as text.
func digest(props []pst.Property) string {
	h := crc32.NewIEEE()
	for _, p := range props {
		_, _ = fmt.Fprint(h, p.ID, p.Type, p.Data, p.Values)
		if p.Name != nil {
			_, _ = fmt.Fprint(h, *p.Name)
		}
	}
	return fmt.Sprint(h.Sum32(), " ")
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

func TestFlippedBits(t *testing.T) {
	for _, seed := range seeds() {
		rng := rand.New(rand.NewPCG(1, 2))
		for range 100 {
			data := bytes.Clone(seed)
			for range 2 + rng.IntN(8) {
				data[rng.IntN(len(data))] ^= 1 << rng.IntN(8)
			}
			readAll(t, data)
		}
	}
}

// After any one fault, every message is handed over, or it is said that some
// may be missing; and what is handed over is as it was, or it is said that it
// is not.
func TestOneFlippedBitIsAccountedFor(t *testing.T) {
	for i, seed := range seeds() {
		accountedFor(t, fmt.Sprintf("store %d", i), seed, 200)
	}
}

func accountedFor(t *testing.T, name string, whole []byte, times int) {
	t.Helper()
	before := readAll(t, whole)
	rng := rand.New(rand.NewPCG(3, 4))
	for range times {
		at, bit := rng.IntN(len(whole)), rng.IntN(8)
		data := bytes.Clone(whole)
		data[at] ^= 1 << bit
		after := readAll(t, data)
		if after == nil {
			continue
		}
		for key, was := range before {
			is, there := after[key]
			switch {
			case !there && after["lost"] == "":
				t.Errorf("%s, bit %d of byte %d: %s is lost", name, bit, at, key)
			case there && is != was && is != problem:
				t.Errorf("%s, bit %d of byte %d: %s is not what it was", name, bit, at, key)
			}
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

// What refers to itself is read once, if at all.
func TestLoops(t *testing.T) {
	loop := sample(psttest.Unicode, 0)
	loop.Folders[0].In = 2
	t.Run("folders", func(t *testing.T) {
		if found := readAll(t, loop.Bytes()); len(found) != 3 {
			t.Errorf("found %v", found)
		}
	})
	// In each list of blocks or of subnodes, every reference is to itself.
	for kind, at := range map[byte]struct{ head, size, first int }{1: {8, 8, 0}, 2: {8, 24, 16}} {
		t.Run(fmt.Sprintf("blocks of kind %d", kind), func(t *testing.T) {
			data, changed := sample(psttest.Unicode, 0).Bytes(), 0
			for i := 0x4600; i+64 < len(data); i += 64 {
				count := int(binary.LittleEndian.Uint16(data[i+2:]))
				size := at.head + count*at.size
				end := i + (size+16+63)/64*64
				if data[i] != kind || data[i+1] > 1 || count == 0 || end > len(data) || int(binary.LittleEndian.Uint16(data[end-16:])) != size {
					continue
				}
				for k := range count {
					copy(data[i+at.head+k*at.size+at.first:], data[end-8:end])
				}
				changed++
			}
			if changed == 0 {
				t.Fatal("there is none")
			}
			readAll(t, data)
		})
	}
	t.Run("pages", func(t *testing.T) {
		whole := many(200)
		root := binary.LittleEndian.Uint64(whole[224:])
		data := bytes.Clone(whole)
		for k := range int(data[root+488]) {
			binary.LittleEndian.PutUint64(data[root+uint64(k)*24+16:], root)
		}
		readAll(t, data)
	})
}

// The stores of the shared corpora, damaged: nothing fails, nothing is lost in
// silence.
func TestDamagedCorpus(t *testing.T) {
	for _, path := range corpus(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(path)
		accountedFor(t, name, data, 40)
		for i := range 20 {
			readAll(t, data[:len(data)*i/20])
		}
		rng := rand.New(rand.NewPCG(5, 6))
		for range 20 {
			noise := bytes.Clone(data)
			for range 500 {
				noise[564+rng.IntN(len(data)-564)] ^= 1 << rng.IntN(8)
			}
			readAll(t, noise)
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
