package vector

import "slices"

// A charTable is one of a program's maps from characters to shapes.
type charTable struct {
	platform, encoding int
	shapes             map[int]int
}

// cutByCode cuts a program down to codes of single bytes, each of which may
// stand for some characters.
func (t *trueType) cutByCode(codes []int, names map[int][]rune) ([]byte, error) {
	tables, err := readCharTables(t.tables["cmap"])
	if err != nil {
		return nil, err
	}
	shapes := map[int]bool{}
	for i, table := range tables {
		kept := map[int]int{}
		for _, code := range codes {
			chars := []int{code, 0xF000 + code, 0xF100 + code, 0xF200 + code}
			for _, r := range names[code] {
				chars = append(chars, int(r))
			}
			for _, c := range chars {
				if n, ok := table.shapes[c]; ok && n != 0 {
					kept[c] = n
					shapes[n] = true
				}
			}
		}
		tables[i].shapes = kept
	}
	if len(tables) == 0 { // shapes by their number
		for _, code := range codes {
			shapes[code] = true
		}
		return t.cut(shapes, nil)
	}
	return t.cut(shapes, writeCharTables(tables))
}

// readCharTables reads the maps that are understood.
func readCharTables(b []byte) ([]charTable, error) {
	if len(b) < 4 {
		return nil, nil
	}
	var out []charTable
	n := int(be.Uint16(b[2:]))
	for i := range min(n, 16) {
		if 4+8*i+8 > len(b) {
			return nil, errProgram
		}
		entry := b[4+8*i:]
		at := int(be.Uint32(entry[4:]))
		if at+6 > len(b) {
			continue
		}
		shapes := readCharTable(b[at:])
		if shapes == nil {
			continue
		}
		out = append(out, charTable{int(be.Uint16(entry)), int(be.Uint16(entry[2:])), shapes})
	}
	return out, nil
}

// readCharTable reads a map of format 0, 4, 6 or 12; nil for others.
func readCharTable(b []byte) map[int]int {
	out := map[int]int{}
	switch be.Uint16(b) {
	case 0:
		for i := 6; i < min(len(b), 6+256); i++ {
			out[i-6] = int(b[i])
		}
	case 4:
		readSegments(out, b)
	case 6:
		if len(b) < 10 {
			return nil
		}
		first, count := int(be.Uint16(b[6:])), int(be.Uint16(b[8:]))
		for i := 0; i < count && 12+2*i <= len(b); i++ {
			out[first+i] = int(be.Uint16(b[10+2*i:]))
		}
	case 12:
		if len(b) < 16 {
			return nil
		}
		groups := int(be.Uint32(b[12:]))
		for i := 0; i < groups && 28+12*i <= len(b) && len(out) < maxMapped; i++ {
			g := b[16+12*i:]
			first, last, shape := int(be.Uint32(g)), int(be.Uint32(g[4:])), int(be.Uint32(g[8:]))
			for c := first; c <= last && c < first+maxMapped; c++ {
				out[c] = shape + c - first
			}
		}
	default:
		return nil
	}
	return out
}

// readSegments reads a map of format 4.
func readSegments(out map[int]int, b []byte) {
	if len(b) < 16 {
		return
	}
	n := int(be.Uint16(b[6:])) / 2
	at := func(table, i int) int { // of ends, starts, deltas, offsets
		k := 14 + 2*n*table + 2*i
		if table > 0 {
			k += 2
		}
		if k+2 > len(b) {
			return 0
		}
		return int(be.Uint16(b[k:]))
	}
	for i := range n {
		end, start, delta, offset := at(0, i), at(1, i), at(2, i), at(3, i)
		for c := start; c <= end && c < 0xFFFF; c++ {
			shape := c
			if offset != 0 {
				k := 16 + 6*n + 2*i + offset + 2*(c-start)
				if k+2 > len(b) {
					continue
				}
				if shape = int(be.Uint16(b[k:])); shape == 0 {
					continue
				}
			}
			out[c] = (shape + delta) & 0xFFFF
		}
	}
}

// writeCharTables writes maps: of the Macintosh in format 6, others in 4.
func writeCharTables(tables []charTable) []byte {
	out := make([]byte, 4+8*len(tables))
	be.PutUint16(out[2:], uint16(len(tables))) //nolint:gosec // sixteen at most
	for i, t := range tables {
		entry := out[4+8*i:]
		be.PutUint16(entry, uint16(t.platform))     //nolint:gosec // was read from two bytes
		be.PutUint16(entry[2:], uint16(t.encoding)) //nolint:gosec // as above
		be.PutUint32(entry[4:], uint32(len(out)))   //nolint:gosec // small
		if t.platform == 1 {
			out = append(out, t.trimmed()...)
		} else {
			out = append(out, t.segments()...)
		}
	}
	return out
}

// chars are the characters of a table below limit, sorted.
func (t charTable) chars(limit int) []int {
	var out []int
	for c := range t.shapes {
		if c >= 0 && c < limit {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

// trimmed is the table in format 6.
func (t charTable) trimmed() []byte {
	chars := t.chars(256)
	first, count := 0, 0
	if len(chars) > 0 {
		first, count = chars[0], chars[len(chars)-1]-chars[0]+1
	}
	words := []int{6, 10 + 2*count, 0, first, count}
	for c := first; c < first+count; c++ {
		words = append(words, t.shapes[c])
	}
	return join(words)
}

// segments is the table in format 4, a segment for each character.
func (t charTable) segments() []byte {
	chars := t.chars(0xFFFF)
	n := len(chars) + 1
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	words := []int{4, 16 + 8*n, 0, 2 * n, 2 * power, log, 2 * (n - power)}
	words = append(append(words, chars...), 0xFFFF, 0)
	words = append(append(words, chars...), 0xFFFF)
	for _, c := range chars {
		words = append(words, (t.shapes[c]-c)&0xFFFF)
	}
	words = append(words, 1)
	return join(append(words, make([]int, n)...))
}

// join writes numbers of two bytes.
func join(words []int) []byte {
	var out []byte
	for _, w := range words {
		out = be.AppendUint16(out, uint16(w)) //nolint:gosec // two bytes are meant
	}
	return out
}
