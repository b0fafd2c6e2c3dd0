package pipeline

import (
	"regexp"
	"slices"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/crawlers/documents"
	"sarsen/index/person"
)

// evidence is what an item says of the subject, in its text and beside it.
func evidence(subject *person.Subject, item catalogue.Item, text catalogue.Text, rarity func(string) (int, int)) person.Evidence {
	e := subject.Look(text.Text)
	e.Rows, e.Heads, e.Rarity = records(text.Bounds), heads(text.Bounds), rarity
	add := func(field string, hits []person.Hit, people int) {
		if len(hits) > 0 {
			e.Fields = append(e.Fields, person.FieldHits{Field: field, Hits: hits, People: people})
		}
	}
	list := func(field string, people int, addresses []string) {
		var hits []person.Hit
		for _, a := range addresses {
			hits = append(hits, subject.Match(a)...)
		}
		add(field, hits, people)
	}
	add("name", subject.MatchName(fileName(item.Path, item.Part)), 0)
	if item.Mail == nil {
		add("title", subject.Match(item.Title), 0)
		return e
	}
	e.Date = item.Date() // that of a file is when it was copied, as often as not
	copied := slices.Concat(item.Mail.Cc, item.Mail.Bcc)
	readers := addressed(item.Mail.To) + addressed(copied)
	list("from", len(item.Mail.From), item.Mail.From)
	list("to", readers, item.Mail.To)
	list("cc", readers, copied)
	add("subject", subject.Match(item.Mail.Subject), 0)
	return e
}

// everybody is how many people are taken to stand behind an address such as
// all-staff@.
const everybody = 1000

// broadcast finds the addresses of everybody, by name or local part.
var broadcast = regexp.MustCompile(`(?i)(?:^|[\s"<._-])(?:all|everyone|everybody|all-?(?:staff|users|members|tenants|residents)|(?:un)?subscribers|newsletter|mailing[ _-]?list|undisclosed[ -]recipients)(?:[\s">:._@-]|$)`)

// addressed counts the people that a list of addresses reaches.
func addressed(addresses []string) int {
	n := 0
	for _, a := range addresses {
		if local, _, _ := strings.Cut(a, "@"); broadcast.MatchString(local + "@") {
			n += everybody
		} else {
			n++
		}
	}
	return n
}

// heads returns the lines of a message's header.
func heads(bounds []documents.Bound) []person.Span {
	var list []person.Span
	for _, b := range bounds {
		if b.Kind == documents.Field {
			list = append(list, person.Span{Start: b.Start, End: b.End})
		}
	}
	return list
}
