package queries

import (
	"fmt"
	"strings"

	"sarsen/tui/components"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// below is the number of lines under the list.
const below = 6

func (m Model) page() int { return m.Height - below - 1 }

// View implements [screen.Screen].
func (m Model) View() string {
	if m.adding {
		return strings.Join(components.Box(m.typing(), m.Height), "\n")
	}
	notice, ok := components.State(m.Styles, m.list, len(m.list.Value) == 0, "Nothing is asked.",
		"The profile gives no query: edit it, or press + to add one of your own.", m.Width)
	if !ok {
		return notice
	}
	table := components.Table{
		Columns: []components.Column{
			{Title: "No", Width: 3, Right: true},
			{Title: "For", Width: 13},
			{Title: "Items", Width: 6, Right: true},
			{Title: "Asked", Width: 5},
			{Title: "Query"},
		},
		Rows: len(m.list.Value),
		Row:  func(i int) []components.Cell { return row(m.list.Value[i]) },
	}
	lines := table.View(m.Styles, m.cursor, m.Width, m.Height-below)
	return strings.Join(append(lines, m.about()...), "\n")
}

func row(l screen.QueryLine) []components.Cell {
	asked, tone, plain := "yes", styles.Good, styles.Plain
	switch {
	case l.Off:
		asked, tone, plain = "no", styles.Warn, styles.Dim
	case l.Own:
		asked = "added"
	}
	return []components.Cell{
		{Text: fmt.Sprint(l.N), Tone: plain},
		{Text: components.Spoken(l.Fact), Tone: plain},
		{Text: fmt.Sprint(l.Items), Tone: plain},
		{Text: asked, Tone: tone},
		{Text: l.Text, Tone: plain},
	}
}

// about shows the whole of the query that is selected, and who saw to it.
func (m Model) about() []string {
	l, ok := m.selected()
	if !ok {
		return components.Box(nil, below)
	}
	lines := []string{"", "   " + m.Styles.Paint(styles.Accent, state(l))}
	room := below - len(lines)
	if l.Note != "" {
		lines = append(lines, "   "+m.Styles.Paint(styles.Warn, components.Cut(l.Note, m.Width-4)))
		room--
	}
	text := components.Wrap(l.Text, m.Width-6)
	if len(text) > room {
		text = append(text[:room-1:room-1], components.Cut(text[room-1], m.Width-9)+" …")
	}
	for _, t := range text {
		lines = append(lines, "   "+t)
	}
	return components.Box(lines, below)
}

// state says whether a query is asked, and who saw to that.
func state(l screen.QueryLine) string {
	who := fmt.Sprintf("by %s on %s", components.Clean(l.By), components.Date(l.At))
	switch {
	case l.Gone:
		return "Turned off " + who + "; the profile does not give it any more."
	case l.Off:
		return "Turned off " + who + "."
	case l.Own:
		return "Added " + who + ". What only this finds is listed as possible."
	}
	return "Given by the profile."
}

// typing is the form with what the query in it would find.
func (m Model) typing() []string {
	lines := m.form.View(m.Styles, m.Width)
	switch {
	case m.query() == "":
		lines = append(lines, components.Notice(m.Styles, styles.Dim, "Type words that stand in what you look for.",
			`"Words in quotes" stand together. AND, OR and NOT join; from: to: subject: path: after: before: look in one place only; ~ allows for misspellings. What only your query finds is listed as possible.`, m.Width))
	case m.trial.Err != nil:
		lines = append(lines, components.Notice(m.Styles, styles.Bad, components.Problem(m.trial.Err), "Change the words above.", m.Width))
	case !m.trial.Known:
		lines = append(lines, components.Notice(m.Styles, styles.Dim, "Trying it…", "", m.Width))
	default:
		lines = append(lines, m.found()...)
	}
	return strings.Split(strings.Join(lines, "\n"), "\n")
}

// found lists what the query would find.
func (m Model) found() []string {
	t := m.trial.Value
	if t.total == 0 {
		return []string{"   " + m.Styles.Paint(styles.Warn, "It finds nothing now.") + " Press enter to add it all the same: later crawls may bring something."}
	}
	lines := []string{"   " + m.Styles.Paint(styles.Good, "It finds "+components.Count(t.total, "item")+" now.") + " Press enter to add it.", ""}
	for _, l := range t.lines {
		lines = append(lines, "   "+components.Fit(components.Date(l.Date), 13, false)+components.Cut(l.Title, m.Width-20))
	}
	return lines
}
