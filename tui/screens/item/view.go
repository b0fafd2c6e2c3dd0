package item

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/styles"
)

// panel is the number of lines that are not text: two above, six below.
const panel = 8

// View implements [screen.Screen].
func (m Model) View() string {
	notice, ok := components.State(m.Styles, m.item, false, "", "", m.Width)
	if !ok {
		return notice
	}
	k, _ := m.current()
	lines := []string{m.about(), m.notice()}
	lines = append(lines, m.doc.View(m.Styles, m.top, m.page(), k.Span)...)
	lines = append(lines, m.panel()...)
	return strings.Join(components.Box(lines, m.Height), "\n")
}

// about is the line above the text.
func (m Model) about() string {
	it := m.item.Value
	pack := "not decided whether it goes into the pack"
	switch {
	case it.Included == redact.Disclose:
		pack = "goes into the pack"
	case it.Included == redact.Withhold:
		pack = "stays out of the pack"
	}
	if !it.Decided && it.Included != redact.Open {
		pack += " as proposed"
	}
	title := m.title()
	right := fmt.Sprintf("%d of %d · %s · %s", m.at+1, len(m.items), it.Likelihood, pack)
	right = components.Cut(right, m.Width*3/4)
	room := m.Width - len([]rune(right)) - 6
	return "   " + m.Styles.Paint(styles.Strong, components.Fit(title, room, false)) + "  " + m.Styles.Paint(styles.Dim, right)
}

// title is what to call the item.
func (m Model) title() string { return cmp.Or(m.item.Value.Title, m.item.Value.Name) }

// notice is the line below that: the gates that stand open, what the item has in
// common with another one, or which of its rows are the subject's.
func (m Model) notice() string {
	if gates := m.item.Value.Gates; len(gates) > 0 {
		var names []string
		for _, g := range gates {
			names = append(names, g.Name+" ("+g.About+")")
		}
		return m.say(styles.Warn, components.Number(len(gates), "gate is", "gates are")+" open (§), L answers: "+strings.Join(names, ", "))
	}
	if s := m.other(); s != "" {
		return m.say(styles.Warn, s)
	}
	if n := len(m.item.Value.Rows); n > 0 {
		return m.say(styles.Dim, "Of this list "+components.Number(n, "row is", "rows are")+" about the subject; the others are dimmed.")
	}
	return ""
}

// panel is what is known of the mark in hand.
func (m Model) panel() []string {
	k, ok := m.current()
	if !ok {
		return []string{m.place(), m.say(styles.Plain, "Nothing is marked in this item."), m.say(styles.Dim, "Press ] for the next item, i to include this one, o to keep it out."), "", "", m.legend()}
	}
	whose := "of nobody in particular"
	if k.Person != "" {
		whose = "of " + m.name(k.Person) + " (W and D decide for them everywhere)"
	}
	proposal := class(k) + "Proposed: " + verdictWords(k.Proposal) + "."
	if k.Reason != "" {
		proposal += " " + components.Clean(k.Reason)
	}
	number := fmt.Sprintf("Mark %d of %d", m.mark+1, len(m.all))
	if n := len(m.chosen); n > 0 {
		whose = fmt.Sprintf("%s chosen: w, d and e are for them", components.Count(n, "mark"))
		if m.chosen[k.ID] {
			number += " ✓"
		}
	}
	return []string{
		m.place(),
		m.field(number, styles.Strong, "“"+components.Cut(k.Text, m.Width/2)+"”  "+kindWords(k.Kind)),
		m.field("", styles.Dim, whose),
		m.field("Decision", components.ToneOf(k), decision(k)),
		m.field("Why", tone(k), proposal),
		m.legend(),
	}
}

// name is what a person is called.
func (m Model) name(id string) string {
	if name := m.item.Value.Persons[id]; name != "" {
		return components.Cut(name, m.Width/3)
	}
	return "one person"
}

