package person_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sarsen/index/person"
)

// weigh matches a text and judges it.
func weigh(s *person.Subject, text string, fields ...person.FieldHits) person.Verdict {
	return s.Weigh(person.Evidence{Text: text, Hits: s.Match(text), Fields: fields})
}

func TestWeigh(t *testing.T) {
	rare := compile(t, profile())
	single := profile()
	single.Relatives = nil
	alone := compile(t, single)
	wife := compile(t, person.Profile{
		Names: []string{"Oisin Brackenridge"}, Addresses: []string{"12 St Mary's Road"}, Relatives: []string{"Susan Brackenridge"},
	})
	rahman := compile(t, person.Profile{
		Names: []string{"Mohammed Abdul Rahman"}, Addresses: []string{"12 St Mary's Road"}, Relatives: []string{"Nasreen Abdul Rahman"},
	})
	common := compile(t, person.Profile{
		Names: []string{"John Smith"}, DateOfBirth: "1970-05-04", Addresses: []string{"3 Elm Road, Anytown, AB3 4EF"},
		Identifiers: map[string]string{"nino": "QQ112233A"}, Relatives: []string{"Mary Smith"},
	})
	for name, tc := range map[string]struct {
		s    *person.Subject
		text string
		want person.Likelihood
	}{
		"identifier alone":          {rare, "NI QQ 12 34 56 C", person.Certain},
		"reference alone":           {rare, "HB/2024/0017", person.Certain},
		"e-mail alone":              {rare, "c.oneill@home.example", person.Certain},
		"rare name":                 {rare, "Catherine O'Neill came in", person.Likely},
		"former name":               {rare, "Catherine Smith-Jones came in", person.Likely},
		"common name":               {common, "John Smith came in", person.Possible},
		"common name and birth":     {common, "John Smith, born 4 May 1970", person.Certain},
		"common name and address":   {common, "John Smith, 3 Elm Rd", person.Certain},
		"common name and postcode":  {common, "John Smith, AB3 4EF", person.Likely},
		"common name, relative":     {common, "John Smith and Mary Smith", person.Likely},
		"misspelt":                  {rare, "Cathrine O'Niell came in", person.Possible},
		"misspelt, address":         {rare, "Cathrine O'Niell, 12 St Marys Rd", person.Certain},
		"initials":                  {rare, "C O'Neill", person.Possible},
		"initials and birth":        {rare, "C O'Neill 12/03/84", person.Likely},
		"surname alone":             {rare, "O'Neill", person.Unlikely},
		"title and rare surname":    {rare, "Dear Ms O'Neill, thank you for your letter", person.Possible},
		"title and common surname":  {common, "Dear Mr Smith, thank you for your letter", person.Unlikely},
		"title, rare, other home":   {rare, "Ms O'Neill, 44 Oak Avenue", person.Unlikely},
		"over a line":               {rare, "We spoke to Catherine\nO'Neill today", person.Likely},
		"name on three lines":       {rare, "We spoke to Catherine\nMary\nO'Neill today", person.Likely},
		"line of a list":            {rare, "Patel, Catherine\nO'Neill, Ann", person.Unlikely},
		"moved, rare name":          {rare, "Catherine O'Neill, 44 Oak Avenue", person.Possible},
		"moved, middle name":        {rare, "Catherine Mary O'Neill, 44 Oak Avenue", person.Possible},
		"moved, both names":         {rare, "Catherine Smith-Jones (later O'Neill), 44 Oak Avenue", person.Likely},
		"both names":                {rare, "Catherine Smith-Jones, now Mrs O'Neill", person.Likely},
		"surname and address":       {alone, "Ms O'Neill, 12 St Mary's Road", person.Likely},
		"family name and address":   {rare, "Dr O'Neill, 12 St Mary's Road", person.Possible},
		"forename and address":      {rare, "Catherine at 12 St Mary's Road again", person.Likely},
		"husband's title at home":   {rare, "Mr O'Neill, 12 St Mary's Road", person.Possible},
		"wife's title at home":      {wife, "Mrs Brackenridge, 12 St Mary's Road", person.Possible},
		"own title at home":         {wife, "Mr Brackenridge, 12 St Mary's Road", person.Likely},
		"wife with two surnames":    {rahman, "Nasreen Abdul Rahman, 12 St Mary's Road", person.Possible},
		"wife, surnames first":      {rahman, "Abdul Rahman, Nasreen, 12 St Mary's Road", person.Possible},
		"forename and birth":        {rare, "Catherine (DoB 12 March 1984) rang", person.Likely},
		"forename and short birth":  {rare, "Catherine (DoB 12/03/84) rang", person.Likely},
		"relative and address":      {rare, "Patrick O'Neill, Flat 2, 12 St Mary's Road, AB1 2CD", person.Possible},
		"surname, forename at home": {rare, "Ms O'Neill, 12 St Mary's Road. Kitty let us in.", person.Likely},
		"other forename's surname":  {rare, "Brown, Catherine, 12 St Mary's Road", person.Possible},
		"same street elsewhere":     {common, "John Smith, of 3 Elm Road, Othertown, ZZ9 9ZZ", person.Unlikely},
		"address and postcode":      {rare, "12 St Mary's Road, Anytown, AB1 2CD", person.Possible},
		"name, neighbour's address": {common, "John Smith saw it. Ann Patel, 5 Elm Road, Anytown, AB3 4EF", person.Possible},
		"address alone":             {rare, "12 St Mary's Road", person.Possible},
		"postcode alone":            {rare, "AB1 2CD", person.Possible},
		"date alone":                {rare, "on 12/03/1984", person.Possible},
		"phone alone":               {rare, "07700 900123", person.Likely},
		"nothing":                   {rare, "the hedge", person.Unlikely},
		"namesake, other birth":     {rare, "Catherine O'Neill, DOB 01/01/1950", person.Unlikely},
		"birth with a slip":         {rare, "Catherine O'Neill, DOB 12/03/1985", person.Certain},
		"namesake, other address":   {common, "John Smith, 44 Oak Avenue, Othertown", person.Unlikely},
		"namesake, other NI":        {common, "John Smith NI QQ 99 88 77 B", person.Unlikely},
		"namesake, NI with dots":    {rare, "Catherine O'Neill NI QQ.99.88.77.B", person.Unlikely},
		"other's birth after name":  {rare, "Catherine O'Neill. Ann Patel, DOB 01/01/1950", person.Likely},
		"identifier beats birth":    {rare, "Catherine O'Neill QQ123456C, DOB 01/01/1950", person.Certain},
		"lives at another address":  {common, "John Smith, who lives at 44 Oak Edge, Othertown", person.Unlikely},
		"moved elsewhere":           {common, "John Smith moved to 44 Oak Avenue", person.Unlikely},
		"letterhead":                {common, "MR JOHN SMITH\n44 Oak Avenue\nOthertown\n4 June 2020\nDear Mr Smith", person.Unlikely},
		"other's NI, own address":   {common, "John Smith, 3 Elm Road. Carer: Ann Patel, NI QQ 99 88 77 B", person.Certain},
		"own birth beats address":   {common, "John Smith, 44 Oak Avenue, born 4 May 1970", person.Certain},
		"date without label":        {rare, "Catherine O'Neill, seen 01/01/2020", person.Likely},
		"common name in many words": {common, "Smith, John (tenant)", person.Possible},
	} {
		t.Run(name, func(t *testing.T) {
			v := weigh(tc.s, tc.text)
			if v.Likelihood != tc.want {
				t.Errorf("%q: %s (%.3f) for %v against %v, want %s", tc.text, v.Likelihood, v.Score, v.Reasons, v.Contradictions, tc.want)
			}
		})
	}
}

