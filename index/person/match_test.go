package person_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/index/person"
)

// profile is an invented person; the phones are of the ranges for drama.
func profile() person.Profile {
	return person.Profile{
		Names:       []string{"Catherine Mary O'Neill"},
		FormerNames: []string{"Catherine Smith-Jones"},
		Nicknames:   []string{"Kitty", "Big Cath"},
		DateOfBirth: "1984-03-12",
		Addresses:   []string{"Flat 2, 12 St Mary's Road, Anytown, AB1 2CD"},
		Emails:      []string{"c.oneill@home.example"},
		Phones:      []string{"07700 900123", "+44 1632 960456"},
		Identifiers: map[string]string{"nino": "QQ123456C", "nhs_number": "943 476 5919"},
		References:  []string{"HB/2024/0017"},
		Relatives:   []string{"Patrick O'Neill"},
	}
}

func compile(t testing.TB, p person.Profile) *person.Subject {
	t.Helper()
	s, err := person.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// facts lists hits as fact=value.
func facts(hits []person.Hit) []string {
	var list []string
	for _, h := range hits {
		list = append(list, h.Fact+"="+h.Value)
	}
	return list
}

func TestMatchNames(t *testing.T) {
	s := compile(t, profile())
	for name, tc := range map[string]struct{ text, want string }{
		"as given":              {"to Catherine Mary O'Neill, today", "name=Catherine Mary O'Neill"},
		"without middle name":   {"Catherine O'Neill called", "name=Catherine O'Neill"},
		"middle initial":        {"Catherine M. O'Neill called", "name=Catherine M. O'Neill"},
		"capitals":              {"CATHERINE O'NEILL", "name=CATHERINE O'NEILL"},
		"small letters":         {"met catherine o'neill", "name=catherine o'neill"},
		"typographic":           {"Catherine O’Neill", "name=Catherine O’Neill"},
		"no apostrophe":         {"Catherine ONeill", "name=Catherine ONeill"},
		"apostrophe apart":      {"Catherine O Neill", "name=Catherine O Neill"},
		"possessive":            {"Catherine O'Neill's file", "name=Catherine O'Neill"},
		"over a line":           {"Catherine\nO'Neill", "name=Catherine\nO'Neill"},
		"cut at the hyphen":     {"Catherine Smith-\nJones", "former_name=Catherine Smith-\nJones"},
		"hyphen on next line":   {"Catherine Smith\n-Jones", "former_name=Catherine Smith\n-Jones"},
		"cut before the blank":  {"Catherine Smith\nJones", "former_name=Catherine Smith\nJones"},
		"cut inside a half":     {"Catherine Smi-\nth-Jones", "former_name=Catherine Smi-\nth-Jones"},
		"cut in capitals":       {"CATHERINE SMI-\nTH-JONES", "former_name=CATHERINE SMI-\nTH-JONES"},
		"simple name cut":       {"Catherine O'NE-\nILL", "name=Catherine O'NE-\nILL"},
		"dash with blanks":      {"Catherine Smith - Jones", "former_name=Catherine Smith - Jones"},
		"all on own lines":      {"Catherine\nSmith-\nJones", "former_name=Catherine\nSmith-\nJones"},
		"other compound cut":    {"Catherine Smith-\nBrown", ""},
		"errors in compound":    {"Mrs Cathrine Smit-Jones", "former_name=Cathrine Smit-Jones"},
		"errors, apart":         {"Mrs Cathrine Smit Jones", "former_name=Cathrine Smit Jones"},
		"errors in both halves": {"Cathrine Smih Jonnes", "former_name=Cathrine Smih Jonnes"},
		"accents":               {"Cathérine O'Neill", "name=Cathérine O'Neill"},
		"surname first":         {"O'Neill, Catherine Mary (Ms)", "name=O'Neill, Catherine Mary"},
		"surname in capitals":   {"O'NEILL Catherine", "name=O'NEILL Catherine"},
		"cells":                 {"O'Neill\tCatherine\t4", "name=O'Neill\tCatherine"},
		"cells, forename first": {"7\tCatherine\tO'Neill\t4", "name=Catherine\tO'Neill"},
		"user name":             {"catherine.oneill@work.example", "name=catherine.oneill"},
		"initials":              {"Ms C O'Neill", "initials=C O'Neill"},
		"initials with stops":   {"C. M. O'Neill", "initials=C. M. O'Neill"},
		"initials together":     {"CM O'Neill", "initials=CM O'Neill"},
		"initials after":        {"O'Neill, C.M.", "initials=O'Neill, C.M"},
		"spelling":              {"Kathryn O'Neill", "name=Kathryn O'Neill"},
		"spelling of surname":   {"Catherine O'Neil", "name=Catherine O'Neil"},
		"nickname":              {"Kate O'Neill", "nickname=Kate O'Neill"},
		"own nickname":          {"Kitty O'Neill", "nickname=Kitty O'Neill"},
		"nickname of two words": {"ask Big Cath about it", "nickname=Big Cath"},
		"former name":           {"Catherine Smith-Jones", "former_name=Catherine Smith-Jones"},
		"former name apart":     {"Catherine Smith Jones", "former_name=Catherine Smith Jones"},
		"former name joined":    {"Catherine SmithJones", "former_name=Catherine SmithJones"},
		"typing error":          {"Cahterine O'Neill", "name=Cahterine O'Neill"},
		"error in both":         {"Cathrine O'Niell", "name=Cathrine O'Niell"},
		"misread":               {"Catherlne O'Nei1l", "name=Catherlne O'Nei1l"},
		"two places":            {"Kate O'Neill, i.e. Catherine O'Neill", "nickname=Kate O'Neill|name=Catherine O'Neill"},
		"unknown middle name":   {"Catherine Jane O'Neill", "name=Catherine Jane O'Neill"},

		"surname later":           {"Catherine O'Neill wrote. Ms O'Neill said so.", "name=Catherine O'Neill|surname=O'Neill"},
		"forename later":          {"Catherine O'Neill wrote. I met Catherine.", "name=Catherine O'Neill|forename=Catherine"},
		"surname alone":           {"O'Neill called", ""},
		"title and surname":       {"Ms O'Neill called", "surname=O'Neill"},
		"title, misread":          {"Mrs O'Nei1l, NI QQ123456C", "surname=O'Nei1l|nino=QQ123456C"},
		"title, misread, alone":   {"Mrs O'Nei1l called", ""},
		"title, another's name":   {"Mrs O'Reilly, NI QQ123456C", "nino=QQ123456C"},
		"title, cut surname":      {"Dear Mrs Smith-\nJones", "surname=Smith-\nJones"},
		"title, two people":       {"Mr O'Neill and Mrs O'Neill called", ""},
		"title, other initial":    {"Mrs G O'Neill called", ""},
		"forename alone":          {"Dear Catherine,", ""},
		"surname with identifier": {"Ms O'Neill, NI QQ123456C", "surname=O'Neill|nino=QQ123456C"},
		"relative about":          {"Catherine O'Neill and Patrick O'Neill. Mr O'Neill said.", "name=Catherine O'Neill"},
		"other Catherine about":   {"Catherine O'Neill met Catherine Patel. Catherine left.", "name=Catherine O'Neill"},

		"other forename":    {"Patrick O'Neill", ""},
		"other surname":     {"Catherine Patel", ""},
		"longer surname":    {"Catherine O'Neillson", ""},
		"longer forename":   {"Anacatherine O'Neill", ""},
		"two people":        {"Patrick O'Neill, Catherine Brown and others", ""},
		"other initial":     {"Mr P O'Neill", ""},
		"sentence between":  {"I saw Catherine. O'Neill came later.", ""},
		"other forename 2":  {"Katharina O'Neill", ""},
		"paragraph between": {"Catherine\n\nO'Neill", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(facts(s.Match(tc.text)), "|"); got != tc.want {
				t.Errorf("%q\n got %s\nwant %s", tc.text, got, tc.want)
			}
		})
	}
}

