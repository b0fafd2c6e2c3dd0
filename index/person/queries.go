package person

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sarsen/index/query"
)

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
	for _, q := range s.nameQueries() {
		add(q)
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
