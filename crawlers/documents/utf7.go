package documents

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

func isUTF7(label string) bool {
	switch strings.ToLower(strings.TrimSpace(label)) {
	case "utf-7", "utf7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7":
		return true
	}
	return false
}

// decodeUTF7 decodes RFC 2152; what is not well formed is kept as it stands.
func decodeUTF7(data []byte) string {
	var out strings.Builder
	s := strings.ToValidUTF8(string(data), "\uFFFD")
	for {
		before, rest, found := strings.Cut(s, "+")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		n := 0
		for n < len(rest) && isBase64(rest[n]) {
			n++
		}
		out.WriteString(shifted(rest[:n]))
		s = strings.TrimPrefix(rest[n:], "-")
	}
}

// shifted decodes what stands between "+" and "-": UTF-16BE in base64.
func shifted(s string) string {
	if s == "" {
		return "+"
	}
	raw, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil {
		return "+" + s
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}

func isBase64(c byte) bool {
	return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '+' || c == '/'
}
