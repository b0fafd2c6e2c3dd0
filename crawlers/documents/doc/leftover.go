package doc

import (
	"sort"
	"strings"
	"unicode"

	"sarsen/crawlers/documents/ole"
)

// leftover writes text of earlier versions that fast saving left in the file:
// what stands between the pieces that are still used.
func (d *document) leftover() {
	if d.fib.flags&(flagComplex|flagSaves) == 0 || d.fib.from < clearHead {
		return
	}
	pieces := append([]piece(nil), d.pieces...)
	sort.Slice(pieces, func(i, j int) bool { return pieces[i].at < pieces[j].at })
	at, wide := d.fib.from, false
	for _, p := range pieces {
		if p.at > at && p.at <= d.fib.to {
			d.leftBetween(at, p.at, wide)
		}
		at, wide = max(at, p.placeOf(p.to)), p.wide
	}
	if at < d.fib.to {
		d.leftBetween(at, d.fib.to, wide)
	}
}

// leftBetween writes the lines that read like prose among bytes that no piece
// uses: pages of looks lie there as well.
func (d *document) leftBetween(from, to int64, wide bool) {
	const most = 1 << 20
	raw := ole.At(d.main, from, min(to-from, most))
	text := ""
	if wide {
		text = ole.UTF16(raw)
	} else {
		text = ole.Decode(raw, d.page())
	}
	var kept []string
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\t' }) {
		if isProse(line) {
			kept = append(kept, line)
		}
	}
	ole.Note(d.out, "left over from an earlier version", true, strings.Join(kept, "\n"))
}

// isProse is strict: several words, nearly all letters.
func isProse(s string) bool {
	letters, n := 0, 0
	for _, r := range s {
		n++
		if unicode.IsLetter(r) && r < 0x500 || r == ' ' || unicode.IsDigit(r) {
			letters++
		}
	}
	return n >= 12 && letters*10 >= n*9 && len(strings.Fields(s)) >= 2
}
