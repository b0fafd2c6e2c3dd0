// Package queries is the list of what is asked of the index for a request: what
// the profile gives, with how many items each query finds, and what officers
// added. A query can be turned off and on, added and removed; while one is typed
// it is shown what it would find.
package queries

import (
	"context"
	"fmt"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/agent/request"
	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
)

const (
	pause = 150 * time.Millisecond // of typing, before it is tried
	tries = 50                     // items that a trial shows at most
)

// Model is the screen.
type Model struct {
	*screen.Shared
	line   screen.RequestLine
	list   screen.Ask[[]screen.QueryLine]
	cursor components.Cursor

	adding bool
	form   components.Form
	trial  screen.Ask[trial]
	tried  string // the query whose trial is shown or on its way
	sent   int    // number of the act that adds, while it is under way
}

// A trial is what a query that is being typed finds.
type trial struct {
	lines []screen.SearchLine
	total int
}

type (
	queriesMsg = screen.Answer[[]screen.QueryLine]
	trialMsg   = screen.Answer[trial]
)

// pauseMsg comes when nothing may have been typed for a while.
type pauseMsg struct{ query string }

// New returns the screen.
func New(s *screen.Shared, line screen.RequestLine) Model { return Model{Shared: s, line: line} }

// Init asks for the queries.
func (m Model) Init() tea.Cmd { return screen.Send(screen.Refresh{}) }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Refresh:
		var cmd tea.Cmd
		m.list, cmd = m.list.Put(m.Shared, "Counting what each query finds", func(ctx context.Context) ([]screen.QueryLine, error) {
			return m.Backend.Queries(ctx, m.line.ID)
		})
		return m, cmd
	case queriesMsg:
		m.list, _ = m.list.Take(msg)
		m.cursor = m.cursor.Within(len(m.list.Value), m.page())
	case trialMsg:
		m.trial, _ = m.trial.Take(msg)
	case pauseMsg:
		if m.adding && msg.query == m.query() && msg.query != m.tried {
			return m.try()
		}
	case screen.Done:
		return m.done(msg), nil
	case tea.KeyPressMsg:
		if m.adding {
			return m.typed(msg)
		}
		return m.press(msg)
	case tea.PasteMsg:
		if m.adding {
			return m.typed(msg)
		}
	}
	return m, nil
}

func (m Model) press(msg tea.KeyPressMsg) (screen.Screen, tea.Cmd) {
	k := m.Shared.Keys
	l, ok := m.selected()
	switch {
	case key.Matches(msg, k.Add):
		m.adding, m.tried, m.trial = true, "", m.trial.Drop()
		m.form = components.NewForm(m.Styles, components.NewField("Query", "", ""))
		return m, nil
	case key.Matches(msg, k.Find):
		return m, m.find()
	case ok && key.Matches(msg, k.Open):
		return m, m.toggle(l)
	case ok && key.Matches(msg, k.TakeBack):
		if !l.Own {
			return m, screen.Send(screen.Report{Text: "The profile gives this query. Press enter to turn it off, or edit the profile."})
		}
		return m, m.change(l, request.QueryRemoved, "is not asked any more")
	}
	m.cursor, _ = m.cursor.Move(k, msg, len(m.list.Value), m.page())
	return m, nil
}

func (m Model) selected() (screen.QueryLine, bool) {
	if m.cursor.At >= len(m.list.Value) {
		return screen.QueryLine{}, false
	}
	return m.list.Value[m.cursor.At], true
}

func (m Model) toggle(l screen.QueryLine) tea.Cmd {
	switch {
	case l.Own:
		return screen.Send(screen.Report{Text: "This query was added by hand. Press x to remove it."})
	case l.Off:
		return m.change(l, request.QueryOn, "is asked again")
	}
	return m.change(l, request.QueryOff, "is turned off")
}

func (m Model) change(l screen.QueryLine, act request.QueryAct, did string) tea.Cmd {
	return m.Act("Recording the change", func(ctx context.Context) (string, error) {
		_, err := m.Backend.ChangeQuery(ctx, m.line.ID, act, fmt.Sprint(l.N))
		return fmt.Sprintf("Number %d %s. Press f to find again.", l.N, did), err
	})
}

func (m Model) find() tea.Cmd {
	_, cmd := m.Work("Looking through everything that was read", func(ctx context.Context) (string, any, error) {
		return "Looked again for request " + m.line.ID + ".", nil, m.Backend.Find(ctx, m.line.ID)
	})
	return cmd
}

func (m Model) query() string { return m.form.Fields[0].Value() }

// typed takes a key while a query is typed.
func (m Model) typed(msg tea.Msg) (screen.Screen, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, m.Shared.Keys.Back) {
		m.adding, m.trial = false, m.trial.Drop()
		return m, nil
	}
	before := m.query()
	form, submit, cmd := m.form.Update(m.Shared.Keys, msg)
	m.form = form
	query := m.query()
	switch {
	case submit && query != "":
		return m.add(query)
	case query == before:
		return m, cmd
	case query == "":
		m.tried, m.trial = "", m.trial.Drop()
		return m, cmd
	}
	return m, tea.Batch(cmd, tea.Tick(pause, func(time.Time) tea.Msg { return pauseMsg{query} }))
}

// try searches for what was typed so far.
func (m Model) try() (screen.Screen, tea.Cmd) {
	query := m.query()
	m.tried = query
	var cmd tea.Cmd
	m.trial, cmd = m.trial.Put(m.Shared, "Trying it", func(ctx context.Context) (trial, error) {
		lines, total, err := m.Backend.Search(ctx, query, tries)
		return trial{lines, total}, err
	})
	return m, cmd
}

// add asks for a query to be added. The form stays until it was.
func (m Model) add(query string) (screen.Screen, tea.Cmd) {
	var cmd tea.Cmd
	m.sent, cmd = m.Work("Adding the query", func(ctx context.Context) (string, any, error) {
		l, err := m.Backend.ChangeQuery(ctx, m.line.ID, request.QueryAdded, query)
		did := fmt.Sprintf("Added: it finds %s now. Press f to find again.", components.Count(l.Items, "item"))
		if l.Many {
			did = fmt.Sprintf("Added. It finds %d items, and each that holds nothing of the profile will be listed as possible.", l.Items)
		}
		return did, nil, err
	})
	return m, cmd
}

// done closes the form when the query in it was added, and says what is wrong
// with it when not.
func (m Model) done(msg screen.Done) Model {
	if !m.adding || m.sent == 0 || msg.Number != m.sent {
		return m
	}
	m.sent = 0
	if msg.Err != nil {
		m.form = m.form.Complain(0, components.Clean(msg.Err.Error()))
		return m
	}
	m.adding = false
	m.cursor = components.Cursor{At: len(m.list.Value)}
	return m
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Queries", Case: m.line} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return m.adding }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	if m.adding {
		return []keymap.Section{{Title: "Query", Keys: []key.Binding{keymap.Say(k.Open, "add it"), k.HelpTyping, k.Back}}}
	}
	return []keymap.Section{
		{Title: "Queries", Keys: []key.Binding{keymap.Say(k.Open, "turn on or off"), keymap.Say(k.Add, "add one"), keymap.Say(k.TakeBack, "remove"), keymap.Say(k.Find, "find again"), k.Help, k.Back}},
		k.List(),
	}
}
