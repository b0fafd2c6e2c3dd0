// Package matches is the list of what was found for a request, the most likely
// first, with the reasons. An item can be put into the pack or kept out here,
// or opened for review.
package matches

import (
	"context"

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
	only   string // likelihood; "" shows all
	cursor components.Cursor
}

// New returns the screen.
func New(s *screen.Shared, line screen.RequestLine) Model { return Model{Shared: s, line: line} }

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
	filters := map[string]key.Binding{"": k.All, "certain": k.Certain, "likely": k.Likely, "possible": k.Possible, "unlikely": k.Unlikely}
	for only, b := range filters {
		if key.Matches(msg, b) {
			m.only, m.cursor = only, components.Cursor{}
			return m, nil
		}
	}
	switch {
	case key.Matches(msg, k.Open):
		return m, m.open()
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
		return m.list.Value
	}
	var out []screen.MatchLine
	for _, l := range m.list.Value {
		if l.Likelihood == m.only {
			out = append(out, l)
		}
	}
	return out
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

// decide decides the item and goes on to the next.
func (m Model) decide(v redact.Verdict, words string) (screen.Screen, tea.Cmd) {
	l, ok := m.selected()
	if !ok {
		return m, nil
	}
	m.cursor.At++
	m.cursor = m.cursor.Within(len(m.shown()), m.page())
	return m, m.Act("Recording the decision", func(ctx context.Context) (string, error) {
		return components.Cut(title(l), 40) + " " + words + ".", m.Backend.Decide(ctx, m.line.ID, redact.TargetItem+l.Item, v, "", "")
	})
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Matches", Case: m.line} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return false }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{
		{Title: "Matches", Keys: []key.Binding{k.Open, k.Include, k.KeepOut, k.Undo, keymap.Say(k.All, "all, 1 to 4 by likelihood"), k.Help, k.Back}},
		{Title: "Show only", Keys: []key.Binding{k.All, k.Certain, k.Likely, k.Possible, k.Unlikely}},
		k.List(),
	}
}
