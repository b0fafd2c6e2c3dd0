package recognise

import "strings"

// SSN checks a Social Security number of the United States: parts that are
// never given out.
func SSN(s string) Verdict {
	d := digits(s)
	if len(d) != 9 || d[:3] == "000" || d[:3] == "666" || d[0] == '9' || d[3:5] == "00" || d[5:] == "0000" {
		return Verdict{}
	}
	v := Verdict{OK: true, Reason: "Social Security number of the United States: its parts fit"}
	if d == "078051120" || d == "219099999" || d == "457555462" {
		v.Specimen = true
		v.Reason = "Social Security number of the United States: a published specimen, nobody's"
	}
	return v
}

// PESEL checks a Polish personal number: date of birth and check digit.
func PESEL(s string) Verdict {
	d := digits(s)
	if len(d) != 11 || weigh(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)%10 != 0 {
		return Verdict{}
	}
	month := (int(d[2]-'0')*10 + int(d[3]-'0')) % 20 // 20 is added for each century
	if month < 1 || month > 12 || d[4:6] < "01" || d[4:6] > "31" {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "Polish personal number (PESEL): check digit right"}
}

// CNP checks a Romanian personal number: date of birth and check digit.
func CNP(s string) Verdict {
	d := digits(s)
	if len(d) != 13 || d[0] == '0' || d[3:5] < "01" || d[3:5] > "12" || d[5:7] < "01" || d[5:7] > "31" {
		return Verdict{}
	}
	check := mod11(d, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)
	if check == 10 {
		check = 1
	}
	if check != int(d[12]-'0') {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "Romanian personal number (CNP): check digit right"}
}

// PPS checks an Irish Personal Public Service number by its check letter.
func PPS(s string) Verdict {
	c := Compact(s)
	if len(c) != 8 && len(c) != 9 || len(digits(c[:7])) != 7 || digit(c[7]) {
		return Verdict{}
	}
	sum := weigh(c, 8, 7, 6, 5, 4, 3, 2)
	if len(c) == 9 && 'A' <= c[8] && c[8] <= 'I' {
		sum += 9 * int(c[8]-'A'+1)
	}
	if "WABCDEFGHIJKLMNOPQRSTUV"[sum%23] != c[7] {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "Irish Personal Public Service number: check letter right"}
}

// Aadhaar checks an Indian identity number: twelve digits, the last by
// Verhoeff's rule.
func Aadhaar(s string) Verdict {
	const (
		turn = "0123456789" + "1576283094" + "5803796142" + "8916043527" + "9453126870" + "4286573901" + "2793806415" + "7046913258"
		join = "0123456789" + "1234067895" + "2340178956" + "3401289567" + "4012395678" + "5987604321" + "6598710432" + "7659821043" + "8765932104" + "9876543210"
	)
	d := digits(s)
	if len(d) != 12 || d[0] < '2' {
		return Verdict{}
	}
	c := 0
	for i := range len(d) {
		v := int(turn[(i%8)*10+int(d[len(d)-1-i]-'0')] - '0')
		c = int(join[c*10+v] - '0')
	}
	if c != 0 {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "Indian identity number (Aadhaar): check digit right"}
}

// MRZ checks a line of the machine-readable zone of a passport or an identity
// card: its length and alphabet, and that it is padded.
func MRZ(s string) Verdict {
	if n := len(s); n != 30 && n != 36 && n != 44 || !strings.Contains(s, "<<") {
		return Verdict{}
	}
	for i := range len(s) {
		if c := s[i]; c != '<' && !digit(c) && (c < 'A' || c > 'Z') {
			return Verdict{}
		}
	}
	return Verdict{OK: true, Reason: "line of a travel document for machines to read: holds its holder's name or number"}
}
