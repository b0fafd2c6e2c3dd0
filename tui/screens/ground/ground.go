// Package ground is the screen on which a decision is given its ground in law
// and a reason in the officer's own words: on marks, a person, a whole item,
// whole pages or areas. The grounds that the request's right allows are listed
// with what each means.
package ground

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// The fields of the form. An area is withheld, so that it has no first one.
const (
	fieldGround = iota
	fieldVerdict
	fieldReason
)

// Model is the screen.
type Model struct {
	*screen.Shared
	what  screen.ShowGround
	codes []redact.Code
	form  components.Form
}

// New returns the screen.
func New(s *screen.Shared, what screen.ShowGround) Model {
	m := Model{Shared: s, what: what}
	var names []string
	for _, c := range redact.Codes() {
		if c.Restricts(string(what.Case.Right)) || what.Case.Right == "" {
			m.codes = append(m.codes, c)
			names = append(names, c.Code)
		}
	}
	verdicts := []string{string(redact.Withhold), string(redact.Disclose), string(redact.Open)}
	if len(what.Areas) > 0 {
		verdicts = verdicts[:1]
	}
	first := what.Code
	if first == "" {
		first = redact.ThirdPartyCode(string(what.Case.Right))
	}
	m.form = components.NewForm(s.Styles,
		components.NewChoice("Ground", names, "Why the law lets the council withhold it. Change with ← and →. What is disclosed needs none.").Choose(first),
		components.NewChoice("Decision", verdicts, "Open takes it back to undecided. Change with ← and →."),
		components.NewField("Reason", "", "In your own words, for the record: the requester does not see it. Press enter to decide."),
	)
	return m
}

// Init asks for nothing.
func (m Model) Init() tea.Cmd { return nil }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if key.Matches(msg, m.Shared.Keys.Back) {
			return m, screen.Send(screen.Back{})
		}
		return m.typed(msg)
	case tea.PasteMsg:
		return m.typed(msg)
	}
	return m, nil
}

func (m Model) typed(msg tea.Msg) (screen.Screen, tea.Cmd) {
	var submit bool
	var cmd tea.Cmd
	if m.form, submit, cmd = m.form.Update(m.Shared.Keys, msg); !submit {
		return m, cmd
	}
	return m, tea.Batch(m.decide(), screen.Send(screen.Back{Keep: true}))
}

// decide records what the form says.
func (m Model) decide() tea.Cmd {
	verdict := redact.Verdict(m.form.Fields[fieldVerdict].Value())
	code, reason := m.form.Fields[fieldGround].Value(), m.form.Fields[fieldReason].Value()
	if verdict != redact.Withhold {
		code = ""
	}
	return m.Act("Recording the decision", func(ctx context.Context) (string, error) {
		if len(m.what.Areas) > 0 {
			return "Withheld: " + m.what.What + ". Press u to take it back.", m.Backend.WithholdAreas(ctx, m.what.Case.ID, m.what.Item, m.what.Areas, code, reason)
		}
		taught, err := m.Backend.Decide(ctx, m.what.Case.ID, m.what.Targets, verdict, code, reason)
		return screen.Told(did(verdict)+": "+m.what.What+". Press u to take it back.", taught), err
	})
}

func did(v redact.Verdict) string {
	switch v {
	case redact.Withhold:
		return "Withheld"
	case redact.Disclose:
		return "Disclosed"
	}
	return "Open again"
}

// View implements [screen.Screen].
func (m Model) View() string {
	lines := append([]string{"", "   " + m.Styles.Paint(styles.Strong, components.Cut(m.what.What, m.Width-6)), ""}, m.form.View(m.Styles, m.Width)...)
	lines = append(lines, "")
	return strings.Join(components.Box(append(lines, m.list(m.Height-len(lines))...), m.Height), "\n")
}

// list is the list of grounds around the one that is chosen, with its meaning.
func (m Model) list(height int) []string {
	at := 0
	for i, c := range m.codes {
		if c.Code == m.form.Fields[fieldGround].Value() {
			at = i
		}
	}
	if len(m.codes) == 0 {
		return nil
	}
	var out []string
	for _, l := range components.Wrap(m.codes[at].Provision+". "+m.codes[at].Meaning, m.Width-8) {
		out = append(out, "   "+m.Styles.Paint(styles.Accent, l))
	}
	out = append(out, "")
	cursor := components.Cursor{At: at, Top: max(0, at-2)}
	table := components.Table{
		Columns: []components.Column{{Title: "Ground", Width: 6}, {Title: "Provision", Width: 22, Wide: true}, {Title: "What it means for the requester"}},
		Rows:    len(m.codes),
		Row: func(i int) []components.Cell {
			c := m.codes[i]
			return []components.Cell{components.Text(c.Code), components.Text(c.Provision), {Text: c.Meaning, Tone: styles.Dim}}
		},
	}
	return append(out, table.View(m.Styles, cursor, m.Width, max(2, height-len(out)))...)
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading {
	return screen.Heading{Title: "Ground and reason", Case: m.what.Case}
}

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return true }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{{Title: "Ground and reason", Keys: []key.Binding{keymap.Say(k.Submit, "next, then decide"), k.HelpTyping, keymap.Say(k.Back, "leave"), k.NextField, k.Left, k.Right, k.PrevField}}}
}
