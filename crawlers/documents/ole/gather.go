package ole

import (
	"strings"
	"unicode"

	"sarsen/crawlers/documents"
)

// Gathered is the reason given where text was taken out of a document whose
// structure is not read.
const Gathered = "the text was gathered without its layout; some may be missing"

const (
	shortestRun = 4
	maxGathered = 16 << 20
)

// Gather returns the stretches of bytes that read like text, in UTF-16 and in
// a code page, in their order.
func Gather(data []byte, page int) []string {
	var runs []string
	total := 0
	add := func(s string) {
		if s = strings.TrimSpace(documents.Normalise(s)); isText(s) && total < maxGathered {
			total += len(s)
			runs = append(runs, s)
		}
	}
	for i := 0; i < len(data); {
		if n := wideRun(data[i:]); n >= shortestRun {
			add(UTF16(data[i : i+2*n]))
			i += 2 * n
			continue
		}
		n := narrowRun(data[i:])
		if n > shortestRun {
			add(Decode(data[i:i+n], page))
		}
		i += max(n, 1)
	}
	return runs
}

// wideRun counts the characters in UTF-16 that data begins with: those of
// European scripts, since any bytes are characters of some script.
func wideRun(data []byte) int {
	n := 0
	for ; 2*n+1 < len(data); n++ {
		c := rune(data[2*n]) | rune(data[2*n+1])<<8
		european := c >= ' ' && c < 0x7F || c >= 0xA0 && c < 0x530 || c >= 0x2010 && c < 0x2040 || c == 0x20AC
		if !european && c != '\t' && c != '\r' && c != '\n' && c != 0x0B {
			break
		}
	}
	return n
}

func narrowRun(data []byte) int {
	for i, c := range data {
		if c < ' ' && c != '\t' && c != '\r' && c != '\n' || c == 0x7F {
			return i
		}
	}
	return len(data)
}

// isText wants mostly letters, and vowels among them, as words have.
func isText(s string) bool {
	letters, vowels, digits, n := 0, 0, 0, 0
	for _, r := range s {
		n++
		switch {
		case unicode.IsLetter(r) && r < 0x530:
			letters++
			if strings.ContainsRune("aeiouyAEIOUYáéíóúàèìòùäöüâêîôûåøæ", r) || r > 0x250 {
				vowels++
			}
		case unicode.IsDigit(r):
			digits++
		case r == ' ':
			n--
		}
	}
	return n >= shortestRun-1 && (letters+digits)*10 >= n*7 && (vowels*6 >= letters && letters > 0 || digits >= 5 && letters == 0)
}
