// Package search is the ad-hoc search: results while one types. It shows where
// things lie; it does not open them, since what is opened belongs to a request.
package search

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

const (
	above = 2                      // lines over the list
	below = 6                      // lines under it
	limit = 200                    // results asked for
	pause = 150 * time.Millisecond // of typing, before the search starts
)

// Model is the screen.
type Model struct {
	*screen.Shared
	form   components.Form
	asked  string // the query whose results are shown or on their way
	found  screen.Ask[results]
	cursor components.Cursor
	path   bool // the whole path of the selected result is shown
}

type results struct {
	lines []screen.SearchLine
	total int
}

// pauseMsg comes when nothing may have been typed for a while.
type pauseMsg struct{ query string }

type resultsMsg = screen.Answer[results]

// New returns the screen.
func New(s *screen.Shared) Model {
	return Model{Shared: s, form: components.NewForm(s.Styles, components.NewField("Search", "", ""))}
}

// Init asks for nothing.
func (m Model) Init() tea.Cmd { return nil }

func (m Model) query() string { return m.form.Fields[0].Value() }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case pauseMsg:
		if msg.query == m.query() && msg.query != m.asked {
			return m.search()
		}
	case resultsMsg:
		var mine bool
		if m.found, mine = m.found.Take(msg); mine {
			m.cursor, m.path = components.Cursor{}, false
		}
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		return m.typed(msg)
	}
	return m, nil
}

func (m Model) press(msg tea.KeyPressMsg) (screen.Screen, tea.Cmd) {
	k := m.Shared.Keys
	switch {
	case key.Matches(msg, k.Back):
		return m, screen.Send(screen.Back{})
	case key.Matches(msg, k.Open) && m.query() != m.asked:
		return m.search()
	case key.Matches(msg, k.Open):
		m.path = !m.path
		return m, nil
	}
	if msg.Text == "" { // letters such as k and j are part of the query
		if c, moved := m.cursor.Move(k, msg, len(m.found.Value.lines), m.page()); moved {
			m.cursor = c
			return m, nil
		}
	}
	return m.typed(msg)
}

func (m Model) typed(msg tea.Msg) (screen.Screen, tea.Cmd) {
	before := m.query()
	var cmd tea.Cmd
	m.form, _, cmd = m.form.Update(m.Shared.Keys, msg)
	query := m.query()
	if query == before {
		return m, cmd
	}
	if query == "" {
		m.asked, m.found = "", m.found.Drop()
		return m, cmd
	}
	return m, tea.Batch(cmd, tea.Tick(pause, func(time.Time) tea.Msg { return pauseMsg{query} }))
}

func (m Model) search() (screen.Screen, tea.Cmd) {
	query := m.query()
	m.asked = query
	if query == "" {
		return m, nil
	}
	var cmd tea.Cmd
	m.found, cmd = m.found.Put(m.Shared, "Searching", func(ctx context.Context) (results, error) {
		lines, total, err := m.Backend.Search(ctx, query, limit)
		return results{lines, total}, err
	})
	return m, cmd
}

func (m Model) page() int { return m.Height - above - below - 1 }

// View implements [screen.Screen].
func (m Model) View() string {
	lines := []string{m.form.View(m.Styles, m.Width)[0], ""}
	switch {
	case m.query() == "":
		lines = append(lines, components.Notice(m.Styles, styles.Dim, "Type words that stand in a document or a message.",
			`"Words in quotes" stand together. AND, OR and NOT join; from: to: subject: path: after: before: look in one place only; ~ allows for misspellings.`, m.Width))
	case m.found.Err != nil:
		lines = append(lines, components.Notice(m.Styles, styles.Bad, components.Problem(m.found.Err), "Change the words above.", m.Width))
	case !m.found.Known:
		lines = append(lines, components.Notice(m.Styles, styles.Dim, "Searching…", "", m.Width))
	case len(m.found.Value.lines) == 0:
		lines = append(lines, components.Notice(m.Styles, styles.Strong, "Nothing was found.", "Try fewer words, or ~ after a word to allow for misspellings.", m.Width))
	default:
		lines = append(lines, m.results()...)
	}
	return strings.Join(lines, "\n")
}

func (m Model) results() []string {
	list := m.found.Value.lines
	table := components.Table{
		Columns: []components.Column{{Title: "Date", Width: 11}, {Title: "Title"}, {Title: "Source", Width: 12}, {Title: "Path", Wide: true}},
		Rows:    len(list),
		Row: func(i int) []components.Cell {
			return []components.Cell{
				components.Text(components.Date(list[i].Date)), components.Text(list[i].Title),
				{Text: list[i].Source, Tone: styles.Dim},
				{Text: list[i].Path, Tone: styles.Dim},
			}
		},
	}
	return append(table.View(m.Styles, m.cursor, m.Width, m.Height-above-below), m.about()...)
}

// about says more on the result that is selected.
func (m Model) about() []string {
	l := m.found.Value.lines[m.cursor.At]
	where := l.Source + ": " + l.Path
	if l.Part != "" {
		where += " › " + l.Part
	}
	lines := []string{"", "   " + m.Styles.Paint(styles.Dim, m.count())}
	if m.path {
		for _, s := range components.Wrap(where, m.Width-6) {
			lines = append(lines, "   "+s)
		}
		return components.Box(lines, below)
	}
	lines = append(lines, "   "+m.Styles.Paint(styles.Accent, components.Cut(where, m.Width-6)))
	return components.Box(append(lines, m.snippet(l)...), below)
}

func (m Model) count() string {
	shown, total := len(m.found.Value.lines), m.found.Value.total
	if total > shown {
		return fmt.Sprintf("The best %d of %d results.", shown, total)
	}
	return components.Count(shown, "result") + "."
}

// snippet shows the words around the hits, with the hits underlined.
func (m Model) snippet(l screen.SearchLine) []string {
	d := components.NewDocument(l.Snippet, l.Hits, nil, m.Width-6)
	return d.View(m.Styles, 0, min(d.Lines(), below-3), redact.Span{})
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Search"} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return true }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{
		{Title: "Search", Keys: []key.Binding{k.Up, k.Down, keymap.Say(k.Open, "whole path"), k.HelpTyping, k.Back}},
		{Title: "Moving", Keys: []key.Binding{k.PageUp, k.PageDown}},
	}
}
