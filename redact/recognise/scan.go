package recognise

import (
	"strings"

	"sarsen/redact"
)

// A scannedLabel announces a value that a scanner may have misread.
type scannedLabel struct {
	words  []string
	kind   redact.Kind
	digits [2]int // how many digits the value has, at least and at most
	letter int    // how many letters begin and end it, at most
	seps   string
}

var scannedLabels = []scannedLabel{
	{[]string{"dob", "d.o.b", "d0b", "date of birth", "born"}, redact.DateOfBirth, [2]int{6, 8}, 0, "/-. "},
	{[]string{"ni", "nl", "n1", "nino", "nin0", "nlno", "ni no", "nl no", "ni number", "national insurance", "national insurance number", "national insurance no"}, redact.NINO, [2]int{6, 6}, 3, " -"},
	{[]string{"tel", "te1", "tei", "telephone", "phone", "mobile", "mob", "tel no", "telephone no", "mobile no"}, redact.Phone, [2]int{10, 11}, 0, " -()"},
}

// Scanned finds dates of birth, National Insurance and telephone numbers behind
// their labels in which a scanner took digits for letters: "DOB: I7/O5/198O".
// Those without such a letter are the other recognisers'.
func Scanned(t *Text) []redact.Found {
	var out []redact.Found
	for i := 1; i < len(t.S); i++ {
		if !alnum(t.S[i]) && t.S[i] != '(' || alnum(t.S[i-1]) {
			continue
		}
		if c := t.S[i]; c != '(' && !digit(c) && !scannable(t.S[i:]) {
			continue
		}
		for _, l := range scannedLabels {
			if end := t.misread(i, l); end > 0 {
				if _, ok := t.labelled(i, l.words); ok && strings.IndexByte(t.S[max(0, i-3):i], '\n') < 0 {
					out = append(out, t.found(i, end, l.kind, 0.75, "scanned", "scanned: letters for digits behind a label"))
					i = end - 1
					break
				}
			}
		}
	}
	return out
}

// scannable reports whether s begins as a misread value may: with a digit or its
// like, or with two letters and one behind them.
func scannable(s string) bool {
	if strings.IndexByte("IlOoSB|", s[0]) >= 0 {
		return true
	}
	return len(s) > 8 && (s[2] == ' ' || s[2] == '-' || digit(s[2]) || strings.IndexByte("IlOoSB|", s[2]) >= 0)
}

// misreadLen is how many bytes a misread value has, at most.
const misreadLen = 40

// misread returns where the value of l that starts at i ends, with a letter at
// least that is a digit misread; 0 when there is none.
func (t *Text) misread(i int, l scannedLabel) int {
	j, wrong := i, false
	if l.letter > 0 {
		if i+2 > len(t.S) || !letterByte(t.S[i]) || !letterByte(t.S[i+1]) {
			return 0
		}
		j = i + 2
	}
	n, end := 0, 0
	for last := min(len(t.S), i+misreadLen); j < last && n < l.digits[1]; j++ {
		c := t.S[j]
		if strings.IndexByte(l.seps, c) >= 0 {
			continue
		}
		if !digit(c) && strings.IndexByte("IlOoSB|", c) < 0 {
			break
		}
		wrong = wrong || !digit(c)
		n, end = n+1, j+1
	}
	if n < l.digits[0] || !wrong || len(digits(t.S[i:end])) < l.digits[0]/2 {
		return 0
	}
	if l.letter > 0 {
		k := end
		for k < len(t.S) && t.S[k] == ' ' && k-end < 2 {
			k++
		}
		if k < len(t.S) && letterByte(t.S[k]) {
			end = k + 1
		}
	}
	if end < len(t.S) && alnum(t.S[end]) {
		return 0
	}
	return end
}

// Restored returns a value that Scanned found with its digits put right.
func Restored(f redact.Found) string {
	s := f.Text
	if f.Kind != redact.NINO || len(s) < 9 {
		return scanDigits.Replace(s)
	}
	return s[:2] + scanDigits.Replace(s[2:len(s)-1]) + s[len(s)-1:]
}

var scanDigits = strings.NewReplacer("I", "1", "l", "1", "|", "1", "O", "0", "o", "0", "S", "5", "B", "8")
