// Package matches is the list of what was found for a request, the most likely
// first, with the reasons. An item can be put into the pack or kept out here,
// or opened for review.
package matches

import (
	"context"
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
)

// Model is the screen.
type Model struct {
	*screen.Shared
	line   screen.RequestLine
	list   screen.Ask[[]screen.MatchLine]
	only   string // likelihood, or onlyNew; "" shows all
	cursor components.Cursor
	// chosen are the items that the next decision is for; none for the one that
	// is selected. It is not changed, but replaced.
	chosen components.Chosen
	// grouped is the sort of group that was chosen, "" for items one by one.
	grouped string
	// unfolded lists copies each by itself.
	unfolded bool
}

// New returns the screen.
func New(s *screen.Shared, line screen.RequestLine) Model { return Model{Shared: s, line: line} }

// onlyNew is the filter of what is new or changed.
const onlyNew = "new"

type matchesMsg = screen.Answer[[]screen.MatchLine]

// Init asks for the matches.
func (m Model) Init() tea.Cmd { return screen.Send(screen.Refresh{}) }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Refresh:
		var cmd tea.Cmd
		m.list, cmd = m.list.Put(m.Shared, "Reading the matches", func(ctx context.Context) ([]screen.MatchLine, error) {
			return m.Backend.Matches(ctx, m.line.ID)
		})
		return m, cmd
	case matchesMsg:
		m.list, _ = m.list.Take(msg)
		m.cursor = m.cursor.Within(len(m.shown()), m.page())
	case tea.KeyPressMsg:
		return m.press(msg)
	}
	return m, nil
}

func (m Model) press(msg tea.KeyPressMsg) (screen.Screen, tea.Cmd) {
	k := m.Shared.Keys
	filters := map[string]key.Binding{"": k.All, "certain": k.Certain, "likely": k.Likely, "possible": k.Possible, "unlikely": k.Unlikely, onlyNew: k.OnlyNew}
	for only, b := range filters {
		if key.Matches(msg, b) {
			m.only, m.cursor = only, components.Cursor{}
			return m, nil
		}
	}
	switch {
	case key.Matches(msg, k.Open):
		return m, m.open()
	case key.Matches(msg, k.Why):
		return m, m.why()
	case key.Matches(msg, k.Gate):
		return m, m.gate()
	case key.Matches(msg, k.Choose):
		return m.choose(), nil
	case key.Matches(msg, k.Group):
		return m.group()
	case key.Matches(msg, k.Fold):
		m.unfolded = !m.unfolded
		m.cursor = m.cursor.Within(len(m.shown()), m.page())
		return m, nil
	case key.Matches(msg, k.Ground):
		cmd := m.ground()
		m.chosen, m.grouped = nil, ""
		return m, cmd
	case key.Matches(msg, k.Include):
		return m.decide(redact.Disclose, "goes into the pack")
	case key.Matches(msg, k.KeepOut):
		return m.decide(redact.Withhold, "stays out of the pack")
	case key.Matches(msg, k.Undo):
		return m, m.Act("Taking back", func(ctx context.Context) (string, error) { return m.Backend.Undo(ctx, m.line.ID) })
	}
	m.cursor, _ = m.cursor.Move(k, msg, len(m.shown()), m.page())
	return m, nil
}

// shown are the matches that the filter lets through.
func (m Model) shown() []screen.MatchLine {
	if m.only == "" {
		return m.folded(m.list.Value)
	}
	var out []screen.MatchLine
	for _, l := range m.list.Value {
		if l.Likelihood == m.only || l.New && m.only == onlyNew {
			out = append(out, l)
		}
	}
	return m.folded(out)
}

func (m Model) selected() (screen.MatchLine, bool) {
	list := m.shown()
	if m.cursor.At >= len(list) {
		return screen.MatchLine{}, false
	}
	return list[m.cursor.At], true
}

func (m Model) open() tea.Cmd {
	list := m.shown()
	if m.cursor.At >= len(list) {
		return nil
	}
	items := make([]string, len(list))
	for i, l := range list {
		items[i] = l.Item
	}
	return screen.Send(screen.ShowItem{Case: m.line, Items: items, At: m.cursor.At})
}

// why goes on to the reasons.
func (m Model) why() tea.Cmd {
	l, ok := m.selected()
	if !ok {
		return nil
	}
	return screen.Send(screen.ShowWhy{Case: m.line, Item: l.Item})
}

// gate goes on to the first open gate that the item raises.
func (m Model) gate() tea.Cmd {
	l, ok := m.selected()
	if !ok || len(l.Gates) == 0 {
		return screen.Send(screen.Report{Text: "This item raises no gate that is open."})
	}
	return screen.Send(screen.ShowGate{Case: m.line, Gate: l.Gates[0], Item: l.Item, What: components.Cut(title(l), 60)})
}

// decide decides the item and goes on to the next.
func (m Model) decide(v redact.Verdict, words string) (screen.Screen, tea.Cmd) {
	l, ok := m.selected()
	if !ok {
		return m, nil
	}
	targets, what := m.targets(l)
	act := func() tea.Cmd {
		return m.Act("Recording the decision", func(ctx context.Context) (string, error) {
			taught, err := m.Backend.Decide(ctx, m.line.ID, targets, v, "", "")
			return screen.Told(what+" "+words+".", taught), err
		})
	}
	group := m.grouped
	m.chosen, m.grouped = nil, ""
	if group != "" {
		return m, screen.Sure(fmt.Sprintf("%s (%s) %s. Is that right?", what, group, words), act)
	}
	m.cursor.At++
	m.cursor = m.cursor.Within(len(m.shown()), m.page())
	return m, act()
}

// choose adds the item that is selected to those that the next decision is for,
// or takes it away, and goes on to the next.
func (m Model) choose() Model {
	l, ok := m.selected()
	if !ok {
		return m
	}
	m.chosen, m.grouped = m.chosen.Toggle(l.Item), ""
	m.cursor.At++
	m.cursor = m.cursor.Within(len(m.shown()), m.page())
	return m
}

// targets are the items that the next decision is for, and what to call them.
func (m Model) targets(l screen.MatchLine) (targets []string, what string) {
	for _, i := range m.list.Value {
		if m.chosen[i.Item] {
			targets = append(targets, redact.TargetItem+i.Item)
		}
	}
	switch len(targets) {
	case 0:
		return []string{redact.TargetItem + l.Item}, components.Cut(title(l), 40)
	case 1:
		return targets, "The item that was chosen"
	}
	return targets, "Each of the " + components.Count(len(targets), "chosen item")
}

// ground goes on to ground and reason.
func (m Model) ground() tea.Cmd {
	l, ok := m.selected()
	if !ok {
		return nil
	}
	targets, what := m.targets(l)
	return screen.Send(screen.ShowGround{Case: m.line, What: what, Targets: targets})
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Matches", Case: m.line} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return false }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{
		{Title: "Matches", Keys: []key.Binding{k.Open, k.Include, k.KeepOut, keymap.Say(k.Choose, "choose several"), k.Why, k.Help, k.Back, k.Group, keymap.Say(k.Fold, "list copies"), k.Undo, k.Ground, k.Gate}},
		{Title: "Show only", Keys: []key.Binding{k.All, k.Certain, k.Likely, k.Possible, k.Unlikely, k.OnlyNew}},
		k.List(),
	}
}
