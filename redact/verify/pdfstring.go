package verify

import (
	"bytes"
	"encoding/hex"
	"strings"
)

// pdfLiterals returns the strings of PDF syntax, (literal) and <hexadecimal>,
// decoded to bytes, and what stands between them. Whatever the input, it ends;
// a string without an end is returned as far as it goes.
func pdfLiterals(b []byte) (strings [][]byte, rest []byte) {
	for i := 0; i < len(b); {
		switch {
		case b[i] == '(':
			s, n := literal(b[i+1:])
			strings = append(strings, s)
			i += 1 + n
		case b[i] == '<' && i+1 < len(b) && b[i+1] == '<':
			rest = append(rest, "<<"...)
			i += 2
		case b[i] == '<':
			s, n := hexadecimal(b[i+1:])
			if s != nil {
				strings = append(strings, s)
			}
			i += 1 + n
		default:
			rest = append(rest, b[i])
			i++
		}
	}
	return strings, rest
}

// literal decodes a string after its opening bracket and returns how many
// bytes it took.
func literal(b []byte) ([]byte, int) {
	var out []byte
	depth := 1
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out, i + 1
			}
		case '\\':
			var n int
			out, n = escape(out, b[i+1:])
			i += n
			continue
		}
		out = append(out, b[i])
	}
	return out, len(b)
}

// escape decodes what follows a backslash.
func escape(out, b []byte) ([]byte, int) {
	if len(b) == 0 {
		return out, 0
	}
	if i := strings.IndexByte("nrtbf", b[0]); i >= 0 {
		return append(out, "\n\r\t\b\f"[i]), 1
	}
	if b[0] == '\n' { // a line continued
		return out, 1
	}
	n, v := 0, 0
	for n < 3 && n < len(b) && '0' <= b[n] && b[n] <= '7' {
		v = v<<3 | int(b[n]-'0')
		n++
	}
	if n > 0 {
		return append(out, byte(v)), n
	}
	return append(out, b[0]), 1
}

// hexadecimal decodes a string after its opening angle; nil when it is none.
func hexadecimal(b []byte) ([]byte, int) {
	end := bytes.IndexByte(b[:min(len(b), 1<<16)], '>')
	if end < 0 {
		return nil, 0
	}
	digits := strings.Join(strings.Fields(string(b[:end])), "")
	if len(digits)%2 == 1 {
		digits += "0"
	}
	s, err := hex.DecodeString(digits)
	if err != nil {
		return nil, 0
	}
	return s, end + 1
}
