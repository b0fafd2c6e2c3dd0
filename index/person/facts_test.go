package person_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"sarsen/index/person"
)

// forms are ways to write what a profile says. Each must be matched as the fact,
// and found by a query; a form in no must not be taken for it.
var forms = map[string]struct {
	profile person.Profile
	fact    string
	yes, no []string
}{
	"nino": {
		person.Profile{Identifiers: map[string]string{"nino": "QQ 20 18 56 C"}},
		"nino",
		[]string{
			"QQ201856C", "qq201856c", "QQ 20 18 56 C", "QQ-20-18-56-C", "QQ.20.18.56.C", "QQ 201856 C", "QQ/20/18/56/C", "Qq20 1856c", "QQ 20 18 56",
			"QQ20I856C", "QQ2O1856C", "QQ 2O 18 56 C", "QQ 20 l8 56 C", "QQ201B56C", "QQ 20\n18 56 C", "QQ 20 18\n56 C", "Q Q 2 0 1 8 5 6 C",
			"QQ\u00a020\u00a018\u00a056\u00a0C", "NI no.: QQ201856C.", "(QQ201856C)",
		},
		[]string{"QQ201857C", "QQ201856D", "QQ2018561C", "AQQ201856C"},
	},
	"nhs_number": {
		person.Profile{Identifiers: map[string]string{"nhs_number": "9434765919"}},
		"nhs_number",
		[]string{
			"9434765919", "943 476 5919", "943-476-5919", "943.476.5919", "NHS No: 943 476 5919", "943\n476 5919", "943 476\n5919", "9 4 3 4 7 6 5 9 1 9",
			"943  476  5919", "94347659I9", "943 4765919", "943/476/5919", "(943) 476 5919",
		},
		[]string{"9434765918", "19434765919", "943 476 59190"},
	},
	"utr": {
		person.Profile{Identifiers: map[string]string{"utr": "12345 67890"}},
		"utr",
		[]string{
			"1234567890", "12345 67890", "12345-67890", "1234567890K", "12345 67890 K", "12345\n67890", "UTR:1234567890", "1 2 3 4 5 6 7 8 9 0", "123 456 7890",
			"l234567890", "123456789O", "12345.67890",
		},
		[]string{"1234567891", "12345678901"},
	},
	"passport": {
		person.Profile{Identifiers: map[string]string{"passport": "533401372"}},
		"passport",
		[]string{
			"533401372", "533 401 372", "533-401-372", "5334 01372", "533401372GBR"[:9], "533\n401 372", "5 3 3 4 0 1 3 7 2", "53340I372", "5334O1372", "passport no 533401372.",
			"533.401.372", "(533401372)",
		},
		[]string{"533401373", "5334013721"},
	},
	"driving_licence": {
		person.Profile{Identifiers: map[string]string{"driving_licence": "ONEIL 853124 CM9IJ"}},
		"driving_licence",
		[]string{
			"ONEIL853124CM9IJ", "ONEIL 853124 CM9IJ", "oneil853124cm9ij", "ONEIL-853124-CM9IJ", "ONEIL\n853124 CM9IJ", "ONEIL 853124\nCM9IJ", "ONEIL 853124 CM9 IJ",
			"0NEIL853124CM9IJ", "ONEIL8S3124CM9IJ", "ONEIL/853124/CM9IJ", "O N E I L 8 5 3 1 2 4 C M 9 I J", "ONEIL.853124.CM9IJ",
		},
		[]string{"ONEIL853125CM9IJ"},
	},
	"upn": {
		person.Profile{Identifiers: map[string]string{"upn": "B801200001001"}},
		"upn",
		[]string{
			"B801200001001", "b801200001001", "B 801200001001", "B-801-2000-01001", "B 801 2000 01001", "B8O1200001001", "8801200001001", "B80I200001001",
			"B 8 0 1 2 0 0 0 0 1 0 0 1", "UPN B801200001001", "B.801.2000.01001", "B801 2000 01001",
		},
		[]string{"B801200001002", "C801200001001"},
	},
	"payroll": {
		person.Profile{Identifiers: map[string]string{"payroll": "00482913"}},
		"payroll",
		[]string{"00482913", "482913", "0048 2913", "00-482913", "0O482913"},
		[]string{"482914", "1482913"},
	},
	"reference": {
		person.Profile{References: []string{"HB/2024/0017"}},
		person.FactReference,
		[]string{
			"HB/2024/0017", "HB-2024-0017", "HB 2024 0017", "HB20240017", "hb/2024/0017", "HB.2024.0017", "HB_2024_0017", "HB/2024/\n0017", "HB2024/0017", "HB/2024/17", "HB/2024/017",
			"HB/2024/00017", "2024/0017", "20240017", "HB/2O24/0017", "(HB 2024-0017)", "HB|2024|0017",
		},
		[]string{"HB/2024/0018", "HB/2024/00171", "HB/2025/0017"},
	},
	"reference after an office": {
		person.Profile{References: []string{"PCN BF09133742"}},
		person.FactReference,
		[]string{"PCN BF09133742", "BF09133742", "bf09133742", "BF 0913 3742", "BF-09133742", "PCN: BF O9133742"},
		[]string{"BF09133724", "BF091337421"},
	},
	"planning application": {
		person.Profile{References: []string{"PLAN/25/00462/FUL"}},
		person.FactReference,
		[]string{"PLAN/25/00462/FUL", "25/00462/FUL", "25-00462-ful", "PLAN 25 00462 FUL"},
		[]string{"25/00426/FUL", "25/00462"},
	},
	"abbreviated": {
		person.Profile{Addresses: []string{"22 Station Wharf, Anytown"}},
		person.FactAddress,
		[]string{"22 Station Wharf", "22 Stn Wharf", "22 Station Whf", "22 Stn. Whf."},
		[]string{"2 Stn Whf", "22 Station Road"},
	},
	"account": {
		person.Profile{References: []string{"CT 7718204"}},
		person.FactReference,
		[]string{"CT 7718204", "CT7718204", "ct-7718204", "CT07718204", "CT 007718204", "7718204", "CT/7718204", "CT: 7718204"[:2] + " 7718204", "CT.7718204", "CT 771 8204", "CT77I8204", "C.T. 7718204"},
		[]string{"CT 7718205", "CT 77182045"},
	},
	"phone": {
		person.Profile{Phones: []string{"07700 900123"}},
		person.FactPhone,
		[]string{
			"07700900123", "07700 900123", "07700 900 123", "0770 090 0123", "07700-900-123", "07700.900.123", "(07700) 900123", "+44 7700 900123", "+447700900123",
			"+44 (0)7700 900123", "+44 (0) 7700 900 123", "0044 7700 900123", "00447700900123", "44 7700 900123", "7700900123", "7700 900123", "07700/900123",
			"07700\n900123", "07700 900\n123", "+44 7700\n900123", "07700 900123 ext 4", "07700 900123x4"[:12], "Tel:07700900123", "O7700 900123", "0 7 7 0 0 9 0 0 1 2 3", "tel. (+44)7700900123",
		},
		[]string{"07700 900124", "07700 9001234", "107700900123"},
	},
	"landline": {
		person.Profile{Phones: []string{"+44 113 496 0123"}},
		person.FactPhone,
		[]string{"0113 496 0123", "01134960123", "(0113) 4960123", "0113-496-0123", "+44 (0)113 496 0123", "0113 4960123", "0113 496\n0123", "0113\n496 0123", "0044 113 496 0123", "+441134960123", "1134960123", "0113.496.0123"},
		[]string{"0113 496 0124", "0114 496 0123"},
	},
	"birth": {
		person.Profile{DateOfBirth: "1958-04-03"},
		person.FactDateOfBirth,
		[]string{
			"3/4/58", "03/04/58", "3/4/1958", "03/04/1958", "03.04.1958", "3-4-1958", "3 4 1958", "3rd April 1958", "3rd of April 1958", "3 April 1958", "3 Apr 1958",
			"3 Apr '58", "03-Apr-1958", "03-APR-58", "3rd Apr. 1958", "April 3, 1958", "April 3rd, 1958", "Apr 3 1958", "1958-04-03", "1958/04/03", "1958.4.3", "19580403",
			"03041958", "03Apr1958", "4/3/1958", "04/03/1958", "third of April 1958", "the third of April, 1958", "third day of April 1958", "3 Ebrill 1958", "3ydd o Ebrill 1958",
			"3ydd Ebrill 1958", "03 | 04 | 1958", "03\t04\t1958", "0 3 0 4 1 9 5 8", "0 3 / 0 4 / 1 9 5 8", "1958-04-03T00:00:00", "1958-04-03 00:00:00", "3.IV.1958", "58-04-03",
			"3rd of the 4th 1958", "Thursday 3 April 1958", "3\nApril 1958", "April the 3rd 1958", "3 April\n1958", "DOB03/04/1958"[3:],
		},
		[]string{"3/4/1959", "3 May 1958", "3/4/2058", "30/4/1958", "13 April 1958", "April 1958", "0 3 0 4 1 9 5 8 1"},
	},
	"birth at the end": {
		person.Profile{DateOfBirth: "1984-09-21"},
		person.FactDateOfBirth,
		[]string{
			"21/9/84", "21.09.1984", "21st September 1984", "21 Sept 1984", "21 Sept. '84", "Sept 21, 1984", "21 Sep 84", "twenty-first of September 1984", "twenty first September 1984",
			"21ain o Fedi 1984", "21 Medi 1984", "9/21/1984", "1984-09-21", "September 21st 1984", "21.IX.1984",
		},
		[]string{"22/9/84", "twenty-second of September 1984"},
	},
	"address": {
		person.Profile{Addresses: []string{"14 Larch Close, Anytown, AB1 2CD"}},
		person.FactAddress,
		[]string{
			"14 Larch Close", "14, Larch Close", "14 Larch Cl", "14 Larch Cl.", "14 LARCH CLOSE", "14\nLarch Close\nAnytown", "14 Larch\nClose", "Larch Close 14", "Larch Close, 14",
			"Larch Close no. 14", "14\tLarch Close\tAnytown", "14 | Larch Close", "No 14 Larch Close", "at 14 Larch Close, Anytown", "14, Larch Close, Anytown, AB12CD", "12-14 Larch Close",
		},
		[]string{"41 Larch Close", "14 Larch Road", "114 Larch Close", "Larch Close 14 March", "3 Larch Close 14 Elm Road", "Larch Close, 14/03/2024", "14 Larch Close, Otherton, ZZ9 9ZZ"},
	},
	"flat": {
		person.Profile{Addresses: []string{"Flat 2, 9 Victoria Buildings, Anytown"}},
		person.FactAddress,
		[]string{
			"Flat 2, 9 Victoria Buildings", "Flat 2 9 Victoria Bldgs", "2/9 Victoria Buildings", "9 Flat 2 Victoria Buildings", "9, Flat 2, Victoria Bldgs", "9/2 Victoria Buildings",
			"Apt 2, 9 Victoria Buildings", "9 Apt 2 Victoria Buildings", "9 Victoria Buildings, Flat 2", "9 Victoria Buildings", "1st floor flat, 9 Victoria Buildings", "9 Apartment 2, Victoria Bldgs",
			"FLAT 2\n9 VICTORIA BUILDINGS", "Victoria Buildings 9",
		},
		[]string{"2 Victoria Buildings", "Flat 9, 2 Victoria Buildings", "9 Victoria Road"},
	},
	"slash": {
		person.Profile{Addresses: []string{"2/9 Victoria Bldgs"}},
		person.FactAddress,
		[]string{"2/9 Victoria Buildings", "9 Victoria Buildings", "Flat 2, 9 Victoria Bldgs", "9 Flat 2 Victoria Buildings"},
		[]string{"2 Victoria Buildings"},
	},
	"letter": {
		person.Profile{Addresses: []string{"14a Larch Close"}},
		person.FactAddress,
		[]string{"14a Larch Close", "14A Larch Cl", "14 A Larch Close", "Larch Close 14a"},
		[]string{"14 Larch Close", "14b Larch Close"},
	},
	"range": {
		person.Profile{Addresses: []string{"12-14 Larch Close"}},
		person.FactAddress,
		[]string{"12-14 Larch Close", "12 Larch Close", "14 Larch Close", "12 - 14 Larch Cl", "12/14 Larch Close"},
		[]string{"16 Larch Close"},
	},
	"saint": {
		person.Profile{Addresses: []string{"12 St Mary's Road"}},
		person.FactAddress,
		[]string{"12 St Mary's Road", "12 St. Mary's Rd", "12 Saint Mary's Road", "12 St Marys Road", "12 ST MARYS RD", "12 Saint Marys Rd."},
		[]string{"12 Mary Road"},
	},
	"house": {
		person.Profile{Addresses: []string{"Fairview, Mill Lane, Anytown"}},
		person.FactAddress,
		[]string{"Fairview, Mill Lane", "Fairview Mill Ln", "FAIRVIEW\nMILL LANE"},
		[]string{"Fairview", "Mill Lane", "Fairview, Church Lane"},
	},
	"house of two words": {
		person.Profile{Addresses: []string{"Rose Cottage, Mill Lane, Anytown"}},
		person.FactAddress,
		[]string{"Rose Cottage", "rose cottage, Mill Lane"},
		[]string{"Mill Lane"},
	},
	"street first": {
		person.Profile{Addresses: []string{"Larch Close 14, Anytown"}},
		person.FactAddress,
		[]string{"14 Larch Close", "Larch Close 14", "14 Larch Cl"},
		[]string{"15 Larch Close"},
	},
	"postcode": {
		person.Profile{Addresses: []string{"14 Larch Close, SO14 0YG"}},
		person.FactPostcode,
		[]string{"SO14 0YG", "so140yg", "SO140YG", "SO14  0YG", "S014 0YG", "SO14 OYG", "SOI4 0YG", "5O14 0YG", "SO14\n0YG", "SO14-0YG", "Southampton,SO14 0YG"},
		[]string{"SO14 0YH", "SO15 0YG", "ESO14 0YG"},
	},
	"email": {
		person.Profile{Emails: []string{"c.oneill84@home.example"}},
		person.FactEmail,
		[]string{
			"c.oneill84@home.example", "C.ONeill84@Home.Example", "<c.oneill84@home.example>", "mailto:c.oneill84@home.example", "c.oneill84 (at) home.example", "c.oneill84 at home dot example",
			"c.oneill84[at]home.example", "c.oneill84 @ home.example", "c.oneill84@\nhome.example", "c.oneill84@home.\nexample", "c.oneill84+rent@home.example", "c.oneill84 at home.example.",
			"/o=Anyshire/ou=Exchange Administrative Group/cn=Recipients/cn=c.oneill84", "c.oneill84\n@home.example",
		},
		[]string{"c.oneill85@home.example", "xc.oneill84@home.example", "c.oneill84@other.example", "c.oneill84", "cn=c.oneill84"},
	},
}

func TestForms(t *testing.T) {
	e := open(t)
	for _, name := range slices.Sorted(maps.Keys(forms)) {
		t.Run(name, func(t *testing.T) {
			tc := forms[name]
			s := compile(t, tc.profile)
			has := func(text string) bool {
				return slices.ContainsFunc(s.Match(text), func(h person.Hit) bool { return h.Fact == tc.fact && h.Strength > 0.1 })
			}
			var texts []string
			for _, form := range tc.yes {
				text := "See " + form + " in the file"
				if strings.HasPrefix(form, "See") || !has(text) {
					t.Errorf("%q is not matched: %v", text, facts(s.Match(text)))
				}
				texts = append(texts, text)
			}
			for _, form := range tc.no {
				if has("See " + form + " in the file") {
					t.Errorf("%q is matched: %v", form, facts(s.Match("See "+form+" in the file")))
				}
			}
			broughtUp(t, e, s, s.Queries(), texts...)
			for _, q := range s.Queries() {
				if printed := q.String(); len(printed) > 1000 {
					t.Errorf("too long to show (%d): %s", len(printed), printed)
				}
			}
		})
	}
}
