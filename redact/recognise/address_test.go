package recognise_test

import (
	"strings"
	"testing"
	"time"

	"sarsen/redact/recognise"
)

// today bounds the dates and ages of these tests.
var today = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

// found returns what a recogniser finds, joined by bars.
func found(find recognise.Recogniser, s string) string {
	var out []string
	for _, f := range find(recognise.New(s, nil, today)) {
		out = append(out, f.Text)
	}
	return strings.Join(out, " | ")
}

func TestAddressForms(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		// British.
		{"one line", "She lives at 14 Albert Road, Ludlow SY8 1AA and", "14 Albert Road, Ludlow SY8 1AA"},
		{"no postcode", "We wrote to 14 Albert Road, but", "14 Albert Road"},
		{"lines", "Mrs S Patel\n14 Albert Road\nLudlow\nSY8 1AA\n", "14 Albert Road\nLudlow\nSY8 1AA"},
		{"lines without postcode", "Mrs S Patel\n14 Albert Road\nNewbottle\n\nDear Mrs Patel", "14 Albert Road\nNewbottle"},
		{"capitals", "The tenant of 35 EAST STREET DURHAM has moved", "35 EAST STREET DURHAM"},
		{"range", "at 12-14 Mill Lane", "12-14 Mill Lane"},
		{"range with blanks", "at 7 - 11 Mill Lane", "7 - 11 Mill Lane"},
		{"two houses", "between 12 and 14 High Street", "12 and 14 High Street"},
		{"letter", "at 12A Mill Lane", "12A Mill Lane"},
		{"flat", "Flat 3, 14 Albert Road", "Flat 3, 14 Albert Road"},
		{"flat by floor", "Top floor flat, 12 Church Street", "Top floor flat, 12 Church Street"},
		{"flat above", "Flat above 12 Church Street", "Flat above 12 Church Street"},
		{"tenement", "at Flat 2/1, 45 Byres Wynd", "Flat 2/1, 45 Byres Wynd"},
		{"tenement by door", "at 1F2, 14 Leith Brae, Edinburgh EH6 5AB", "1F2, 14 Leith Brae, Edinburgh EH6 5AB"},
		{"number word", "the family at no. 5 Station Road", "no. 5 Station Road"},
		{"no word for the street", "at number 12 Acacia there was", "12 Acacia"},
		{"opposite", "the house opposite 14 High St was sold", "14 High St"},
		{"house by name", "at The Old Rectory, Church Lane", "The Old Rectory, Church Lane"},
		{"house by its sort", "of Croft House, Low Row, Durham", "Croft House, Low Row, Durham"},
		{"cottage alone", "my neighbour at Rose Cottage says", "Rose Cottage"},
		{"care of", "c/o 44 Dunedin Villas", "c/o 44 Dunedin Villas"},
		{"room in a home", "Room 4, Rosewood Care Home, Mill Lane", "Room 4, Rosewood Care Home, Mill Lane"},
		{"caravan", "Caravan 12, Sandy Bay Holiday Park", "Caravan 12, Sandy Bay Holiday Park"},
		{"box", "PO Box 771, Leeds", "PO Box 771, Leeds"},
		{"forces", "BFPO 105", "BFPO 105"},
		{"Welsh", "I live at 12 Heol y Bryn, Bangor", "12 Heol y Bryn, Bangor"},
		{"Welsh without number", "ynghylch Bryn Awel, Lôn y Felin, Llanrwst LL26 9ZZ.", "Bryn Awel, Lôn y Felin, Llanrwst LL26 9ZZ"},
		{"somebody's hill", "kids at number 41 Tanner's Hill are", "number 41 Tanner's Hill"},
		{"Welsh first", "7 Stryd Fawr", "7 Stryd Fawr"},
		{"small letters", "i moved to 3 hope street in may", "3 hope street"},
		{"small letters, everyday word", "im at 564 whitmore way", "564 whitmore way"},
		{"misspelt", "Address: 12 Church Stret", "12 Church Stret"},
		{"scanned", "at l2 High Street", "l2 High Street"},
		{"scanned, with a place", "the drains at l6 Sea Vievv, Filey. Our", "l6 Sea Vievv, Filey"},
		{"house, lane and village", "She lives at Orchard End, Mill Lane, Upper Tadfield.", "Orchard End, Mill Lane, Upper Tadfield"},
		{"house, lane and village in lines", "Mrs E Holroyd\nBeck View\nChurch Lane\nNether Poppleby\n\nDear Mrs Holroyd", "Beck View\nChurch Lane\nNether Poppleby"},
		{"house with a number in its lane", "Rosehill, 2b Tallow Lane, Marsden Cross", "Rosehill, 2b Tallow Lane, Marsden Cross"},
		{"room in a hotel", "Placed in Room 12, Seaview Hotel, 5 Marine Pde", "Room 12, Seaview Hotel, 5 Marine Pde"},
		{"room, street without number", "in Room 214, Bay Hostel, Station Rd", "Room 214, Bay Hostel, Station Rd"},
		{"basement", "Basement, 14 Cavendish Gdns, Hove", "Basement, 14 Cavendish Gdns, Hove"},
		{"street somebody lives in", "he lives with his nan on Cranmer Rd and", "Cranmer Rd"},
		{"block somebody lives in", "He lives in Ashby Point, 14th floor", "Ashby Point"},
		{"tenement, street of one word", "3F2, 88 Broomieknowe", "3F2, 88 Broomieknowe"},
		{"tenement without comma", "1/2 45 Langlands", "1/2 45 Langlands"},
		{"number, name and place", "Foster carers\nPam and Ian Rudd\n31 Beechcroft, Thornaby Green", "31 Beechcroft, Thornaby Green"},
		{"number in words", "of Twelve Mill Road and at forty-two Chapel Street, Ludlow", "Twelve Mill Road | forty-two Chapel Street, Ludlow"},
		{"Welsh house, street and village", "yn byw yn Tŷ Capel, Ffordd y Mynydd, Cwm Du", "Tŷ Capel, Ffordd y Mynydd, Cwm Du"},
		{"Welsh house and street", "Bron y Graig, Stryd y Bont", "Bron y Graig, Stryd y Bont"},
		{"behind a name", "Agnes Holroyd, Church Lane, Nether Poppleby", "Church Lane, Nether Poppleby"},
		{"behind a name that is not known", "Xanthippa Quillfeather\nChurch Lane\nNether Poppleby", "Church Lane\nNether Poppleby"},
		{"name above a number", "Xanthippa Quillfeather\n17 Cinder Lane\n", "17 Cinder Lane"},
		{"department above a number", "Ms Fatima Quince, Oncology\n17 Cinder Lane\n", "17 Cinder Lane"},
		{"before a bracket", "known as 8 Gilder Way, Westmarch (the Property)", "8 Gilder Way, Westmarch"},
		{"label", "Name: X\nHome address: Rose Cottage, Leeds\nPhone: 1", "Rose Cottage, Leeds"},
		{"labels of parts", "House No: 12\nStreet: High Street", "12 | High Street"},
		// Of other countries.
		{"United States", "to 1234 Elm St, Springfield, IL 62704 by", "1234 Elm St, Springfield, IL 62704"},
		{"Canada", "123 Main St, Toronto, ON M5V 2T6", "123 Main St, Toronto, ON M5V 2T6"},
		{"Australia", "12 Smith St, Fitzroy VIC 3065, Australia", "12 Smith St, Fitzroy VIC 3065, Australia"},
		{"Germany", "aus der Hauptstr. 12, 10115 Berlin", "Hauptstr. 12, 10115 Berlin"},
		{"France", "12 rue de la République, 69002 Lyon, France", "12 rue de la République, 69002 Lyon, France"},
		{"Spain", "Calle de Alcalá 45, 28014 Madrid", "Calle de Alcalá 45, 28014 Madrid"},
		{"Spain, with a door", "Calle Mayor 14, 3o B, 28013 Madrid, Spain and", "Calle Mayor 14, 3o B, 28013 Madrid, Spain"},
		{"Italy", "Via Roma 12, 00184 Roma", "Via Roma 12, 00184 Roma"},
		{"Portugal", "Rua Augusta 100, 1100-053 Lisboa", "Rua Augusta 100, 1100-053 Lisboa"},
		{"Poland", "ul. Słowicza 10/3, 30-123 Kraków", "ul. Słowicza 10/3, 30-123 Kraków"},
		{"Hungary", "Kossuth utca 5, 1055 Budapest", "Kossuth utca 5, 1055 Budapest"},
		{"Netherlands", "Keizersgracht 123, 1015 CJ Amsterdam", "Keizersgracht 123, 1015 CJ Amsterdam"},
		{"Sweden", "Storgatan 12, 111 22 Stockholm", "Storgatan 12, 111 22 Stockholm"},
		{"forces abroad", "PSC 12, Box 34\nAPO AE 09012", "PSC 12, Box 34\nAPO AE 09012"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := found(recognise.Address, c.text); got != c.want {
				t.Errorf("%q\n got %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

func TestNoAddresses(t *testing.T) {
	for _, s := range []string{
		"By a decision of 24 August 1999 the Court declared the application admissible.",
		"Rule 52 § 1 of the Rules of Court",
		"Article 2 Loan 5 Article 3 Security for the Loan",
		"2. 1 Promise to Pay. 13 DEFINITIONS 13. 1 Definitions.",
		"The meeting is on 12 May 2024 at the Town Hall.",
		"Phase 2 Road Works begin in 3 weeks, 20 mph on the main road.",
		"He walked 2 miles along the road and drove 10 minutes down the lane.",
		"Address: as above",
		"Address: not known",
		"The 1987 Supreme Court case",
		"Page 1 of 3",
		"He scored 2 goals in 3 games; 4 Year 9 pupils came.",
		"Resurfacing: Wellington Road, Nelson Street, Churchill Way and Gordon Square",
		"10 parking places, 2 lovely gardens, 3 close friends",
		"4\tGemma Hall\topen", "2 Alison Hill",
		"Mrs Patel of LS1 4AP called", "DOB 12/12/1983, NI number follows", "2024 VIA TEAMS", "17. Advised GP Dr Shah",
		"Sites: Abbey Park, Mill Lane, Nelson Square", "Residents of Chase Avenue are up in arms.", "a coffee morning at the Grange, Victoria Road",
		"moved to Crown Court", "Speed Limits, Mill Lane, Weldon", "Report: Flooding, Mill Lane, Weldon", "2 Ofsted, 3 Labour, Conservative", "Present: Cllr Brown, Mr Lane, Ms Street",
		"Ring 020 7946 0123 or 07700 900312, cheers",
	} {
		if got := found(recognise.Address, s); got != "" {
			t.Errorf("%q: found %q", s, got)
		}
	}
}

// TestOffices: the reason says that an address is an office's where the text
// shows it.
func TestOffices(t *testing.T) {
	for text, office := range map[string]bool{
		"Civic Offices, 1 High Street, Leeds LS1 1AA":                true,
		"Sarsen Borough Council\n1 High Street\nLeeds\nLS1 1AA":      true,
		"Tom Baker, 1 High Street, Leeds LS1 1AA":                    false,
		"The school wrote to her. She lives at 1 High Street, Leeds": false,
	} {
		got := recognise.Address(recognise.New(text, nil, today))
		if len(got) != 1 || strings.Contains(got[0].Reason, "of an office") != office {
			t.Errorf("%q: %v, want an office's: %v", text, got, office)
		}
	}
}
