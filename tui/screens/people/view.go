package people

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// above is the number of lines over the list.
const above = 2

func (m Model) below() int {
	if m.why {
		return 11
	}
	return 3
}

func (m Model) page() int { return m.Height - above - m.below() - 1 }

// View implements [screen.Screen].
func (m Model) View() string {
	notice, ok := components.State(m.Styles, m.list, len(m.list.Value) == 0, "Nobody else is named in what was found.",
		"If you expected somebody: press esc to go back, and f there to look again.", m.Width)
	if !ok {
		return notice
	}
	list := m.shown()
	table := components.Table{
		Columns: []components.Column{
			{Title: "", Width: 1},
			{Title: "Name"},
			{Title: "Role", Width: 12},
			{Title: "Named", Width: 5, Right: true},
			{Title: "Items", Width: 5, Right: true, Wide: true},
			{Title: "Proposed", Width: 10},
			{Title: "Decision", Width: 11},
			{Title: "To decide", Width: 9, Right: true},
			{Title: "Ground", Width: 8, Wide: true},
		},
		Rows: len(list),
		Row:  func(i int) []components.Cell { return row(list[i]) },
	}
	lines := append([]string{" " + m.filters(), ""}, table.View(m.Styles, m.cursor, m.Width, m.Height-above-m.below())...)
	if len(list) == 0 {
		lines[above+1] = "   Nobody of them is shown by this filter. Press 0 to see them all."
	}
	return strings.Join(append(lines, m.about()...), "\n")
}

// filters shows how many people each filter lets through; where there is no room
// for that, of the one that is on.
func (m Model) filters() string {
	line := m.filterLine(true)
	if ansi.StringWidth(line) > m.Width-2 {
		line = m.filterLine(false)
	}
	return ansi.Truncate(line, m.Width-2, "…")
}

func (m Model) filterLine(all bool) string {
	var parts []string
	for f, name := range []string{"all", "to decide", "third parties", "staff", "shared", "confidential"} {
		n := 0
		for _, p := range m.list.Value {
			if filter(f).takes(p) {
				n++
			}
		}
		text, tone := fmt.Sprintf("%d %s", f, name), styles.Dim
		if all || filter(f) == m.only {
			text += fmt.Sprintf(" (%d)", n)
		}
		switch {
		case filter(f) == m.only:
			text, tone = "["+text+"]", styles.Strong
		case filter(f) == confidential && n > 0:
			tone = styles.Bad
		}
		parts = append(parts, m.Styles.Paint(tone, text))
	}
	return strings.Join(parts, "  ")
}

// flag is what stands before a name: of a confidential source, and of whom the
// data is the subject's too.
func flag(p screen.PersonLine) (string, styles.Tone) {
	switch p.Class {
	case redact.ClassConfidential:
		return "!", styles.Bad
	case redact.ClassShared:
		return "&", styles.Joint
	case redact.ClassContext:
		return "?", styles.Dim
	}
	return "", styles.Plain
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
	mark, class := flag(p)
	open, openTone := fmt.Sprint(p.Open), styles.Warn
	switch {
	case p.Open == 0 && p.Apart > 0:
		open, openTone = fmt.Sprintf("%d apart", p.Apart), styles.Plain
	case p.Open == 0:
		open, openTone = "done", styles.Good
	}
	return []components.Cell{
		{Text: mark, Tone: class},
		{Text: p.Name, Tone: class},
		components.Text(string(p.Role)), components.Text(fmt.Sprint(p.Mentions)), components.Text(fmt.Sprint(p.Items)),
		{Text: proposed, Tone: styles.Dim},
		{Text: decision, Tone: tone},
		{Text: open, Tone: openTone},
		components.Text(p.Code),
	}
}

// about says why, in one line, or in full with the places at which they are named.
func (m Model) about() []string {
	p, ok := m.selected()
	if !ok {
		return components.Box(nil, m.below())
	}
	why := p.Reason
	if why == "" {
		why = "no reason was recorded."
	}
	name, tone := "Why", styles.Accent
	if p.Class != "" {
		name = strings.ToUpper(string(p.Class)[:1]) + string(p.Class)[1:]
		_, tone = flag(p)
	}
	if !m.why {
		return []string{"", "   " + m.Styles.Paint(tone, name) + "   " + components.Cut(why, m.Width-len(name)-8), ""}
	}
	lines := []string{"", "   " + m.Styles.Paint(styles.Strong, components.Cut(p.Name, m.Width-30)) + "  " + m.Styles.Paint(tone, name)}
	if c, ok := redact.CodeOf(p.Code); ok {
		why = strings.TrimSuffix(why, ".") + ". Ground: " + c.Code + ", " + c.Provision + ". " + c.Meaning
	}
	for _, l := range components.Wrap(why, m.Width-6) {
		lines = append(lines, "   "+l)
	}
	return components.Box(append(append(lines, ""), m.contexts()...), m.below())
}

// contexts are the places at which the selected person is named.
func (m Model) contexts() []string {
	if !m.places.Known {
		return nil
	}
	var out []string
	for _, c := range m.places.Value {
		tone := styles.Strong
		if c.Class == redact.ClassConfidential {
			tone = styles.Bad
		}
		title := components.Fit(c.Title, m.Width/4, false)
		room := m.Width*3/4 - 10
		name := components.Cut(c.Text, room/2)
		side := (room - ansi.StringWidth(name)) / 2
		before := components.Clean(c.Before)
		if over := ansi.StringWidth(before) - side; over > 0 {
			before = ansi.TruncateLeft(before, over+1, "…")
		}
		out = append(out, "   "+m.Styles.Paint(styles.Dim, title)+" "+before+" "+m.Styles.Paint(tone, "["+name+"]")+" "+components.Cut(c.After, side))
	}
	return out
}
