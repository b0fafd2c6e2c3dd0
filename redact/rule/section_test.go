package rule_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/recognise"
	"sarsen/redact/rule"
)

// findAll runs the built-in rules and the recognisers of identifiers.
func findAll(t *testing.T, text string) []redact.Found {
	t.Helper()
	rules, err := rule.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	over := rule.NewText(text)
	var out []redact.Found
	for i := range rules {
		out = append(out, rules[i].Find(over)...)
	}
	for _, find := range []recognise.Recogniser{
		recognise.Email, recognise.URL, recognise.IP, recognise.MAC, recognise.Phone, recognise.Bank, recognise.IBAN,
		recognise.Postcode, recognise.Vehicle, recognise.Broken, recognise.Scanned,
	} {
		out = append(out, find(over.Text)...)
	}
	return out
}

// TestEachIdentifier: one text at least for each identifier that a council's
// papers hold, with what is found as that kind, exactly.
func TestEachIdentifier(t *testing.T) {
	for _, c := range []struct {
		name string
		kind redact.Kind
		text string
		want string
	}{
		{"NI number", redact.NINO, "her NI no is zw 12 34 56 c.", "zw 12 34 56 c"},
		{"NI number, dots", redact.NINO, "ZW.12.34.56.C", "ZW.12.34.56.C"},
		{"NI number, slashes", redact.NINO, "(NINO: ZP/29/63/97/B)", "ZP/29/63/97/B"},
		{"NI number, no-break spaces", redact.NINO, "ZW\u00a012\u00a034\u00a056\u00a0C", "ZW\u00a012\u00a034\u00a056\u00a0C"},
		{"NI number, temporary", redact.NINO, "National Insurance number: 11A11111", "11A11111"},
		{"NI number, administrative", redact.NINO, "OO 12 34 56 A", "OO 12 34 56 A"},
		{"NI number, mistyped", redact.Reference, "NI number: DX 12 34 56 A", "DX 12 34 56 A"},
		{"NHS number", redact.NHSNumber, "NHS No. 999 000 0018 was", "999 000 0018"},
		{"CHI number", redact.NHSNumber, "CHI: 0101701004", "0101701004"},
		{"H&C number", redact.NHSNumber, "H&C no 320 000 0007", "320 000 0007"},
		{"NHS number, mistyped", redact.Reference, "NHS number 943 476 5918", "943 476 5918"},
		{"UTR", redact.UTR, "UTR 32824 97350", "32824 97350"},
		{"UPN", redact.UPN, "UPN: M80120000500A", "M80120000500A"},
		{"ULN", redact.Reference, "ULN 1000000043", "1000000043"},
		{"driving licence", redact.Licence, "licence SMITH 802290 AB1CD", "SMITH 802290 AB1CD"},
		{"driving licence, Northern Ireland", redact.Licence, "driving licence no: 12345678 was issued in May", "12345678"},
		{"driving licence, elsewhere", redact.Licence, "my driver's license is S123-4567-8901.", "S123-4567-8901"},
		{"passport", redact.Passport, "passport 533380006", "533380006"},
		{"passport, new", redact.Passport, "Passport no A12345678", "A12345678"},
		{"passport, old", redact.Passport, "old passport C123456A", "C123456A"},
		{"passport, machine-readable", redact.Passport, "P<GBRSAMPLE<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<", "P<GBRSAMPLE<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<"},
		{"residence permit", redact.Passport, "BRP: ZU1234567", "ZU1234567"},
		{"Home Office", redact.Reference, "HO ref A1234567/2", "A1234567/2"},
		{"GWF", redact.Reference, "GWF012345678", "GWF012345678"},
		{"share code", redact.Reference, "share code W12 3AB 4CD", "W12 3AB 4CD"},
		{"vehicle", redact.Vehicle, "a TS78 DKW", "TS78 DKW"},
		{"vehicle, prefix", redact.Vehicle, "car A123 BCD", "A123 BCD"},
		{"vehicle, suffix", redact.Vehicle, "van BCD 123A", "BCD 123A"},
		{"vehicle, Northern Ireland", redact.Vehicle, "vehicle IAZ 1234", "IAZ 1234"},
		{"vehicle, dateless", redact.Vehicle, "number plate 1 AB", ""},
		{"postcode", redact.Postcode, "SR1 2AB", "SR1 2AB"},
		{"postcode, pseudo", redact.Postcode, "ZZ99 3VZ", "ZZ99 3VZ"},
		{"postal code abroad", redact.Postcode, "ZIP: 394 13", "394 13"},
		{"UPRN", redact.UPRN, "UPRN 100023336956", "100023336956"},
		{"sort code and account", redact.BankAccount, "sort code 00-12-34 account 31926819", "00-12-34 | 31926819"},
		{"roll number", redact.BankAccount, "roll number D/12345678-9 at the bank", "D/12345678-9"},
		{"card", redact.Card, "4111-1111-1111-1111", "4111-1111-1111-1111"},
		{"card, its end", redact.Card, "card ending 1881", "1881"},
		{"IBAN", redact.IBAN, "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"},
		{"phone", redact.Phone, "+44 (0)7700 900123 ext 4", "+44 (0)7700 900123 ext 4"},
		{"electoral number", redact.Reference, "electoral roll no. QA2-311", "QA2-311"},
		{"council tax", redact.Reference, "Council Tax account 512345678", "512345678"},
		{"rent", redact.Reference, "rent a/c 31 1234567", "31 1234567"},
		{"benefit claim", redact.Reference, "Housing Benefit claim 905252201", "905252201"},
		{"PCN", redact.Reference, "PCN CQ12345678", "CQ12345678"},
		{"FPN", redact.Reference, "FPN 123456", "123456"},
		{"case system", redact.Reference, "Liquidlogic ID 204518", "204518"},
		{"payroll", redact.Reference, "payroll no. 0045821", "0045821"},
		{"court", redact.Reference, "claim D01YJ123", "D01YJ123"},
		{"police", redact.Reference, "PNC ID 21/1234567K", "21/1234567K"},
		{"DBS", redact.Reference, "DBS certificate number 001234567890", "001234567890"},
		{"blue badge", redact.Reference, "badge number 123456 was issued", "123456"},
		{"list", redact.Reference, "(nos. 26480/95, 28291/95 and 43362/96)", "26480/95 | 28291/95 | 43362/96"},
		{"SSN", redact.Reference, "SSN 321-54-9876", "321-54-9876"},
		{"PESEL", redact.Reference, "PESEL 44051401359", "44051401359"},
		{"national number", redact.Reference, "CNIC 12345-1234567-1 of", "12345-1234567-1"},
		{"e-mail", redact.Email, "tom[at]sarsen[dot]example", "tom[at]sarsen[dot]example"},
		{"IP address", redact.IPAddress, "2001:db8::1", "2001:db8::1"},
		{"MAC address", redact.MACAddress, "0a:23:f5:67:89:ac", "0a:23:f5:67:89:ac"},
		{"IMEI", redact.MACAddress, "IMEI 490154203237518", "490154203237518"},
		{"handle", redact.Handle, "see @tom_baker99 there", "@tom_baker99"},
		{"account name", redact.Handle, "Snapchat: tommob", "tommob"},
		{"profile", redact.Handle, "https://facebook.com/tom.baker.99", "facebook.com/tom.baker.99"},
		{"coordinates", redact.Location, "at 51.50735, -0.12776.", "51.50735, -0.12776"},
		{"degrees", redact.Location, "51°30'26\"N 0°7'39\"W", "51°30'26\"N 0°7'39\"W"},
		{"grid reference", redact.Location, "grid ref TQ 30123 80456", "TQ 30123 80456"},
		{"eastings and northings", redact.Location, "NGR 530123 180456", "530123 180456"},
		{"what3words", redact.Location, "///plough.candle.ribbon", "///plough.candle.ribbon"},
		{"company", redact.Organisation, "Company number: 01234567", "01234567"},
		{"VAT", redact.Organisation, "VAT No: GB 123 4567 89", "GB 123 4567 89"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			last := 0
			found := findAll(t, c.text)
			slices.SortStableFunc(found, func(a, b redact.Found) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
			for _, f := range found {
				if f.Kind == c.kind && f.Score >= 0.4 && f.Start >= last {
					got = append(got, f.Text)
					last = f.End
				}
			}
			if strings.Join(got, " | ") != c.want {
				t.Errorf("%q: found %s, want %s", c.text, strings.Join(got, " | "), c.want)
			}
		})
	}
}

