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
		european := c >= ' ' && c < 0x7F || c >= 0xA0 && c < 0x180 || c >= 0x370 && c < 0x530 || c >= 0x2010 && c < 0x2040 || c == 0x20AC
		if n == 0 && c >= 0x100 && c < 0x180 {
			break // a zero byte and the first of the text, as a rule
		}
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

// isText wants mostly letters, of one script, and in Latin ones vowels among
// them, as words have.
func isText(s string) bool {
	ascii, accented, foreign, vowels, digits, n := 0, 0, 0, 0, 0, 0
	for _, r := range s {
		n++
		switch {
		case r < 0x80 && unicode.IsLetter(r):
			ascii++
			if strings.ContainsRune("aeiouyAEIOUY", r) {
				vowels++
			}
		case r < 0x250 && unicode.IsLetter(r):
			accented++
		case unicode.IsLetter(r):
			foreign++
		case unicode.IsDigit(r):
			digits++
		case r == ' ':
			n--
		}
	}
	letters := ascii + accented + foreign
	switch {
	case n < shortestRun-1 || (letters+digits)*10 < n*7:
		return false
	case letters == 0:
		return digits >= 5
	case foreign > 0:
		return foreign*10 >= letters*7
	}
	return accented*4 <= letters && vowels*6 >= letters
}
