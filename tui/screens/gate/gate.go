// Package gate is the screen on which an officer says how a question of the law
// is answered that words of an item raise, such as the bar on data about health.
// It decides nothing about what is withheld.
package gate

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

// What an answer is for. Without an item it is for all.
const (
	forAll = "all items that raise it now"
	forOne = "this item"
)

// Model is the screen.
type Model struct {
	*screen.Shared
	what screen.ShowGate
	form components.Form
}

// New returns the screen.
func New(s *screen.Shared, what screen.ShowGate) Model {
	m := Model{Shared: s, what: what}
	var fields []components.Field
	if what.Item != "" {
		fields = append(fields, components.NewChoice("For", []string{forOne, forAll}, "What is found later raises it again. Change with ← and →."))
	}
	fields = append(fields, components.NewField("Answer", "", "How it was answered, and on what: for the record, the requester does not see it. Press enter to record it."))
	m.form = components.NewForm(s.Styles, fields...)
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
	if m.answer() == "" {
		return m, screen.Send(screen.Report{Text: "Say how it is answered: " + m.what.Gate.Asks + "."})
	}
	return m, tea.Batch(m.record(), screen.Send(screen.Back{Keep: true}))
}

func (m Model) answer() string { return m.form.Fields[len(m.form.Fields)-1].Value() }

// record records the answer.
func (m Model) record() tea.Cmd {
	target := redact.TargetGate + m.what.Gate.Name
	if m.what.Item != "" && m.form.Fields[0].Value() == forOne {
		target += ":" + m.what.Item
	}
	answer := m.answer()
	return m.Act("Recording the answer", func(ctx context.Context) (string, error) {
		_, err := m.Backend.Decide(ctx, m.what.Case.ID, []string{target}, redact.Disclose, "", answer)
		return "Answered: " + m.what.Gate.Name + ". Press u to take it back.", err
	})
}

// View implements [screen.Screen].
func (m Model) View() string {
	g := m.what.Gate
	lines := []string{"", "   " + m.Styles.Paint(styles.Strong, "Gate "+g.Name+": words of "+components.Cut(g.About, m.Width-len(g.Name)-22)), ""}
	if m.what.What != "" {
		lines = append(lines, "   "+m.Styles.Paint(styles.Dim, components.Cut(m.what.What, m.Width-6)), "")
	}
	for _, l := range components.Wrap("Before it leaves: "+g.Asks+". To keep it back instead, leave here and withhold the mark or the item.", m.Width-6) {
		lines = append(lines, "   "+l)
	}
	lines = append(append(lines, ""), m.form.View(m.Styles, m.Width)...)
	return strings.Join(components.Box(lines, m.Height), "\n")
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading {
	return screen.Heading{Title: "Gate", Case: m.what.Case}
}

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return true }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{{Title: "Gate", Keys: []key.Binding{keymap.Say(k.Submit, "next, then record"), k.HelpTyping, keymap.Say(k.Back, "leave"), k.NextField, k.Left, k.Right, k.PrevField}}}
}
