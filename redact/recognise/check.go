package recognise

// A Verdict is what a check makes of the text a pattern matched.
type Verdict struct {
	OK     bool
	Score  float64 // replaces the rule's score where it is not 0
	Reason string
}

// Check returns the check of that name, for rules to use. It takes the text
// as it was matched, with its blanks and hyphens.
func Check(name string) (func(string) Verdict, bool) {
	switch name {
	case "nino":
		return NINO, true
	case "nhs":
		return NHS, true
	case "utr":
		return UTR, true
	case "upn":
		return UPN, true
	case "licence":
		return Licence, true
	case "card":
		return Card, true
	case "reference":
		return Reference, true
	}
	return nil, false
}

// mod11 is the sum of the digits of s, each times its weight, modulo 11.
func mod11(s string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	return sum % 11
}