func TestMatchEverydayWords(t *testing.T) {
	mark := compile(t, person.Profile{Names: []string{"Mark Price"}})
	will := compile(t, person.Profile{Names: []string{"William Brown"}})
	may := compile(t, person.Profile{Names: []string{"May Field"}})
	smith := compile(t, person.Profile{Names: []string{"John Smith"}})
	for name, tc := range map[string]struct {
		s          *person.Subject
		text, want string
	}{
		"verb and noun":         {mark, "mark price and the price", ""},
		"verb the noun":         {mark, "Mark the price", ""},
		"name":                  {mark, "Mark Price", "name=Mark Price"},
		"only one capital":      {mark, "Mark price lists", ""},
		"name, then words":      {mark, "Mark Price came. Mark the date. The price rose. Price: 3", "name=Mark Price"},
		"greeting":              {mark, "Dear Mark,\nMark Price came", "forename=Mark|name=Mark Price"},
		"will brown":            {will, "it will brown in the oven", ""},
		"Will Brown":            {will, "Will Brown", "nickname=Will Brown"},
		"will do":               {will, "William Brown: Will do.", "name=William Brown"},
		"may":                   {may, "May I field this question? In May Field 3 floods", "name=May Field"},
		"list of others":        {smith, "Smith, Ann; Jones, John; Smith, Peter", ""},
		"list, forename first":  {smith, "Ann Smith, John Brown, Peter Jones", ""},
		"hyphenated other":      {smith, "Mr Brown-Smith and John", ""},
		"middle of other":       {smith, "Smithson, John", ""},
		"John in other case":    {smith, "Joan Smith, Jon Smythe", "name=Jon Smythe"},
		"pronoun":               {smith, "Mrs Smith I think", "surname=Smith"},
		"Johnson":               {smith, "Johnson Smith", ""},
		"short words not typos": {smith, "Join Smith", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(facts(tc.s.Match(tc.text)), "|"); got != tc.want {
				t.Errorf("%q\n got %s\nwant %s", tc.text, got, tc.want)
			}
		})
	}
}

