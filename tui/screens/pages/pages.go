// Package pages is the screen that shows what stands where on the pages of an
// item, so that a page, a line or a rectangle of it can be withheld: for what no
// mark in the text can cover, such as handwriting, a face or a signature.
package pages

import (
	"context"
	"strconv"
	"strings"

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
	what   screen.ShowPages
	number int // of the page
	page   screen.Ask[screen.Page]
	cursor components.Cursor // in lines, then areas
	// prompt asks for the numbers of an area while asking is true.
	prompt components.Form
	asking bool
}

// New returns the screen of the pages of an item.
func New(s *screen.Shared, what screen.ShowPages) Model {
	return Model{Shared: s, what: what, number: max(1, what.Page)}
}

type pageMsg = screen.Answer[screen.Page]

// Init asks for the page.
func (m Model) Init() tea.Cmd { return screen.Send(screen.Refresh{}) }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Refresh:
		return m.load()
	case pageMsg:
		m.page, _ = m.page.Take(msg)
		m.cursor = m.cursor.Within(m.rows(), m.room())
	case tea.PasteMsg:
		if m.asking {
			return m.typed(msg)
		}
	case tea.KeyPressMsg:
		if m.asking {
			return m.typed(msg)
		}
		return m.press(msg)
	}
	return m, nil
}

func (m Model) load() (Model, tea.Cmd) {
	n := m.number
	var cmd tea.Cmd
	m.page, cmd = m.page.Put(m.Shared, "Reading the page", func(ctx context.Context) (screen.Page, error) {
		return m.Backend.Page(ctx, m.what.Case.ID, m.what.Item, n)
	})
	return m, cmd
}

// rows are the lines of the page, then the areas of the item.
func (m Model) rows() int { return len(m.page.Value.Lines) + len(m.page.Value.Areas) }

func (m Model) press(msg tea.KeyPressMsg) (screen.Screen, tea.Cmd) {
	k := m.Shared.Keys
	switch {
	case key.Matches(msg, k.NextPage):
		return m.turn(1)
	case key.Matches(msg, k.PrevPage):
		return m.turn(-1)
	case key.Matches(msg, k.WholePage):
		return m, m.withhold(redact.Area{Page: m.number})
	case key.Matches(msg, k.Rectangle):
		return m.ask(redact.Rect{}), nil
	case key.Matches(msg, k.Open):
		if l, ok := m.line(); ok {
			return m.ask(l.Rect), nil
		}
	case key.Matches(msg, k.TakeBack):
		return m, m.takeBack()
	case key.Matches(msg, k.Undo):
		return m, m.Act("Taking back", func(ctx context.Context) (string, error) { return m.Backend.Undo(ctx, m.what.Case.ID) })
	}
	m.cursor, _ = m.cursor.Move(k, msg, m.rows(), m.room())
	return m, nil
}

// turn goes to the page after or before.
func (m Model) turn(by int) (screen.Screen, tea.Cmd) {
	to := m.number + by
	switch {
	case to < 1:
		return m, screen.Send(screen.Report{Text: "This is the first page."})
	case m.page.Known && m.page.Value.Pages > 0 && to > m.page.Value.Pages:
		return m, screen.Send(screen.Report{Text: "This is the last page."})
	}
	m.number, m.cursor, m.page = to, components.Cursor{}, m.page.Drop()
	return m.load()
}

// line is the one that the cursor is on.
func (m Model) line() (screen.PageLine, bool) {
	lines := m.page.Value.Lines
	if m.cursor.At >= len(lines) {
		return screen.PageLine{}, false
	}
	return lines[m.cursor.At], true
}

// area is the one that the cursor is on.
func (m Model) area() (screen.Area, bool) {
	at := m.cursor.At - len(m.page.Value.Lines)
	if at < 0 || at >= len(m.page.Value.Areas) {
		return screen.Area{}, false
	}
	return m.page.Value.Areas[at], true
}

func (m Model) takeBack() tea.Cmd {
	a, ok := m.area()
	if !ok {
		return screen.Send(screen.Report{Text: "Go down to one of the areas first: they stand below the lines."})
	}
	return m.Act("Taking back", func(ctx context.Context) (string, error) {
		_, err := m.Backend.Decide(ctx, m.what.Case.ID, []string{redact.TargetArea + a.ID}, redact.Open, "", "")
		return "Taken back: " + words(a.Area) + ".", err
	})
}

// withhold goes on to ground and reason.
func (m Model) withhold(a redact.Area) tea.Cmd {
	a.Item = m.what.Item
	return screen.Send(screen.ShowGround{Case: m.what.Case, What: words(a), Item: m.what.Item, Areas: []redact.Area{a}})
}

// The fields of the prompt.
var edges = []string{"Left", "Top", "Right", "Bottom"}

// ask opens the prompt for an area, with the numbers of r unless it is empty.
func (m Model) ask(r redact.Rect) Model {
	values := make([]string, len(edges))
	if !r.Empty() {
		for i, v := range []float64{r.Left, r.Top, r.Right, r.Bottom} {
			values[i] = number(v)
		}
	}
	hint := "From the page's top left corner, in points (72 to an inch), or for a picture in its pixels. Press enter in the last field to go on."
	var fields []components.Field
	for i, name := range edges {
		fields = append(fields, components.NewField(name, values[i], hint))
	}
	m.prompt, m.asking = components.NewForm(m.Styles, fields...), true
	return m
}

func (m Model) typed(msg tea.Msg) (screen.Screen, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, m.Shared.Keys.Back) {
		m.asking = false
		return m, nil
	}
	var submit bool
	var cmd tea.Cmd
	if m.prompt, submit, cmd = m.prompt.Update(m.Shared.Keys, msg); !submit {
		return m, cmd
	}
	var at [4]float64
	for i := range edges {
		v, err := strconv.ParseFloat(strings.TrimSpace(m.prompt.Fields[i].Value()), 64)
		if err != nil {
			m.prompt = m.prompt.Complain(i, "A number, such as 72.").Focus(i)
			return m, nil
		}
		at[i] = v
	}
	a := redact.Area{Page: m.number, Rect: redact.Rect{Left: at[0], Top: at[1], Right: at[2], Bottom: at[3]}}
	if a.Check() != nil || a.Whole() {
		m.prompt = m.prompt.Complain(2, "Right has to be larger than left, and bottom larger than top.").Focus(2)
		return m, nil
	}
	m.asking = false
	return m, m.withhold(a)
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Pages", Case: m.what.Case} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return m.asking }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	if m.asking {
		return []keymap.Section{{Title: "Area", Keys: []key.Binding{keymap.Say(k.Submit, "next, then on"), k.NextField, k.HelpTyping, keymap.Say(k.Back, "leave"), k.PrevField}}}
	}
	return []keymap.Section{
		{Title: "Withhold", Keys: []key.Binding{keymap.Say(k.Open, "line"), k.WholePage, keymap.Say(k.Rectangle, "area"), k.TakeBack, k.NextPage, k.Help, k.Back, k.PrevPage, k.Undo}},
		k.List(),
	}
}
