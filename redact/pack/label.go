package pack

import (
	"regexp"
	"strings"

	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/verify"
)

// Labels masks withheld values in texts that have no marks of their own. It is
// safe for concurrent use.
type Labels struct{ search *verify.Search }

// NewLabels prepares the masking of values, outside the subject's own in keep.
func NewLabels(values []Value, keep []string) *Labels {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = v.Text
	}
	return &Labels{verify.NewSearch(texts, keep)}
}

// addressed is a word with an @ in it, as far as it is an e-mail address.
var addressed = regexp.MustCompile(`[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_{|}~` + "`" + `█-]*@[\p{L}\p{M}\p{N}.█-]*`)

// Mask returns s, a title, file name or address, with a mask in place of each
// withheld value that stands in it in any spelling, as a whole word and outside
// the subject's own. An e-mail address of which a part is masked is masked as a
// whole: what is left of it could be completed.
func (l *Labels) Mask(s string) string {
	masked := l.search.Masked(s)
	if masked == s || !strings.Contains(masked, "@") {
		return masked
	}
	return addressed.ReplaceAllStringFunc(masked, func(address string) string {
		if strings.Contains(address, redact.Mask) {
			return redact.Mask
		}
		return address
	})
}

// each masks every label of a list.
func (l *Labels) each(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = l.Mask(s)
	}
	return out
}

// slugLength is the longest slug, in letters.
const slugLength = 40

// slug makes a part of a file name from a label that is already masked: lower
// case ASCII letters and digits, parted by single hyphens.
func (l *Labels) slug(label, otherwise string) string {
	var b strings.Builder
	for _, r := range fold.String(label) {
		if b.Len() >= slugLength {
			break
		}
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			b.WriteRune(r)
		} else if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
			b.WriteByte('-')
		}
	}
	s := strings.Trim(b.String(), "-")
	if s == "" || l.Mask(s) != s { // cutting may have made a value of what was none
		return otherwise
	}
	return s
}
