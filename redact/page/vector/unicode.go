package vector

import (
	"bytes"
	"errors"
	"fmt"
)

var errUnicode = errors.New("map to Unicode not understood")

// Limits of a map to Unicode.
const (
	maxMapped = 1 << 16
	maxUnits  = 64 // bytes that stand for one character
)

// readUnicode reads what characters the codes of a font stand for.
func (p *painter) readUnicode(f *font, v any) error {
	v, err := p.resolve(v)
	if err != nil {
		return err
	}
	s, ok := v.(*stream)
	if !ok {
		return nil // none, or a name that says nothing
	}
	data, err := p.unpack(s)
	if err != nil {
		return err
	}
	f.unicode, err = mapping(data)
	return err
}

// mapping reads the codes of a character map.
func mapping(data []byte) (map[int]text, error) {
	m := map[int]text{}
	var args []any
	for l := (lexer{b: data}); !l.done(); {
		if bytes.HasPrefix(l.b[l.at:], []byte("<<")) { // PostScript, as often as not a mistaken one
			end := bytes.Index(l.b[l.at:], []byte(">>"))
			if end < 0 {
				return nil, errUnicode
			}
			l.at += end + len(">>")
			continue
		}
		v, err := l.next()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUnicode, err)
		}
		switch v {
		case word("beginbfchar"), word("beginbfrange"):
			args = args[:0]
		case word("endbfchar"):
			err = singles(m, args)
		case word("endbfrange"):
			err = ranges(m, args)
		default:
			args = append(args, v)
		}
		if err != nil {
			return nil, err
		}
		if len(args) > 3*maxMapped || len(m) > maxMapped {
			return nil, errLarge
		}
	}
	return m, nil
}

func codeOf(v any) (int, bool) {
	s, ok := v.(text)
	if !ok || len(s) == 0 || len(s) > 2 {
		return 0, false
	}
	code := 0
	for _, b := range s {
		code = code<<8 | int(b)
	}
	return code, true
}

func singles(m map[int]text, args []any) error {
	for ; len(args) >= 2; args = args[2:] {
		code, ok := codeOf(args[0])
		to, is := args[1].(text)
		if !ok || !is || len(to) > maxUnits {
			return errUnicode
		}
		m[code] = to
	}
	return nil
}

func ranges(m map[int]text, args []any) error {
	for ; len(args) >= 3; args = args[3:] {
		first, ok := codeOf(args[0])
		last, is := codeOf(args[1])
		if !ok || !is {
			return errUnicode
		}
		for code := first; code <= last; code++ {
			switch to := args[2].(type) {
			case text:
				if len(to) == 0 || len(to) > maxUnits {
					return errUnicode
				}
				m[code] = plus(to, code-first)
			case array:
				if code-first >= len(to) {
					break
				}
				t, ok := to[code-first].(text)
				if !ok || len(t) > maxUnits {
					return errUnicode
				}
				m[code] = t
			default:
				return errUnicode
			}
		}
	}
	return nil
}

// plus adds n to the last unit of t.
func plus(t text, n int) text {
	out := bytes.Clone(t)
	for i := len(out) - 1; i >= max(0, len(out)-2) && n > 0; i-- {
		n += int(out[i])
		out[i] = byte(n) //nolint:gosec // the rest is carried over
		n >>= 8
	}
	return out
}

// toUnicode writes the map for codes; nil when there is none.
func (f *font) toUnicode(codes []int) []byte {
	if f.unicode == nil {
		return nil
	}
	digits := 4
	if f.short {
		digits = 2
	}
	var lines []string
	for _, code := range codes {
		if to := f.unicode[code]; len(to) > 0 {
			lines = append(lines, fmt.Sprintf("<%0*X> <%X>\n", digits, code, []byte(to)))
		}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"+
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"+
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"+
		"1 begincodespacerange\n<%0*X> <%s>\nendcodespacerange\n", digits, 0, "FFFF"[:digits])
	const block = 100 // the most a reader need accept
	for at := 0; at < len(lines); at += block {
		part := lines[at:min(at+block, len(lines))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for _, line := range part {
			b.WriteString(line)
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}
