package doc

import (
	"bytes"
	"context"
	"encoding/binary"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ole"
)

// Beginnings of documents that are not in a compound file.
var (
	magicWord6 = []byte{0xDC, 0xA5}
	magicWord2 = []byte{0xDB, 0xA5}
	magicWord1 = []byte{0x9B, 0xA5}
	magicWrite = []byte{0x31, 0xBE, 0, 0}
	magicWritO = []byte{0x32, 0xBE, 0, 0}
	magicMac   = []byte{0xFE, 0x37, 0}
)

// readFlat reads documents of before Word 6, and those of Word 6 that were
// saved without a container.
func readFlat(ctx context.Context, in documents.Input, out *documents.Builder) error {
	head := ole.At(in.Content, 0, 0x80)
	if len(head) < 0x20 {
		return documents.ErrDamaged
	}
	u32 := func(at int) int64 { return int64(binary.LittleEndian.Uint32(head[at:])) }
	switch {
	case bytes.HasPrefix(head, magicWord6):
		f, err := readFib(in.Content)
		if err != nil {
			return err
		}
		d := &document{ctx: ctx, out: out, fib: f, main: in.Content, table: in.Content, data: bytes.NewReader(nil), size: in.Size}
		if err := d.decrypt(); err != nil {
			return err
		}
		return d.read()
	case bytes.HasPrefix(head, magicWord2), bytes.HasPrefix(head, magicWord1):
		if binary.LittleEndian.Uint16(head[10:])&flagEncrypted != 0 {
			return documents.ErrEncrypted
		}
		salvage(in, out, u32(0x18), u32(0x1C), ole.LanguagePage(binary.LittleEndian.Uint16(head[6:])))
	case bytes.HasPrefix(head, magicWrite), bytes.HasPrefix(head, magicWritO):
		salvage(in, out, 0x80, u32(14), ole.Western)
	case bytes.HasPrefix(head, magicMac):
		big := func(at int) int64 { return int64(binary.BigEndian.Uint32(head[at:])) }
		salvage(in, out, big(0x14), big(0x18), 10000)
	default:
		return documents.ErrDamaged
	}
	return nil
}

// salvage writes the text between two places without its layout.
func salvage(in documents.Input, out *documents.Builder, from, to int64, page int) {
	const most = 32 << 20
	out.Problem("the text was gathered without its layout; some may be missing")
	raw := ole.At(in.Content, from, min(to-from, most))
	text := ole.Decode(raw, page)
	var shown strings.Builder
	depth := 0
	for _, c := range text {
		switch c {
		case markField:
			depth++
		case markSeparator, markFieldEnd:
			depth = max(depth-1, 0)
		case markCell:
			shown.WriteByte('\t')
		case markPicture:
		case markHyphen:
			shown.WriteByte('-')
		case markSoftHyphen:
		default:
			shown.WriteRune(c)
		}
	}
	out.Text(shown.String())
}
