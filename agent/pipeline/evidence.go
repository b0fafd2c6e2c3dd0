package pipeline

import (
	"fmt"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/index/person"
)

// evidence is what an item says of the subject, in its text and beside it.
func evidence(subject *person.Subject, item catalogue.Item, text catalogue.Text, rarity func(string) (int, int)) person.Evidence {
	e := person.Evidence{Text: text.Text, Hits: subject.Match(text.Text), Rarity: rarity}
	add := func(field string, hits []person.Hit, people int) {
		if len(hits) > 0 {
			e.Fields = append(e.Fields, person.FieldHits{Field: field, Hits: hits, People: people})
		}
	}
	list := func(field string, addresses []string) {
		var hits []person.Hit
		for _, a := range addresses {
			hits = append(hits, subject.Match(a)...)
		}
		add(field, hits, len(addresses))
	}
	add("name", subject.MatchName(fileName(item.Path, item.Part)), 0)
	if item.Mail == nil {
		add("title", subject.Match(item.Title), 0)
		return e
	}
	list("from", item.Mail.From)
	list("to", item.Mail.To)
	list("cc", append(append([]string{}, item.Mail.Cc...), item.Mail.Bcc...))
	add("subject", subject.Match(item.Mail.Subject), 0)
	return e
}

// reasons are the verdict's, as the register keeps them.
func reasons(v person.Verdict) []request.Reason {
	out := make([]request.Reason, 0, len(v.Reasons))
	for _, r := range v.Reasons {
		out = append(out, request.Reason{Fact: r.Fact, Text: r.Text, Start: r.Start, End: r.End, Field: r.Field})
	}
	return out
}

// against puts contradictions into words.
func against(v person.Verdict) []string {
	var out []string
	for _, c := range v.Contradictions {
		out = append(out, fmt.Sprintf("another %s: %s", c.Fact, c.Text))
	}
	return out
}
