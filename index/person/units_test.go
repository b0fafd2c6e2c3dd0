package person_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sarsen/index/person"
)

// table makes evidence of lines with tabs, the first of which has the headings.
func table(s *person.Subject, lines ...string) person.Evidence {
	e := person.Evidence{Text: strings.Join(lines, "\n")}
	heads := strings.Split(lines[0], "\t")
	at := len(lines[0]) + 1
	for _, line := range lines[1:] {
		row := person.Row{Span: person.Span{Start: at, End: at + len(line)}}
		for i, cell := range strings.Split(line, "\t") {
			row.Cells = append(row.Cells, person.Cell{Span: person.Span{Start: at, End: at + len(cell)}, Label: heads[i]})
			at += len(cell) + 1
		}
		e.Rows = append(e.Rows, row)
	}
	e.Hits = s.Match(e.Text)
	return e
}

func TestWeighRows(t *testing.T) {
	s := compile(t, profile())
	for name, tc := range map[string]struct {
		lines   []string
		want    person.Likelihood
		against string
	}{
		"all in a row":            {[]string{"Name\tDOB", "Ann Patel\t01/02/1960", "O'Neill, Catherine\t12/03/1984"}, person.Certain, ""},
		"birth in another row":    {[]string{"Name\tDOB", "O'Neill, Catherine\t", "Ann Patel\t12/03/1984"}, person.Likely, ""},
		"relative's row":          {[]string{"Surname\tForename\tAddress", "O'Neill\tPatrick\t12 St Mary's Road, Anytown, AB1 2CD"}, person.Possible, ""},
		"forename in another row": {[]string{"Name\tAddress", "Catherine Patel\t4 Elm Road", "O'Neill, Patrick\t12 St Mary's Road"}, person.Possible, ""},
		"birth by its heading":    {[]string{"Name\tDate of birth", "O'Neill, Catherine\t01/01/1950"}, person.Unlikely, "another date of birth: 01/01/1950"},
		"date without a heading":  {[]string{"Name\tSeen", "O'Neill, Catherine\t01/01/1950"}, person.Likely, ""},
		"NHS number by heading":   {[]string{"Name\tNHS no", "O'Neill, Catherine\t943 476 5870"}, person.Unlikely, "another NHS number: 943 476 5870"},
		"address in a cell":       {[]string{"Name\tBand\tAddress", "O'Neill, Catherine\tB\t44 Oak Avenue, Othertown"}, person.Possible, "another address: 44 Oak Avenue"},
		"mother's row":            {[]string{"Name\tAddress\tNI", "O'Neill, Catherine\t12 St Mary's Road, Anytown, AB1 2CD\tQQ 99 88 77 B"}, person.Unlikely, "another National Insurance number: QQ 99 88 77 B"},
		"daughter's row":          {[]string{"Name\tAddress\tDOB", "O'Neill, Catherine\t12 St Mary's Road\t28 May 09"}, person.Unlikely, "another date of birth: 28 May 09"},
		"namesake's row as well": {
			[]string{"Name\tDate of birth", "O'Neill, Catherine\t01/01/1950", "O'Neill, Catherine\t12/03/1984"}, person.Certain, "",
		},
		"contact of somebody else": {[]string{"Name\tDOB\tContact", "Patel, Ann\t01/01/1950\tCatherine O'Neill"}, person.Likely, ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := table(s, tc.lines...)
			v := s.Weigh(e)
			var against []string
			for _, c := range v.Contradictions {
				against = append(against, c.Against())
			}
			if v.Likelihood != tc.want || strings.Join(against, ", ") != tc.against {
				t.Errorf("%s (%.3f) for %v against %v, want %s against %q", v.Likelihood, v.Score, v.Reasons, against, tc.want, tc.against)
			}
			for _, r := range append(v.Reasons, v.Contradictions...) {
				if e.Text[r.Start:r.End] != r.Text {
					t.Errorf("%s is not at %d", r, r.Start)
				}
			}
		})
	}
}

