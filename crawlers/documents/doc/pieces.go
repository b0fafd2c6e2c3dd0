package doc

import (
	"encoding/binary"
	"sort"

	"sarsen/crawlers/documents/ole"
)

// maxUnits is the most characters that are read of a document.
const maxUnits = 16 << 20

// A piece is a stretch of the text: so many characters from a place of the
// main stream.
type piece struct {
	from, to int   // characters
	at       int64 // place in the main stream
	wide     bool  // two bytes a character
	changes  []byte
}

// loadPieces reads the table of pieces, or makes one piece of a text that has
// none. It answers false when neither can be.
func (d *document) loadPieces() bool {
	lists, table := d.pieceTable()
	n := (len(table) - 4) / 12
	for i := range n {
		from, to := int64(binary.LittleEndian.Uint32(table[4*i:])), int64(binary.LittleEndian.Uint32(table[4*i+4:]))
		if to <= from || from != int64(d.units()) {
			if from == to {
				continue
			}
			break
		}
		to = min(to, maxUnits)
		entry := table[4*(n+1)+8*i:]
		p := piece{from: int(from), to: int(to), at: int64(binary.LittleEndian.Uint32(entry[2:])), wide: d.fib.wide()}
		if !d.fib.old && p.at&0x40000000 != 0 {
			p.at, p.wide = p.at&0x3FFFFFFF/2, false
		}
		p.changes = d.pieceChanges(lists, binary.LittleEndian.Uint16(entry[6:]))
		if p.from < p.to {
			d.pieces = append(d.pieces, p)
		}
	}
	if len(d.pieces) > 0 {
		return true
	}
	if n := min(d.fib.to-d.fib.from, d.size-d.fib.from, maxUnits); n > 0 && d.fib.from >= 0x20 {
		p := piece{to: int(n), at: d.fib.from, wide: d.fib.old && d.fib.wide()}
		if p.wide {
			p.to /= 2
		}
		d.pieces = []piece{p}
	}
	return len(d.pieces) > 0 && d.fib.old && d.fib.flags&flagComplex == 0
}

// units is how many characters the pieces have.
func (d *document) units() int {
	if len(d.pieces) == 0 {
		return 0
	}
	return d.pieces[len(d.pieces)-1].to
}

// pieceTable returns the lists of changes that pieces refer to, and the table.
func (d *document) pieceTable() (lists [][]byte, table []byte) {
	for r := ole.NewReader(d.tableBytes(tablePieces)); r.Left() > 0; {
		switch r.Byte() {
		case 1:
			lists = append(lists, r.Bytes(int64(r.Uint16())))
		case 2:
			return lists, r.Bytes(int64(r.Uint32()))
		default:
			return lists, nil
		}
	}
	return lists, nil
}

// shortChanges are changes that a piece names by a number of their own.
var shortChanges = map[uint16]uint16{0x41: charDeleted, 0x42: charInserted, 0x5C: charHidden}

func (d *document) pieceChanges(lists [][]byte, p uint16) []byte {
	switch {
	case p == 0:
		return nil
	case p&1 != 0:
		if i := int(p >> 1); i < len(lists) {
			return lists[i]
		}
		return nil
	case d.fib.old:
		return nil
	}
	if code := shortChanges[p>>1&0x7F]; code != 0 {
		return append(binary.LittleEndian.AppendUint16(nil, code), byte(p>>8))
	}
	return nil
}

// loadText reads all characters: one unit each, bytes as they are.
func (d *document) loadText() {
	d.text = make([]uint16, d.units())
	for _, p := range d.pieces {
		n := int64(p.to - p.from)
		if p.wide {
			raw := ole.At(d.main, p.at, 2*n)
			for i := 0; 2*i+1 < len(raw); i++ {
				d.text[p.from+i] = binary.LittleEndian.Uint16(raw[2*i:])
			}
			d.missing = d.missing || int64(len(raw)) < 2*n
			continue
		}
		raw := ole.At(d.main, p.at, n)
		for i, c := range raw {
			d.text[p.from+i] = uint16(c)
		}
		d.missing = d.missing || int64(len(raw)) < n
	}
}

// pieceAt returns the piece a character is in.
func (d *document) pieceAt(cp int) *piece {
	i := sort.Search(len(d.pieces), func(i int) bool { return d.pieces[i].to > cp })
	if i == len(d.pieces) {
		return &piece{from: cp, to: cp + 1, at: -1}
	}
	return &d.pieces[i]
}

// placeOf returns where in the main stream a character lies.
func (p *piece) placeOf(cp int) int64 {
	if p.wide {
		return p.at + 2*int64(cp-p.from)
	}
	return p.at + int64(cp-p.from)
}

// segments calls fn for each stretch of characters that look the same.
func (d *document) segments(from, to int, fn func(from, to int, l look, wide bool)) {
	for from < to {
		p := d.pieceAt(from)
		l, until := d.lookAt(p.placeOf(from))
		end := min(to, p.to)
		width := int64(1)
		if p.wide {
			width = 2
		}
		if n := (until - p.placeOf(from) + width - 1) / width; n < int64(end-from) {
			end = from + int(max(n, 1))
		}
		if len(p.changes) > 0 {
			l.change(p.changes, d.fib.old, d.languagePage)
		}
		fn(from, end, l, p.wide)
		from = end
	}
}
