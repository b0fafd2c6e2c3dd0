package media

import (
	"encoding/binary"
	"math"
)

// track is what tells where the samples of a track lie.
type track struct {
	kind   string // vide, soun, or another, which does not stay
	tables map[string][]byte
	// unsized: a size of one says nothing, as in old QuickTime sound.
	unsized bool
}

// trak cleans a track of sound or picture, and frees others.
func (m *movie) trak(b, body []byte) error {
	kind, err := kindOf(body)
	if err != nil {
		return err
	}
	if kind != "vide" && kind != "soun" {
		m.dropped++
		freeInside(b, body)
		return nil
	}
	m.tracks++
	t := &track{kind: kind, tables: map[string][]byte{}}
	if err := m.clean(body, "trak", t); err != nil {
		return err
	}
	return m.extents(t)
}

var short = damaged("its description is too short")

// kindOf finds the handler's type in a track.
func kindOf(trak []byte) (kind string, err error) {
	err = each(trak, func(_ []byte, name string, mdia []byte) error {
		if name != "mdia" {
			return nil
		}
		return each(mdia, func(_ []byte, name string, hdlr []byte) error {
			if name != "hdlr" {
				return nil
			}
			if len(hdlr) < 12 {
				return short
			}
			kind = string(hdlr[8:12])
			return nil
		})
	})
	return kind, err
}

// sound notes how the samples of a sound track are counted.
func (t *track) sound(entry []byte) {
	t.unsized = t.unsized || binary.BigEndian.Uint16(entry[10:]) > 0 || binary.BigEndian.Uint16(entry[8:]) > 0 ||
		binary.BigEndian.Uint16(entry[16:])*(binary.BigEndian.Uint16(entry[18:])/8) > 1
}

// extents adds the places of a track's samples.
func (m *movie) extents(t *track) error {
	chunks, err := t.chunks()
	if err != nil || len(chunks) == 0 {
		return err
	}
	runs, sizes, err := t.sizes()
	if err != nil {
		return err
	}
	next := 0 // sample
	for i, at := range chunks {
		for len(runs) > 1 && int64(runs[1].first) <= int64(i)+1 {
			runs = runs[1:]
		}
		n, ok := sizes.sum(next, runs[0].samples)
		if !ok || at > math.MaxInt64/4 {
			return damaged("the description of its samples is not whole")
		}
		next += runs[0].samples
		m.samples = append(m.samples, extent{int64(at), int64(at) + n})
	}
	return nil
}

// chunks returns where the track's runs of samples begin.
func (t *track) chunks() ([]uint64, error) {
	body, wide := t.tables["stco"], 4
	if c := t.tables["co64"]; c != nil {
		body, wide = c, 8
	}
	if body == nil {
		return nil, nil
	}
	rows, err := rowsOf(body, wide)
	if err != nil {
		return nil, err
	}
	out := make([]uint64, 0, len(rows)/wide)
	for ; len(rows) > 0; rows = rows[wide:] {
		out = append(out, big(rows[:wide]))
	}
	return out, nil
}

// rowsOf returns the rows of a table that begins with their number.
func rowsOf(body []byte, wide int) ([]byte, error) {
	if len(body) < 8 {
		return nil, short
	}
	n := int64(binary.BigEndian.Uint32(body[4:])) * int64(wide)
	if n > int64(len(body)-8) {
		return nil, short
	}
	return body[8 : 8+n], nil
}

// chunkRun says how many samples each chunk from first on has.
type chunkRun struct {
	first   uint32
	samples int
}

func (t *track) sizes() ([]chunkRun, sampleSizes, error) {
	rows, err := rowsOf(t.tables["stsc"], 12)
	if err != nil {
		return nil, sampleSizes{}, err
	}
	var runs []chunkRun
	for ; len(rows) > 0; rows = rows[12:] {
		runs = append(runs, chunkRun{binary.BigEndian.Uint32(rows), int(binary.BigEndian.Uint32(rows[4:]))})
	}
	if len(runs) == 0 || runs[0].first != 1 {
		return nil, sampleSizes{}, short
	}
	s, err := t.sampleSizes()
	return runs, s, err
}

// sampleSizes are those of a track's samples: all the same, or one each.
type sampleSizes struct {
	fixed int64
	count int
	ends  []int64 // of each sample, from the first on
}

// sum is the length of n samples from the one numbered from on. A last chunk
// may have fewer than its run says.
func (s sampleSizes) sum(from, n int) (int64, bool) {
	to := min(from+n, s.count)
	if from < 0 || n < 0 || from > to {
		return 0, false
	}
	if s.ends == nil {
		return int64(to-from) * s.fixed, true
	}
	start := int64(0)
	if from > 0 {
		start = s.ends[from-1]
	}
	if to == 0 {
		return 0, true
	}
	return s.ends[to-1] - start, true
}

func (t *track) sampleSizes() (sampleSizes, error) {
	body := t.tables["stsz"]
	bits := 32
	if body == nil {
		if body = t.tables["stz2"]; len(body) < 12 {
			return sampleSizes{}, short
		}
		bits = int(body[7])
	}
	if len(body) < 12 {
		return sampleSizes{}, short
	}
	s := sampleSizes{count: int(binary.BigEndian.Uint32(body[8:]))}
	if fixed := binary.BigEndian.Uint32(body[4:]); bits == 32 && fixed != 0 {
		if t.kind == "soun" && fixed == 1 && t.unsized {
			return s, damaged("its sound is of an old kind")
		}
		s.fixed = int64(fixed)
		return s, nil
	}
	if bits != 32 && bits != 16 && bits != 8 && bits != 4 || int64(s.count)*int64(bits) > int64(len(body)-12)*8 {
		return sampleSizes{}, short
	}
	s.ends = make([]int64, s.count)
	at := int64(0)
	for i := range s.ends {
		at += int64(sizeAt(body[12:], i, bits)) //nolint:gosec // at most 32 bits
		s.ends[i] = at
	}
	return s, nil
}

func sizeAt(b []byte, i, bits int) uint64 {
	if bits == 4 {
		return uint64(b[i/2] >> (4 * (1 - i%2)) & 15)
	}
	n := bits / 8
	return big(b[i*n : i*n+n])
}
