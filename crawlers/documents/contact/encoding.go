package contact

import (
	"encoding/base64"
	"strings"
)

// decodeQuoted decodes quoted-printable; what is not well formed stays.
func decodeQuoted(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		if data[i] == '=' && i+2 < len(data) {
			hi, lo := hexDigit(data[i+1]), hexDigit(data[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo)) //nolint:gosec // two hex digits
				i += 2
				continue
			}
		}
		out = append(out, data[i])
	}
	return out
}

func hexDigit(c byte) int { return strings.IndexByte("0123456789ABCDEF", upper(c)) }

func upper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

// decodeBase64 decodes what it can; other characters are left out.
func decodeBase64(data []byte) []byte {
	clean := make([]byte, 0, len(data))
	for _, c := range data {
		if 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '+' || c == '/' {
			clean = append(clean, c)
		}
	}
	if len(clean)%4 == 1 { // a letter short of a byte
		clean = clean[:len(clean)-1]
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, _ := base64.RawStdEncoding.Decode(out, clean)
	return out[:n]
}

// text returns a value without its escapes, on one line.
func (p property) text() string { return oneLine(unescape(p.raw)) }

// unescape undoes \n, \, and the like.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			out.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n', 'N':
			out.WriteByte('\n')
		case ',', ';', ':', '\\', '"':
			out.WriteByte(s[i])
		default:
			out.WriteString(s[i-1 : i+1])
		}
	}
	return out.String()
}

// components parts a value at the semicolons that are not escaped.
func (p property) components() []string {
	var out []string
	start := 0
	for i := 0; i < len(p.raw); i++ {
		switch p.raw[i] {
		case '\\':
			i++
		case ';':
			out = append(out, oneLine(unescape(p.raw[start:i])))
			start = i + 1
		}
	}
	return append(out, oneLine(unescape(p.raw[start:])))
}

// joined returns the components that are not empty, with sep between them.
func joined(components []string, sep string) string {
	var out []string
	for _, c := range components {
		if c != "" {
			out = append(out, c)
		}
	}
	return strings.Join(out, sep)
}
