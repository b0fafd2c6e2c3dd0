package recognise

// A Verdict is what a check makes of the text a pattern matched.
type Verdict struct {
	OK     bool
	Score  float64 // replaces the rule's score where it is not 0
	Reason string
	// Specimen says that the number is a published example, nobody's.
	Specimen bool
	// Public says that the number is printed for everybody to see and by itself
	// is nobody's.
	Public bool
}

// Check returns the check of that name, for rules to use. It takes the text
// as it was matched, with its blanks and hyphens.
func Check(name string) (func(string) Verdict, bool) {
	check, ok := checks()[name]
	return check, ok
}

func checks() map[string]func(string) Verdict {
	return map[string]func(string) Verdict{
		"nino": NINO, "nhs": NHS, "nhs-wrong": notNHS, "utr": UTR, "upn": UPN, "uln": ULN, "licence": Licence, "card": Card,
		"reference": Reference, "form": Form, "mrz": MRZ, "ssn": SSN, "imei": IMEI,
		"pesel": PESEL, "cnp": CNP, "pps": PPS, "aadhaar": Aadhaar, "letters": Letters, "handle": Handle, "account": Account, "plain": Plain,
	}
}

// mod11 is the sum of the digits of s, each times its weight, modulo 11.
func mod11(s string, weights ...int) int { return weigh(s, weights...) % 11 }

// weigh is the sum of the digits of s, each times its weight.
func weigh(s string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	return sum
}

// luhn reports whether the digits of d end in the check digit of Luhn's rule.
func luhn(d string) bool {
	sum := 0
	for i := range len(d) {
		n := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}
