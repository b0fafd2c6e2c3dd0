package matches

import (
	"fmt"
	"path"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// below is the number of lines under the list, above that over it.
const (
	below = 8
	above = 2
)

func (m Model) page() int { return m.Height - above - below - 1 }

// View implements [screen.Screen].
func (m Model) View() string {
	notice, ok := components.State(m.Styles, m.list, len(m.list.Value) == 0, "Nothing was found.",
		"Press esc to go back, and f there to look again. If sources were not read yet, nothing can be found in them: see s on the first screen.", m.Width)
	if !ok {
		return notice
	}
	list := m.shown()
	groups := m.sizes()
	table := components.Table{
		Columns: []components.Column{
			{Title: "", Width: 2},
			{Title: "Likelihood", Width: 10},
			{Title: "Date", Width: 11},
			{Title: "Title"},
			{Title: "Groups", Width: 26, Wide: true},
			{Title: "Found by", Wide: true},
			{Title: "Pack", Width: 9},
			{Title: "To decide", Width: 10, Right: true},
		},
		Rows: len(list),
		Row:  func(i int) []components.Cell { return row(list[i], m.chosen[list[i].Item], groups.of(list[i])) },
	}
	lines := append([]string{" " + m.filters(), ""}, table.View(m.Styles, m.cursor, m.Width, m.Height-above-below)...)
	if len(list) == 0 {
		lines[above+1] = "   None of the matches is " + m.only + ". Press 0 to see them all."
	}
	return strings.Join(append(lines, m.about()...), "\n")
}

// filters shows how many matches there are of each likelihood; where there is no
// room for that, of the one that is shown.
func (m Model) filters() string {
	count := map[string]int{"": len(m.list.Value)}
	for _, l := range m.list.Value {
		count[l.Likelihood]++
		if l.New {
			count[onlyNew]++
		}
	}
	line := m.filterLine(count, true)
	if ansi.StringWidth(line) > m.Width-2 {
		line = m.filterLine(count, false)
	}
	return ansi.Truncate(line, m.Width-2, "…")
}

func (m Model) filterLine(count map[string]int, all bool) string {
	var parts []string
	for _, f := range []struct{ key, name, only string }{
		{"0", "all", ""}, {"5", "new", onlyNew}, {"1", "certain", "certain"}, {"2", "likely", "likely"}, {"3", "possible", "possible"}, {"4", "unlikely", "unlikely"},
	} {
		if f.only == onlyNew && count[f.only] == 0 && m.only != onlyNew {
			continue
		}
		text, tone := f.key+" "+f.name, styles.Dim
		if all || f.only == m.only {
			text += fmt.Sprintf(" (%d)", count[f.only])
		}
		switch {
		case f.only == m.only:
			text, tone = "["+text+"]", styles.Strong
		case m.Width >= 100:
			text = " " + text + " "
		}
		parts = append(parts, m.Styles.Paint(tone, text))
	}
	return strings.Join(parts, " ")
}

// title is what to call an item.
func title(l screen.MatchLine) string {
	switch {
	case l.Title != "":
		return l.Title
	case l.Part != "":
		return path.Base(l.Part)
	}
	return path.Base(l.Path)
}

func row(l screen.MatchLine, chosen bool, group string) []components.Cell {
	flag := ""
	switch {
	case chosen:
		flag = "✓"
	case l.New:
		flag = "*"
	}
	pack, tone := verdict(l)
	open, openTone := "", styles.Plain
	if l.Included != redact.Withhold && l.Marks > 0 {
		open, openTone = fmt.Sprintf("%d of %d", l.Open, l.Marks), styles.Warn
		if l.Open == l.Marks {
			open = fmt.Sprintf("all %d", l.Marks)
		}
		if l.Open == 0 {
			open, openTone = "done", styles.Good
		}
	}
	if len(l.Gates) > 0 {
		flag += "§"
	}
	plain := styles.Plain
	if l.Included == redact.Withhold {
		plain = styles.Dim
	}
	return []components.Cell{
		{Text: flag, Tone: styles.Good},
		{Text: l.Likelihood, Tone: plain},
		{Text: components.Date(l.Date), Tone: plain},
		{Text: title(l), Tone: plain},
		{Text: group, Tone: styles.Dim},
		{Text: facts(l), Tone: styles.Dim},
		{Text: pack, Tone: tone},
		{Text: open, Tone: openTone},
	}
}

// verdict says whether the item goes into the pack, with a question mark
// while nobody decided.
func verdict(l screen.MatchLine) (string, styles.Tone) {
	switch {
	case l.Included == redact.Disclose && l.Decided:
		return "in", styles.Good
	case l.Included == redact.Disclose:
		return "in?", styles.Good
	case l.Included == redact.Withhold && l.Decided:
		return "out", styles.Dim
	case l.Included == redact.Withhold:
		return "out?", styles.Dim
	}
	return "undecided", styles.Warn
}

// facts lists the facts that hit, each once.
func facts(l screen.MatchLine) string {
	var out []string
	seen := map[string]bool{}
	for _, r := range l.Reasons {
		if fact := components.Spoken(r.Fact); !seen[fact] {
			seen[fact] = true
			out = append(out, fact)
		}
	}
	return strings.Join(out, ", ")
}

// about says more on the match that is selected.
func (m Model) about() []string {
	l, ok := m.selected()
	if !ok {
		return components.Box(nil, below)
	}
	if l.AddedBy != "" {
		return components.Box([]string{
			"", m.fact("Added by hand", styles.Plain, fmt.Sprintf("by %s on %s, as %s", l.AddedBy, components.Date(l.AddedAt), l.AddedAs)),
			m.fact("Holds", styles.Plain, holds(l)), m.fact("In the pack", styles.Plain, m.explain(l)),
		}, below)
	}
	lines := []string{"", m.fact("Where", styles.Plain, where(l))}
	if s := m.places(l); s != "" {
		lines = append(lines, m.fact("Copies", styles.Plain, s))
	}
	lines = append(lines, m.fact("Found by", styles.Plain, reasons(l)))
	if s := m.belonging(l); s != "" {
		lines = append(lines, m.fact("Belongs to", styles.Plain, s+"; t chooses them"))
	}
	if s := components.Change(l.Match, l.Change); s != "" {
		lines = append(lines, m.fact("What is new", styles.Good, s))
	}
	if len(l.Against) > 0 {
		lines = append(lines, m.fact("Against", styles.Warn, strings.Join(l.Against, "; ")))
	}
	if s := gates(l); s != "" {
		lines = append(lines, m.fact("Gates", styles.Warn, s))
	}
	lines = append(lines, m.fact("In the pack", styles.Plain, m.explain(l)))
	return components.Box(lines, below)
}

// gates are the open ones that an item raises.
func gates(l screen.MatchLine) string {
	var out []string
	for _, g := range l.Gates {
		out = append(out, g.Name+" ("+g.About+")")
	}
	if len(out) == 0 {
		return ""
	}
	return strings.Join(out, ", ") + "; L answers"
}

func (m Model) fact(name string, tone styles.Tone, text string) string {
	return "   " + m.Styles.Paint(styles.Accent, components.Fit(name, 14, false)) + m.Styles.Paint(tone, components.Cut(text, m.Width-19))
}

// holds says what of the subject stands in an item that was added by hand.
func holds(l screen.MatchLine) string {
	if s := reasons(l); s != "" {
		return s
	}
	return "nothing that the profile says"
}

// reasons lists facts with what was read for them.
func reasons(l screen.MatchLine) string {
	var out []string
	seen := map[string]bool{}
	for _, r := range l.Reasons {
		s := components.Spoken(r.Fact) + " “" + components.Cut(r.Text, 40) + "”"
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

func (m Model) explain(l screen.MatchLine) string {
	var s string
	switch {
	case l.Included == redact.Disclose && l.Decided:
		s = "yes, as decided"
	case l.Included == redact.Disclose:
		s = "yes, as proposed"
	case l.Included == redact.Withhold && l.Decided:
		s = "no, as decided"
	case l.Included == redact.Withhold:
		s = "no, as proposed; press i to include it"
	default:
		s = "not decided; press i to include it, o to keep it out"
	}
	if l.About == "mention" {
		s += ". It only mentions the subject"
	}
	if l.DuplicateOf != "" {
		s += ". It is a copy: one of them stands there for all"
	}
	return s + "."
}
