package person

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sarsen/index/query"
)

// maxVariants is how many other forms of a forename go into one query.
const maxVariants = 12

// Queries returns the queries that together find every item that may be about
// the subject, and many that are not: Match and Weigh decide. Each is short
// enough to be shown. Their order is fixed.
func (s *Subject) Queries() []query.Node {
	var list []query.Node
	seen := map[string]bool{}
	add := func(n query.Node) {
		if n != nil && !seen[n.String()] {
			seen[n.String()] = true
			list = append(list, n)
		}
	}
	for _, n := range s.names {
		add(nameQuery(n))
	}
	for _, c := range s.codes.list {
		add(codeQuery(c))
	}
	for _, e := range s.emails {
		add(query.Phrase{Text: e})
	}
	for _, a := range s.addresses {
		add(addressQuery(a))
	}
	if !s.born.IsZero() {
		add(bornQuery(s.born))
	}
	return list
}

// SurnameQueries returns queries for items in which a surname of the subject
// stands, whatever the forename: far more than are about them.
func (s *Subject) SurnameQueries() []query.Node {
	var list []query.Node
	for _, n := range s.names {
		q := query.Node(query.Word{Text: n.surname})
		if n.bare != n.surname {
			q = query.Any(q, query.Phrase{Text: n.apart})
		}
		if !n.whole && !slices.ContainsFunc(list, func(o query.Node) bool { return o.String() == q.String() }) {
			list = append(list, q)
		}
	}
	return list
}

// nameQuery asks for surname and forename in all forms, anywhere.
func nameQuery(n *name) query.Node {
	surname := surnameQuery(n)
	if n.whole || n.initials == "" {
		return surname
	}
	first := initial(n.initials)
	if n.fore == "" {
		return query.All(query.Word{Text: first}, surname)
	}
	others := append(append([]string{}, names().spellings[n.fore]...), names().variantsOf(n.fore)...)
	fore := inexactQuery(n.fore, others[:min(len(others), maxVariants)])
	either := append(alternatives(fore), query.Word{Text: first})
	if len(n.initials) > 1 {
		either = append(either, query.Word{Text: n.initials})
	}
	return query.All(query.Any(either...), surname)
}

// surnameQuery asks for a surname in all forms. One with particles is found by
// the word they belong to, however they are written.
func surnameQuery(n *name) query.Node {
	surname := inexactQuery(n.surname, names().surnames[n.surname])
	if n.whole || n.bare == n.surname {
		return surname
	}
	bare := inexactQuery(n.bare, nil)
	if len(n.bare) == minInexact-1 { // misspelt, but known by its particles
		bare = query.Any(bare, query.Fuzzy{Text: n.bare, Edits: 1})
	}
	return query.Any(append(alternatives(surname), alternatives(bare)...)...)
}

// alternatives returns the nodes any of which a node asks for.
func alternatives(n query.Node) []query.Node {
	if o, ok := n.(query.Or); ok {
		return slices.Clone(o.Nodes)
	}
	return []query.Node{n}
}

// inexactQuery asks for a word, its other forms, misspellings and words that
// sound like it.
func inexactQuery(word string, others []string) query.Node {
	either := []query.Node{query.Word{Text: word}}
	for _, o := range others {
		either = append(either, query.Word{Text: o})
	}
	if len(word) >= minInexact {
		edits := 1
		if len(word) >= 9 {
			edits = 2
		}
		either = append(either, query.Fuzzy{Text: word, Edits: edits}, query.Sounds{Text: word})
	}
	return query.Any(either...)
}

// codeQuery asks for a code, however it is spaced, and where it is usually
// broken also over a line's end.
func codeQuery(c code) query.Node {
	joined := query.Field{Name: "ref", Node: query.Word{Text: c.text}}
	if groups := grouped(c); groups != "" {
		return query.Any(joined, query.Phrase{Text: groups})
	}
	return joined
}

// grouped writes a code in its usual groups.
func grouped(c code) string {
	t := c.text
	switch n := len(t); {
	case c.fact == "nino" && (n == 8 || n == 9):
		return strings.TrimSpace(t[:2] + " " + t[2:4] + " " + t[4:6] + " " + t[6:8] + " " + t[8:])
	case c.fact == "nhs_number" && n == 10:
		return t[:3] + " " + t[3:6] + " " + t[6:]
	case c.fact == FactPostcode && n >= 5:
		return t[:n-3] + " " + t[n-3:]
	default:
		return ""
	}
}

func addressQuery(a address) query.Node {
	line := strings.TrimSpace(a.number + " " + strings.Join(a.street, " "))
	either := []query.Node{query.Phrase{Text: line}}
	last := a.street[len(a.street)-1]
	for short, longForm := range streets {
		if longForm == long(last) && short != last {
			other := append(append([]string{}, a.street[:len(a.street)-1]...), short)
			either = append(either, query.Phrase{Text: strings.TrimSpace(a.number + " " + strings.Join(other, " "))})
		}
	}
	sortNodes(either[1:])
	return query.Any(either...)
}

// bornQuery asks for the date of birth in every common form.
func bornQuery(born time.Time) query.Node {
	forms := []string{
		"02 01 2006", "2 1 2006", "2006 01 02", "02 01 06", "2 1 06", "01 02 2006",
		"2 January 2006", "02 January 2006", "2 Jan 2006", "02 Jan 2006", "2 Jan 06", "02 Jan 06", "January 2 2006", "Jan 2 2006",
	}
	var either []query.Node
	seen := map[string]bool{}
	add := func(text string) {
		if !seen[text] {
			seen[text] = true
			either = append(either, query.Phrase{Text: text})
		}
	}
	for _, f := range forms {
		add(strings.ToLower(born.Format(f)))
	}
	day := born.Day()
	add(fmt.Sprintf("%d%s %s %d", day, ordinal(day), strings.ToLower(born.Month().String()), born.Year()))
	add(fmt.Sprintf("%d%s of %s %d", day, ordinal(day), strings.ToLower(born.Month().String()), born.Year()))
	for _, f := range []string{"20060102", "02012006"} {
		either = append(either, query.Word{Text: born.Format(f)})
	}
	return query.Any(either...)
}

func ordinal(day int) string {
	s := strconv.Itoa(day)
	switch {
	case day >= 11 && day <= 13:
		return "th"
	case strings.HasSuffix(s, "1"):
		return "st"
	case strings.HasSuffix(s, "2"):
		return "nd"
	case strings.HasSuffix(s, "3"):
		return "rd"
	default:
		return "th"
	}
}

// sortNodes sorts nodes by what they print.
func sortNodes(nodes []query.Node) {
	slices.SortFunc(nodes, func(a, b query.Node) int { return strings.Compare(a.String(), b.String()) })
}
