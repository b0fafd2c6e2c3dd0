package doc

// A look is what matters of the looks of a run of characters.
type look struct {
	deleted, inserted bool
	special           bool // control characters are what they stand for
	data              bool // a picture's place is of other data
	white, shaded     bool
	hidden            toggle
	style             uint16
	symbol            rune
	page              int   // code page told by the language, 0 without
	picture           int64 // place of a picture, -1 without
}

var plain = look{picture: -1}

// A toggle is a switch that a style may set.
type toggle byte

const (
	unset toggle = iota
	on
	off
	asStyle
	againstStyle
)

func toggleOf(n uint32) toggle {
	switch n & 0xFF {
	case 0:
		return off
	case 0x80:
		return asStyle
	case 0x81:
		return againstStyle
	}
	return on
}

// is settles the switch, given what the style says.
func (t toggle) is(style bool) bool {
	switch t {
	case on:
		return true
	case off:
		return false
	case againstStyle:
		return !style
	}
	return style
}

// change applies a list of changes.
func (l *look) change(list []byte, old bool, page func(uint16) int) {
	sprms(list, old, func(s sprm) { l.apply(s, page) })
}

func (l *look) apply(s sprm, page func(uint16) int) {
	const white, whiteIndex, noShade = 0xFFFFFF, 8, 0xFF000000
	n := s.number()
	switch s.code {
	case charDeleted:
		l.deleted = n&1 != 0
	case charInserted:
		l.inserted = n&1 != 0
	case charHidden:
		l.hidden = toggleOf(n)
	case charSpecial:
		l.special = n != 0
	case charData:
		l.data = n != 0
	case charStyle:
		l.style = uint16(n) //nolint:gosec // of two bytes
	case charHighlight:
		l.shaded = l.shaded || n != 0
	case charShade80:
		l.shaded = n != 0 && n != 0xFFFF
	case charShade:
		l.shaded = len(s.operand) >= 10 && (sprm{operand: s.operand[4:8]}).number() != noShade
	case charIndexed:
		l.white = n == whiteIndex
	case charColour:
		l.white = n == white
	case charLanguage:
		l.page = page(uint16(n)) //nolint:gosec // of two bytes
	case charPicture:
		l.picture, l.special = int64(n), true
	case charSymbol:
		if len(s.operand) == 4 {
			l.symbol, l.special = rune(n>>16), true
		}
	}
}

// A paraLook is what matters of the looks of a paragraph.
type paraLook struct {
	style                        uint16
	inTable, rowEnd              bool
	innerCell, innerRow, headRow bool
	shaded                       bool
	depth                        int
	level                        int // of a heading from 1; 0 is none, -1 body text by its own word
}

func (p *paraLook) change(list []byte, old bool, huge func(at uint32) []byte) {
	sprms(list, old, func(s sprm) { p.apply(s, old, huge) })
}

func (p *paraLook) apply(s sprm, old bool, huge func(uint32) []byte) {
	n := s.number()
	switch s.code {
	case paraInTable:
		p.inTable = n != 0
	case paraRowEnd:
		p.rowEnd = n != 0
	case paraInnerCell:
		p.innerCell = n != 0
	case paraInnerRow:
		p.innerRow = n != 0
	case paraDepth:
		p.depth = int(min(n, maxDepth))
	case rowHeader:
		p.headRow = n != 0
	case paraOutline:
		if p.level = int(n) + 1; n > 8 {
			p.level = -1
		}
	case paraShade80:
		p.shaded = n != 0 && n != 0xFFFF
	case paraShade:
		p.shaded = len(s.operand) >= 10 && (sprm{operand: s.operand[4:8]}).number() != 0xFF000000
	case paraHuge, paraHuge2:
		if huge != nil {
			p.change(huge(n), old, nil)
		}
	}
}
