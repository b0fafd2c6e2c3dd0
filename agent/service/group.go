package service

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sarsen/agent/request"
	"sarsen/index/fold"
	"sarsen/redact"
)

// A Group names what belongs to an item, so that one decision is for all of it.
type Group string

// The groups of an item.
const (
	Duplicates Group = "duplicates" // the same bytes or the same text
	Thread     Group = "thread"     // the messages of the conversation
	Family     Group = "family"     // a container with its parts
)

// Valid reports whether the group is one of the above.
func (g Group) Valid() bool { return g == Duplicates || g == Thread || g == Family }

// copyOf is the match of which m is a copy, itself for one that is none.
func copyOf(m request.Match) string {
	if m.DuplicateOf != "" {
		return m.DuplicateOf
	}
	return m.Item
}

// together reports whether two matches belong to one group.
func (g Group) together(a, b request.Match) bool {
	switch g {
	case Duplicates:
		return copyOf(a) == copyOf(b)
	case Thread:
		return a.Thread != "" && a.Thread == b.Thread
	case Family:
		return a.Family != "" && a.Family == b.Family
	}
	return false
}

// spread returns the targets with the items of their groups, but for those on
// which somebody decided by themselves: these are left as they are, and counted.
func (rev Review) spread(targets []string, with Group) (out []string, left int, err error) {
	if with == "" {
		return targets, 0, nil
	}
	if !with.Valid() {
		return nil, 0, fmt.Errorf("%q is none of %s, %s, %s", with, Duplicates, Thread, Family)
	}
	own := redact.Latest(rev.Decisions)
	named := map[string]bool{}
	for _, t := range targets {
		named[strings.TrimPrefix(t, redact.TargetItem)] = true
	}
	for _, t := range targets {
		id := strings.TrimPrefix(t, redact.TargetItem)
		at := slices.IndexFunc(rev.Items, func(i Reviewed) bool { return i.Item == id })
		if at < 0 {
			return nil, 0, errors.New("only an item has duplicates, a thread and a family: name it with item:ID")
		}
		out = append(out, t)
		for _, i := range rev.Items {
			if named[i.Item] || !with.together(rev.Items[at].Match, i.Match) {
				continue
			}
			named[i.Item] = true
			if _, decided := own[redact.TargetItem+i.Item]; decided {
				left++
				continue
			}
			out = append(out, redact.TargetItem+i.Item)
		}
	}
	return out, left, nil
}

// alone is what is kept of a decision on an item that is meant for it only, and
// not for its copies.
type alone struct {
	Alone bool `json:"alone"`
}

// onlyThis is the body of a decision on an item: of one on a copy that this
// copy alone is meant. What was decided on the first of several copies is for
// all, and for those that are found later.
func (rev Review) onlyThis(target string, with Group) (json.RawMessage, error) {
	for _, i := range rev.Items {
		if redact.TargetItem+i.Item == target && i.DuplicateOf != "" && with != Duplicates {
			return json.Marshal(alone{true})
		}
	}
	return nil, nil
}

// latest returns the decisions in force, those of copies included: where nobody
// decided on a copy itself, what was decided on its first one holds, or else on
// another.
func (s *Service) latest(id string, ds []redact.Decision, matches []request.Match) (map[string]redact.Decision, error) {
	latest := redact.Latest(ds)
	all, err := s.reg.Decisions(id)
	if err != nil {
		return nil, err
	}
	on := map[int64]json.RawMessage{}
	for _, d := range all {
		on[d.ID] = d.On
	}
	shared := map[string]redact.Decision{} // by the first of the copies
	for _, m := range matches {
		if d, ok := latest[redact.TargetItem+m.Item]; ok && m.DuplicateOf == "" {
			shared[m.Item] = d
		}
	}
	for _, m := range matches {
		d, ok := latest[redact.TargetItem+m.Item]
		var only alone
		if !ok || m.DuplicateOf == "" || len(on[d.ID]) > 0 && json.Unmarshal(on[d.ID], &only) == nil && only.Alone {
			continue
		}
		if _, ok := shared[m.DuplicateOf]; !ok {
			shared[m.DuplicateOf] = d
		}
	}
	if len(shared) == 0 {
		return latest, nil
	}
	out := maps.Clone(latest)
	for _, m := range matches {
		target := redact.TargetItem + m.Item
		if d, ok := shared[copyOf(m)]; ok {
			if _, own := latest[target]; !own {
				out[target] = d
			}
		}
	}
	return out, nil
}

// markKey tells the same mark in two copies of a text, whose white space may
// differ: kind and text, and how many such marks stand before it.
type markKey struct {
	kind redact.Kind
	text string
	n    int
}

// keyed calls fn for each mark of a text, in order.
func keyed(marks []redact.Mark, fn func(markKey, *redact.Mark)) {
	count := map[markKey]int{}
	for i := range marks {
		m := &marks[i]
		if m.Field != "" {
			continue
		}
		key := markKey{kind: m.Kind, text: fold.String(m.Text)}
		n := count[key]
		count[key]++
		key.n = n
		fn(key, m)
	}
}

// shareMarks gives marks on which nobody decided the decision that was taken on
// the same mark in a copy with the same text: in the first one, or else in
// another.
func shareMarks(matches []request.Match, marks map[string][]redact.Mark) {
	copies := map[string][]request.Match{}
	for _, m := range matches {
		if m.TextHash != "" {
			copies[m.TextHash] = append(copies[m.TextHash], m)
		}
	}
	for _, list := range copies {
		if len(list) < 2 {
			continue
		}
		decided := map[markKey]redact.Mark{}
		for _, m := range list { // the first one comes first
			keyed(marks[m.Item], func(key markKey, mark *redact.Mark) {
				if _, ok := decided[key]; !ok && mark.Decision != redact.Open {
					decided[key] = *mark
				}
			})
		}
		for _, m := range list {
			keyed(marks[m.Item], func(key markKey, mark *redact.Mark) {
				if d, ok := decided[key]; ok && mark.Decision == redact.Open {
					mark.Decision, mark.By, mark.Code = d.Decision, d.By, d.Code
				}
			})
		}
	}
}

// belongs says in sentences what else belongs to a match, and what of it is the
// subject's.
func belongs(m request.Match, text string) []string {
	var out []string
	if n := len(m.Rows); n > 0 {
		under := ""
		if h := m.Header; h != nil && h.Start >= 0 && h.Start <= h.End && h.End <= len(text) {
			under = ", under the header “" + strings.Join(strings.Fields(text[h.Start:h.End]), " ") + "”"
		}
		rows := "1 of its rows is"
		if n > 1 {
			rows = fmt.Sprintf("%d of its rows are", n)
		}
		out = append(out, fmt.Sprintf("It is a list: %s about the subject%s; the others are not theirs.", rows, under))
	}
	if m.DuplicateOf != "" {
		out = append(out, "It has the same bytes, or the same text, as item "+m.DuplicateOf+".")
	}
	if m.NearOf != "" {
		out = append(out, fmt.Sprintf("It is nearly the same as item %s, but for %d places.", m.NearOf, len(m.Near)))
	}
	quoted := map[string]bool{}
	for _, q := range m.Quotes {
		if q.Of != "" && !quoted[q.Of] {
			quoted[q.Of] = true
			out = append(out, "It repeats something of item "+q.Of+", a message of the same conversation.")
		}
	}
	return out
}
