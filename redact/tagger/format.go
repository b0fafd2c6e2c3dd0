package tagger

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"
)

//go:embed model.bin
var embedded []byte

var load = sync.OnceValues(func() (*Model, error) { return Read(bytes.NewReader(embedded)) })

// Load returns the embedded model, which is read when it is first asked for.
func Load() (*Model, error) { return load() }

// ErrFormat is returned by Read for what is no model file of this version.
var ErrFormat = errors.New("not a model of this version")

// magic names the format and the version of the features.
const magic = "sarsen tagger 1\n"

// most is how many words, classes or features a file may have.
const most = 1 << 22

// Write writes the model as a file; see FORMAT.md. The same weights give the
// same bytes.
func (m *Model) Write(w io.Writer) error {
	var b []byte
	b = append(b, magic...)
	b = m.lexicon.append(b)
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.scale))
	for n := range m.turns {
		for _, row := range m.turns[n] {
			for _, x := range row {
				b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
			}
		}
	}
	b = m.appendFeatures(b)
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	_, err = z.Write(b)
	if err = errors.Join(err, z.Close()); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}

// append appends the words in the order of their keys.
func (l *Lexicon) append(b []byte) []byte {
	words := make([]lexiconSlot, 0, l.count)
	for _, s := range l.slots {
		if s.key != 0 {
			words = append(words, s)
		}
	}
	slices.SortFunc(words, func(a, b lexiconSlot) int { return int(int64(a.key) - int64(b.key)) })
	b = binary.AppendUvarint(b, uint64(len(words)))
	for _, step := range steps(words, func(s lexiconSlot) uint32 { return s.key }) {
		b = binary.AppendUvarint(b, step)
	}
	for _, s := range words {
		b = binary.AppendUvarint(b, uint64(s.Classes))
	}
	for _, s := range words {
		b = binary.AppendUvarint(b, uint64(s.Cluster))
	}
	return b
}

// appendFeatures appends keys, then the weights tag by tag.
func (m *Model) appendFeatures(b []byte) []byte {
	slots := make([]int, 0, m.count)
	for i, k := range m.keys {
		if k != 0 {
			slots = append(slots, i)
		}
	}
	slices.SortFunc(slots, func(x, y int) int { return int(int64(m.keys[x]) - int64(m.keys[y])) })
	b = binary.AppendUvarint(b, uint64(len(slots)))
	for _, step := range steps(slots, func(i int) uint32 { return m.keys[i] }) {
		b = binary.AppendUvarint(b, step)
	}
	for k := range tags {
		for _, i := range slots {
			b = append(b, byte(m.rows[i][k])) //nolint:gosec // as two's complement
		}
	}
	return b
}

// steps returns how far each key is from the one before; the keys ascend.
func steps[T any](list []T, key func(T) uint32) []uint64 {
	out, last := make([]uint64, len(list)), uint32(0)
	for i, x := range list {
		out[i], last = uint64(key(x)-last), key(x)
	}
	return out
}

// Read reads a model file. The error wraps ErrFormat when it is none, or one of
// another version.
func Read(r io.Reader) (*Model, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("read model: %w: %w", ErrFormat, err)
	}
	in := &input{r: bufio.NewReaderSize(z, 1<<16)}
	head := make([]byte, len(magic))
	if in.bytes(head); string(head) != magic {
		return nil, fmt.Errorf("read model: %w", ErrFormat)
	}
	lexicon := in.lexicon()
	scale := in.float()
	var turns [2]Transitions
	for n := range turns {
		for from := range turns[n] {
			for to := range tags {
				turns[n][from][to] = in.float()
			}
		}
	}
	m := makeModel(lexicon, scale, turns)
	in.features(m)
	in.end()
	if in.err != nil {
		return nil, fmt.Errorf("read model: %w: %w", ErrFormat, in.err)
	}
	return m, nil
}

// An input reads numbers until the first error.
type input struct {
	r   *bufio.Reader
	err error
}

func (in *input) bytes(b []byte) {
	if in.err == nil {
		_, in.err = io.ReadFull(in.r, b)
	}
}

// number returns a number up to high.
func (in *input) number(high uint64) uint64 {
	if in.err != nil {
		return 0
	}
	n, err := binary.ReadUvarint(in.r)
	if err == nil && n > high {
		err = errors.New("a number is too great")
	}
	in.err = err
	return n
}

func (in *input) float() float32 {
	var b [4]byte
	in.bytes(b[:])
	f := math.Float32frombits(binary.LittleEndian.Uint32(b[:]))
	if in.err == nil && !(f > -50 && f < 50) {
		in.err = errors.New("a weight is out of bounds")
	}
	return f
}

// keys reads keys that ascend and are not 0.
func (in *input) keys() []uint32 {
	n := in.number(most)
	var out []uint32
	for last := uint64(0); uint64(len(out)) < n && in.err == nil; {
		step := in.number(math.MaxUint32)
		if last += step; in.err == nil && (step == 0 || last > math.MaxUint32) {
			in.err = errors.New("keys do not ascend")
		}
		out = append(out, uint32(last)) //nolint:gosec // checked
	}
	return out
}

func (in *input) lexicon() *Lexicon {
	keys := in.keys()
	words := make([]Entry, len(keys))
	for i := range words {
		words[i].Classes = Class(in.number(math.MaxUint32)) //nolint:gosec // bounded
	}
	for i := range words {
		words[i].Cluster = uint16(in.number(math.MaxUint16)) //nolint:gosec // bounded
	}
	l := makeLexicon(len(keys))
	for i, k := range keys {
		l.add(k, words[i])
	}
	return l
}

func (in *input) features(m *Model) {
	keys := in.keys()
	rows := make([][tags]int8, len(keys))
	column := make([]byte, len(keys))
	for k := range tags {
		in.bytes(column)
		for i, x := range column {
			rows[i][k] = int8(x) //nolint:gosec // as two's complement
		}
	}
	m.grow(len(keys))
	for i, k := range keys {
		m.put(k, rows[i])
	}
}

// end expects nothing more, and the checksum to be right.
func (in *input) end() {
	if in.err != nil {
		return
	}
	switch _, err := in.r.ReadByte(); {
	case err == nil:
		in.err = errors.New("more follows")
	case !errors.Is(err, io.EOF):
		in.err = err
	}
}
