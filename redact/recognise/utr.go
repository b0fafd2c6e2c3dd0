package recognise

// UTR checks a Unique Taxpayer Reference by its first digit.
func UTR(s string) Verdict {
	d := digits(s)
	if len(d) != 10 {
		return Verdict{}
	}
	if "21987654321"[mod11(d[1:], 6, 7, 8, 9, 10, 5, 4, 3, 2)] != d[0] {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "Unique Taxpayer Reference: check digit right"}
}
