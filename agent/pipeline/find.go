package pipeline

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/index"
	"sarsen/index/person"
	"sarsen/index/query"
)

// Find looks for the subject of a request in everything that was crawled.
type Find struct {
	Catalogue *catalogue.Store
	Index     index.Engine
	// Not is a source whose items are passed over; "" for none.
	Not string
	// More are queries of an officer's own, asked beside those of the profile,
	// and Off the printed queries of the profile that are not asked.
	More []query.Node
	Off  []string
	// Lessons are an officer's words on items, by their IDs: true for the
	// subject's, false for somebody else's of that name.
	Lessons map[string]bool
	// Domains are the council's own mail domains.
	Domains []string
	// Only narrows everything to these items, where it is not nil.
	Only []string
	// Progress, when set, is told how many candidates were read, by one
	// goroutine at a time.
	Progress func(read, of int)
}

// A Found is what a run of Find found.
type Found struct {
	Matches []request.Match // sorted as SortMatches does
	Queries []string
	Notes   []string      // remarks on queries
	Clues   []person.Clue // what else may be the subject's
}

// Profile is the register's profile as the matcher wants it.
func Profile(p request.Profile) person.Profile {
	return person.Profile{
		Names: p.Names, FormerNames: p.FormerNames, Nicknames: p.Nicknames, DateOfBirth: p.DateOfBirth, Addresses: p.Addresses,
		Emails: p.Emails, Phones: p.Phones, Identifiers: p.Identifiers, References: p.References, Relatives: p.Relatives,
	}
}

// Run searches by every query that the profile gives, reads the text of every
// candidate, and returns those in which the subject was recognised. What the
// candidates tell of namesakes, and what the messages of a conversation tell of
// each other, is weighed as well.
func (f *Find) Run(ctx context.Context, p request.Profile) (Found, error) {
	subject, err := f.Subject(p)
	if err != nil {
		return Found{}, err
	}
	return f.run(ctx, subject)
}

// Subject makes a profile ready for matching, as Run does.
func (f *Find) Subject(p request.Profile) (*person.Subject, error) {
	profile := Profile(p)
	profile.Offices = f.Domains
	return person.Compile(profile)
}

// mostTitled is how many items are read for each of the surnames that are found
// after a title: a common one stands so in very many.
const mostTitled = 500

func (f *Find) run(ctx context.Context, subject *person.Subject) (Found, error) {
	var out Found
	ids, err := f.profile(ctx, f.asked(subject.Queries()), &out)
	if err != nil {
		return Found{}, err
	}
	titled, err := f.best(ctx, f.asked(subject.TitledQueries()), mostTitled, "a title and the surname, or a name cut in two", &out)
	if err != nil {
		return Found{}, err
	}
	own, err := f.own(ctx, &out)
	if err != nil {
		return Found{}, err
	}
	ids = slices.Concat(ids, titled, slices.Collect(maps.Keys(own)))
	slices.Sort(ids)
	ids = slices.Compact(ids)
	w := &weighing{find: f, subject: subject, rarity: f.rarity(ctx)}
	if err := w.weigh(ctx, ids); err != nil {
		return Found{}, err
	}
	if err := w.learn(ctx); err != nil {
		return Found{}, err
	}
	if err := w.conversations(ctx); err != nil {
		return Found{}, err
	}
	for _, c := range w.list {
		if m := match(c.item, c.verdict); len(m.Reasons) > 0 {
			m.Rows, m.Header = c.rows.rows, c.rows.header
			out.Matches = append(out.Matches, m)
		}
	}
	if out.Matches, err = w.byQuery(ctx, out.Matches, own); err != nil {
		return Found{}, err
	}
	SortMatches(out.Matches)
	if err := w.group(ctx, out.Matches); err != nil {
		return Found{}, err
	}
	out.Clues, err = w.clues(ctx)
	return out, err
}