func (m Model) field(name string, tone styles.Tone, text string) string {
	return "   " + m.Styles.Paint(styles.Accent, components.Fit(name, 16, false)) + m.Styles.Paint(tone, components.Cut(text, m.Width-20))
}

func (m Model) say(tone styles.Tone, text string) string {
	return "   " + m.Styles.Paint(tone, components.Cut(text, m.Width-4))
}

// place is the rule under the text: where in it one is.
func (m Model) place() string {
	where := fmt.Sprintf(" lines %d to %d of %d ", min(m.top+1, m.doc.Lines()), min(m.top+m.page(), m.doc.Lines()), m.doc.Lines())
	if pages := m.item.Value.Pages; len(pages) > 1 {
		where = fmt.Sprintf(" page %d of %d ·%s", m.pageAt(pages), len(pages), where)
	}
	if n := len(m.item.Value.Areas); n > 0 {
		where = fmt.Sprintf(" %s withheld (v) ·%s", components.Count(n, "area"), where)
	}
	fill := max(0, m.Width-len([]rune(where))-3)
	return m.Styles.Paint(styles.Dim, strings.Repeat("─", fill)+where+"───")
}

// pageAt is the page on which the first line in view stands.
func (m Model) pageAt(pages []int) int {
	return max(1, sort.SearchInts(pages, m.doc.Offset(m.top)-m.head+1))
}

// legend says what the cues in the text mean.
func (m Model) legend() string {
	type cue struct {
		tone  styles.Tone
		words string
	}
	cues := []cue{{styles.Withheld, "withheld"}, {styles.Disclosed, "disclosed"}, {styles.Undecided, "to decide"}, {styles.Subject, "the subject"}}
	for _, c := range []cue{{styles.Source, "source"}, {styles.Joint, "shared"}, {styles.Look, "look"}} {
		if slices.ContainsFunc(m.all, func(k redact.Mark) bool { return components.ToneOf(k) == c.tone }) {
			cues = append(cues, c)
		}
	}
	var parts []string
	for _, t := range cues {
		before, after := components.Cue(t.tone)
		parts = append(parts, m.Styles.Paint(t.tone, before+t.words+after))
	}
	line := strings.Join(parts, "   ")
	if ansi.StringWidth(line) > m.Width-4 {
		line = strings.Join(parts, " ")
	}
	return "   " + ansi.Truncate(line, m.Width-3, "…")
}

// class says why a mark is no ordinary one.
func class(k redact.Mark) string {
	switch {
	case k.Class == redact.ClassConfidential:
		return "CONFIDENTIAL SOURCE. "
	case k.Class == redact.ClassShared:
		return "Shared with the subject. "
	case k.Kind.LowConfidence():
		return "May tell who is meant. "
	}
	return ""
}

// tone is that of the reason of a mark.
func tone(k redact.Mark) styles.Tone {
	switch {
	case k.Class == redact.ClassConfidential:
		return styles.Bad
	case k.Class == redact.ClassShared:
		return styles.Joint
	case k.Kind.LowConfidence():
		return styles.Dim
	}
	return styles.Plain
}

func decision(k redact.Mark) string {
	switch k.Decision {
	case redact.Withhold:
		return "withheld" + under(k.Code) + by(k.By)
	case redact.Disclose:
		return "disclosed" + by(k.By)
	}
	s := "not decided yet"
	if k.Proposal != redact.Disclose && k.Code != "" {
		s += "; the ground would be " + components.Clean(k.Code)
	}
	return s
}

func under(code string) string {
	if c, ok := redact.CodeOf(code); ok {
		return " under " + c.Code + " (" + c.Provision + ")"
	}
	return ""
}

func by(officer string) string {
	if officer == "" {
		return ""
	}
	return ", by " + components.Clean(officer)
}

func verdictWords(v redact.Verdict) string {
	switch v {
	case redact.Withhold:
		return "withhold"
	case redact.Disclose:
		return "disclose"
	}
	return "decide for yourself"
}
