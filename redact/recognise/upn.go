package recognise

import "strings"

// UPN checks a Unique Pupil Number, permanent or temporary, by its first
// letter.
func UPN(s string) Verdict {
	const letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
	c := compact(s)
	if len(c) != 13 {
		return Verdict{}
	}
	sum := 0
	for i := 1; i < 13; i++ {
		v := int(c[i] - '0')
		if !digit(c[i]) {
			v = strings.IndexByte(letters, c[i])
		}
		if v < 0 || !digit(c[i]) && i != 12 {
			return Verdict{}
		}
		sum += v * (i + 1)
	}
	if letters[sum%23] != c[0] {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "Unique Pupil Number: check letter valid"}
}
