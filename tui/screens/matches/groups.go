package matches

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sarsen/tui/components"
	"sarsen/tui/screen"
)

// copied is the match of which l is a copy, itself for one that is none.
func copied(l screen.MatchLine) string {
	if l.DuplicateOf != "" {
		return l.DuplicateOf
	}
	return l.Item
}

// A kin is a sort of group, with what to call it.
type kin struct {
	words    string
	together func(a, b screen.MatchLine) bool
}

// kinds of group, the closest first: the order in which the key goes through
// them.
var kinds = []kin{
	{"copies", func(a, b screen.MatchLine) bool { return copied(a) == copied(b) }},
	{"thread", func(a, b screen.MatchLine) bool { return a.Thread != "" && a.Thread == b.Thread }},
	{"family", func(a, b screen.MatchLine) bool { return a.Family != "" && a.Family == b.Family }},
}

// members are the matches of the group of l, itself among them.
func (m Model) members(k kin, l screen.MatchLine) []screen.MatchLine {
	var out []screen.MatchLine
	for _, o := range m.list.Value {
		if o.Item == l.Item || k.together(l, o) {
			out = append(out, o)
		}
	}
	return out
}

// folded leaves copies out of a list, where the first one is in it.
func (m Model) folded(list []screen.MatchLine) []screen.MatchLine {
	if m.unfolded {
		return list
	}
	there := make(map[string]bool, len(list))
	for _, l := range list {
		there[l.Item] = true
	}
	out := make([]screen.MatchLine, 0, len(list))
	for _, l := range list {
		if l.DuplicateOf == "" || !there[l.DuplicateOf] {
			out = append(out, l)
		}
	}
	return out
}

// sizes count the members of groups, once for a list.
type sizes struct{ copies, thread map[string]int }

func (m Model) sizes() sizes {
	s := sizes{map[string]int{}, map[string]int{}}
	for _, l := range m.list.Value {
		s.copies[copied(l)]++
		if l.DuplicateOf == "" {
			s.thread[l.Thread]++
		}
	}
	return s
}

// of says to which groups a match belongs, "" for none.
func (s sizes) of(l screen.MatchLine) string {
	var out []string
	switch n := s.copies[copied(l)]; {
	case l.DuplicateOf != "":
		out = append(out, "a copy")
	case n > 1:
		out = append(out, fmt.Sprintf("%d copies", n))
	}
	if n := s.thread[l.Thread]; l.Thread != "" && n > 1 {
		out = append(out, fmt.Sprintf("thread of %d", n))
	}
	if l.NearOf != "" {
		out = append(out, "near another")
	}
	return strings.Join(out, ", ")
}

// group chooses what belongs to the match that is selected: its copies, then
// its thread, then its family, then nothing. What somebody decided on before is
// left out.
func (m Model) group() (screen.Screen, tea.Cmd) {
	l, ok := m.selected()
	if !ok {
		return m, nil
	}
	from := 0
	if m.grouped != "" {
		for i, k := range kinds {
			if k.words == m.grouped {
				from = i + 1
			}
		}
	}
	for _, k := range kinds[from:] {
		all := m.members(k, l)
		if len(all) < 2 {
			continue
		}
		m.grouped, m.chosen = k.words, components.Chosen{}
		for _, o := range all {
			if o.Item == l.Item || !o.Decided {
				m.chosen[o.Item] = true
			}
		}
		text := fmt.Sprintf("Chosen: %s of the %s, of %d.", components.Count(len(m.chosen), "item"), k.words, len(all))
		if left := len(all) - len(m.chosen); left > 0 {
			text += fmt.Sprintf(" %d decided on before are left as they are.", left)
		}
		return m, screen.Send(screen.Report{Text: text + " Now i, o or e; t for more."})
	}
	text := "Nothing more belongs to this item."
	if m.grouped == "" {
		text = "Nothing else belongs to this item."
	}
	m.grouped, m.chosen = "", nil
	return m, screen.Send(screen.Report{Text: text})
}

// places lists where the copies of a match lie.
func (m Model) places(l screen.MatchLine) string {
	var out []string
	for _, o := range m.members(kinds[0], l) {
		if o.Item != l.Item {
			out = append(out, where(o))
		}
	}
	return strings.Join(out, "; ")
}

func where(l screen.MatchLine) string {
	s := l.Source + ": " + l.Path
	if l.Part != "" {
		s += " › " + l.Part
	}
	return s
}

// belonging says what else belongs to a match.
func (m Model) belonging(l screen.MatchLine) string {
	var out []string
	if n := len(m.members(kinds[1], l)); n > 1 {
		s := fmt.Sprintf("thread of %d", n)
		quoted := map[string]bool{}
		for _, q := range l.Quotes {
			quoted[q.Of] = q.Of != ""
		}
		delete(quoted, "")
		if len(quoted) > 0 {
			s += fmt.Sprintf(", quotes %d of them", len(quoted))
		}
		out = append(out, s)
	}
	if n := len(m.members(kinds[2], l)); n > 1 {
		out = append(out, fmt.Sprintf("family of %d", n))
	}
	if l.NearOf != "" {
		for _, o := range m.list.Value {
			if o.Item == l.NearOf {
				out = append(out, fmt.Sprintf("nearly the same as “%s” of %s", components.Cut(title(o), 30), components.Date(o.Date)))
			}
		}
	}
	return strings.Join(out, "; ")
}