// TestNoIdentifier: what has the look of an identifier and is none.
func TestNoIdentifier(t *testing.T) {
	for _, text := range []string{
		"The Data (Use and Access) Act 2025 (Commencement No. 6) Regulations 2026 (SI 2026/82), reg 2(h)",
		"under s.45(2), section 17(1)(a), Schedule 2 paragraph 16, Article 12(3) and rule 3.1.4",
		"Regulation (EU) 2016/679; [2024] EWHC 1234 (Admin); [2001] 3 WLR 206; Cmnd 9302",
		"on 12/03/2024, 12.03.2024, 2024-03-12 and 3 May 2024 at 10:30, 10.30am and 22:36:49.710542",
		"between 2019 and 2021, in 2024/25 and 2023-24",
		"a total of £1,234,567.00, £500.00, 12.5%, 1,250 homes and 45 000 people",
		"version 10.0.22621.2428, release 2.3.1, Windows 10, UTF-8, A4, M25, B1234 road",
		"ISBN 978-0-306-40615-7 and ISO 9001:2015, BS 8300-2, BS10012, EN12464",
		"page 12 of 345, table 3.14, figure 2.10, item 7, room 1.23, appendix 12",
		"the property has 3 bedrooms, 120 sq m, and was built in 1965; rent of 1,250.00",
		"in the case of 12 homes, on account of 4 things, the number of people rose to 1500",
		"call 101 or 999, text 60123, dial 111; open 0900-1700, 24/7",
		"council tax band D, the tenant on 12/03/2024, the claim was refused, customer service",
		"Please log in here. See Facebook and Twitter posts. Skype call at 10.30",
		"0.223858 6.99311, 51.5 metres, 21°C, an angle of 45°",
		"FTSE 100, COVID-19, CO2, H1N1, B12, 4x4, 2:1, 50/50, 1-0",
	} {
		for _, f := range findAll(t, text) {
			if f.Score >= 0.4 {
				t.Errorf("%q: found %s %q by %s (%s)", text, f.Kind, f.Text, f.Rule, f.Reason)
			}
		}
	}
}
