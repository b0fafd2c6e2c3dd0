// Package additem is the form that adds to a request what no source holds: a
// scan of a paper file, a transcript, the redacted copy of a recording, a
// document, or a form as fields and values.
package additem

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/agent/request"
	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// The fields, in their order.
const (
	fieldKind = iota
	fieldFile
	fieldForm
	fieldTitle
	fieldDay
	fieldOf
	fieldNote
)

// Model is the screen.
type Model struct {
	*screen.Shared
	line   screen.RequestLine
	form   components.Form
	number int // of the work under way; 0 for none
}

// New returns the screen with an empty form.
func New(s *screen.Shared, line screen.RequestLine) Model {
	var kinds []string
	for _, k := range request.AddedKinds() {
		kinds = append(kinds, string(k))
	}
	return Model{Shared: s, line: line, form: components.NewForm(s.Styles,
		components.NewChoice("What it is", kinds, "Change with ← and →. It becomes an item of this request, which no other sees, with your name."),
		components.NewField("File", "", "Where it lies, as a path. Leave it empty for a form that is typed below."),
		components.NewField("Form", "", "Fields of a form: Name=Ann Example; Complaint=Damp. Put ; between several."),
		components.NewField("Title", "", "What to call it in the pack. Leave it empty for its own."),
		components.NewField("Date", "", "Its date, if it is known: 2/4/1987 or 2 Apr 1987."),
		components.NewField("For item", "", "The item of which it is a transcript or a redacted copy, by its ID. Else leave it empty."),
		components.NewField("Note", "", "Where it comes from. Press enter to add it."),
	)}
}

// Init asks for nothing.
func (m Model) Init() tea.Cmd { return nil }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Done:
		if m.number == 0 || msg.Number != m.number {
			return m, nil
		}
		if m.number = 0; msg.Err == nil {
			return m, screen.Send(screen.Back{Keep: true})
		}
	case tea.KeyPressMsg:
		if key.Matches(msg, m.Shared.Keys.Back) {
			return m.leave()
		}
		if m.number == 0 {
			return m.typed(msg)
		}
	case tea.PasteMsg:
		if m.number == 0 {
			return m.typed(msg)
		}
	}
	return m, nil
}

// leave asks first when something was typed.
func (m Model) leave() (screen.Screen, tea.Cmd) {
	back := screen.Send(screen.Back{})
	for _, f := range m.form.Fields[fieldFile:] {
		if f.Value() != "" && m.number == 0 {
			return m, screen.Sure("Leave the form? What you typed is lost.", func() tea.Cmd { return back })
		}
	}
	return m, back
}

func (m Model) typed(msg tea.Msg) (screen.Screen, tea.Cmd) {
	var submit bool
	var cmd tea.Cmd
	if m.form, submit, cmd = m.form.Update(m.Shared.Keys, msg); !submit {
		return m, cmd
	}
	what, form, ok := check(m.form)
	if m.form = form; !ok {
		return m, screen.Send(screen.Report{Text: "Not added yet: see the fields marked with !"})
	}
	m.number, cmd = m.Work("Reading what is added", func(ctx context.Context) (string, any, error) {
		name, err := m.Backend.Add(ctx, m.line.ID, what)
		return "Added: " + name + ". It is among the matches.", nil, err
	})
	return m, cmd
}

// View implements [screen.Screen].
func (m Model) View() string {
	if m.number != 0 {
		return components.Notice(m.Styles, styles.Strong, "It is being read, with the text in its pictures.",
			"You can leave with esc: the work goes on, and its end is reported below.", m.Width)
	}
	return strings.Join(components.Box(append([]string{""}, m.form.View(m.Styles, m.Width)...), m.Height), "\n")
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Add by hand", Case: m.line} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return true }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{{Title: "Form", Keys: []key.Binding{keymap.Say(k.Submit, "next, then add"), k.NextField, k.HelpTyping, keymap.Say(k.Back, "leave"), k.PrevField, k.Left, k.Right}}}
}