func TestWeighExplains(t *testing.T) {
	s := compile(t, profile())
	text := "Re Catherine O'Neill, DOB 01/01/1950"
	v := weigh(s, text)
	if len(v.Reasons) != 1 || text[v.Reasons[0].Start:v.Reasons[0].End] != "Catherine O'Neill" || v.Reasons[0].Fact != person.FactName {
		t.Errorf("reasons %v", v.Reasons)
	}
	if len(v.Contradictions) != 1 || text[v.Contradictions[0].Start:v.Contradictions[0].End] != "01/01/1950" {
		t.Errorf("contradictions %v", v.Contradictions)
	}
	if got := v.Reasons[0].String(); got != "name: Catherine O'Neill" {
		t.Errorf("printed %q", got)
	}
}

func TestWeighAsksTheIndex(t *testing.T) {
	s := compile(t, person.Profile{Names: []string{"John Smith"}})
	for name, tc := range map[string]struct {
		docs, total int
		want        person.Likelihood
	}{
		"rare here":      {1, 10000, person.Likely},
		"common here":    {900, 10000, person.Possible},
		"small index":    {1, 20, person.Possible},
		"between, known": {50, 10000, person.Possible},
	} {
		t.Run(name, func(t *testing.T) {
			text := "John Smith"
			v := s.Weigh(person.Evidence{Text: text, Hits: s.Match(text), Rarity: func(string) (int, int) { return tc.docs, tc.total }})
			if v.Likelihood != tc.want {
				t.Errorf("%s (%.3f), want %s", v.Likelihood, v.Score, tc.want)
			}
		})
	}
}

