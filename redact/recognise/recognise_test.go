package recognise_test

import (
	"strings"
	"testing"
	"time"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

func TestChecks(t *testing.T) {
	for _, c := range []struct {
		check, text string
		ok          bool
		reason      string
	}{
		{"nino", "AA 12 34 56 B", true, ""},
		{"nino", "QQ123456A", true, "specimen"},
		{"nino", "BG123456A", false, ""},
		{"nino", "AO123456A", false, ""},
		{"nino", "DA123456A", false, ""},
		{"nino", "11A11111", true, "temporary"},
		{"nhs", "943 476 5919", true, "range for tests"},
		{"nhs", "9434765918", false, ""},
		{"nhs", "999 000 0018", true, "check digit right"},
		{"nhs", "999 000 0000", false, ""},
		{"nhs", "0101701004", true, "CHI"},
		{"nhs", "3200000007", true, "H&C"},
		{"nhs", "0000000000", false, ""},
		{"utr", "3282497350", true, ""},
		{"utr", "1123456789", true, ""},
		{"utr", "3282497351", false, ""},
		{"upn", "B801200005001", true, ""},
		{"upn", "M80120000500A", true, ""},
		{"upn", "C801200005001", false, ""},
		{"licence", "MORGA607054SM9IJ", true, ""},
		{"licence", "FOX99607054SM9IJ", true, ""},
		{"licence", "F9X99607054SM9IJ", false, ""},
		{"licence", "MORGA613054SM9IJ", false, ""},
		{"card", "4111 1111 1111 1111", true, ""},
		{"card", "4111 1111 1111 1112", false, ""},
		{"card", "0000000000000000", false, ""},
		{"reference", "HB/2024/00123", true, ""},
		{"reference", "2024", false, ""},
		{"reference", "12/03/2024", false, ""},
		{"reference", "12", false, ""},
	} {
		check, ok := recognise.Check(c.check)
		if !ok {
			t.Fatalf("no check %s", c.check)
		}
		if v := check(c.text); v.OK != c.ok || !strings.Contains(v.Reason, c.reason) {
			t.Errorf("%s %q: %+v, want %t %q", c.check, c.text, v, c.ok, c.reason)
		}
	}
	if _, ok := recognise.Check("nonesuch"); ok {
		t.Error("a check that is not there was found")
	}
}

// TestRecognisers: what each finds, and nothing else.
func TestRecognisers(t *testing.T) {
	today := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		find recognise.Recogniser
		text string
		want string // joined with " | "
	}{
		{"e-mail", recognise.Email, "Tom <t.o'baker+x@mail.sarsen.example>, a@b, (x.y@sarsen.example).", "t.o'baker+x@mail.sarsen.example | x.y@sarsen.example"},
		{"e-mail of other scripts", recognise.Email, "schreib an jürgen@müller.example!", "jürgen@müller.example"},
		{"url", recognise.URL, "see https://sarsen.example/a?b=1, www.sarsen.example. no://", "https://sarsen.example/a?b=1 | www.sarsen.example"},
		{"ip", recognise.IP, "from 192.168.1.1:80, 2001:db8::1. version 1.2.3.4 std::cout 300.1.1.1", "192.168.1.1 | 2001:db8::1"},
		{"mac", recognise.MAC, "0a:23:f5:67:89:ac 0012.3456.789a 00:00:00:00:00:00 12:30:45", "0a:23:f5:67:89:ac | 0012.3456.789a"},
		{"mobile", recognise.Phone, "ring 07700 900123 or +44 7700 900456 or +44 (0)7700 900789", "07700 900123 | +44 7700 900456 | +44 (0)7700 900789"},
		{"landline", recognise.Phone, "(01632) 960123, 01632960124, 020 7946 0123, 0113 496 0001", "(01632) 960123 | 01632960124 | 020 7946 0123 | 0113 496 0001"},
		{"in brackets", recognise.Phone, "Tom (07700 900123)", "07700 900123"},
		{"short after a label", recognise.Phone, "Tel: 960123. Room 960123", "960123"},
		{"broken by the end of a line", recognise.Phone, "> Please ring the ward before you come to visit on +44 7700\n> 900468 today", "+44 7700\n> 900468"},
		{"no phone", recognise.Phone, "on 01-02-2024 at 10:30 we paid £07700900123 for 1234 07700900123456", ""},
		{"iban", recognise.IBAN, "pay GB29 NWBK 6016 1331 9268 19 in full, not GB29 NWBK 6016 1331 9268 18", "GB29 NWBK 6016 1331 9268 19"},
		{"sort code beside the account", recognise.Bank, "£20 from 20-00-00 31926819", "20-00-00 31926819"},
		{"sort code and account", recognise.Bank, "Sort code: 20-00-00\nAccount: 31926819, on 12-03-80", "20-00-00 | 31926819"},
		{"postcode", recognise.Postcode, "SW1A 1AA, m1 1ae, EC1A1BB, GIR 0AA; not QA1 1AA, M1 1CA, AB1 2CDE, x@a1 1aa", "SW1A 1AA | m1 1ae | EC1A1BB | GIR 0AA"},
		{"postcode of a new area", recognise.Postcode, "addr: her house TH1 6RT, Quay St, QA1 1AA\norder QA1 1AA", "TH1 6RT | QA1 1AA"},
		{"vehicle", recognise.Vehicle, "BD62XYZ and AB51 ABC; car: ABC 123; not AB35 ABC, M25 AND", "BD62XYZ | AB51 ABC | ABC 123"},
		{"birth", recognise.Birth, "DOB 12/03/1980, born on 3rd May 1975, seen 12/03/2024, date of birth: 1980-03-12", "12/03/1980 | 3rd May 1975 | 1980-03-12"},
		{"birth behind", recognise.Birth, "12 March 1980 (date of birth)", "12 March 1980"},
		{"birth beside a name", recognise.Birth, "Mark Long (30/10/1997) and Sophie Price, 09/11/2013; Wei Chen 19/12/1964: rang. Sent to Tom Baker 12/03/2024 and the Act (01/02/1988)", "30/10/1997 | 09/11/2013 | 19/12/1964"},
		{"birth beside a name in small letters", recognise.Birth, "sophie price (09/11/2013) starts", "09/11/2013"},
		{"birth not plausible", recognise.Birth, "DOB 12/03/2080 born 31/02/1980", ""},
		{"address", recognise.Address, "at Flat 3, 14 Albert Road, Sarsen, SR1 2AB today", "Flat 3, 14 Albert Road, Sarsen, SR1 2AB"},
		{"address over lines", recognise.Address, "Mrs S Patel\nRose Cottage\nMill Lane\nSarsen\nSR1 2AB\n\nDear", "Rose Cottage\nMill Lane\nSarsen\nSR1 2AB"},
		{"address without postcode", recognise.Address, "He lives at 14-16 High Street, Ludlow and works", "14-16 High Street, Ludlow"},
		{"number and name", recognise.Address, "Mrs Cheung of 39 Fellside rang on 12 April from 3 homes", "39 Fellside"},
		{"address behind a name", recognise.Address, "a complaint about Natalie Green, 66 Alder Grove", "66 Alder Grove"},
		{"address broken by the end of a line", recognise.Address, "She said that the other one, of the same name, lives at 52\nVictoria Buildings, and left", "52\nVictoria Buildings"},
		{"number and name behind a name", recognise.Address, "about Natalie Green, 25 Fellside and others", "25 Fellside"},
		{"moved", recognise.Address, "she moved to 66 Fellside", "66 Fellside"},
		{"birth in a list", recognise.Birth, "Mark Long, 30/10/1997; 8ob Xqz, 04/03/2014\nseen, 01/02/2024", "30/10/1997 | 04/03/2014"},
		{"birth at the head of an entry", recognise.Birth, "20:30 mei-ling lee 06/01/1944: wants to know\n20:40 seen on 06/01/2024: closed", "06/01/1944"},
		{"reference on the next line", recognise.Broken, "> look at your claim\n> 905252201 again\nthe account\n12 homes, your claim\n\n123456", "905252201"},
		{"relatives", recognise.Name, "Late wife: Zelunedd\ngrandson Xacsen, aged 9; father's brother Qlech; sister zasia (4) and her husband, Xadu, drinks", "Zelunedd | Xacsen | Qlech | zasia | Xadu"},
		{"soft hyphen", recognise.Name, "met Chidu\u00adbem Okafor today", "Chidu\u00adbem Okafor"},
		{"two letters", recognise.Name, "met Wei Ng and Susan Ng today", "Wei Ng | Susan Ng"},
		{"towns in bodies", recognise.Name, "Oxford City Council, Halstead Primary School and Bradford Council wrote", ""},
		{"no relatives", recognise.Name, "the mother, Council says, and daughter Monday; brother in Zork; sister kept it; partner Zorkcorp; son\nZork", ""},
		{"scanned", recognise.Scanned, "DOB: I7/O5/198O Nl: PE 7l 22 31 A, Tel: O1632 96O 618\nMobile o7700 9oo 235.", "I7/O5/198O | PE 7l 22 31 A | O1632 96O 618 | o7700 9oo 235"},
		{"scanned only with a label", recognise.Scanned, "ref O1632 96O 618, DOB: 17/05/1980, Tel: SOS, call 0I632 960618 Bills", ""},
		{"dwellings", recognise.Address, "Flat 2, The Maltings, Quay St and Unit 4B Kestrel Works, Apartment 12/3 Dockside.", "Flat 2, The Maltings, Quay St | Unit 4B Kestrel Works | Apartment 12/3 Dockside"},
		{"houses by name", recognise.Address, "at The Lodge, Priory Farm; The Old Forge, Church Lane, Fordham. PO Box 771; c/o Elm Nursing Home, Ferry Rd", "The Lodge, Priory Farm | The Old Forge, Church Lane, Fordham | PO Box 771 | c/o Elm Nursing Home, Ferry Rd"},
		{"small letters", recognise.Address, "lives 3 hope street, was 22-24 high street", "3 hope street | 22-24 high street"},
		{"no dwelling", recognise.Address, "The House voted. The Old Bill came, 3 of the street, 40 mph road, Unit 4 is shut, Unit 4 Manager, c/o Tom", ""},
		{"no address", recognise.Address, "The Street Scene team met on the Albert Road case", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range c.find(recognise.New(c.text, nil, today)) {
				if f.Score >= 0.4 {
					got = append(got, f.Text)
				}
			}
			if strings.Join(got, " | ") != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, strings.Join(got, " | "), c.want)
			}
		})
	}
}

