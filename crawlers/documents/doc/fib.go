package doc

import (
	"encoding/binary"
	"io"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ole"
)

// Flags of a fib.
const (
	flagComplex    = 0x0004
	flagSaves      = 0x00F0
	flagEncrypted  = 0x0100
	flagTable1     = 0x0200
	flagWide       = 0x1000
	flagObfuscated = 0x8000
)

// Numbers of the tables that a fib gives the places of.
const (
	tableStyles      = 1
	tableFootnotes   = 3
	tableCommentRefs = 4
	tableComments    = 5
	tableHeaders     = 11
	tableCharacters  = 12
	tableParagraphs  = 13
	tablePieces      = 33
	tableOwners      = 36
	tableEndnotes    = 47
	tableDrawings    = 50
	tableReviewers   = 51
	tableTextBoxes   = 56
	tableHeaderBoxes = 58
	oldestTables     = 0x58 // where the tables of Word 6 begin
	oldEndnotes      = 0x1DA
	tables97         = 154
	fibLength        = 1024
	identWord97      = 0xA5EC
	identWord6       = 0xA5DC
	firstVersion97   = 193
)

// A fib is the block of facts at the beginning of a document.
type fib struct {
	old      bool // Word 6 or 95
	mac      bool
	flags    uint16
	language uint16
	key      uint32
	from, to int64 // of the text, where it is in one piece
	data     []byte
}

// The parts of a document's text, in the order they are stored.
const (
	storyMain = iota
	storyFootnotes
	storyHeaders
	storyMacros
	storyComments
	storyEndnotes
	storyTextBoxes
	storyHeaderBoxes
)

func readFib(main io.ReaderAt) (*fib, error) {
	b := ole.At(main, 0, fibLength)
	if len(b) < 0x58 {
		return nil, documents.ErrDamaged
	}
	u16, u32 := binary.LittleEndian.Uint16, binary.LittleEndian.Uint32
	f := &fib{
		data: b, flags: u16(b[10:]), language: u16(b[6:]), key: u32(b[14:]),
		mac: b[20] == 0 && b[21] == 1, from: int64(u32(b[24:])), to: int64(u32(b[28:])),
	}
	version := u16(b[2:])
	switch ident := u16(b); {
	case ident == identWord6 || version > 90 && version < firstVersion97:
		f.old = true
	case version < 90 && ident != identWord97:
		return nil, documents.ErrDamaged
	}
	return f, nil
}

// wide reports whether characters have two bytes, unless a piece says otherwise.
func (f *fib) wide() bool { return !f.old || f.flags&flagWide != 0 }

// length is how many characters a story has.
func (f *fib) length(story int) int64 {
	at := 76 + 4*story
	if f.old {
		at = 0x34 + 4*story
	}
	if at+4 > len(f.data) {
		return 0
	}
	return int64(max(int32(binary.LittleEndian.Uint32(f.data[at:])), 0)) //nolint:gosec // a signed field
}

// place is where a table lies in the table stream.
func (f *fib) place(table int) (at, size int64) {
	from := tables97 + 8*table
	switch {
	case f.old && table == tableEndnotes:
		from = oldEndnotes
	case f.old && table > tableOwners:
		return 0, 0
	case f.old:
		from = oldestTables + 8*table
	case len(f.data) >= tables97 && table >= int(binary.LittleEndian.Uint16(f.data[152:])):
		return 0, 0
	}
	if from+8 > len(f.data) {
		return 0, 0
	}
	return int64(binary.LittleEndian.Uint32(f.data[from:])), int64(binary.LittleEndian.Uint32(f.data[from+4:]))
}