func TestAbout(t *testing.T) {
	s := compile(t, profile())
	long := strings.Repeat("The committee met and talked about the hedge. ", 60)
	to := func(people int) person.FieldHits {
		return person.FieldHits{Field: "to", Hits: s.Match("Catherine O'Neill <c.oneill@home.example>"), People: people}
	}
	for name, tc := range map[string]struct {
		text   string
		fields []person.FieldHits
		want   person.About
	}{
		"recipient":           {long, []person.FieldHits{to(2)}, person.AboutSubject},
		"one of many":         {long, []person.FieldHits{to(300)}, person.AboutMention},
		"one of many, header": {"To: Catherine O'Neill\n" + long, []person.FieldHits{to(300)}, person.AboutMention},
		"one of many, named":  {"NI QQ123456C " + long, []person.FieldHits{to(300)}, person.AboutSubject},
		"file name":           {long, []person.FieldHits{{Field: "name", Hits: s.MatchName("oneill_catherine.pdf")}}, person.AboutSubject},
		"once in a long text": {long + "Apologies: Catherine O'Neill.", nil, person.AboutMention},
		"minutes of many":     {"Present: Ann Patel, John Brown, Mary Jones, Peter Hall, Susan Green, Paul Webb. Apologies: Catherine O'Neill.", nil, person.AboutMention},
		"by initials":         {"Present: Cllr A Brindle, J Ormerod, T Vickers, P. Snape, L Aspinall, M Duxbury, Catherine O'Neill", nil, person.AboutMention},
		"with few others":     {"Present: Ann Patel, John Brown. Apologies: Catherine O'Neill.", nil, person.AboutSubject},
		"log of many":         {strings.Join(logins(40), "\n") + "\nc.oneill@home.example", nil, person.AboutMention},
		"number among many":   {strings.Join(numbers(40), "\n") + "\nQQ123456C 07700 900123", nil, person.AboutMention},
		"once in a short one": {"Apologies: Catherine O'Neill.", nil, person.AboutSubject},
		"often":               {long + "Catherine O'Neill. Ms O'Neill said.", nil, person.AboutSubject},
		"address":             {long + "12 St Mary's Road", nil, person.AboutSubject},
	} {
		t.Run(name, func(t *testing.T) {
			if v := weigh(s, tc.text, tc.fields...); v.About != tc.want {
				t.Errorf("about %s, want %s (%v)", v.About, tc.want, v.Reasons)
			}
		})
	}
}

func logins(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("user%d@home.example logged in", i)
	}
	return list
}

func numbers(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("QQ7788%02dB paid", i)
	}
	return list
}

