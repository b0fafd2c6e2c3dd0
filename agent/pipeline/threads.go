package pipeline

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
)

// opening is the ID of the first message of a conversation, as far as a
// message's own header tells; "" where it tells nothing.
func opening(i catalogue.Item) string {
	switch {
	case i.Mail == nil:
		return ""
	case len(i.Mail.References) > 0:
		return i.Mail.References[0]
	case i.Mail.InReplyTo != "":
		return i.Mail.InReplyTo
	}
	return i.Mail.MessageID
}

// threads are the conversations among the candidates. Messages belong to one
// when a chain of headers leads from the one to the other, also over messages
// that are not there; else when the one answers what has the same subject and
// people a few weeks before; else when it quotes the other.
type threads struct {
	parent map[string]string // of the names of messages; one without is a root
	id     map[string]string // of the conversation, by its root
}

// inThreads finds the conversations among the messages of the list.
func inThreads(list []candidate) *threads {
	t := &threads{parent: map[string]string{}, id: map[string]string{}}
	var mail []candidate
	for _, c := range list {
		if c.item.Mail != nil {
			mail = append(mail, c)
			t.headers(c.item)
		}
	}
	slices.SortFunc(mail, func(a, b candidate) int { return earlier(a.item, b.item) })
	t.subjects(mail)
	t.quotations(mail)
	for _, c := range mail {
		if root := t.root(name(c.item)); t.id[root] == "" {
			t.id[root] = cmp.Or(opening(c.item), c.item.ID)
		}
	}
	return t
}

// name is what a message is called among threads.
func name(i catalogue.Item) string {
	if i.Mail.MessageID != "" {
		return i.Mail.MessageID
	}
	return "item:" + i.ID
}

// earlier orders items by date, those without one last.
func earlier(a, b catalogue.Item) int {
	return cmp.Or(byDate(a.Date(), b.Date()), strings.Compare(a.Source, b.Source), strings.Compare(a.Path, b.Path), strings.Compare(a.Part, b.Part))
}

func byDate(a, b time.Time) int {
	switch {
	case a.IsZero() == b.IsZero():
		return a.Compare(b)
	case a.IsZero():
		return 1
	}
	return -1
}

// key is the conversation that an item belongs to, of a message's parts that of
// the message; "" for none. It is the opening of the earliest message, so that it
// stays when answers come in.
func (t *threads) key(i catalogue.Item) string {
	names := []string{i.MessageID}
	if i.Mail != nil {
		names = append([]string{name(i), i.Mail.InReplyTo, i.Mail.Conversation}, i.Mail.References...)
	}
	return cmp.Or(t.known(names), opening(i), i.MessageID)
}

// of is the conversation of a match that is a message, "" for others.
func (t *threads) of(m request.Match) string {
	if m.Thread == "" && t.id[t.root("item:"+m.Item)] == "" {
		return ""
	}
	return cmp.Or(t.known([]string{m.MessageID, "item:" + m.Item, m.Thread}), m.Thread)
}

func (t *threads) known(names []string) string {
	for _, n := range names {
		if id := t.id[t.root(n)]; n != "" && id != "" {
			return id
		}
	}
	return ""
}

func (t *threads) root(n string) string {
	for t.parent[n] != "" {
		if up := t.parent[t.parent[n]]; up != "" {
			t.parent[n] = up
		}
		n = t.parent[n]
	}
	return n
}

func (t *threads) join(a, b string) {
	if a, b = t.root(a), t.root(b); a != b {
		t.parent[max(a, b)] = min(a, b)
	}
}

// settle leads every name to its root at once: from then on asking changes
// nothing, and may be done by several at a time.
func (t *threads) settle() {
	for n := range t.parent {
		t.parent[n] = t.root(n)
	}
}

// names returns all names of the messages of the given conversations.
func (t *threads) names(of map[string]anchor) []string {
	list := slices.Collect(maps.Keys(of))
	for _, n := range slices.AppendSeq(slices.Collect(maps.Keys(t.parent)), maps.Keys(t.id)) {
		if _, ok := of[t.id[t.root(n)]]; ok {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (t *threads) headers(i catalogue.Item) {
	own := name(i)
	for _, id := range append([]string{i.Mail.InReplyTo, i.Mail.Conversation}, i.Mail.References...) {
		if id != "" {
			t.join(own, id)
		}
	}
}

// common is in how many conversations words may stand that tell which message is
// quoted. What stands in more is a notice or a template.
const common = 6

const (
	// enough is how many traces of a quotation lead to one message, surely that
	// many, and fewest how many of them when they are half of all.
	enough, fewest = 8, 2
)

// quotations joins messages to those that they quote.
func (t *threads) quotations(mail []candidate) {
	said := map[uint32][]int{}
	for n, c := range mail {
		if c.traces == nil {
			continue
		}
		hits := map[int]int{}
		for _, h := range c.traces.Quoted {
			if list := said[h]; len(list) <= common {
				for _, o := range list {
					hits[o]++
				}
			}
		}
		best := -1
		for _, o := range slices.Sorted(maps.Keys(hits)) {
			if best < 0 || hits[o] > hits[best] {
				best = o
			}
		}
		if best >= 0 && (hits[best] >= enough || hits[best] >= fewest && 2*hits[best] >= len(c.traces.Quoted)) {
			t.join(name(c.item), name(mail[best].item))
		}
		root := t.root(name(c.item))
		for _, h := range c.traces.Said {
			list := said[h]
			if len(list) <= common && !slices.ContainsFunc(list, func(o int) bool { return t.root(name(mail[o].item)) == root }) {
				said[h] = append(list, n)
			}
		}
	}
}