func TestName(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"title", "I told Mrs Patel and Dr J. Smith.", "Mrs Patel | Dr J. Smith"},
		{"couple", "Mr and Mrs Jones complained.", "Mr and Mrs Jones"},
		{"plain", "We met John Smith and Oluwaseun Adeyemi.", "John Smith | Oluwaseun Adeyemi"},
		{"initials", "A letter by J P Smith and R. Obi.", "J P Smith | R. Obi"},
		{"salutation", "Dear Xolani,\nHi tom,\n", "Xolani | tom"},
		{"no person greeted", "Dear Sir or Madam,\nDear Resident,\nHi all,", ""},
		{"sign-off", "Kind regards\n\nXolani Qwerty\nHousing Officer", "Xolani Qwerty"},
		{"labels", "Tenant: Xola Qwerty\nHousing officer: Tom Baker\nProperty name: Rose Cottage", "Xola Qwerty | Tom Baker"},
		{"surname first", "Patel, Sunita (tenant)", "Patel, Sunita"},
		{"particles and prefixes", "Spoke to Jan van der Berg, Siobhan O'Neill and Ewan McTavish.", "Jan van der Berg | Siobhan O'Neill | Ewan McTavish"},
		{"hyphens", "It was Anne-Marie Smith-Jones who rang.", "Anne-Marie Smith-Jones"},
		{"capitals", "TENANT: JOHN SMITH", "JOHN SMITH"},
		{"possessive", "We read John Smith's letter and Sarah’s reply.", "John Smith | Sarah"},
		{"second pass", "Kwame Tetteh rang. Later Tetteh left.", "Kwame Tetteh | Tetteh"},
		{"words that are names", "Will you mark the form in May? The Grant will be paid. Hope this helps.", ""},
		{"names that are words", "Yesterday Will Young met Mrs Price and April Rose.", "Will Young | Mrs Price | April Rose"},
		{"streets and bodies", "The Albert Road office, Victoria School and St John's Church.", ""},
		{"post", "Tom Baker Housing Officer called.", "Tom Baker"},
		{"kin", "Her son Zayvion was there.", "Zayvion"},
		{"list", "They are Ola, Tom and Sarah.", "Ola | Tom | Sarah"},
		{"header", "From: Xola Qwerty <xq@mail.example>", "Xola Qwerty"},
		{"whose", "They say her Zayvion is late and that Rose is deaf.", "Zayvion | Rose"},
		{"small letters after a preposition", "I spoke to keith field at home.", "keith field"},
		{"end of a file's name", "Advice note Wearmouth, Mark.odt", "Wearmouth, Mark"},
		{"a page's foot", "Seen at home by John Baker Page 2 of 3", "John Baker"},
		{"accents", "Łukasz Wójcik and Zoë Müller came.", "Łukasz Wójcik | Zoë Müller"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range recognise.Name(recognise.New(c.text, nil, time.Time{})) {
				got = append(got, f.Text)
			}
			if strings.Join(got, " | ") != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, strings.Join(got, " | "), c.want)
			}
		})
	}
}

