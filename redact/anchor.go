package redact

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// around is how many letters and digits on each side tell one occurrence of a
// value from another.
const around = 24

// Anchor sets the ID of every mark of one text: a fingerprint of the item, the
// field, the value, the letters around it, and how many marks before it share
// all of these. So an ID survives any change of the text further away, and
// white space and letter case anywhere. The marks must be in order of Start.
func Anchor(text string, marks []Mark) {
	seen := make(map[string]int)
	for i := range marks {
		m := &marks[i]
		before := plain(backwards(text[:m.Start], around), -1)
		after := plain(text[m.End:], around)
		key := strings.Join([]string{m.Item, m.Field, plain(text[m.Start:m.End], -1), before, after}, "\x00")
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
		seen[key]++
		m.ID = hex.EncodeToString(sum[:8])
	}
}

// plain returns the first n letters and digits of s in lower case, all of
// them when n is negative.
func plain(s string, n int) string {
	var b strings.Builder
	for _, r := range s {
		if n == 0 {
			break
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
			n--
		}
	}
	return b.String()
}

// backwards returns the shortest end of s that holds n letters and digits.
func backwards(s string, n int) string {
	i := len(s)
	for i > 0 && n > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n--
		}
	}
	return s[i:]
}

// Place finds where a mark that was made for an earlier text, or by an earlier
// recogniser, stands in text: where it was, else at the only or the nearest
// place of its very text. ok is false when that text is no longer there. The
// mark keeps its ID.
func Place(m Mark, text string) (placed Mark, ok bool) {
	if m.Text == "" {
		return m, false
	}
	best := -1
	for at := 0; ; {
		i := strings.Index(text[at:], m.Text)
		if i < 0 {
			break
		}
		i += at
		if best < 0 || distance(i, m.Start) < distance(best, m.Start) {
			best = i
		}
		at = i + len(m.Text)
	}
	if best < 0 {
		return m, false
	}
	m.Span = Span{Start: best, End: best + len(m.Text)}
	return m, true
}

func distance(a, b int) int { return max(a-b, b-a) }
