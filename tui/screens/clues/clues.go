// Package clues is the list of details that stand beside the subject's name and
// are not in the profile. Nothing is added to the profile unless an officer takes
// it over.
package clues

import (
	"context"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/agent/request"
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
	line   screen.RequestLine
	list   screen.Ask[[]request.Clue]
	cursor components.Cursor
}

// New returns the screen.
func New(s *screen.Shared, line screen.RequestLine) Model { return Model{Shared: s, line: line} }

type cluesMsg = screen.Answer[[]request.Clue]

// Init asks for the clues.
func (m Model) Init() tea.Cmd { return screen.Send(screen.Refresh{}) }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Refresh:
		var cmd tea.Cmd
		m.list, cmd = m.list.Put(m.Shared, "Reading the clues", func(ctx context.Context) ([]request.Clue, error) {
			return m.Backend.Clues(ctx, m.line.ID)
		})
		return m, cmd
	case cluesMsg:
		m.list, _ = m.list.Take(msg)
		m.cursor = m.cursor.Within(len(m.list.Value), m.page())
	case tea.KeyPressMsg:
		return m.press(msg)
	}
	return m, nil
}

func (m Model) press(msg tea.KeyPressMsg) (screen.Screen, tea.Cmd) {
	k := m.Shared.Keys
	c, ok := m.selected()
	switch {
	case key.Matches(msg, k.Find):
		_, cmd := m.Work("Looking through everything that was read", func(ctx context.Context) (string, any, error) {
			return "Looked again for request " + m.line.ID + ".", nil, m.Backend.Find(ctx, m.line.ID)
		})
		return m, cmd
	case ok && key.Matches(msg, k.Include):
		return m, m.set(c, request.ClueTaken, "is in the profile now. Press f to find again.")
	case ok && key.Matches(msg, k.KeepOut):
		return m, m.set(c, request.ClueDismissed, "is not offered again. Press x to take that back.")
	case ok && key.Matches(msg, k.TakeBack):
		return m, m.set(c, request.ClueOpen, "is offered again.")
	case ok && key.Matches(msg, k.Why, k.Open) && len(c.Items) > 0:
		return m, screen.Send(screen.ShowWhy{Case: m.line, Item: c.Items[0]})
	}
	m.cursor, _ = m.cursor.Move(k, msg, len(m.list.Value), m.page())
	return m, nil
}

func (m Model) selected() (request.Clue, bool) {
	if m.cursor.At >= len(m.list.Value) {
		return request.Clue{}, false
	}
	return m.list.Value[m.cursor.At], true
}

func (m Model) set(c request.Clue, to request.ClueState, did string) tea.Cmd {
	return m.Act("Recording it", func(ctx context.Context) (string, error) {
		return components.Cut(c.Value, 40) + " " + did, m.Backend.SetClue(ctx, m.line.ID, c.N, to)
	})
}

func (m Model) page() int { return m.Height - below - 1 }

// View implements [screen.Screen].
func (m Model) View() string {
	notice, ok := components.State(m.Styles, m.list, len(m.list.Value) == 0, "There are no clues.",
		"Nothing stands beside the name that the profile does not have. Press f to look again, esc to go back.", m.Width)
	if !ok {
		return notice
	}
	table := components.Table{
		Columns: []components.Column{
			{Title: "For", Width: 15},
			{Title: "What"},
			{Title: "Items", Width: 5, Right: true},
			{Title: "Surest", Width: 8},
			{Title: "Profile", Width: 10},
		},
		Rows: len(m.list.Value),
		Row:  func(i int) []components.Cell { return row(m.list.Value[i]) },
	}
	lines := table.View(m.Styles, m.cursor, m.Width, m.Height-below)
	return strings.Join(append(lines, m.about()...), "\n")
}

func row(c request.Clue) []components.Cell {
	state, tone, plain := "offered", styles.Warn, styles.Plain
	switch c.State {
	case request.ClueTaken:
		state, tone = "taken", styles.Good
	case request.ClueDismissed:
		state, tone, plain = "dismissed", styles.Dim, styles.Dim
	}
	return []components.Cell{
		{Text: components.Spoken(c.Fact), Tone: plain},
		{Text: c.Value, Tone: plain},
		{Text: fmt.Sprint(len(c.Items)), Tone: plain},
		{Text: c.Likelihood, Tone: components.Likelihood(c.Likelihood)},
		{Text: state, Tone: tone},
	}
}

// about says what can be done with the clue that is selected.
func (m Model) about() []string {
	c, ok := m.selected()
	if !ok {
		return components.Box(nil, below)
	}
	who := fmt.Sprintf("by %s on %s", components.Clean(c.By), components.Date(c.At))
	said := fmt.Sprintf("It stands beside the name in %s, the surest of which is %s. It is not used unless you take it.", components.Count(len(c.Items), "item"), c.Likelihood)
	switch c.State {
	case request.ClueTaken:
		said = "Taken into the profile " + who + "."
	case request.ClueDismissed:
		said = "Dismissed " + who + ". Press x to have it offered again."
	}
	lines := []string{""}
	for _, l := range components.Wrap(said, m.Width-6) {
		lines = append(lines, "   "+l)
	}
	return components.Box(lines, below)
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Clues", Case: m.line} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return false }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{
		{Title: "Clues", Keys: []key.Binding{
			keymap.Say(k.Include, "take into the profile"), keymap.Say(k.KeepOut, "dismiss"), keymap.Say(k.TakeBack, "offer again"),
			keymap.Say(k.Find, "find again"), k.Help, k.Back, keymap.Say(k.Why, "why its first item was found"),
		}},
		k.List(),
	}
}