func TestMatchFacts(t *testing.T) {
	s := compile(t, profile())
	for name, tc := range map[string]struct{ text, want string }{
		"NI number":               {"NI QQ123456C.", "nino=QQ123456C"},
		"NI number in groups":     {"QQ 12 34 56 C", "nino=QQ 12 34 56 C"},
		"NI number hyphens":       {"qq-12-34-56-c", "nino=qq-12-34-56-c"},
		"NI number over a line":   {"QQ 12\n34 56 C", "nino=QQ 12\n34 56 C"},
		"NI number, no suffix":    {"QQ 12 34 56", "nino=QQ 12 34 56"},
		"NI number, misread":      {"QQ I2 34 56 C", "nino=QQ I2 34 56 C"},
		"NI number, misread more": {"QQ I2 34 S6 C", ""},
		"the same beside a name":  {"Catherine O'Neill, QQ I2 34 S6 C", "name=Catherine O'Neill|nino=QQ I2 34 S6 C"},
		"NI number, other end":    {"QQ 12 34 56 D", ""},
		"NI number inside":        {"XQQ123456C", ""},
		"NHS number":              {"NHS 943-476-5919", "nhs_number=943-476-5919"},
		"NHS number inside":       {"19434765919", ""},
		"reference":               {"our ref HB/2024/0017", "reference=HB/2024/0017"},
		"reference joined":        {"HB20240017", "reference=HB20240017"},
		"reference longer":        {"HB/2024/00171", ""},
		"mobile":                  {"ring 07700900123", "phone=07700900123"},
		"mobile in groups":        {"07700 900 123", "phone=07700 900 123"},
		"mobile abroad":           {"+44 7700 900123", "phone=+44 7700 900123"},
		"mobile abroad with 0":    {"+44 (0)7700 900 123", "phone=+44 (0)7700 900 123"},
		"mobile without 0":        {"7700900123", "phone=7700900123"},
		"landline":                {"(01632) 960456", "phone=(01632) 960456"},
		"other phone":             {"07700 900124", ""},
		"e-mail":                  {"<C.ONeill@home.example>.", "email=C.ONeill@home.example"},
		"e-mail, sentence":        {"Write to c.oneill@home.example.", "email=c.oneill@home.example"},
		"e-mail, other":           {"cm.oneills@home.example c.oneill@home.example.uk", "initials=c.oneill"},
		"e-mail, misspelt":        {"c.oneill@hone.example", "email=c.oneill@hone.example"},
		"e-mail, other number":    {"x2.oneill@home.example", ""},
		"birth, British":          {"12/03/1984", "date_of_birth=12/03/1984"},
		"birth, short":            {"12/3/84", "date_of_birth=12/3/84"},
		"birth, dots":             {"12.03.1984", "date_of_birth=12.03.1984"},
		"birth, ISO":              {"1984-03-12", "date_of_birth=1984-03-12"},
		"birth, long":             {"12th of March 1984", "date_of_birth=12th of March 1984"},
		"birth, month first":      {"March 12, 1984", "date_of_birth=March 12, 1984"},
		"birth, month short":      {"12-Mar-84", "date_of_birth=12-Mar-84"},
		"birth, packed":           {"19840312", "date_of_birth=19840312"},
		"birth, American":         {"03/12/1984", "date_of_birth=03/12/1984"},
		"other date":              {"12/04/1984 and 13/03/1984", ""},
		"address":                 {"at 12 St Mary's Road", "address=12 St Mary's Road"},
		"address short":           {"12, St Marys Rd.", "address=12, St Marys Rd"},
		"address misspelt":        {"Catherine O'Neill, 12 St Marrys Road", "name=Catherine O'Neill|address=12 St Marrys Road"},
		"address misspelt, alone": {"12 St Marrys Road", ""},
		"address in full":         {"Flat 2\n12 St Mary's Road\nAnytown\nAB1 2CD", "address=Flat 2|address=12 St Mary's Road|address=Anytown|postcode=AB1 2CD"},
		"other house":             {"112 St Mary's Road, 13 St Mary's Road", ""},
		"postcode":                {"ab12cd", "postcode=ab12cd"},
		"other postcode":          {"AB1 2CE", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(facts(s.Match(tc.text)), "|"); got != tc.want {
				t.Errorf("%q\n got %s\nwant %s", tc.text, got, tc.want)
			}
		})
	}
}

