// Package people is the list of the other people named in what was found, most
// often named first. To decide on a person decides all their marks, but those
// that were decided one by one.
package people

import (
	"context"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// Model is the screen.
type Model struct {
	*screen.Shared
	line   screen.RequestLine
	list   screen.Ask[[]screen.PersonLine]
	cursor components.Cursor
	why    bool // the reasons of the selected person are shown in full
}

// New returns the screen.
func New(s *screen.Shared, line screen.RequestLine) Model { return Model{Shared: s, line: line} }

type peopleMsg = screen.Answer[[]screen.PersonLine]

// Init asks for the people.
func (m Model) Init() tea.Cmd { return screen.Send(screen.Refresh{}) }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Refresh:
		var cmd tea.Cmd
		m.list, cmd = m.list.Put(m.Shared, "Reading the people", func(ctx context.Context) ([]screen.PersonLine, error) {
			return m.Backend.People(ctx, m.line.ID)
		})
		return m, cmd
	case peopleMsg:
		m.list, _ = m.list.Take(msg)
		m.cursor = m.cursor.Within(len(m.list.Value), m.page())
	case tea.KeyPressMsg:
		return m.press(msg)
	}
	return m, nil
}

func (m Model) press(msg tea.KeyPressMsg) (screen.Screen, tea.Cmd) {
	k := m.Shared.Keys
	switch {
	case key.Matches(msg, k.Open):
		m.why = !m.why
		m.cursor = m.cursor.Within(len(m.list.Value), m.page())
		return m, nil
	case key.Matches(msg, k.Withhold):
		return m.decide(redact.Withhold, "is withheld")
	case key.Matches(msg, k.Disclose):
		return m.decide(redact.Disclose, "is disclosed")
	case key.Matches(msg, k.Undo):
		return m, m.Act("Taking back", func(ctx context.Context) (string, error) { return m.Backend.Undo(ctx, m.line.ID) })
	}
	m.cursor, _ = m.cursor.Move(k, msg, len(m.list.Value), m.page())
	return m, nil
}

func (m Model) selected() (screen.PersonLine, bool) {
	if m.cursor.At >= len(m.list.Value) {
		return screen.PersonLine{}, false
	}
	return m.list.Value[m.cursor.At], true
}

// decide decides the person and goes on to the next.
func (m Model) decide(v redact.Verdict, did string) (screen.Screen, tea.Cmd) {
	p, ok := m.selected()
	if !ok {
		return m, nil
	}
	code := p.Code
	if v == redact.Disclose {
		code = ""
	}
	m.cursor.At++
	m.cursor = m.cursor.Within(len(m.list.Value), m.page())
	return m, m.Act("Recording the decision", func(ctx context.Context) (string, error) {
		_, err := m.Backend.Decide(ctx, m.line.ID, []string{redact.TargetPerson + p.ID}, v, code, "")
		return components.Cut(p.Name, 40) + " " + did + " everywhere. Press u to take it back.", err
	})
}

func (m Model) below() int {
	if m.why {
		return 9
	}
	return 3
}

func (m Model) page() int { return m.Height - m.below() - 1 }

// View implements [screen.Screen].
func (m Model) View() string {
	notice, ok := components.State(m.Styles, m.list, len(m.list.Value) == 0, "Nobody else is named in what was found.",
		"If you expected somebody: press esc to go back, and f there to look again.", m.Width)
	if !ok {
		return notice
	}
	table := components.Table{
		Columns: []components.Column{
			{Title: "Name"},
			{Title: "Role", Width: 12},
			{Title: "Named", Width: 5, Right: true},
			{Title: "Items", Width: 5, Right: true},
			{Title: "Proposed", Width: 10},
			{Title: "Decision", Width: 11},
			{Title: "Ground", Width: 8, Wide: true},
		},
		Rows: len(m.list.Value),
		Row:  func(i int) []components.Cell { return row(m.list.Value[i]) },
	}
	lines := table.View(m.Styles, m.cursor, m.Width, m.Height-m.below())
	return strings.Join(append(lines, m.about()...), "\n")
}

func row(p screen.PersonLine) []components.Cell {
	decision, tone := "to decide", styles.Warn
	switch p.Decision {
	case redact.Withhold:
		decision, tone = "withheld", styles.Bad
	case redact.Disclose:
		decision, tone = "disclosed", styles.Good
	}
	proposed := string(p.Proposal)
	if p.Proposal == redact.Open {
		proposed = "judgement"
	}
	return []components.Cell{
		components.Text(p.Name), components.Text(string(p.Role)), components.Text(fmt.Sprint(p.Mentions)), components.Text(fmt.Sprint(p.Items)),
		{Text: proposed, Tone: styles.Dim},
		{Text: decision, Tone: tone},
		components.Text(p.Code),
	}
}

// about says why, in one line or in full.
func (m Model) about() []string {
	p, ok := m.selected()
	if !ok {
		return components.Box(nil, m.below())
	}
	why := p.Reason
	if why == "" {
		why = "no reason was recorded."
	}
	if !m.why {
		return []string{"", "   " + m.Styles.Paint(styles.Accent, "Why   ") + components.Cut(why, m.Width-10), ""}
	}
	lines := []string{"", "   " + m.Styles.Paint(styles.Strong, components.Cut(p.Name, m.Width-4))}
	if c, ok := redact.CodeOf(p.Code); ok {
		why += " Ground: " + c.Code + ", " + c.Provision + ". " + c.Meaning
	}
	for _, l := range components.Wrap(why, m.Width-6) {
		lines = append(lines, "   "+l)
	}
	return components.Box(lines, m.below())
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "People", Case: m.line} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return false }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{
		{Title: "People", Keys: []key.Binding{k.Withhold, k.Disclose, k.Undo, keymap.Say(k.Open, "why"), k.Help, k.Back}},
		k.List(),
	}
}