func TestAboutInAMessage(t *testing.T) {
	s := compile(t, profile())
	head := "To: Catherine O'Neill <c.oneill@home.example>"
	for name, tc := range map[string]struct {
		body   string
		people int
		want   person.About
	}{
		"one of few":             {"The canteen reopens.", 3, person.AboutSubject},
		"one of many":            {"The canteen reopens.", 40, person.AboutMention},
		"one of many, spoken of": {"Catherine O'Neill wants a skip. Ms O'Neill rang. QQ123456C", 40, person.AboutSubject},
	} {
		t.Run(name, func(t *testing.T) {
			text := head + "\n\n" + tc.body
			e := person.Evidence{Text: text, Hits: s.Match(text), Heads: []person.Span{{End: len(head)}}}
			e.Fields = []person.FieldHits{{Field: "to", Hits: s.Match(head), People: tc.people}}
			if got := s.Weigh(e).About; got != tc.want {
				t.Errorf("about %s, want %s", got, tc.want)
			}
		})
	}
}

func TestAboutInATable(t *testing.T) {
	s := compile(t, profile())
	const own, other = "O'Neill, Catherine\tQQ123456C", "Patel, Ann\tQQ998877B"
	for name, tc := range map[string]struct {
		own, others int
		want        person.About
	}{
		"one of few":    {1, 4, person.AboutSubject},
		"one of many":   {1, 40, person.AboutMention},
		"most of many":  {30, 10, person.AboutSubject},
		"a few of many": {2, 40, person.AboutMention},
	} {
		t.Run(name, func(t *testing.T) {
			lines := append([]string{"Name\tNI"}, slices.Repeat([]string{other}, tc.others)...)
			e := table(s, append(lines, slices.Repeat([]string{own}, tc.own)...)...)
			if got := s.Weigh(e).About; got != tc.want {
				t.Errorf("about %s, want %s", got, tc.want)
			}
		})
	}
}

func TestRows(t *testing.T) {
	s := compile(t, profile())
	lines := []string{
		"Surname\tForename\tNI\tDOB",
		"O'Neill\tCatherine\tQQ123456C\t12/03/1984",
		"O'Neill\tPatrick\tQQ223344A\t02/02/1980",
		"Patel\tCatherine\t\t",
		"O'Neill\tCatherine\tDOB 01/01/1950\t",
		"x\ty\tQQ 12 34 56 C\t",
		"ONEILL\tKATE\t\t",
	}
	text := strings.Join(lines, "\n")
	var rows []person.Row
	for i := 0; i < len(text); {
		end := i + strings.IndexByte(text[i:]+"\n", '\n')
		rows = append(rows, person.Row{Span: person.Span{Start: i, End: end}})
		i = end + 1
	}
	if got := s.Rows(text, s.Match(text), rows); !slices.Equal(got, []int{1, 5, 6}) {
		t.Errorf("rows %v", got)
	}
	for name, tc := range map[string]struct {
		lines []string
		want  []int
	}{
		"birth before the name":    {[]string{"DOB\tName", "01/01/1950\tO'Neill, Catherine", "12/03/1984\tO'Neill, Catherine"}, []int{1}},
		"number before the name":   {[]string{"NI\tSurname\tForename", "QQ 22 33 44 A\tO'Neill\tCatherine"}, nil},
		"address before the name":  {[]string{"Address\tName", "44 Oak Avenue, Othertown\tO'Neill, Catherine"}, nil},
		"address after the name":   {[]string{"Name\tAddress", "O'Neill, Catherine\t44 Oak Avenue, Othertown"}, nil},
		"name of a known namesake": {[]string{"Name\tDOB", "O'Neill, Catherine\t01/01/1950", "O'Neill, Catherine\t", "Smith-Jones, Catherine\t"}, []int{2}},
		"another person before":    {[]string{"Name\tDOB\tContact", "Patel, Ann\t01/01/1950\tCatherine O'Neill"}, []int{0}},
		"only the name":            {[]string{"Name\tDOB", "O'Neill, Catherine\t", "Patel, Ann\t01/01/1950"}, []int{0}},
	} {
		e := table(s, tc.lines...)
		if got := s.Rows(e.Text, e.Hits, e.Rows); !slices.Equal(got, tc.want) {
			t.Errorf("%s: rows %v, want %v", name, got, tc.want)
		}
	}
	if got := s.Rows(text, s.Match(text), []person.Row{{Span: person.Span{Start: -1, End: 5}}, {Span: person.Span{Start: 0, End: len(text) + 1}}}); got != nil {
		t.Errorf("rows outside the text: %v", got)
	}
}