// search returns the items that any of the queries finds, and notes queries and
// remarks in out.
func (f *Find) search(ctx context.Context, queries []query.Node, out *Found) ([]string, error) {
	findings, err := f.Index.Find(ctx, queries, f.Only)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	var ids []string
	for i, q := range queries {
		ids = append(ids, out.take(q, findings[i])...)
	}
	return ids, nil
}

// take notes a query with its remarks, and returns what it found.
func (f *Found) take(q query.Node, found index.Finding) []string {
	f.Queries = append(f.Queries, q.String())
	if found.Err != nil {
		f.note(found.Err.Error())
	}
	f.note(found.Notes...)
	return found.IDs
}

// profile is search for the queries of a profile. Where the name is known in
// full, a nickname alone or a log-in that very many items hold, such as Bill, has
// only its best items read.
func (f *Find) profile(ctx context.Context, queries []query.Node, out *Found) ([]string, error) {
	if !slices.ContainsFunc(queries, inParts) {
		return f.search(ctx, queries, out)
	}
	findings, err := f.Index.Find(ctx, nearby(queries), f.Only)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	var ids []string
	for i, q := range queries {
		found := findings[i]
		if len(found.IDs) > mostTitled && oneWord(q) {
			best, err := f.best(ctx, []query.Node{q}, mostTitled, "a single word of the profile", out)
			if err != nil {
				return nil, err
			}
			ids = append(ids, best...)
			continue
		}
		ids = append(ids, out.take(q, found)...)
	}
	return ids, nil
}

// best is search for the best so many items of each query, which looks for what.
func (f *Find) best(ctx context.Context, queries []query.Node, limit int, what string, out *Found) ([]string, error) {
	var ids []string
	for _, q := range queries {
		out.Queries = append(out.Queries, q.String())
		result, err := f.Index.Search(ctx, q, index.Options{Limit: limit, Only: f.Only})
		if errors.Is(err, index.ErrQuery) {
			out.note(err.Error())
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		if result.Total > limit {
			out.note(fmt.Sprintf("%d items hold %s; the best %d were read", result.Total, what, limit))
		}
		out.note(result.Notes...)
		for _, h := range result.Hits {
			ids = append(ids, h.ID)
		}
	}
	return ids, nil
}

// note adds remarks that were not made before.
func (f *Found) note(remarks ...string) {
	for _, r := range remarks {
		if !slices.Contains(f.Notes, r) {
			f.Notes = append(f.Notes, r)
		}
	}
}

// rarity asks the index once for each word. It is safe for concurrent use.
func (f *Find) rarity(ctx context.Context) func(word string) (docs, total int) {
	type answer struct{ docs, total int }
	var mu sync.Mutex
	known := map[string]answer{}
	return func(word string) (int, int) {
		mu.Lock()
		defer mu.Unlock()
		a, ok := known[word]
		if !ok {
			// Without an answer a word counts as common, which claims less.
			docs, total, err := f.Index.Frequency(ctx, word)
			if err != nil {
				docs, total = 1, 1
			}
			a = answer{docs, total}
			known[word] = a
		}
		return a.docs, a.total
	}
}

// Weigh weighs one item as Run does, with all that the other items tell; ok is
// false when nothing of the subject is in it.
func (f *Find) Weigh(ctx context.Context, subject *person.Subject, item catalogue.Item, text catalogue.Text) (m request.Match, ok bool) {
	if found, err := f.run(ctx, subject); err == nil {
		for _, m := range found.Matches {
			if m.Item == item.ID {
				return m, true
			}
		}
	}
	// Not found by the queries, or vanished.
	m = match(item, subject.Weigh(evidence(subject, item, text, f.rarity(ctx))))
	return m, len(m.Reasons) > 0
}

// Alone weighs an item by itself: without what other items tell of it, and what
// officers said of them.
func (f *Find) Alone(ctx context.Context, subject *person.Subject, item catalogue.Item, text catalogue.Text) request.Match {
	return match(item, subject.Weigh(evidence(subject, item, text, f.rarity(ctx))))
}
