package picture

import (
	"bytes"
	"encoding/binary"
	"image"

	"github.com/hhrutter/tiff"
	xtiff "golang.org/x/image/tiff"

	"sarsen/crawlers/documents"
)

// isTIFF knows both byte orders; files over 4 GB have a mark of their own and
// are not read.
func isTIFF(data []byte) bool {
	return bytes.HasPrefix(data, []byte("II*\x00")) || bytes.HasPrefix(data, []byte("MM\x00*"))
}

// Fields of a directory that are needed to list pages.
const (
	tagSubfile = 0x00FE
	tagWidth   = 0x0100
	tagHeight  = 0x0101

	reduced = 1 // bit of tagSubfile: a smaller version of another page
)

// A directory says what one page of a TIFF is.
type directory struct {
	at, next      int64
	width, height int
	preview       bool
}

// tiffPages follows the chain of directories. A chain that loops or leads out
// of the file ends there.
func tiffPages(data []byte) ([]page, error) {
	order := byteOrder(data)
	var list []page
	seen := map[int64]bool{}
	for at := int64(order.Uint32(data[4:8])); at != 0 && !seen[at] && len(list) < maxPages; {
		seen[at] = true
		d, ok := readDirectory(data, order, at)
		if !ok {
			break
		}
		if !d.preview && d.width > 0 && d.height > 0 {
			list = append(list, page{d.width, d.height, func() (image.Image, error) { return tiffPage(data, order, d.at) }})
		}
		at = d.next
	}
	if len(list) == 0 {
		return nil, documents.ErrDamaged
	}
	return list, nil
}

func byteOrder(data []byte) binary.ByteOrder {
	if data[0] == 'M' {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// entrySize is how many bytes one field takes in a directory.
const entrySize = 12

func readDirectory(data []byte, order binary.ByteOrder, at int64) (directory, bool) {
	if at < 8 || at+2 > int64(len(data)) {
		return directory{}, false
	}
	n := int64(order.Uint16(data[at:]))
	end := at + 2 + n*entrySize
	if n == 0 || end > int64(len(data)) {
		return directory{}, false
	}
	d := directory{at: at}
	for p := at + 2; p < end; p += entrySize {
		value := fieldValue(data[p:p+entrySize], order)
		switch order.Uint16(data[p:]) {
		case tagSubfile:
			d.preview = value&reduced != 0
		case tagWidth:
			d.width = value
		case tagHeight:
			d.height = value
		}
	}
	if end+4 <= int64(len(data)) {
		d.next = int64(order.Uint32(data[end:]))
	}
	return d, true
}

// fieldValue is the first value of a field of whole numbers, bounded so that a
// product of two does not overflow.
func fieldValue(field []byte, order binary.ByteOrder) int {
	const short, long = 3, 4
	switch order.Uint16(field[2:]) {
	case short:
		return int(order.Uint16(field[8:]))
	case long:
		return int(min(order.Uint32(field[8:]), 1<<30))
	}
	return 0
}

// tiffPage decodes the page whose directory is at a place, with one library or
// the other: each knows kinds that the other does not.
func tiffPage(data []byte, order binary.ByteOrder, at int64) (image.Image, error) {
	if config, err := tiff.DecodeConfigAt(bytes.NewReader(data), at); err == nil && fits(config) {
		if img, err := tiff.DecodeAt(bytes.NewReader(data), at); err == nil {
			return img, nil
		}
	}
	first := bytes.Clone(data)             // a file whose first page this is
	order.PutUint32(first[4:], uint32(at)) //nolint:gosec // a place in a file of 4 GB at most
	config, err := xtiff.DecodeConfig(bytes.NewReader(first))
	if err != nil || !fits(config) {
		return nil, documents.ErrDamaged
	}
	return xtiff.Decode(bytes.NewReader(first))
}

// fits reports whether a page is not larger than its directory may have said:
// the libraries see fields in other ways.
func fits(c image.Config) bool {
	return c.Width > 0 && c.Height > 0 && c.Width <= maxPixels/c.Height
}
