package quality

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sarsen/agent/request"
	"sarsen/testdata/council"
)

// groups measures what is grouped: pairs of items of which one is the other
// with another date, of the same bytes, or of one conversation.
type groups struct {
	nearOf, near     int // pairs of found near duplicates, and those said to be
	nearSaid         int // items said to be nearly another
	nearWrong        int // of these, those made from another template
	twinOf, twin     int
	threadOf, thread int
	quietOf, quiet   int // messages of conversations that do not name the subject, and those found
}

func (g *groups) count(e *exam, subject council.Subject, matches map[place]request.Match) {
	byID := map[string]*council.Item{}
	near, twin, thread := map[string][]request.Match{}, map[string][]request.Match{}, map[string][]request.Match{}
	for _, item := range e.key.Items {
		m, ok := matches[place{item.Path, item.Part}]
		if !slices.Contains(item.About, subject.Person) {
			continue
		}
		if item.Thread != "" && len(item.Strong[subject.Person]) == 0 {
			g.quietOf, g.quiet = g.quietOf+1, g.quiet+flag(ok)
		}
		if !ok {
			continue
		}
		byID[m.Item] = item
		for name, list := range map[string]map[string][]request.Match{item.Near: near, item.Twin: twin, item.Thread: thread} {
			if name != "" {
				list[name] = append(list[name], m)
			}
		}
	}
	for _, m := range matches {
		item, of := byID[m.Item], byID[m.NearOf]
		if m.NearOf != "" && item != nil && of != nil {
			g.nearSaid, g.nearWrong = g.nearSaid+1, g.nearWrong+flag(item.Kind != of.Kind)
		}
	}
	together := func(lists map[string][]request.Match, head func(request.Match) string) (pairs, right int) {
		for _, list := range lists {
			for i := 1; i < len(list); i++ {
				pairs, right = pairs+1, right+flag(head(list[i]) == head(list[0]))
			}
		}
		return pairs, right
	}
	own := func(of string, m request.Match) string {
		if of != "" {
			return of
		}
		return m.Item
	}
	add := func(of, right *int, pairs, n int) { *of, *right = *of+pairs, *right+n }
	pairs, n := together(near, func(m request.Match) string { return own(m.NearOf, m) })
	add(&g.nearOf, &g.near, pairs, n)
	pairs, n = together(twin, func(m request.Match) string { return own(m.DuplicateOf, m) })
	add(&g.twinOf, &g.twin, pairs, n)
	pairs, n = together(thread, func(m request.Match) string { return own(m.Thread, m) })
	add(&g.threadOf, &g.thread, pairs, n)
}

func (g *groups) String() string {
	return fmt.Sprintf("near duplicates %d of %d pairs, %d of %d said wrongly; same bytes %d of %d; conversations %d of %d; messages that name nobody: %d of %d found",
		g.near, g.nearOf, g.nearWrong, g.nearSaid, g.twin, g.twinOf, g.thread, g.threadOf, g.quiet, g.quietOf)
}

// rows measures whether in tables and logs the reasons lie in the rows that are
// the subject's.
type rows struct {
	of, mine, others int // items, those with a reason in a row of theirs, reasons in rows of others
}

func (r *rows) count(t *testing.T, e *exam, item *council.Item, subject council.Subject, m request.Match) {
	t.Helper()
	if !slices.ContainsFunc(item.Tags, func(tag string) bool {
		return slices.Contains([]string{"table_row", "table_row_name", "door_log", "call_log", "parking_log"}, tag)
	}) || !slices.Contains(item.About, subject.Person) {
		return
	}
	_, text, err := e.svc.Item(t.Context(), m.Item)
	if err != nil {
		t.Errorf("read item: %v", err)
		return
	}
	mine, others := false, 0
	for _, reason := range m.Reasons {
		if reason.Field != "" {
			continue
		}
		start := strings.LastIndexByte(text.Text[:reason.Start], '\n') + 1
		line, _, _ := strings.Cut(text.Text[start:], "\n")
		if slices.ContainsFunc(item.Mentions, func(m council.Mention) bool {
			return m.Person == subject.Person && m.Kind == "person" && strings.Contains(line, m.Text) || m.Person == subject.Person && m.Kind != "address" && m.Kind != "person" && strings.Contains(line, m.Text)
		}) {
			mine = true
		} else {
			others++
		}
	}
	r.of, r.mine, r.others = r.of+1, r.mine+flag(mine), r.others+others
}

func (r *rows) String() string {
	return fmt.Sprintf("tables and logs: the subject's row in %d of %d, %d reasons in rows of others", r.mine, r.of, r.others)
}
