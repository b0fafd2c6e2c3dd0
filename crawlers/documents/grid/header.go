package grid

import "strings"

// PlainHeader takes the codes for fonts, pages and places out of the header or
// footer of a sheet.
func PlainHeader(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "&")
		b.WriteString(before)
		if !found || after == "" {
			return strings.TrimSpace(b.String())
		}
		code := after[0]
		s = after[1:]
		switch code {
		case '&':
			b.WriteByte('&')
		case 'L', 'C', 'R':
			b.WriteByte('\n')
		case '"':
			_, s, _ = strings.Cut(s, `"`)
		case 'K':
			s = s[min(len(s), 6):]
		case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			s = strings.TrimLeft(s, "0123456789")
		}
	}
}
