package mail

import (
	"encoding/base64"
	"regexp"
	"strings"

	"sarsen/crawlers/documents"
)

// encodedWord is RFC 2047's =?charset?B|Q?text?=, language and stray spaces
// allowed for.
var encodedWord = regexp.MustCompile(`=\?([A-Za-z0-9_:.+-]+)(?:\*[A-Za-z0-9-]*)?\?([BbQq])\?([^?]*(?:\?[^=?][^?]*)*)\?=`)

// decodeHeader decodes a header value: encoded words, and bytes that were not
// encoded although they should have been. Neighbouring words of one charset
// are joined before they are decoded, since some writers cut letters in two.
func decodeHeader(s string) string {
	found := encodedWord.FindAllStringSubmatchIndex(s, -1)
	if found == nil {
		return documents.Decode([]byte(s), "")
	}
	var out strings.Builder
	at := 0
	for i := 0; i < len(found); {
		m := found[i]
		if between := s[at:m[0]]; i == 0 || strings.TrimSpace(between) != "" {
			out.WriteString(documents.Decode([]byte(between), ""))
		}
		charset := s[m[2]:m[3]]
		var raw []byte
		for {
			raw = append(raw, decodeWord(s[m[4]:m[5]], s[m[6]:m[7]])...)
			at = m[1]
			if i++; i == len(found) || strings.TrimSpace(s[at:found[i][0]]) != "" || !strings.EqualFold(s[found[i][2]:found[i][3]], charset) {
				break
			}
			m = found[i]
		}
		out.WriteString(documents.Decode(raw, charset))
	}
	out.WriteString(documents.Decode([]byte(s[at:]), ""))
	return out.String()
}

// decodeWord decodes the text of one encoded word.
func decodeWord(encoding, text string) []byte {
	if strings.EqualFold(encoding, "b") {
		return decodeBase64([]byte(text))
	}
	return decodeQuoted([]byte(strings.ReplaceAll(text, "_", " ")))
}

// decodeBase64 decodes what it can: letters that do not belong are left out,
// padding may be missing or stand in the middle, and what follows it on its
// line is no content.
func decodeBase64(data []byte) []byte {
	clean := make([]byte, 0, len(data))
	out := make([]byte, 0, len(data)*3/4)
	flush := func() {
		if len(clean)%4 == 1 { // a letter short of a byte
			clean = clean[:len(clean)-1]
		}
		block := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
		n, _ := base64.RawStdEncoding.Decode(block, clean)
		out = append(out, block[:n]...)
		clean = clean[:0]
	}
	padded := false
	for _, c := range data {
		switch {
		case c == '\n':
			padded = false
		case padded:
		case c == '=':
			flush()
			padded = true
		case c == '-':
			clean = append(clean, '+')
		case c == '_':
			clean = append(clean, '/')
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '+', c == '/':
			clean = append(clean, c)
		}
	}
	flush()
	return out
}

// decodeQuoted decodes quoted-printable; what is not well formed stays.
func decodeQuoted(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		if data[i] != '=' {
			out = append(out, data[i])
			continue
		}
		if n := softBreak(data[i+1:]); n > 0 {
			i += n
			continue
		}
		if i+2 < len(data) {
			hi, lo := hexDigit(data[i+1]), hexDigit(data[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo)) //nolint:gosec // two hex digits
				i += 2
				continue
			}
		}
		out = append(out, '=')
	}
	return out
}

// softBreak returns the length of a line end, with spaces before it, that
// follows "="; 0 when there is none.
func softBreak(data []byte) int {
	for i, c := range data {
		switch c {
		case ' ', '\t', '\r':
		case '\n':
			return i + 1
		default:
			return 0
		}
	}
	return len(data)
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
