package doc

import "encoding/binary"

// A sprm is one change to the looks of characters or paragraphs.
type sprm struct {
	code    uint16
	operand []byte
}

// number is the operand as a number.
func (s sprm) number() uint32 {
	var n uint32
	for i := min(len(s.operand), 4) - 1; i >= 0; i-- {
		n = n<<8 | uint32(s.operand[i])
	}
	return n
}

// Codes of Word 97 and later.
const (
	charDeleted   = 0x0800
	charInserted  = 0x0801
	charData      = 0x0806
	charHidden    = 0x083C
	charSpecial   = 0x0855
	charObject    = 0x0856
	charOLE2      = 0x080A
	charHighlight = 0x2A0C
	charIndexed   = 0x2A42
	charStyle     = 0x4A30
	charShade80   = 0x4866
	charLanguage  = 0x486D
	charColour    = 0x6870
	charPicture   = 0x6A03
	charSymbol    = 0x6A09
	charShade     = 0xCA71

	paraInTable   = 0x2416
	paraRowEnd    = 0x2417
	paraInnerCell = 0x244B
	paraInnerRow  = 0x244C
	paraOutline   = 0x2640
	paraShade80   = 0x442D
	paraDepth     = 0x6649
	paraHuge      = 0x6646
	paraHuge2     = 0x6645
	paraShade     = 0xC64D
	rowHeader     = 0x3404
	rowDefinition = 0xD608
	paraTabs      = 0xC615
)

// oldCodes are the codes of Word 6 and 95 that mean the same.
var oldCodes = map[byte]uint16{
	24: paraInTable, 25: paraRowEnd, 47: paraShade80, 186: rowHeader,
	65: charDeleted, 66: charInserted, 68: charPicture, 71: charData, 74: charSymbol, 75: charOLE2, 80: charStyle,
	92: charHidden, 97: charLanguage, 98: charIndexed, 117: charSpecial, 118: charObject,
}

// sprms calls fn for each change in a list.
func sprms(list []byte, old bool, fn func(sprm)) {
	for len(list) > 0 {
		var s sprm
		var n int
		if old {
			s, n = oldSprm(list)
		} else {
			s, n = newSprm(list)
		}
		if n <= 0 || n > len(list) {
			return
		}
		if s.code != 0 {
			fn(s)
		}
		list = list[n:]
	}
}

// newSprm reads a change and says how long it is with its code.
func newSprm(list []byte) (sprm, int) {
	if len(list) < 3 {
		return sprm{}, -1
	}
	code := binary.LittleEndian.Uint16(list)
	head, n := 2, 0
	switch code >> 13 {
	case 0, 1:
		n = 1
	case 2, 4, 5:
		n = 2
	case 3:
		n = 4
	case 7:
		n = 3
	case 6:
		head, n = counted(code, list)
	}
	if head+n > len(list) {
		return sprm{}, -1
	}
	return sprm{code, list[head : head+n]}, head + n
}

// counted reads the length of an operand that tells it itself.
func counted(code uint16, list []byte) (head, n int) {
	switch {
	case code == rowDefinition:
		if len(list) < 4 {
			return len(list), 1
		}
		return 4, int(binary.LittleEndian.Uint16(list[2:])) - 1
	case code == paraTabs && list[2] == 255:
		return len(list), 1 // its length has to be counted out; what follows is not needed
	}
	return 3, int(list[2])
}

// oldSizes are the lengths of operands in Word 6 and 95, where they are not
// one byte; -1 is told by a byte, -2 by two.
var oldSizes = map[byte]int{
	2: 2, 3: -1, 12: -1, 15: -1, 16: 2, 17: 2, 18: 2, 19: 2, 20: 4, 21: 2, 22: 2, 23: -1, 26: 2, 27: 2, 28: 2,
	30: 2, 31: 2, 32: 2, 33: 2, 34: 2, 35: 2, 36: 2, 38: 2, 39: 2, 40: 2, 41: 2, 42: 2, 43: 2, 45: 2, 46: 2, 47: 2,
	48: 2, 49: 2, 52: -1, 68: -1, 69: 2, 70: 4, 72: 2, 73: 3, 74: -1, 80: 2, 81: -1, 82: -1, 83: 0, 93: 2, 95: 3,
	96: 2, 97: 2, 99: 2, 101: 2, 103: -1, 105: -1, 106: -1, 107: 2, 108: -1, 109: 2, 110: 2, 120: -1, 121: 2, 122: 2,
	123: 2, 124: 2, 182: 2, 183: 2, 184: 2, 187: 12, 188: -2, 189: 2, 190: -2, 191: -1, 192: 4, 193: 5, 194: 4, 195: 2,
	196: 4, 197: 2, 198: 2, 199: 5, 200: 4,
}

func oldSprm(list []byte) (sprm, int) {
	n, known := oldSizes[list[0]]
	head := 1
	switch {
	case !known:
		n = 1
	case n == -1 && len(list) > 1:
		head, n = 2, int(list[1])
	case n == -2 && len(list) > 2:
		head, n = 3, int(binary.LittleEndian.Uint16(list[1:]))-1
	}
	if n < 0 || head+n > len(list) {
		return sprm{}, -1
	}
	return sprm{oldCodes[list[0]], list[head : head+n]}, head + n
}
