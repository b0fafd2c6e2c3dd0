package council

import "fmt"

// unique draws an identifier nobody else has. All pass the rules of their
// kind and none can belong to a real person: NHS numbers come from the 999
// test range, registrations from years not yet issued, NI numbers from
// prefixes in Z that were never given out, bank accounts from a sort code
// that no bank has.
func (p *population) unique(kind string) string {
	for {
		id := p.draw(kind)
		if id != "" && !p.taken[id] {
			p.taken[id] = true
			return id
		}
	}
}

// draw makes an identifier, or "" when the numbers drawn allow none.
func (p *population) draw(kind string) string {
	digits := func(n int) string {
		out := make([]byte, n)
		for i := range out {
			out[i] = '0' + byte(p.r.below(10))
		}
		return string(out)
	}
	switch kind {
	case "nino":
		return fmt.Sprintf("%s %s %s %s %c", pick(p.r, words("ZW ZX ZS ZP ZL")), digits(2), digits(2), digits(2), 'A'+rune(p.r.below(4)))
	case "nhs_number":
		return nhsNumber("999" + digits(6))
	case "upn":
		return upn("938" + digits(9))
	case "vehicle":
		const plate = "ABCDEFGHJKLMNOPRSTUVWXY"
		letter := func() byte { return plate[p.r.below(len(plate))] }
		return fmt.Sprintf("T%c%s %c%c%c", letter(), pick(p.r, words("28 29 78 79")), letter(), letter(), letter())
	case "bank":
		return "00-12-34 " + digits(8)
	case "council_tax":
		return "5" + digits(8)
	case "benefit":
		return "9" + digits(8)
	case "rent":
		return "31" + digits(8)
	case "tenancy":
		return "TN/" + digits(6)
	case "housing":
		return "HA-" + digits(6)
	case "care":
		return "ASC-" + digits(6)
	case "payroll":
		return "TC" + digits(5)
	}
	return "REF-" + digits(8)
}

// nhsNumber adds the check digit to nine digits and spaces the number 3-3-4;
// "" when there is none.
func nhsNumber(nine string) string {
	sum := 0
	for i := range nine {
		sum += int(nine[i]-'0') * (10 - i)
	}
	check := 11 - sum%11
	if check == 11 {
		check = 0
	}
	if check == 10 {
		return ""
	}
	return fmt.Sprintf("%s %s %s%d", nine[:3], nine[3:6], nine[6:], check)
}

// upn puts the check letter before the twelve digits of a pupil's number.
func upn(twelve string) string {
	sum := 0
	for i := range twelve {
		sum += int(twelve[i]-'0') * (i + 2)
	}
	return string("ABCDEFGHJKLMNPQRTUVWXYZ"[sum%23]) + twelve
}

// referenceKind is the kind of detect --json for an identifier's name.
func referenceKind(name string) string {
	switch name {
	case "nino", "nhs_number", "upn", "vehicle":
		return name
	case "bank":
		return "bank_account"
	}
	return "reference"
}
