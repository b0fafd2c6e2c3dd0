package pipeline

import (
	"context"
	"maps"
	"slices"
	"sync"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/index/person"
	"sarsen/index/query"
)

// A Query is one that the profile gives, and the fact that it looks for.
type Query struct {
	Text string // as it prints itself
	Fact string // of index/person: name, address, an identifier's kind, …
	Node query.Node
}

// Queries returns the queries of a profile in the order in which Find asks them.
func Queries(p request.Profile) ([]Query, error) {
	subject, err := person.Compile(Profile(p))
	if err != nil {
		return nil, err
	}
	facts := purposes(p)
	var out []Query
	for _, n := range slices.Concat(subject.Queries(), subject.TitledQueries()) {
		q := Query{Text: n.String(), Fact: facts[n.String()], Node: n}
		if q.Fact == "" {
			q.Fact = person.FactName
		}
		out = append(out, q)
	}
	return out, nil
}

// purposes tells which fact a query looks for, by what each part of the profile
// gives alone. What only the names together give is not in it.
func purposes(p request.Profile) map[string]string {
	facts := map[string]string{}
	learn := func(fact string, part person.Profile) {
		s, err := person.Compile(part)
		if err != nil {
			return // a part that is nothing alone
		}
		for _, n := range slices.Concat(s.Queries(), s.TitledQueries()) {
			if _, known := facts[n.String()]; !known {
				facts[n.String()] = fact
			}
		}
	}
	for _, part := range []struct {
		fact   string
		values []string
		put    func(string) person.Profile
	}{
		{person.FactName, p.Names, func(v string) person.Profile { return person.Profile{Names: []string{v}} }},
		{person.FactFormerName, p.FormerNames, func(v string) person.Profile { return person.Profile{FormerNames: []string{v}} }},
		{person.FactNickname, p.Nicknames, func(v string) person.Profile { return person.Profile{Nicknames: []string{v}} }},
		{person.FactAddress, p.Addresses, func(v string) person.Profile { return person.Profile{Addresses: []string{v}} }},
		{person.FactEmail, p.Emails, func(v string) person.Profile { return person.Profile{Emails: []string{v}} }},
		{person.FactPhone, p.Phones, func(v string) person.Profile { return person.Profile{Phones: []string{v}} }},
		{person.FactReference, p.References, func(v string) person.Profile { return person.Profile{References: []string{v}} }},
	} {
		for _, v := range part.values {
			learn(part.fact, part.put(v))
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(p.Identifiers)) {
		learn(kind, person.Profile{Identifiers: map[string]string{kind: p.Identifiers[kind]}})
	}
	learn(person.FactDateOfBirth, person.Profile{DateOfBirth: p.DateOfBirth})
	return facts
}

// asked leaves out the queries that an officer turned off.
func (f *Find) asked(queries []query.Node) []query.Node {
	return slices.DeleteFunc(slices.Clone(queries), func(n query.Node) bool { return slices.Contains(f.Off, n.String()) })
}

// own returns the items that an officer's own queries find, and which of these.
func (f *Find) own(ctx context.Context, out *Found) (map[string][]string, error) {
	found := map[string][]string{}
	for _, q := range f.More {
		ids, err := f.search(ctx, []query.Node{q}, out)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			found[id] = append(found[id], q.String())
		}
	}
	return found, nil
}

// leastByQuery is the score of an item that an officer's query found and that
// holds nothing of the profile: the least that is possible.
const leastByQuery = 0.15

// byQuery adds what only an officer's own queries found to the matches, as
// possible. One in which a little of the profile stands, and nothing against it,
// becomes possible as well.
func (w *weighing) byQuery(ctx context.Context, ms []request.Match, own map[string][]string) ([]request.Match, error) {
	known := map[string]bool{}
	for i := range ms {
		m := &ms[i]
		known[m.Item] = true
		if queries := own[m.Item]; len(queries) > 0 && m.Likelihood == string(person.Unlikely) && len(m.Against) == 0 {
			raise(m, queries)
		}
	}
	rest := slices.DeleteFunc(slices.Collect(maps.Keys(own)), func(id string) bool { return known[id] })
	var mu sync.Mutex
	err := w.find.each(ctx, rest, nil, func(item catalogue.Item, text catalogue.Text) {
		m := match(item, w.subject.Weigh(evidence(w.subject, item, w.narrowed(item.ID, text), w.rarity)))
		raise(&m, own[item.ID])
		mu.Lock()
		defer mu.Unlock()
		ms = append(ms, m)
	})
	return ms, err
}

func raise(m *request.Match, queries []string) {
	m.Likelihood, m.Score = string(person.Possible), max(m.Score, leastByQuery)
	for _, q := range queries {
		m.Reasons = append(m.Reasons, request.Reason{Fact: request.FactQuery, Field: request.FactQuery, Text: q})
	}
}
