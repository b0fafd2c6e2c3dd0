package archive

import (
	"context"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"

	"sarsen/crawlers/documents"
)

// ISO returns the format of disc images of ISO 9660, with the long names of
// Joliet or of Rock Ridge. Images that have only UDF are listed as such.
func ISO() documents.Format { return documents.FormatFunc(readISO) }

const (
	isoSector   = 2048
	isoFirst    = 16 // sector of the first descriptor
	maxISODepth = 64
	maxISOFiles = 200_000
	maxISODir   = 64 << 20
)

// An isoImage is an opened image.
type isoImage struct {
	ctx     context.Context
	in      documents.Input
	joliet  bool
	members []member
	seen    map[uint32]bool // folders, by place
	damaged bool
}

func readISO(ctx context.Context, in documents.Input, out *documents.Builder) error {
	i := &isoImage{ctx: ctx, in: in, seen: map[uint32]bool{}}
	root, label := i.root()
	if root == nil {
		return documents.Because(documents.ErrUnsupported, "disc image with a file system that is not read; mount it and crawl the folder")
	}
	i.folder(root, "", 0)
	if err := ctx.Err(); err != nil {
		return err
	}
	deliver(out, i.members)
	out.Property("Volume", label)
	if i.damaged {
		out.Problem("disc image: damaged or cut short; members may be missing")
	}
	return nil
}

// root returns the record of the root folder, by preference that of Joliet, and
// the volume's name.
func (i *isoImage) root() (record []byte, label string) {
	for n := int64(isoFirst); n < isoFirst+32; n++ {
		var d [isoSector]byte
		if _, err := i.in.Content.ReadAt(d[:], n*isoSector); err != nil || string(d[1:6]) != "CD001" || d[0] == 255 {
			break
		}
		level := string(d[88:91])
		joliet := d[0] == 2 && (level == "%/@" || level == "%/C" || level == "%/E")
		if d[0] == 1 && record == nil {
			record, label = append([]byte(nil), d[156:190]...), strings.TrimSpace(decodeName(string(d[40:72])))
		}
		if joliet {
			record, label, i.joliet = append([]byte(nil), d[156:190]...), strings.Trim(bigWide(d[40:72]), " \x00"), true
		}
	}
	return record, label
}

func bigWide(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// folder lists what is in a folder.
func (i *isoImage) folder(record []byte, path string, depth int) {
	place, size := binary.LittleEndian.Uint32(record[2:]), int64(binary.LittleEndian.Uint32(record[10:]))
	if i.seen[place] || depth > maxISODepth || size > maxISODir || i.ctx.Err() != nil {
		i.damaged = i.damaged || !i.seen[place]
		return
	}
	i.seen[place] = true
	data := make([]byte, min(size, max(0, i.in.Size-int64(place)*isoSector)))
	n, _ := i.in.Content.ReadAt(data, int64(place)*isoSector)
	i.damaged = i.damaged || int64(n) < size
	data = data[:n]
	for at := 0; at < len(data); {
		length := int(data[at])
		if length == 0 { // the rest of the sector is empty
			at = (at/isoSector + 1) * isoSector
			continue
		}
		if length < 34 || at+length > len(data) || 33+int(data[at+32]) > length {
			i.damaged = true
			return
		}
		i.entry(data[at:at+length], path, depth)
		at += length
	}
}

// entry lists one record. Files of several extents have a record for each.
func (i *isoImage) entry(record []byte, path string, depth int) {
	raw := record[33 : 33+int(record[32])]
	if len(raw) == 1 && raw[0] < 2 || len(i.members) >= maxISOFiles {
		return // the folder itself, or the one above
	}
	m := member{name: path + i.name(record, raw)}
	place, size := int64(binary.LittleEndian.Uint32(record[2:])), int64(binary.LittleEndian.Uint32(record[10:]))
	switch flags := record[25]; {
	case flags&2 != 0:
		m.kind = isFolder
		i.members = append(i.members, m)
		i.folder(record, m.name+"/", depth+1)
		return
	case flags&0x80 != 0:
		m.err = documents.Because(documents.ErrTooLarge, "file of several extents, over 4 GB; mount the image and look by hand")
	default:
		m.open = func() (io.ReadCloser, error) {
			if place*isoSector+size > i.in.Size {
				return nil, errMember
			}
			return discFile{io.NewSectionReader(i.in.Content, place*isoSector, size)}, nil
		}
	}
	i.members = append(i.members, m)
}

// name is a member's, without its version.
func (i *isoImage) name(record, raw []byte) string {
	name := ""
	switch {
	case i.joliet:
		name = bigWide(raw)
	default:
		area := record[33+len(raw):]
		if len(raw)%2 == 0 && len(area) > 0 {
			area = area[1:]
		}
		if name = rockRidge(area); name != "" {
			return name
		}
		name = decodeName(string(raw))
	}
	if cut := strings.LastIndexByte(name, ';'); cut > 0 {
		name = name[:cut]
	}
	return strings.TrimSuffix(name, ".")
}

// rockRidge is the name that Unix systems gave, "" if none did.
func rockRidge(area []byte) string {
	name := ""
	for len(area) >= 5 {
		size := int(area[2])
		if size < 5 || size > len(area) {
			break
		}
		if string(area[:2]) == "NM" && area[4]&6 == 0 {
			name += string(area[5:size])
		}
		area = area[size:]
	}
	return decodeName(name)
}

// A discFile is read in place.
type discFile struct{ *io.SectionReader }

// Close implements [io.Closer].
func (discFile) Close() error { return nil }
