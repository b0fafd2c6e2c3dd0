package recognise

import "strings"

// UPN checks a Unique Pupil Number, permanent or temporary, by its first
// letter. One whose local authority is not known passes with a lower score.
func UPN(s string) Verdict {
	const letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
	c := Compact(s)
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
	what := "Unique Pupil Number"
	if !digit(c[12]) {
		what = "temporary Unique Pupil Number"
	}
	if !authority(c[1:4]) {
		return Verdict{OK: true, Score: 0.6, Reason: what + ": check letter right, local authority not known"}
	}
	return Verdict{OK: true, Reason: what + ": check letter and local authority right"}
}

// authority reports whether three digits lie where the Department for
// Education's codes of local authorities do, past ones and Wales's among them.
func authority(code string) bool {
	for _, r := range [][2]string{
		{"201", "213"},
		{"301", "320"},
		{"330", "336"},
		{"340", "344"},
		{"350", "359"},
		{"370", "373"},
		{"380", "394"},
		{"420", "420"},
		{"660", "681"},
		{"701", "708"},
		{"800", "803"},
		{"805", "808"},
		{"810", "813"},
		{"815", "816"},
		{"820", "823"},
		{"825", "826"},
		{"830", "831"},
		{"835", "841"},
		{"845", "846"},
		{"850", "852"},
		{"855", "857"},
		{"860", "861"},
		{"865", "896"},
		{"901", "943"},
		{"972", "972"},
	} {
		if r[0] <= code && code <= r[1] {
			return true
		}
	}
	return false
}

// ULN checks a Unique Learner Number: ten digits, the last by weight.
func ULN(s string) Verdict {
	d := digits(s)
	if len(d) != 10 || d[0] == '0' {
		return Verdict{}
	}
	rest := mod11(d, 10, 9, 8, 7, 6, 5, 4, 3, 2)
	if rest == 0 || 10-rest != int(d[9]-'0') {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "Unique Learner Number: check digit right"}
}
