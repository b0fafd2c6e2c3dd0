package page

import (
	"strings"

	"sarsen/redact"
)

// spelt returns the recognised words that spell a withheld value, be it in
// pieces or with letters that recognition takes for others.
func spelt(scan redact.Scan, find Find) (words []redact.ScanWord) {
	caught := make([]bool, len(scan.Words))
	for _, r := range readings(scan) {
		for _, hit := range find(r.text.String()) {
			for _, p := range r.pieces {
				if hit.Overlaps(p.Span) {
					caught[p.word] = true
				}
			}
		}
	}
	for i, w := range scan.Words {
		if caught[i] {
			words = append(words, w)
		}
	}
	return words
}

// A reading is one way to read what was recognised.
type reading struct {
	text   strings.Builder
	pieces []piece
}

// A piece is what a word, by its number, became in a reading.
type piece struct {
	redact.Span
	word int
}

func (r *reading) add(text string, word int, gap string) {
	start := r.text.Len()
	r.text.WriteString(text)
	r.pieces = append(r.pieces, piece{redact.Span{Start: start, End: r.text.Len()}, word})
	r.text.WriteString(gap)
}

// Letters that recognition takes for one another.
var confusions = []func(string) string{
	func(s string) string { return s },
	strings.NewReplacer("0", "o", "1", "l", "|", "l", "5", "s", "rn", "m").Replace,
	strings.NewReplacer("0", "o", "1", "i", "|", "i", "l", "i", "5", "s").Replace,
	strings.NewReplacer("I", "l", "5", "s", "0", "o").Replace,
	strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1", "i", "1", "|", "1", "S", "5", "s", "5").Replace,
	func(s string) string { return strings.Replace(s, "m", "rn", 1) },
	func(s string) string { return nth(s, "m", "rn", 2) },
	func(s string) string { return nth(s, "rn", "m", 1) },
}

// nth replaces the occurrence of that number.
func nth(s, old, by string, n int) string {
	at := 0
	for ; n > 0; n-- {
		i := strings.Index(s[at:], old)
		if i < 0 {
			return s
		}
		at += i + len(old)
	}
	return s[:at-len(old)] + by + s[at:]
}

// mostPieces is how many words next to each other are read as one.
const mostPieces = 3

// readings returns the ways to read what was recognised: with each confusion,
// as it stands and with neighbours as one word.
func readings(scan redact.Scan) []*reading {
	var all []*reading
	for _, confuse := range confusions {
		plain, joined := &reading{}, &reading{}
		for i, w := range scan.Words {
			plain.add(confuse(scan.Text[w.Start:w.End]), i, gapAfter(scan, i))
			for last := i + 1; last < min(i+mostPieces, len(scan.Words)); last++ {
				for k := i; k <= last; k++ {
					w := scan.Words[k]
					joined.add(confuse(strings.TrimRight(scan.Text[w.Start:w.End], "-")), k, "")
				}
				joined.text.WriteByte('\n')
			}
		}
		all = append(all, plain, joined)
	}
	return all
}

// gapAfter is what stands after a word: a line end or a space.
func gapAfter(scan redact.Scan, i int) string {
	if i+1 < len(scan.Words) && scan.Words[i].End <= scan.Words[i+1].Start && strings.Contains(scan.Text[scan.Words[i].End:scan.Words[i+1].Start], "\n") {
		return "\n"
	}
	return " "
}
