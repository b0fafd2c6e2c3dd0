package verify

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/redact"
)

var (
	barRun = regexp.MustCompile(`█+`)
	// code is a ground, as it stands behind a mask.
	code = regexp.MustCompile(`^ ?\[[A-Z][A-Za-z0-9.]*(?:[;,] ?[A-Z][A-Za-z0-9.]*)*\]`)
	// filling is what careless tools put for each letter, beside a mask.
	filling = regexp.MustCompile(redact.Mask + `(?:[▇▉▊▓▒░■]+|[Xx]{2,})|(?:[▇▉▊▓▒░■]+|[Xx]{2,})` + redact.Mask)
)

// lengths reports masks that tell how long the withheld text was: any run of
// blocks but the one mask, and runs of other blocks or of X that touch it. Runs
// that stand in the originals are none; where the originals are not known, only
// those with a ground behind them are masks for certain. Underscores, asterisks
// and blanks beside a mask are let through: forms and mails are full of them.
func (c *check) lengths(file, layer, text string) {
	if !strings.Contains(text, "█") {
		return
	}
	for _, at := range barRun.FindAllStringIndex(text, -1) {
		n := utf8.RuneCountInString(text[at[0]:at[1]])
		if n == utf8.RuneCountInString(redact.Mask) || n == 1 && !c.opts.ValuesKnown {
			continue
		}
		if code.MatchString(text[at[1]:]) || c.opts.ValuesKnown && !slices.Contains(c.opts.Bars, n) {
			c.add(file, layer, Hidden, "a mask with a length of its own")
			break
		}
	}
	if filling.MatchString(text) {
		c.add(file, layer, Hidden, "a mask is filled up to a length of its own")
	}
}
