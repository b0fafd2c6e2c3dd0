// Package newrequest is the form that opens a request. What is wrong with an
// answer is said at its field, before anything is recorded.
package newrequest

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/agent/request"
	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
)

// The fields, in their order.
const (
	fieldName = iota
	fieldFormer
	fieldBirth
	fieldAddress
	fieldEmail
	fieldPhone
	fieldNINO
	fieldReference
	fieldRight
	fieldReceived
)

// Model is the screen.
type Model struct {
	*screen.Shared
	form   components.Form
	number int // of the work under way; 0 for none
}

// New returns the screen with an empty form.
func New(s *screen.Shared) Model {
	several := " Put ; between several."
	return Model{Shared: s, form: components.NewForm(s.Styles,
		components.NewField("Name", "", "As in the request: first names, then surname."+several),
		components.NewField("Former name", "", "A name before marriage or change of name."+several),
		components.NewField("Date of birth", "", "Day, month, year: 14/3/1968 or 14 Mar 1968."),
		components.NewField("Address", "", "On one line, with the postcode. Former addresses help to find more."+several),
		components.NewField("E-mail", "", "Addresses that the person writes from."+several),
		components.NewField("Phone", "", "With the area code."+several),
		components.NewField("NI number", "", "Two letters, six digits, one letter."),
		components.NewField("Reference", "", "Council tax, tenancy or case numbers."+several),
		components.NewChoice("Asks for", rights(), "Change with ← and →. Access is a copy of what the council holds."),
		components.NewField("Received on", components.Date(s.Today), "The day on which the request came in. Press enter to record the request."),
	)}
}

func rights() []string {
	return []string{
		string(request.Access), string(request.Portability), string(request.Rectification), string(request.Erasure),
		string(request.Restriction), string(request.Objection), string(request.Complaint),
	}
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
		m.number = 0
		if id, ok := msg.Result.(string); ok && msg.Err == nil {
			return m, screen.Send(screen.ShowRequest{Case: screen.RequestLine{ID: id}, Instead: true})
		}
	case tea.KeyPressMsg:
		if key.Matches(msg, m.Shared.Keys.Back) {
			return m.leave()
		}
		if m.number == 0 {
			return m.typed(msg)
		}
	case tea.PasteMsg:
		return m.typed(msg)
	}
	return m, nil
}

// leave asks first when something was typed.
func (m Model) leave() (screen.Screen, tea.Cmd) {
	back := screen.Send(screen.Back{})
	for _, f := range m.form.Fields[:fieldRight] {
		if f.Value() != "" {
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
	e, form, ok := check(m.form, m.Today)
	if m.form = form; !ok {
		return m, screen.Send(screen.Report{Text: "Not recorded yet: see the fields marked with !"})
	}
	m.number, cmd = m.Work("Recording the request", func(ctx context.Context) (string, any, error) {
		id, err := m.Backend.NewRequest(ctx, e.right, e.received, e.profile)
		return "Request " + id + " is recorded. Press f to look for the person.", id, err
	})
	return m, cmd
}

// View implements [screen.Screen].
func (m Model) View() string {
	return view(m.form.View(m.Styles, m.Width), m.form, m.Height)
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "New request"} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return true }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{{Title: "Form", Keys: []key.Binding{keymap.Say(k.Submit, "next, then record"), k.NextField, k.HelpTyping, keymap.Say(k.Back, "leave"), k.PrevField, k.Left, k.Right}}}
}
