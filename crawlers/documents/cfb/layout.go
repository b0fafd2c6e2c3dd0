package cfb

import (
	"encoding/binary"
	"slices"
)

// bytes writes the tables behind the streams, and the header before them.
func (c *composer) bytes() []byte {
	c.entries[0].size = c.mini.Len()
	c.entries[0].start = c.sectors(c.mini.Bytes())
	miniFAT := c.sectors(words(full(c.miniFAT)))
	miniSectors := (len(c.miniFAT) + perSector - 1) / perSector
	directory := c.sectors(c.directory())

	used := len(c.fat)
	fats, difats := tables(used)
	first := uint32(used) //nolint:gosec // below 2^31 sectors
	for range fats {
		c.fat = append(c.fat, fatMark)
	}
	for range difats {
		c.fat = append(c.fat, difatMark)
	}
	c.body.Write(words(full(c.fat)))
	list := make([]uint32, fats)
	for i := range list {
		list[i] = first + uint32(i)
	}
	firstDIFAT := uint32(endOfChain)
	if difats > 0 {
		firstDIFAT = first + uint32(fats) //nolint:gosec // below 2^31 sectors
		c.difat(list[headerSectors:], firstDIFAT)
	}
	header := c.header(directory, miniFAT, miniSectors, fats, firstDIFAT, difats, list)
	return append(header, c.body.Bytes()...)
}

// tables is how many sectors the allocation table takes, and its list beyond
// the header's, for so many other sectors.
func tables(used int) (fats, difats int) {
	for {
		total := used + fats + difats
		f := (total + perSector - 1) / perSector
		d := 0
		if f > headerSectors {
			d = (f - headerSectors + perSector - 2) / (perSector - 1)
		}
		if f == fats && d == difats {
			return fats, difats
		}
		fats, difats = f, d
	}
}

// difat writes the list of sectors of the allocation table beyond the header.
func (c *composer) difat(list []uint32, at uint32) {
	for len(list) > 0 {
		n := min(len(list), perSector-1)
		sector := slices.Clone(list[:n])
		list = list[n:]
		for len(sector) < perSector-1 {
			sector = append(sector, none)
		}
		at++
		next := at
		if len(list) == 0 {
			next = endOfChain
		}
		c.body.Write(words(append(sector, next)))
	}
}

func (c *composer) header(directory, miniFAT uint32, miniSectors, fats int, difat uint32, difats int, list []uint32) []byte {
	h := make([]byte, 0, sectorSize)
	h = append(h, Magic...)
	h = append(h, make([]byte, 16)...)
	for _, v := range []uint16{0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0} {
		h = binary.LittleEndian.AppendUint16(h, v)
	}
	h = append(h, words([]uint32{
		0, uint32(fats), directory, 0, miniCutoff, miniFAT, uint32(miniSectors), difat, uint32(difats), //nolint:gosec // below 2^31 sectors
	})...)
	h = append(h, words(list[:min(len(list), headerSectors)])...)
	for len(h) < sectorSize {
		h = append(h, 0xFF)
	}
	return h
}

// directory writes the entries, whole sectors of them.
func (c *composer) directory() []byte {
	var out []byte
	for _, e := range c.entries {
		b := make([]byte, entryLength)
		for i, u := range e.name {
			binary.LittleEndian.PutUint16(b[2*i:], u)
		}
		binary.LittleEndian.PutUint16(b[64:], uint16(2*len(e.name)+2)) //nolint:gosec // at most 64
		b[66] = e.kind
		if e.black {
			b[67] = 1
		}
		binary.LittleEndian.PutUint32(b[68:], e.left)
		binary.LittleEndian.PutUint32(b[72:], e.right)
		binary.LittleEndian.PutUint32(b[76:], e.child)
		copy(b[80:], e.class[:])
		binary.LittleEndian.PutUint32(b[116:], e.start)
		binary.LittleEndian.PutUint32(b[120:], uint32(e.size)) //nolint:gosec // checked
		out = append(out, b...)
	}
	for len(out)%sectorSize != 0 {
		empty := make([]byte, entryLength)
		copy(empty[68:], "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")
		out = append(out, empty...)
	}
	return out
}

// full fills up a table with marks of free sectors.
func full(table []uint32) []uint32 {
	for len(table)%perSector != 0 {
		table = append(table, none)
	}
	return table
}

func words(values []uint32) []byte {
	out := make([]byte, 0, 4*len(values))
	for _, v := range values {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}