func TestNamesakeInOneRow(t *testing.T) {
	s := compile(t, profile())
	lists := []person.Evidence{
		table(s, "Name\tDate of birth\tRef", "O'Neill, Catherine\t01/01/1950\tHB/2024/9999", "O'Neill, Catherine\t12/03/1984\t"),
		table(s, "Name\tRef", "O'Neill, Catherine\tHB/2024/9999", "Patel, Ann\tHB/2024/1111"),
	}
	list := []person.Verdict{s.Weigh(lists[0]), s.Weigh(lists[1])}
	others := person.Learn(list, nil)
	if v := others.Review(list[0], lists[0]); v.Likelihood != person.Certain {
		t.Errorf("the list with both is %s", v.Likelihood)
	}
	if v := others.Review(list[1], lists[1]); v.Likelihood != person.Unlikely {
		t.Errorf("the list with the namesake is %s", v.Likelihood)
	}
}

func TestWeighInContext(t *testing.T) {
	single := profile()
	single.Relatives = nil
	for name, tc := range map[string]struct {
		profile person.Profile
		text    string
		unsure  bool
		want    person.Likelihood
	}{
		"surname":              {single, "Ms O'Neill rang", false, person.Likely},
		"surname, unsure":      {single, "Ms O'Neill rang", true, person.Possible},
		"surname of a family":  {profile(), "Dr O'Neill rang", false, person.Possible},
		"forename of somebody": {single, "Catherine Patel rang", false, person.Unlikely},
		"own number":           {single, "NI QQ123456C", true, person.Certain},
	} {
		t.Run(name, func(t *testing.T) {
			s := compile(t, tc.profile)
			v := s.Weigh(person.Evidence{Text: tc.text, Hits: s.MatchKnown(tc.text), Context: "Re: hedge", Unsure: tc.unsure})
			if v.Likelihood != tc.want {
				t.Errorf("%s (%.3f) for %v, want %s", v.Likelihood, v.Score, v.Reasons, tc.want)
			}
		})
	}
}

// Whatever the text and its rows, reasons stand where they say.
func FuzzWeigh(f *testing.F) {
	s := compile(f, profile())
	f.Add("Catherine O'Neill, 44 Oak Avenue, DOB 01/01/1950\nKitty O'Neill\tNHS no 943 476 5870", 49, 90)
	f.Add("Ms O’Neill <cath@x.example>, ﬁve (07700) 900555, QQ 99 88 77 B", 3, 20)
	f.Add("ſ\u0130 C. O'Neill AB1 2CD 12 St Mary's Rd", 0, 5)
	f.Add("Catherine Lee O'Neill (aged 34) née Brown, our ref: KX/20417, the late C. O’Neill dec'd", 0, 0)
	f.Add("a 34-year-old Catherine O'Neill, born 21ain o Fedi 09, c.oneill (at) home dot example", 0, 0)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		text = strings.ToValidUTF8(text, "")
		e := person.Evidence{Text: text, Hits: s.Match(text), Date: time.Date(2020, 6, 1, 0, 0, 0, 0, time.UTC), Rows: []person.Row{{Span: person.Span{Start: start, End: end}}}}
		if start > 0 && start < len(text) && !utf8.RuneStart(text[start]) || end > 0 && end < len(text) && !utf8.RuneStart(text[end]) {
			e.Rows = nil
		}
		v := s.Weigh(e)
		for _, r := range append(v.Reasons, v.Contradictions...) {
			if text[r.Start:r.End] != r.Text {
				t.Errorf("%q is not at %d to %d", r.Text, r.Start, r.End)
			}
		}
		for _, g := range v.Sightings {
			for _, d := range g.Details {
				if text[d.Start:d.End] != d.Text {
					t.Errorf("%q is not at %d to %d", d.Text, d.Start, d.End)
				}
			}
		}
		person.Learn([]person.Verdict{v}, nil).Review(v, e)
		for _, mine := range []bool{true, false} {
			v := person.Learn(nil, []person.Lesson{{Item: "x", Mine: mine, Verdict: v}}).Review(v, e)
			person.Clues([]person.Seen{{Item: "x", Verdict: v}})
		}
	})
}