func TestMatchName(t *testing.T) {
	s := compile(t, profile())
	for name, tc := range map[string]struct{ name, want string }{
		"underscores":  {"letter_to_catherine_oneill_2024.pdf", "name=catherine_oneill"},
		"camel case":   {"CatherineO'Neill-final.docx", "name=CatherineO'Neill"},
		"hyphens":      {"oneill-catherine.pdf", "name=oneill-catherine"},
		"initials":     {"O'Neill C 2024.pdf", "initials=O'Neill C"},
		"reference":    {"HB_2024_0017.msg", "reference=HB_2024_0017"},
		"NI number":    {"scan_QQ123456C.tif", "nino=QQ123456C"},
		"in a path":    {"Housing/O'Neill, Catherine/a.pdf", "name=O'Neill, Catherine"},
		"other person": {"letter_to_patrick_oneill.pdf", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(facts(s.MatchName(tc.name)), "|"); got != tc.want {
				t.Errorf("%q\n got %s\nwant %s", tc.name, got, tc.want)
			}
		})
	}
}

func TestMatchInitialsInTheProfile(t *testing.T) {
	s := compile(t, person.Profile{Names: []string{"C. J. Allen"}})
	for text, want := range map[string]string{
		"Carol Allen": "initials=Carol Allen", "C J Allen": "initials=C J Allen", "Allen, C": "initials=Allen, C", "Peter Allen": "",
	} {
		if got := strings.Join(facts(s.Match(text)), "|"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestParticlesAndHonours(t *testing.T) {
	s := compile(t, person.Profile{Names: []string{"Anna van der Berg, OBE", "al-Hassan, Omar"}})
	for text, want := range map[string]string{
		"Anna van der Berg": "name=Anna van der Berg", "Anna Vanderberg": "name=Anna Vanderberg", "Anna Berg": "name=Anna Berg",
		"van der Berg, Anna": "name=van der Berg, Anna", "Omar Al Hassan": "name=Omar Al Hassan",
		"Dear Mrs van der Berg": "surname=van der Berg", "Mr al-Hassan": "surname=al-Hassan", "van der Berg": "",
		"Anna van der Berg came. Ms van der Berg left.": "name=Anna van der Berg|surname=van der Berg", "Omar Hassan": "name=Omar Hassan",
	} {
		if got := strings.Join(facts(s.Match(text)), "|"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestMatchedExactly(t *testing.T) {
	s := compile(t, profile())
	for text, want := range map[string]bool{
		"Catherine O'Neill": true, "Cathrine O'Neill": false, "Kate O'Neill": true, "QQ 12 34 56 C": true,
		"QQ 12 34 56": false, "QQ I2 34 56 C": false, "12 St Marys Rd": true, "03/12/1984": false,
	} {
		hits := s.Match(text)
		if len(hits) != 1 || hits[0].Exact != want {
			t.Errorf("%s: %+v, want exact %v", text, hits, want)
		}
	}
}

func TestCompileErrors(t *testing.T) {
	if _, err := person.Compile(person.Profile{}); !errors.Is(err, person.ErrEmpty) {
		t.Errorf("empty profile: %v", err)
	}
	_, err := person.Compile(person.Profile{Names: []string{"Ann Lee"}, DateOfBirth: "12/03/1984"})
	if err == nil || strings.Contains(err.Error(), "1984") {
		t.Errorf("date of birth: %v", err)
	}
	if _, err := person.Compile(person.Profile{Identifiers: map[string]string{"": "QQ123456C"}}); err == nil {
		t.Error("an identifier without a kind is taken")
	}
}

func TestMatchIsStable(t *testing.T) {
	text := strings.Repeat("Ms C O'Neill of 12 St Mary's Road, born 12/03/1984, NI QQ123456C. ", 5)
	first := compile(t, profile()).Match(text)
	for range 5 {
		if again := compile(t, profile()).Match(text); !slices.Equal(again, first) {
			t.Fatalf("%v, then %v", first, again)
		}
	}
}

// FuzzMatch: hits lie in the text on rune boundaries, have their text as value
// and a strength, and none lies inside another.
func FuzzMatch(f *testing.F) {
	s := compile(f, profile())
	for _, text := range []string{"Catherine O'Neill", "O'Neill, C.M. 12\n03 84", "QQ 12 (34) 56", "\xff’ﬃ O", "1 2 3 may 2 2 of", "Flat 2, 12 st marys rd", "twenty first of the 9th 84", "0 3 0 4 1 9 8 4", "c.oneill+x at\nhome dot example", "cn=recipients/cn=c.oneill", "Road, 12 no 12/14 st mary's"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, hits := range [][]person.Hit{s.Match(text), s.MatchName(text)} {
			end := -1
			for _, h := range hits {
				if h.Start < 0 || h.End <= h.Start || h.End > len(text) || h.End <= end || h.Value != text[h.Start:h.End] {
					t.Fatalf("%q: %+v after %d", text, h, end)
				}
				if h.Strength <= 0 || h.Strength > 1 || h.Fact == "" {
					t.Fatalf("%q: %+v", text, h)
				}
				if utf8.ValidString(text) && !utf8.ValidString(h.Value) {
					t.Fatalf("%q: %q cuts a rune", text, h.Value)
				}
				end = h.End
			}
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	s := compile(b, profile())
	filler := strings.Repeat("Dear Mr Patel, thank you for your letter of 3 April 2024 about the hedge at 14 Elm Road. ", 60)
	text := strings.Repeat(filler+"Ms Kathryn O'Neill, 12 St Mary's Road, QQ 12 34 56 C. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Match(text)
	}
}
