package verify

import (
	"crypto/md5"  //nolint:gosec // what others used to hide names
	"crypto/sha1" //nolint:gosec // likewise
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
)

// hashes knows values by their hashes: a name in that form is a name to
// everybody who can guess it.
type hashes struct {
	long  map[uint64]int // first eight bytes of MD5, SHA-1, SHA-256 or SHA-512
	short map[uint32]int // CRC-32
}

// newHashes hashes each value as it is, in its usual spellings, and the words of
// names.
func newHashes(values []string) hashes {
	h := hashes{long: map[uint64]int{}, short: map[uint32]int{}}
	for i, v := range values {
		for _, s := range spellings(v) {
			b := []byte(s)
			m, s1, s256, s512 := md5.Sum(b), sha1.Sum(b), sha256.Sum256(b), sha512.Sum512(b) //nolint:gosec // see above
			for _, sum := range [][]byte{m[:], s1[:], s256[:], s512[:]} {
				h.long[binary.BigEndian.Uint64(sum)] = i
			}
			h.short[crc32.ChecksumIEEE(b)] = i
		}
	}
	return h
}

// spellings are the ways in which a value is usually written before it is
// hashed: in other case, without accents, with other signs between its words,
// the last word first, and each word by itself.
func spellings(value string) []string {
	if squeezed := squeeze(fold.String(value)).s; utf8.RuneCountInString(squeezed) < shortest {
		return nil
	}
	out := []string{value}
	for _, v := range []string{strings.TrimSpace(value), fold.String(value)} {
		ws := strings.FieldsFunc(v, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
		if len(ws) == 0 {
			continue
		}
		turned := append([]string{ws[len(ws)-1]}, ws[:len(ws)-1]...)
		for _, list := range [][]string{ws, turned} {
			for _, between := range []string{" ", "", "-", "_", ".", ", "} {
				out = append(out, strings.Join(list, between))
			}
		}
		for _, w := range ws {
			if utf8.RuneCountInString(w) >= shortest && strings.IndexFunc(w, unicode.IsDigit) < 0 {
				out = append(out, w)
			}
		}
		if first, _ := utf8.DecodeRuneInString(ws[0]); len(ws) > 1 {
			out = append(out, string(first)+ws[len(ws)-1])
		}
	}
	for _, s := range out {
		out = append(out, strings.ToLower(s), strings.ToUpper(s))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var hashToken = regexp.MustCompile(`[A-Za-z0-9+/_-]{8,}={0,2}`)

// find returns the values whose hashes stand in text, in hexadecimal or base64,
// also cut short to 16 digits.
func (h hashes) find(text string) []int {
	if len(h.long) == 0 {
		return nil
	}
	var out []int
	for _, token := range hashToken.FindAllString(text, -1) {
		pieces := append(strings.FieldsFunc(token, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), token)
		for _, p := range pieces {
			if v, ok := h.value(p); ok {
				out = append(out, v)
			}
		}
	}
	return out
}

// value is that whose hash a token is.
func (h hashes) value(token string) (int, bool) {
	if b, err := hex.DecodeString(token); err == nil {
		switch {
		case len(b) == 4:
			v, ok := h.short[binary.BigEndian.Uint32(b)]
			return v, ok
		case len(b) >= 8:
			v, ok := h.long[binary.BigEndian.Uint64(b)]
			return v, ok
		}
	}
	plain := strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(token, "="))
	if b, err := base64.RawStdEncoding.DecodeString(plain); err == nil && slices.Contains([]int{md5.Size, sha1.Size, sha256.Size, sha512.Size}, len(b)) {
		v, ok := h.long[binary.BigEndian.Uint64(b)]
		return v, ok
	}
	return 0, false
}
