// Package people is the list of the other people named in what was found, most
// often named first. To decide on a person decides all their marks, but those
// that were decided one by one.
package people

import (
	"context"
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
)

// Model is the screen.
type Model struct {
	*screen.Shared
	line   screen.RequestLine
	list   screen.Ask[[]screen.PersonLine]
	only   filter
	cursor components.Cursor
	why    bool // the reasons of the selected person are shown in full, with places
	places screen.Ask[[]screen.PersonContext]
	// accepting is what accepting would decide, while that is asked for.
	accepting screen.Ask[screen.Acceptance]
}

// A filter lets some people through.
type filter int

const (
	everybody filter = iota
	toDecide
	thirdParties
	staff
	shared
	confidential
)

// takes reports whether the filter lets a person through.
func (f filter) takes(p screen.PersonLine) bool {
	switch f {
	case toDecide:
		return p.Decision == redact.Open
	case thirdParties:
		return p.Role == redact.ThirdParty
	case staff:
		return p.Role == redact.Staff || p.Role == redact.Professional
	case shared:
		return p.Class == redact.ClassShared || p.Role == redact.Household
	case confidential:
		return p.Class == redact.ClassConfidential
	}
	return true
}

// New returns the screen.
func New(s *screen.Shared, line screen.RequestLine) Model { return Model{Shared: s, line: line} }

type (
	peopleMsg = screen.Answer[[]screen.PersonLine]
	placesMsg = screen.Answer[[]screen.PersonContext]
	acceptMsg = screen.Answer[screen.Acceptance]
)

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
		m.cursor = m.cursor.Within(len(m.shown()), m.page())
	case placesMsg:
		m.places, _ = m.places.Take(msg)
	case acceptMsg:
		var mine bool
		if m.accepting, mine = m.accepting.Take(msg); mine && msg.Err == nil {
			return m, m.sure(msg.Value)
		}
	case tea.KeyPressMsg:
		return m.press(msg)
	}
	return m, nil
}

func (m Model) press(msg tea.KeyPressMsg) (screen.Screen, tea.Cmd) {
	k := m.Shared.Keys
	for f, b := range []key.Binding{k.All, k.Certain, k.Likely, k.Possible, k.Unlikely, k.OnlyNew} {
		if key.Matches(msg, b) {
			m.only, m.cursor = filter(f), components.Cursor{}
			return m.look()
		}
	}
	switch {
	case key.Matches(msg, k.Open):
		m.why = !m.why
		m.cursor = m.cursor.Within(len(m.shown()), m.page())
		return m.look()
	case key.Matches(msg, k.Withhold):
		return m.decide(redact.Withhold, "is withheld everywhere")
	case key.Matches(msg, k.Disclose):
		return m.decide(redact.Disclose, "is disclosed everywhere")
	case key.Matches(msg, k.TakeBack):
		return m.decide(redact.Open, "is open again")
	case key.Matches(msg, k.Ground):
		return m, m.ground()
	case key.Matches(msg, k.Accept):
		return m.accept()
	case key.Matches(msg, k.Undo):
		return m, m.Act("Taking back", func(ctx context.Context) (string, error) { return m.Backend.Undo(ctx, m.line.ID) })
	}
	var moved bool
	if m.cursor, moved = m.cursor.Move(k, msg, len(m.shown()), m.page()); moved {
		return m.look()
	}
	return m, nil
}

// shown are the people that the filter lets through.
func (m Model) shown() []screen.PersonLine {
	var out []screen.PersonLine
	for _, p := range m.list.Value {
		if m.only.takes(p) {
			out = append(out, p)
		}
	}
	return out
}

func (m Model) selected() (screen.PersonLine, bool) {
	list := m.shown()
	if m.cursor.At >= len(list) {
		return screen.PersonLine{}, false
	}
	return list[m.cursor.At], true
}

// look asks where the selected person is named, when that is shown.
func (m Model) look() (screen.Screen, tea.Cmd) {
	p, ok := m.selected()
	m.places = m.places.Drop()
	if !m.why || !ok {
		return m, nil
	}
	var cmd tea.Cmd
	m.places, cmd = m.places.Put(m.Shared, "Reading where they are named", func(ctx context.Context) ([]screen.PersonContext, error) {
		return m.Backend.Contexts(ctx, m.line.ID, p.ID)
	})
	return m, cmd
}

// decide decides the person and goes on to the next, which may be the one that
// takes their place in a filtered list.
func (m Model) decide(v redact.Verdict, did string) (screen.Screen, tea.Cmd) {
	p, ok := m.selected()
	if !ok {
		return m, nil
	}
	code := ""
	if v == redact.Withhold {
		code = p.Code
	}
	act := m.Act("Recording the decision", func(ctx context.Context) (string, error) {
		taught, err := m.Backend.Decide(ctx, m.line.ID, []string{redact.TargetPerson + p.ID}, v, code, "")
		return screen.Told(components.Cut(p.Name, 40)+" "+did+". Press u to take it back.", taught), err
	})
	if m.only != toDecide {
		m.cursor.At++
		m.cursor = m.cursor.Within(len(m.shown()), m.page())
	}
	next, cmd := m.look()
	return next, tea.Batch(act, cmd)
}

// ground goes on to ground and reason.
func (m Model) ground() tea.Cmd {
	p, ok := m.selected()
	if !ok {
		return nil
	}
	return screen.Send(screen.ShowGround{Case: m.line, What: components.Cut(p.Name, 40) + ", wherever they are named", Targets: []string{redact.TargetPerson + p.ID}, Code: p.Code})
}

// accept asks what accepting every proposal would decide.
func (m Model) accept() (screen.Screen, tea.Cmd) {
	var cmd tea.Cmd
	m.accepting, cmd = m.accepting.Put(m.Shared, "Counting the proposals", func(ctx context.Context) (screen.Acceptance, error) {
		return m.Backend.Acceptable(ctx, m.line.ID)
	})
	return m, cmd
}

// sure asks for a yes, with what would be decided.
func (m Model) sure(a screen.Acceptance) tea.Cmd {
	if a.Decisions == 0 {
		return screen.Send(screen.Report{Text: "Nothing is open: there is no proposal to accept."})
	}
	text := fmt.Sprintf("Accept %s, on %s and %s? %d disclose, %d withhold", components.Count(a.Decisions, "proposal"),
		components.Number(a.People, "person", "people"), components.Count(a.Marks, "mark"), a.Disclosed, a.Decisions-a.Disclosed)
	if a.Judgement > 0 {
		text += fmt.Sprintf(" (%d of them left to judgement)", a.Judgement)
	}
	return screen.Sure(text+".", func() tea.Cmd {
		return m.Act("Accepting the proposals", func(ctx context.Context) (string, error) {
			n, err := m.Backend.Accept(ctx, m.line.ID)
			return "Accepted " + components.Count(n, "proposal") + ". Press u to take it back.", err
		})
	})
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "People", Case: m.line} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return false }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{
		{Title: "People", Keys: []key.Binding{
			k.Withhold, k.Disclose, keymap.Say(k.Open, "why and where"), keymap.Say(k.Ground, "ground"), k.Undo, k.Help, k.Back,
			keymap.Say(k.TakeBack, "open again"), keymap.Say(k.Accept, "accept all proposals"),
		}},
		{Title: "Show only", Keys: []key.Binding{
			k.All, keymap.Say(k.Certain, "to decide"), keymap.Say(k.Likely, "third parties"), keymap.Say(k.Possible, "staff and professionals"),
			keymap.Say(k.Unlikely, "shared"), keymap.Say(k.OnlyNew, "confidential sources"),
		}},
		k.List(),
	}
}
