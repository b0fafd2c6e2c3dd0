// Package sources shows what is crawled and the account of it: how much was
// seen, read and not read. Every item seen is in exactly one of the numbers.
package sources

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// below is the number of lines under the list.
const below = 8

// Model is the screen.
type Model struct {
	*screen.Shared
	list   screen.Ask[[]screen.SourceLine]
	cursor components.Cursor
}

// New returns the screen.
func New(s *screen.Shared) Model { return Model{Shared: s} }

type sourcesMsg = screen.Answer[[]screen.SourceLine]

// Init asks for the sources.
func (m Model) Init() tea.Cmd { return screen.Send(screen.Refresh{}) }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Refresh:
		var cmd tea.Cmd
		m.list, cmd = m.list.Put(m.Shared, "Reading the sources", func(ctx context.Context) ([]screen.SourceLine, error) {
			return m.Backend.Sources(ctx)
		})
		return m, cmd
	case sourcesMsg:
		m.list, _ = m.list.Take(msg)
		m.cursor = m.cursor.Within(len(m.list.Value), m.page())
	case tea.KeyPressMsg:
		m.cursor, _ = m.cursor.Move(m.Shared.Keys, msg, len(m.list.Value), m.page())
	}
	return m, nil
}

func (m Model) page() int { return m.Height - below - 1 }

// View implements [screen.Screen].
func (m Model) View() string {
	notice, ok := components.State(m.Styles, m.list, len(m.list.Value) == 0, "No source is configured.",
		"Ask your administrator to add the places to read to the configuration file.", m.Width)
	if !ok {
		return notice
	}
	table := components.Table{
		Columns: []components.Column{
			{Title: "Source"},
			{Title: "Last read", Width: 12},
			{Title: "Seen", Width: 8, Right: true},
			{Title: "Read", Width: 8, Right: true},
			{Title: "Partly", Width: 6, Right: true},
			{Title: "Empty", Width: 6, Right: true},
			{Title: "Unread", Width: 6, Right: true},
		},
		Rows: len(m.list.Value),
		Row:  func(i int) []components.Cell { return row(m.list.Value[i]) },
	}
	lines := table.View(m.Styles, m.cursor, m.Width, m.Height-below)
	return strings.Join(append(lines, m.about()...), "\n")
}

func unread(s screen.SourceLine) int {
	n := 0
	for _, v := range s.Unread {
		n += v
	}
	return n
}

func row(s screen.SourceLine) []components.Cell {
	last, tone := components.Date(s.Last), styles.Plain
	switch {
	case s.Running:
		last, tone = "reading now", styles.Good
	case last == "":
		last, tone = "never", styles.Warn
	}
	not := components.Text(fmt.Sprint(unread(s)))
	if unread(s) > 0 {
		not.Tone = styles.Warn
	}
	return []components.Cell{
		components.Text(s.Name),
		{Text: last, Tone: tone},
		components.Text(fmt.Sprint(s.Seen)), components.Text(fmt.Sprint(s.Indexed)),
		components.Text(fmt.Sprint(s.Partial)), components.Text(fmt.Sprint(s.Empty)), not,
	}
}

// about says more on the source that is selected.
func (m Model) about() []string {
	if m.cursor.At >= len(m.list.Value) {
		return components.Box(nil, below)
	}
	s := m.list.Value[m.cursor.At]
	lines := []string{
		"",
		"   " + m.Styles.Paint(styles.Strong, components.Cut(s.Name, m.Width-4)),
		"   " + m.Styles.Paint(styles.Dim, components.Cut(s.Location, m.Width-4)),
		"   " + fmt.Sprintf("Seen %d = read %d + partly %d + empty %d + unread %d", s.Seen, s.Indexed, s.Partial, s.Empty, unread(s)),
	}
	var why []string
	for _, reason := range slices.Sorted(maps.Keys(s.Unread)) {
		why = append(why, fmt.Sprintf("%d %s", s.Unread[reason], components.Spoken(reason)))
	}
	if len(why) > 0 {
		for _, l := range components.Wrap("Not read: "+strings.Join(why, ", ")+". The command 'sarsen unread' lists each, and what to do.", m.Width-6) {
			lines = append(lines, "   "+m.Styles.Paint(styles.Warn, l))
		}
	}
	return components.Box(lines, below)
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Sources"} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return false }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{
		{Title: "Sources", Keys: []key.Binding{k.Up, k.Down, k.Reload, k.Help, k.Back}},
		k.List(),
	}
}
