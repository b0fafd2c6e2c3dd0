package recognise

import "strings"

// NINO checks a National Insurance number: the letters that are never issued.
// HMRC's specimen (prefix QQ), temporary and administrative numbers pass with
// a reason of their own, because on a case's papers they stand for a person all
// the same.
func NINO(s string) Verdict {
	c := Compact(s)
	if len(c) != 8 && len(c) != 9 {
		return Verdict{}
	}
	prefix := c[:2]
	switch {
	case digit(c[0]): // 11A11111
		return Verdict{OK: len(c) == 8, Score: 0.65, Reason: "temporary National Insurance number: form fits"}
	case prefix == "TN": // a date of birth and the sex
		return Verdict{OK: len(c) == 9 && (c[8] == 'M' || c[8] == 'F') && realDay(c[2:8]), Score: 0.5, Reason: "temporary National Insurance number: holds a date of birth"}
	case prefix == "QQ":
		return Verdict{OK: true, Specimen: true, Reason: "National Insurance number: prefix QQ, HMRC's specimen, nobody's"}
	case prefix == "OO" || prefix == "CR" || prefix == "FY" || prefix == "MW" || prefix == "NC":
		return Verdict{OK: true, Score: 0.6, Reason: "National Insurance number: administrative prefix"}
	case strings.IndexByte("DFIQUV", c[0]) >= 0 || strings.IndexByte("DFIOQUV", c[1]) >= 0:
		return Verdict{}
	case prefix == "BG" || prefix == "GB" || prefix == "KN" || prefix == "NK" || prefix == "NT" || prefix == "ZZ":
		return Verdict{}
	case len(c) == 8:
		return Verdict{OK: true, Score: 0.65, Reason: "National Insurance number without its last letter: prefix fits"}
	case c[8] < 'A' || c[8] > 'D':
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "National Insurance number: prefix and last letter fit"}
}
