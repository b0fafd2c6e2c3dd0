// Package request is the screen of one request: who it is about, the clock and
// its working, what was found, and what still stands in the way of a release.
package request

import (
	"context"
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
)

// Model is the screen.
type Model struct {
	*screen.Shared
	line   screen.RequestLine
	detail screen.Ask[screen.RequestDetail]
	top    int
}

// New returns the screen of a request; of its line only the ID has to be known.
func New(s *screen.Shared, line screen.RequestLine) Model { return Model{Shared: s, line: line} }

type detailMsg = screen.Answer[screen.RequestDetail]

// Init asks for the request.
func (m Model) Init() tea.Cmd { return screen.Send(screen.Refresh{}) }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Refresh:
		var cmd tea.Cmd
		m.detail, cmd = m.detail.Put(m.Shared, "Reading the request", func(ctx context.Context) (screen.RequestDetail, error) {
			return m.Backend.Request(ctx, m.line.ID)
		})
		return m, cmd
	case detailMsg:
		var mine bool
		if m.detail, mine = m.detail.Take(msg); mine && msg.Err == nil {
			m.line = msg.Value.RequestLine
		}
	case tea.KeyPressMsg:
		if m.detail.Known {
			return m.press(msg)
		}
	}
	return m, nil
}

func (m Model) press(msg tea.KeyPressMsg) (screen.Screen, tea.Cmd) {
	k := m.Shared.Keys
	switch {
	case key.Matches(msg, k.Matches, k.Open):
		return m, screen.Send(screen.ShowMatches{Case: m.line})
	case key.Matches(msg, k.People):
		return m, screen.Send(screen.ShowPeople{Case: m.line})
	case key.Matches(msg, k.Export):
		return m, screen.Send(screen.ShowExport{Case: m.line})
	case key.Matches(msg, k.Queries):
		return m, screen.Send(screen.ShowQueries{Case: m.line})
	case key.Matches(msg, k.Clues):
		return m, screen.Send(screen.ShowClues{Case: m.line})
	case key.Matches(msg, k.Add):
		return m, screen.Send(screen.ShowAdd{Case: m.line})
	case key.Matches(msg, k.Gate):
		return m, m.gate()
	case key.Matches(msg, k.Find):
		return m, m.find()
	case key.Matches(msg, k.Accept):
		return m, screen.Sure("Accept every proposal that is still open? What was left to judgement is withheld. u takes it back.", m.accept)
	case key.Matches(msg, k.Release):
		return m, screen.Sure("Give your word, as the second person, that this pack may leave?", m.release)
	case key.Matches(msg, k.Undo):
		return m, m.undo()
	}
	c, moved := components.Cursor{At: m.top}.Move(k, msg, max(1, len(m.lines())-m.Height+1), m.Height)
	if moved {
		m.top = c.At
	}
	return m, nil
}

// gate goes on to the first gate that stands open.
func (m Model) gate() tea.Cmd {
	gates := m.detail.Value.Gates
	if len(gates) == 0 {
		return screen.Send(screen.Report{Text: "No gate stands open."})
	}
	return screen.Send(screen.ShowGate{Case: m.line, Gate: gates[0], What: components.Count(gates[0].Items, "item") + " raise it"})
}

func (m Model) find() tea.Cmd {
	_, cmd := m.Work("Looking through everything that was read", func(ctx context.Context) (string, any, error) {
		return "Looked again for request " + m.line.ID + ".", nil, m.Backend.Find(ctx, m.line.ID)
	})
	return cmd
}

func (m Model) accept() tea.Cmd {
	return m.Act("Accepting the proposals", func(ctx context.Context) (string, error) {
		n, err := m.Backend.Accept(ctx, m.line.ID)
		if n == 0 {
			return "Nothing was open: there was no proposal to accept.", err
		}
		return fmt.Sprintf("Accepted %s. Press u to take it back.", components.Count(n, "proposal")), err
	})
}

func (m Model) release() tea.Cmd {
	return m.Act("Recording the release", func(ctx context.Context) (string, error) {
		return "Released. Press x to export the pack.", m.Backend.Release(ctx, m.line.ID)
	})
}

func (m Model) undo() tea.Cmd {
	return m.Act("Taking back", func(ctx context.Context) (string, error) {
		return m.Backend.Undo(ctx, m.line.ID)
	})
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Request", Case: m.line} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return false }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{
		{Title: "Request", Keys: []key.Binding{k.Matches, k.People, k.Find, k.Accept, k.Export, k.Release, k.Undo, k.Help, k.Back, k.Queries, k.Clues, k.Add, k.Gate}},
		k.List(),
	}
}
