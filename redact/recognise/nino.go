package recognise

import "strings"

// NINO checks a National Insurance number: the letters that are never issued.
// HMRC's specimen (prefix QQ), temporary and administrative numbers pass with
// a reason of their own, because they stand for a person all the same.
func NINO(s string) Verdict {
	c := compact(s)
	if len(c) != 8 && len(c) != 9 {
		return Verdict{}
	}
	prefix := c[:2]
	switch {
	case digit(c[0]): // 11A11111
		return Verdict{OK: len(c) == 8, Score: 0.35, Reason: "temporary National Insurance number: form fits"}
	case prefix == "QQ":
		return Verdict{OK: true, Reason: "National Insurance number: HMRC's specimen prefix"}
	case prefix == "OO" || prefix == "CR" || prefix == "FY" || prefix == "MW" || prefix == "NC":
		return Verdict{OK: true, Score: 0.6, Reason: "National Insurance number: administrative prefix"}
	case strings.ContainsRune("DFIQUV", rune(c[0])) || strings.ContainsRune("DFIOQUV", rune(c[1])):
		return Verdict{}
	case prefix == "BG" || prefix == "GB" || prefix == "KN" || prefix == "NK" || prefix == "NT" || prefix == "ZZ":
		return Verdict{}
	case len(c) == 8:
		return Verdict{OK: true, Score: 0.4, Reason: "National Insurance number without its last letter: prefix fits"}
	}
	return Verdict{OK: true, Reason: "National Insurance number: prefix and suffix fit"}
}
