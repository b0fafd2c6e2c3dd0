// Package requests is the first screen: all requests, the one due first at the
// top, with what is late or waits for a decision in plain sight.
package requests

import (
	"context"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// below is the number of lines under the list.
const below = 4

// Model is the screen.
type Model struct {
	*screen.Shared
	list   screen.Ask[[]screen.RequestLine]
	cursor components.Cursor
}

// New returns the screen.
func New(s *screen.Shared) Model { return Model{Shared: s} }

type requestsMsg = screen.Answer[[]screen.RequestLine]

// Init asks for the requests.
func (m Model) Init() tea.Cmd { return screen.Send(screen.Refresh{}) }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Refresh:
		var cmd tea.Cmd
		m.list, cmd = m.list.Put(m.Shared, "Reading the requests", func(ctx context.Context) ([]screen.RequestLine, error) {
			return m.Backend.Requests(ctx)
		})
		return m, cmd
	case requestsMsg:
		m.list, _ = m.list.Take(msg)
		m.cursor = m.cursor.Within(len(m.list.Value), m.page())
	case tea.KeyPressMsg:
		return m.press(msg)
	}
	return m, nil
}

func (m Model) press(msg tea.KeyPressMsg) (screen.Screen, tea.Cmd) {
	switch {
	case key.Matches(msg, m.Shared.Keys.New):
		return m, screen.Send(screen.ShowNewRequest{})
	case key.Matches(msg, m.Shared.Keys.Search):
		return m, screen.Send(screen.ShowSearch{})
	case key.Matches(msg, m.Shared.Keys.Sources):
		return m, screen.Send(screen.ShowSources{})
	case key.Matches(msg, m.Shared.Keys.Open):
		if r, ok := m.selected(); ok {
			return m, screen.Send(screen.ShowRequest{Case: r})
		}
	default:
		m.cursor, _ = m.cursor.Move(m.Shared.Keys, msg, len(m.list.Value), m.page())
	}
	return m, nil
}

func (m Model) selected() (screen.RequestLine, bool) {
	if m.cursor.At >= len(m.list.Value) {
		return screen.RequestLine{}, false
	}
	return m.list.Value[m.cursor.At], true
}

func (m Model) page() int { return m.Height - below - 1 }

// View implements [screen.Screen].
func (m Model) View() string {
	notice, ok := components.State(m.Styles, m.list, len(m.list.Value) == 0, "There are no requests yet.",
		"Press n when a request has come in. Press s to see whether the sources have been read, and / to search them.", m.Width)
	if !ok {
		return notice
	}
	table := components.Table{
		Columns: []components.Column{
			{Title: "Subject"},
			{Title: "Right", Width: 13},
			{Title: "State", Width: 8},
			{Title: "Due", Width: 11, Wide: true},
			{Title: "Time", Width: 15},
			{Title: "New", Width: 4, Right: true},
			{Title: "Request", Width: 10, Wide: true},
		},
		Rows: len(m.list.Value),
		Row:  func(i int) []components.Cell { return row(m.list.Value[i]) },
	}
	lines := table.View(m.Styles, m.cursor, m.Width, m.Height-below)
	return strings.Join(append(lines, m.about()...), "\n")
}

func row(r screen.RequestLine) []components.Cell {
	left, tone := components.Left(r)
	plain := styles.Plain
	if r.State == "closed" {
		plain = styles.Dim
	}
	return []components.Cell{
		{Text: r.Subject, Tone: plain},
		{Text: string(r.Right), Tone: plain},
		{Text: string(r.State), Tone: plain},
		{Text: components.Date(r.Due), Tone: plain},
		{Text: left, Tone: tone},
		{Text: some(r.New), Tone: styles.Good},
		{Text: r.ID, Tone: styles.Dim},
	}
}

// some writes a number, and nothing for none.
func some(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// about says more on the request that is selected.
func (m Model) about() []string {
	r, ok := m.selected()
	if !ok {
		return components.Box(nil, below)
	}
	clock, tone := components.Clock(r)
	found := components.Count(r.Matches, "match") + "."
	if r.New > 0 {
		found = components.Count(r.Matches, "match") + fmt.Sprintf(", %d new since you last looked.", r.New)
	}
	return []string{
		"",
		"   " + m.Styles.Paint(styles.Strong, components.Cut(r.Subject, m.Width-20)) + m.Styles.Paint(styles.Dim, "  "+components.Cut(r.ID, 16)),
		"   " + m.Styles.Paint(tone, components.Cut(clock, m.Width-4)),
		"   " + components.Cut(found, m.Width-4),
	}
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Requests"} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return false }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{
		{Title: "Requests", Keys: []key.Binding{k.Open, k.New, k.Search, k.Sources, k.Help, k.Quit}},
		k.List(),
	}
}
