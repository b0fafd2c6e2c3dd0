package vector

import (
	"bytes"
	"fmt"
	"regexp"
)

// Texts of Type 1 programs that nobody needs to draw them.
var (
	type1Text    = regexp.MustCompile(`/(?:Notice|Copyright|FullName|FamilyName|version|Weight)\s*\([^()]*(?:\([^()]*\)[^()]*)*\)`)
	type1Name    = regexp.MustCompile(`/FontName\s*/[^\s/(){}<>\[\]]+`)
	type1Comment = regexp.MustCompile(`%[^\r\n]*`)
)

// type1Head is the length of what is not encrypted.
func type1Head(data []byte) int {
	i := bytes.Index(data, []byte("eexec"))
	if i < 0 {
		return len(data)
	}
	i += len("eexec")
	for i < len(data) && (data[i] == ' ' || data[i] == '\r' || data[i] == '\n' || data[i] == '\t') {
		i++
	}
	return i
}

// cleanType1 takes names, notices and comments out of a Type 1 program.
func cleanType1(data []byte) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte("%!")) {
		return nil, fmt.Errorf("%w: Type 1", errProgram)
	}
	n := type1Head(data)
	if n == len(data) {
		return nil, fmt.Errorf("%w: Type 1", errProgram)
	}
	head := type1Comment.ReplaceAll(data[:n], nil)
	head = type1Text.ReplaceAllFunc(head, func(m []byte) []byte {
		return append(bytes.Clone(m[:bytes.IndexByte(m, '(')]), "()"...)
	})
	head = type1Name.ReplaceAll(head, []byte("/FontName /V"))
	out := append([]byte("%!PS-AdobeFont-1.0\n"), head...)
	return append(out, data[n:]...), nil
}

// cleanCFF takes names and notices out of a CFF program, without moving
// anything.
func cleanCFF(data []byte) ([]byte, error) {
	out := bytes.Clone(data)
	if len(out) < 4 || out[0] != 1 {
		return nil, fmt.Errorf("%w: CFF", errProgram)
	}
	names, at, err := cffIndex(out, int(out[2]))
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		for i := range n {
			n[i] = 'V'
		}
	}
	tops, at, err := cffIndex(out, at)
	if err != nil || len(tops) != 1 {
		return nil, fmt.Errorf("%w: CFF", errProgram)
	}
	texts, _, err := cffIndex(out, at)
	if err != nil {
		return nil, err
	}
	for _, sid := range cffTexts(tops[0]) {
		if i := sid - cffStandard; i >= 0 && i < len(texts) {
			for k := range texts[i] {
				texts[i][k] = ' '
			}
		}
	}
	return out, nil
}

// cffStandard is the number of texts that all programs share.
const cffStandard = 391

// cffIndex returns the parts of a list, which share memory with data, and
// where it ends.
func cffIndex(data []byte, at int) ([][]byte, int, error) {
	bad := fmt.Errorf("%w: CFF", errProgram)
	if at+2 > len(data) {
		return nil, 0, bad
	}
	count := int(be.Uint16(data[at:]))
	if count == 0 {
		return nil, at + 2, nil
	}
	if at+3 > len(data) {
		return nil, 0, bad
	}
	size := int(data[at+2])
	first := at + 3
	base := first + size*(count+1) - 1
	if size < 1 || size > 4 || base >= len(data) {
		return nil, 0, bad
	}
	offset := func(i int) int {
		v := 0
		for _, b := range data[first+size*i : first+size*(i+1)] {
			v = v<<8 | int(b)
		}
		return base + v
	}
	out := make([][]byte, count)
	for i := range out {
		from, to := offset(i), offset(i+1)
		if from > to || to > len(data) || from < base {
			return nil, 0, bad
		}
		out[i] = data[from:to]
	}
	return out, offset(count), nil
}

// cffTexts are the numbers of the texts that a dictionary has as notices and
// names of the font.
func cffTexts(top []byte) []int {
	var out, args []int
	for i := 0; i < len(top); i++ {
		switch b := top[i]; {
		case b <= 21:
			op := int(b)
			if b == 12 && i+1 < len(top) {
				i++
				op = 1200 + int(top[i])
			}
			switch op {
			case 0, 1, 2, 3, 4, 1200, 1221, 1222:
				out = append(out, args...)
			}
			args = args[:0]
		case b == 28 && i+2 < len(top):
			args = append(args, int(be.Uint16(top[i+1:])))
			i += 2
		case b == 29 && i+4 < len(top):
			args = append(args, int(be.Uint32(top[i+1:])))
			i += 4
		case b == 30:
			for i++; i < len(top) && top[i]&0x0F != 0x0F && top[i]&0xF0 != 0xF0; i++ {
			}
			args = append(args, -1)
		case b >= 32 && b <= 246:
			args = append(args, int(b)-139)
		case b >= 247 && b <= 250 && i+1 < len(top):
			args = append(args, (int(b)-247)*256+int(top[i+1])+108)
			i++
		case b >= 251 && b <= 254 && i+1 < len(top):
			args = append(args, -1)
			i++
		}
	}
	return out
}
