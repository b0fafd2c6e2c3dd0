package archive

import (
	"encoding/binary"
	"hash/crc32"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// decodeName decodes one name whose encoding nobody tells.
func decodeName(name string) string { return decodeNames([]string{name})[0] }

// decodeNames decodes names of one archive whose encoding nobody tells: UTF-8
// where all are valid, else the code page that makes the most likely words of
// them all.
func decodeNames(names []string) []string {
	foreign := false
	for _, n := range names {
		foreign = foreign || !utf8.ValidString(n)
	}
	if !foreign {
		return names
	}
	page := likeliest(names)
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n
		if utf8.ValidString(n) {
			continue
		}
		if decoded, err := page.NewDecoder().String(n); err == nil {
			out[i] = decoded
		}
	}
	return out
}

// pages are the code pages that names are written in, the likeliest first.
var pages = []encoding.Encoding{charmap.CodePage850, charmap.Windows1252, charmap.CodePage437, japanese.ShiftJIS}

func likeliest(names []string) encoding.Encoding {
	best, most := pages[0], 0
	for i, page := range pages {
		score := 0
		for _, n := range names {
			if utf8.ValidString(n) {
				continue
			}
			if decoded, err := page.NewDecoder().String(n); err == nil {
				score += likelihood(decoded)
			}
		}
		if i == 0 || score > most {
			best, most = page, score
		}
	}
	return best
}

// common are the letters with marks that Western names have most.
const common = "éèêëàâäáåçñöôóòøüûùúîïíìßæŒœÉÀÖÜÄÅØÆ"

// likelihood says how much a decoded name looks like one.
func likelihood(s string) int {
	score := 0
	var before rune
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
		case r == utf8.RuneError, unicode.IsControl(r):
			score -= 10
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			score += 4
			if r >= 0xFF61 && r <= 0xFF9F {
				score -= 6 // half-width, as other code pages look
			}
		case unicode.IsUpper(r) && unicode.IsLower(before):
			score -= 3
		case strings.ContainsRune(common, r):
			score += 3
		case unicode.IsLetter(r):
			score++
		default:
			score -= 3
		}
		before = r
	}
	return score
}

// decodeZipNames decodes the names of a zip's members that are not marked as
// UTF-8, and prefers those that stand in a field of their own.
func decodeZipNames(files []*zipFile) {
	var raw []string
	var plain []*zipFile
	for _, f := range files {
		if full := unicodePath(f); full != "" {
			f.name = full
		} else if !f.isUTF8 || !utf8.ValidString(f.name) {
			plain, raw = append(plain, f), append(raw, f.name)
		}
	}
	for i, name := range decodeNames(raw) {
		plain[i].name = name
	}
	for _, f := range files {
		f.name = strings.ReplaceAll(f.name, `\`, "/")
	}
}

// unicodePath is the name in UTF-8 that Info-ZIP keeps beside the other; "" if
// there is none, or if it belongs to a name from before a change.
func unicodePath(f *zipFile) string {
	field := extraField(f.extra, 0x7075)
	if len(field) < 5 || field[0] != 1 || !utf8.Valid(field[5:]) ||
		binary.LittleEndian.Uint32(field[1:]) != crc32.ChecksumIEEE([]byte(f.name)) {
		return ""
	}
	return string(field[5:])
}
