package mail

import (
	"bytes"
	"regexp"
)

// A uuFile is a file found uuencoded in a text.
type uuFile struct {
	name string
	data []byte
}

var uuBegin = regexp.MustCompile(`(?m)^begin [0-7]{3,4} ([^\r\n]+)\r?\n`)

// extractUU takes uuencoded files out of a text and returns what is left. A
// "begin" that no encoded lines follow is text.
func extractUU(text []byte) (rest []byte, files []uuFile) {
	for {
		at := uuBegin.FindSubmatchIndex(text)
		if at == nil {
			return append(rest, text...), files
		}
		data, length := decodeUU(text[at[1]:])
		rest = append(rest, text[:at[0]]...)
		if length == 0 {
			rest = append(rest, text[at[0]:at[1]]...)
		} else {
			files = append(files, uuFile{string(text[at[2]:at[3]]), data})
		}
		text = text[at[1]+length:]
	}
}

// decodeUU decodes lines up to "end" and returns how many bytes they took.
func decodeUU(text []byte) (data []byte, length int) {
	for line := range bytes.Lines(text) {
		trimmed := bytes.TrimRight(line, "\r\n")
		if string(trimmed) == "end" {
			return data, length + len(line)
		}
		decoded, ok := uuLine(trimmed)
		if !ok {
			return data, length
		}
		data = append(data, decoded...)
		length += len(line)
	}
	return data, length
}

// uuLine decodes one line: its length, then four letters for three bytes.
func uuLine(line []byte) ([]byte, bool) {
	if len(line) == 0 || line[0] < ' ' || line[0] > '`' {
		return nil, false
	}
	n := int(line[0]-' ') & 63
	letters := line[1:]
	if need := (n*8 + 5) / 6; len(letters) < need-3 || len(letters) > need+6 {
		return nil, false
	}
	out := make([]byte, 0, len(letters))
	for len(letters) > 0 && len(out) < n {
		var quad [4]byte
		for i := range quad {
			if i < len(letters) {
				quad[i] = (letters[i] - ' ') & 63
			}
		}
		out = append(out, quad[0]<<2|quad[1]>>4, quad[1]<<4|quad[2]>>2, quad[2]<<6|quad[3])
		letters = letters[min(4, len(letters)):]
	}
	return out[:min(n, len(out))], true
}
