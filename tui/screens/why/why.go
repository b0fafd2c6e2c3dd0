// Package why is the screen that says why an item was found for a request, or
// not: what stands in it for and against the subject and how much that counts,
// what other items and decisions have to do with it, and which queries find it.
package why

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"charm.land/bubbles/v2/key"

	"sarsen/agent/request"
	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// Model is the screen.
type Model struct {
	*screen.Shared
	line screen.RequestLine
	item string
	why  screen.Ask[screen.Why]
	top  int
}

// New returns the screen of an item.
func New(s *screen.Shared, line screen.RequestLine, item string) Model {
	return Model{Shared: s, line: line, item: item}
}

type whyMsg = screen.Answer[screen.Why]

// Init asks for the reasons.
func (m Model) Init() tea.Cmd { return screen.Send(screen.Refresh{}) }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Refresh:
		var cmd tea.Cmd
		m.why, cmd = m.why.Put(m.Shared, "Weighing the item", func(ctx context.Context) (screen.Why, error) {
			return m.Backend.Why(ctx, m.line.ID, m.item)
		})
		return m, cmd
	case whyMsg:
		m.why, _ = m.why.Take(msg)
	case tea.KeyPressMsg:
		c, moved := components.Cursor{At: m.top}.Move(m.Shared.Keys, msg, max(1, len(m.lines())-m.Height+1), m.Height)
		if moved {
			m.top = c.At
		}
	}
	return m, nil
}

// View implements [screen.Screen].
func (m Model) View() string {
	notice, ok := components.State(m.Styles, m.why, false, "", "", m.Width)
	if !ok {
		return notice
	}
	lines := m.lines()
	top := max(0, min(m.top, len(lines)-m.Height))
	return strings.Join(components.Box(lines[top:], m.Height), "\n")
}

// lines are all lines of the screen, of which some are in view.
func (m Model) lines() []string {
	w := m.why.Value
	out := []string{"   " + m.Styles.Paint(styles.Strong, components.Cut(w.Title, m.Width-4)), "   " + m.Styles.Paint(styles.Dim, components.Cut(w.Place, m.Width-4)), ""}
	for i, s := range w.Said {
		tone := styles.Plain
		if i == 0 {
			tone = components.Likelihood(w.Likelihood)
		}
		out = append(out, m.paragraph(tone, s)...)
	}
	if len(w.Reasons) > 0 {
		out = append(out, "", m.title("For"))
	}
	for _, r := range w.Reasons {
		out = append(out, m.reason(r)...)
	}
	if len(w.Against) > 0 {
		out = append(out, "", m.title("Against"))
	}
	for _, a := range w.Against {
		out = append(out, m.paragraph(styles.Warn, "- "+a)...)
	}
	if len(w.Nearest) > 0 {
		out = append(out, "", m.title("What comes nearest"))
	}
	for _, n := range w.Nearest {
		out = append(out, m.paragraph(styles.Plain, n)...)
	}
	if len(w.Queries) > 0 {
		out = append(out, "", m.title("Found by the queries"))
	}
	for _, q := range w.Queries {
		out = append(out, "   "+m.Styles.Paint(styles.Dim, components.Cut(q, m.Width-4)))
	}
	return out
}

func (m Model) title(text string) string { return "   " + m.Styles.Paint(styles.Accent, text) }

func (m Model) paragraph(tone styles.Tone, text string) []string {
	var out []string
	for _, l := range components.Wrap(text, m.Width-6) {
		out = append(out, "   "+m.Styles.Paint(tone, l))
	}
	return out
}

// reason is the fact, where it stands and how much it counts, and below that what
// is around it. The place itself stands in brackets.
func (m Model) reason(r screen.PlacedReason) []string {
	place := components.Where(r.Reason, r.Line)
	text := "“" + components.Clean(r.Text) + "”"
	if r.Line > 0 {
		text = strings.TrimSpace(components.Clean(r.Before) + gap(strings.HasSuffix(r.Before, " ")) + "[" + components.Clean(r.At) + "]" +
			gap(strings.HasPrefix(r.After, " ")) + components.Clean(r.After))
	}
	head := components.Fit(components.Spoken(r.Fact), 16, false) + components.Fit(place, 12, false)
	out := []string{"   " + head + m.Styles.Paint(styles.Strong, r.Says())}
	if r.Fact == request.FactTaught {
		out = append(out, m.inset(styles.Plain, r.Text)...)
	}
	return append(out, m.inset(styles.Dim, text)...)
}

// gap is the blank beside a place, where there is one.
func gap(there bool) string {
	if there {
		return " "
	}
	return ""
}

func (m Model) inset(tone styles.Tone, text string) []string {
	var out []string
	for _, l := range components.Wrap(text, m.Width-8) {
		out = append(out, "     "+m.Styles.Paint(tone, l))
	}
	return out
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Why", Case: m.line} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return false }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	return []keymap.Section{
		{Title: "Why", Keys: []key.Binding{k.Up, k.Down, k.Help, k.Back}},
		k.List(),
	}
}
