package gold

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"

	"sarsen/redact"
)

// A Score counts how spans were found. Scores of parts add up.
type Score struct {
	Texts, Missed   int // texts with a wanted span, and those in which one or more was missed
	Total, Hit      int // wanted spans, and those that are covered
	Flagged, Right  int // bytes flagged, and those of them that are wanted
	Clean, Alarmed  int // texts without a wanted span, and those flagged all the same
	Exact, Reported int // spans with exactly the bounds of a wanted one, and all reported
}

// Recall is the share of wanted spans that are covered; 1 where none is wanted.
func (s Score) Recall() float64 { return share(s.Hit, s.Total) }

// Precision is the share of flagged bytes that are wanted.
func (s Score) Precision() float64 { return share(s.Right, s.Flagged) }

// F2 weighs recall four times as much as precision.
func (s Score) F2() float64 {
	p, r := s.Precision(), s.Recall()
	if p+r == 0 {
		return 0
	}
	return 5 * p * r / (4*p + r)
}

// F1 is that of spans with exactly the wanted bounds.
func (s Score) F1() float64 {
	if s.Total+s.Reported == 0 {
		return 1
	}
	return 2 * float64(s.Exact) / float64(s.Total+s.Reported)
}

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// Add counts the spans found in a text towards s. Wanted spans that begin with
// "@" are left to the rules for handles and not counted. miss, when not nil,
// is told each wanted span that is not covered, and wrong each found one that
// touches nothing wanted.
func (m Measure) Add(s *Score, t Text, found []redact.Found, miss func(Span), wrong func(redact.Found)) {
	if m.Genre != "" && t.Genre != m.Genre {
		return
	}
	cover, wanted, beside := newMask(t.Text), newMask(t.Text), newMask(t.Text)
	for _, f := range found {
		cover.set(f.Span)
	}
	var spans []redact.Span
	hit := 0
	for _, g := range t.Spans {
		switch {
		case holds(m.Beside, g.Label):
			beside.set(g.Span)
			continue
		case !holds(m.Labels, g.Label):
			continue
		}
		wanted.set(g.Span)
		if strings.HasPrefix(t.Text[g.Start:], "@") {
			continue
		}
		spans = append(spans, g.Span)
		if cover.covers(t.Text, g.Span) {
			hit++
		} else if miss != nil {
			miss(g)
		}
	}
	alarmed := false
	for _, f := range found {
		if !slices.Contains(m.Kinds, f.Kind) {
			continue
		}
		n := wanted.count(f.Span)
		s.Reported++
		if slices.Contains(spans, f.Span) {
			s.Exact++
		}
		s.Flagged += f.End - f.Start
		s.Right += n + beside.count(f.Span)
		alarmed = alarmed || n == 0
		if n == 0 && wrong != nil {
			wrong(f)
		}
	}
	s.count(len(spans), hit, alarmed)
}

// count adds a text with so many wanted spans, of which hit are covered;
// alarmed says that something else was flagged in it.
func (s *Score) count(total, hit int, alarmed bool) {
	s.Total, s.Hit = s.Total+total, s.Hit+hit
	switch {
	case total > 0:
		s.Texts++
		if hit < total {
			s.Missed++
		}
	default:
		s.Clean++
		if alarmed {
			s.Alarmed++
		}
	}
}

func holds(labels []string, label string) bool {
	return slices.ContainsFunc(labels, func(l string) bool { return strings.EqualFold(l, label) })
}

// A mask says of each byte of a text whether it lies in a span.
type mask []bool

func newMask(text string) mask { return make(mask, len(text)) }

func (m mask) set(s redact.Span) {
	for i := s.Start; i < s.End; i++ {
		m[i] = true
	}
}

func (m mask) count(s redact.Span) (n int) {
	for i := s.Start; i < s.End; i++ {
		if m[i] {
			n++
		}
	}
	return n
}

// covers reports whether each letter and digit of s lies in a span.
func (m mask) covers(text string, s redact.Span) bool {
	for i, r := range text[s.Start:s.End] {
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && !m[s.Start+i] {
			return false
		}
	}
	return true
}

// Covered reports whether every letter and digit of want lies in a span found.
func Covered(text string, want redact.Span, found []redact.Found) bool {
	m := newMask(text)
	for _, f := range found {
		m.set(f.Span)
	}
	return m.covers(text, want)
}

// Protected counts, of the entities of a text that identify directly and are
// labelled with one of labels, those of which every mention is covered.
func Protected(t Text, found []redact.Found, labels []string) (protected, all int) {
	cover := newMask(t.Text)
	for _, f := range found {
		cover.set(f.Span)
	}
	bare := map[string]bool{}
	for _, g := range t.Spans {
		if g.Identifier == "DIRECT" && holds(labels, g.Label) {
			bare[g.Entity] = bare[g.Entity] || !cover.covers(t.Text, g.Span)
		}
	}
	for _, b := range bare {
		if !b {
			protected++
		}
	}
	return protected, len(bare)
}

// A Row is a line of the table.
type Row struct {
	Name string
	Score
}

// Judge scores every measure whose set is in dir; the others are left out.
// find returns the spans of a text, sorted.
func Judge(dir string, find func(Text) []redact.Found) ([]Row, error) {
	found := map[string][][]redact.Found{}
	texts := map[string][]Text{}
	for _, s := range Sets() {
		list, err := s.Read(dir)
		if err != nil {
			return nil, err
		}
		texts[s.Name] = list
		for _, t := range list {
			found[s.Name] = append(found[s.Name], find(t))
		}
	}
	var rows []Row
	for _, m := range Measures() {
		row := Row{Name: m.Name}
		for i, t := range texts[m.Set] {
			m.Add(&row.Score, t, found[m.Set][i], nil, nil)
		}
		rows = append(rows, row)
	}
	direct := Row{Name: "tab direct identifiers, by entity"}
	for i, t := range texts["tab"] {
		hit, all := Protected(t, found["tab"][i], []string{"PERSON", "CODE"})
		direct.Total, direct.Hit, direct.Texts = direct.Total+all, direct.Hit+hit, direct.Texts+1
		if hit < all {
			direct.Missed++
		}
	}
	return append(rows, direct), nil
}

// Print writes the table: recall of spans, precision of bytes, F2, F1 of exact
// spans, the share of texts with a miss, and of texts without a wanted span
// that are flagged.
func Print(w io.Writer, rows []Row) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(tw, "what\tspans\trecall\tprecision\tF2\texact F1\ttexts with a miss\tfalse alarms") // Flush has the error
	for _, r := range rows {
		precision, f2, f1 := "-", "-", "-"
		if r.Flagged > 0 {
			precision, f2, f1 = figure(r.Precision()), figure(r.F2()), figure(r.F1())
		}
		_, _ = fmt.Fprintf(tw, "%s\t%d\t%s\t%s\t%s\t%s\t%s of %d\t%s of %d\n", r.Name, r.Total, figure(r.Recall()), precision, f2, f1,
			figure(share(r.Missed, r.Texts)), r.Texts, figure(1-share(r.Clean-r.Alarmed, r.Clean)), r.Clean)
	}
	return tw.Flush()
}

func figure(x float64) string { return fmt.Sprintf("%.3f", x) }