func TestHintsThatDoNotFitAreLeftOut(t *testing.T) {
	text := recognise.New("Tom", []recognise.Hint{{Start: -1, End: 2, Kind: "cell"}, {Start: 2, End: 9, Kind: "field"}, {Start: 0, End: 3, Kind: "cell", Label: "Name"}}, time.Time{})
	if len(text.Hints) != 1 {
		t.Errorf("%d hints, want 1", len(text.Hints))
	}
	if got := recognise.Name(text); len(got) != 1 || got[0].Kind != redact.Person {
		t.Errorf("found %v", got)
	}
}

// TestNamesEndAtEdges: a name does not go on from one cell, row or part of a
// text into the next.
func TestNamesEndAtEdges(t *testing.T) {
	s := "Brown\tSunita\nJohn Baker\nGREEN Joan\nby Councillor Patel\nTitle: Minutes"
	cell := func(text string) recognise.Hint {
		i := strings.Index(s, text)
		return recognise.Hint{Start: i, End: i + len(text), Kind: "cell", Label: "Name"}
	}
	props := recognise.Hint{Start: strings.Index(s, "Title"), End: len(s), Kind: "properties"}
	text := recognise.New(s, []recognise.Hint{cell("Brown"), cell("Sunita"), cell("John Baker"), cell("GREEN Joan"), props}, time.Time{})
	var got []string
	for _, f := range recognise.Name(text) {
		got = append(got, f.Text)
	}
	if want := "Brown | Sunita | John Baker | GREEN Joan | Councillor Patel"; strings.Join(got, " | ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " | "), want)
	}
}
