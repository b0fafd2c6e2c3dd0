package person

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"sarsen/index/query"
)

// queries asks for each code in all spellings, however it is spaced, and where
// it is usually broken also over a line's end.
func (c *codes) queries() []query.Node {
	type key struct{ fact, of string }
	spelt := map[key][]code{}
	var keys []key
	for _, k := range c.list {
		at := key{k.fact, k.of}
		if spelt[at] == nil {
			keys = append(keys, at)
		}
		spelt[at] = append(spelt[at], k)
	}
	var list []query.Node
	for _, at := range keys {
		list = append(list, codeQuery(spelt[at]))
	}
	return list
}

func codeQuery(spellings []code) query.Node {
	var joined, broken []query.Node
	add := func(list *[]query.Node, n query.Node) {
		if !slices.Contains(*list, n) {
			*list = append(*list, n)
		}
	}
	for _, k := range spellings {
		texts := []string{k.text}
		if k.misread {
			texts = append(texts, misreadCodes(k.text)...)
		}
		for _, t := range texts {
			add(&joined, query.Word{Text: t})
			if k.fact == FactPostcode {
				add(&broken, query.Phrase{Text: grouped(t, len(t)-3)})
			}
		}
		for _, g := range k.groupings() {
			add(&broken, query.Phrase{Text: g})
		}
	}
	either := []query.Node{query.Field{Name: "ref", Node: query.Any(joined...)}}
	return query.Any(append(either, broken...)...)
}

// groupings writes a code in its usual groups, and in one box for each letter.
func (k code) groupings() []string {
	n := len(k.text)
	var list []string
	add := func(ends ...int) { list = append(list, grouped(k.text, ends...)) }
	switch {
	case k.groups != "":
		return []string{k.groups}
	case k.fact == FactPostcode, k.fact == FactReference:
		return nil
	case k.fact == FactPhone && k.text[0] == '0' && n == 11:
		add(5)
		add(5, 8)
		add(4, 7)
		add(3, 7)
	case k.fact == FactPhone && k.text[0] == '4' && n == 12:
		add(2, 6)
		add(2, 6, 9)
		add(2, 5, 8)
		add(2, 4, 8)
	case k.fact == FactPhone:
		return nil
	case k.fact == "nino" && n >= 8:
		add(2, 4, 6, 8)
	case k.fact == "nhs_number" && n == 10:
		add(3, 6)
	case k.fact == "utr" && n == 10:
		add(5)
	case n == 16: // driving licence
		add(5, 11)
		add(5, 11, 14)
	case n == 9: // passport
		add(3, 6)
	}
	if digits := strings.Count(shape(k.text), "9"); digits < joinedDigits || n < minSure {
		for end := 1; end < n; end++ { // the index does not join these
			add(end)
		}
	}
	if n <= maxBoxes {
		list = append(list, strings.Join(strings.Split(k.text, ""), " "))
	}
	return list
}

// joinedDigits is how many digits a code needs for the index to join its groups.
const joinedDigits = 4

// maxBoxes is the most boxes that a form has for one number.
const maxBoxes = 16

// grouped writes a text in groups that end at the given places.
func grouped(text string, ends ...int) string {
	var parts []string
	from := 0
	for _, end := range ends {
		if end > from && end < len(text) {
			parts = append(parts, text[from:end])
			from = end
		}
	}
	return strings.Join(append(parts, text[from:]), " ")
}

// mailQueries ask for both sides of each e-mail address: what stands for the @
// and whatever follows a + is left open.
func (s *Subject) mailQueries() []query.Node {
	var list []query.Node
	for _, e := range s.emails {
		local, domain, _ := strings.Cut(e, "@")
		local, _, _ = strings.Cut(local, "+")
		apart := query.All(phrase(words(local)), query.Any(phrase(words(domain)), query.Phrase{Text: strings.Join(words(domain), " dot ")}))
		list = append(list, query.Any(query.Phrase{Text: e}, apart, query.Phrase{Text: "recipients cn " + strings.Join(words(local), " ")}))
	}
	return list
}

// phrase asks for words next to each other.
func phrase(words []string) query.Node {
	if len(words) == 1 {
		return query.Word{Text: words[0]}
	}
	return query.Phrase{Text: strings.Join(words, " ")}
}

// addressQueries ask for each address as it may be written.
func (s *Subject) addressQueries() []query.Node {
	var list []query.Node
	for _, a := range s.addresses {
		either := map[string]query.Node{}
		for _, line := range a.lines() {
			n := query.Phrase{Text: line}
			either[n.String()] = n
		}
		var nodes []query.Node
		for _, text := range slices.SortedFunc(maps.Keys(either), func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) }) {
			nodes = append(nodes, either[text])
		}
		for part := range slices.Chunk(nodes, perQuery) {
			list = append(list, query.Any(part...))
		}
	}
	return list
}

// perQuery is how many forms of an address or a date one query has, so that it
// can be shown.
const perQuery = 20

// bornQueries ask for the date of birth in every common form: in digits, and with
// the day beside the month in words, where the year is anywhere.
func (s *Subject) bornQueries() []query.Node {
	if s.born.IsZero() {
		return nil
	}
	y, m, day := s.born.Date()
	digits := formatted{born: s.born}
	digits.add("02 01 2006", "2 1 2006", "2006 01 02", "2006 1 2", "02 01 06", "2 1 06", "06 01 02", "01 02 2006", "1 2 2006", "02 1 2006", "2 01 2006",
		"01 02 06", "1 2 06")
	digits.phrase(fmt.Sprintf("%d %02d %02dt00", y, m, day))
	digits.word("20060102", "02012006", "02Jan2006")
	digits.phrase(strings.Join(strings.Split(s.born.Format("02012006"), ""), " "), strings.Join(strings.Split(s.born.Format("20060102"), ""), " "))

	days := formatted{born: s.born}
	days.add("2 January", "02 January", "2 Jan", "02 Jan", "January 2", "Jan 2", "January 02", "Jan 02")
	names := []string{strings.ToLower(m.String()), strings.ToLower(s.born.Format("Jan"))}
	if m == time.September {
		names = append(names, "sept")
		days.phrase(fmt.Sprintf("%d sept", day), fmt.Sprintf("%02d sept", day), fmt.Sprintf("sept %d", day))
	}
	for _, name := range names {
		for _, nth := range []string{strconv.Itoa(day) + ordinal(day), ordinals[day-1]} {
			days.phrase(nth+" "+name, nth+" of "+name, nth+" day of "+name, name+" "+nth, name+" the "+nth)
		}
	}
	for _, name := range welshMonths[m-1] {
		days.phrase(fmt.Sprintf("%d %s", day, name), fmt.Sprintf("%d%s %s", day, welshDay(day), name), fmt.Sprintf("%d%s o %s", day, welshDay(day), name), fmt.Sprintf("%d o %s", day, name))
	}
	days.phrase(fmt.Sprintf("%d%s of the %d%s", day, ordinal(day), m, ordinal(int(m))), fmt.Sprintf("%d %s", day, roman(int(m))))
	year := query.Any(query.Word{Text: strconv.Itoa(y)}, query.Word{Text: fmt.Sprintf("%02d", y%100)})
	list := digits.queries()
	for _, q := range days.queries() {
		list = append(list, query.All(year, q))
	}
	return list
}

// roman writes a month as a Roman number.
func roman(month int) string {
	for w, n := range romans {
		if n == month {
			return w
		}
	}
	return ""
}
