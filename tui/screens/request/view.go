package request

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"sarsen/agent/request"
	"sarsen/tui/components"
	"sarsen/tui/styles"
)

// label is the width of the words before a value.
const label = 16

// View implements [screen.Screen].
func (m Model) View() string {
	notice, ok := components.State(m.Styles, m.detail, false, "", "", m.Width)
	if !ok {
		return notice
	}
	lines := m.lines()
	top := max(0, min(m.top, len(lines)-m.Height))
	return strings.Join(components.Box(lines[top:], m.Height), "\n")
}

// lines are all lines of the screen, of which some are in view.
func (m Model) lines() []string {
	d := m.detail.Value
	clock, tone := components.Clock(d.RequestLine)
	out := m.value("Clock", tone, clock)
	for _, w := range d.Working {
		out = append(out, m.value("", styles.Dim, w)...)
	}
	out = append(out, m.found()...)
	out = append(out, m.added()...)
	out = append(out, m.missing()...)
	out = append(out, m.profile()...)
	return append(out, m.history()...)
}

// value is a label and a text beside it, on as many lines as it takes.
func (m Model) value(name string, tone styles.Tone, text string) []string {
	var out []string
	for i, l := range components.Wrap(text, m.Width-label-4) {
		if i > 0 {
			name = ""
		}
		out = append(out, "   "+m.Styles.Paint(styles.Accent, components.Fit(name, label-2, false))+"  "+m.Styles.Paint(tone, l))
	}
	return out
}

func (m Model) found() []string {
	d := m.detail.Value
	switch {
	case d.Matches == 0 && len(d.Queries) == 0:
		return append([]string{""}, m.value("Found", styles.Warn, "Nothing yet. Press f to look.")...)
	case d.Matches == 0:
		return append([]string{""}, m.value("Found", styles.Warn, "Nothing, in all that was read. Is the profile complete? Press f to look again.")...)
	}
	var by []string
	for _, l := range []string{"certain", "likely", "possible", "unlikely"} {
		by = append(by, fmt.Sprintf("%d %s", d.ByLikelihood[l], l))
	}
	out := append([]string{""}, m.value("Found", styles.Plain, fmt.Sprintf("%s: %s.", components.Count(d.Matches, "match"), strings.Join(by, ", ")))...)
	if d.New > 0 {
		out = append(out, m.value("", styles.Good, fmt.Sprintf("%d new or changed since you last looked: press m, and 5 there.", d.New))...)
	}
	if d.Clues > 0 {
		out = append(out, m.value("", styles.Warn, components.Count(d.Clues, "clue")+" for the profile: press C.")...)
	}
	if d.Open > 0 {
		return append(out, m.value("", styles.Warn, components.Count(d.Open, "decision")+" still to take: press m for the matches, p for the people.")...)
	}
	return append(out, m.value("", styles.Good, "Everything is decided.")...)
}

// added is what officers added by hand; nothing when nothing was.
func (m Model) added() []string {
	var out []string
	for i, a := range m.detail.Value.Added {
		name, tone, state := "", styles.Plain, ""
		if i == 0 {
			name = "Added by hand"
			out = append(out, "")
		}
		if a.Removed {
			tone, state = styles.Dim, ", removed"
		}
		out = append(out, m.value(name, tone, fmt.Sprintf("%s, by %s on %s%s", a.What, a.By, components.Date(a.At), state))...)
	}
	return out
}

func (m Model) missing() []string {
	out := append([]string{""}, m.look()...)
	if len(m.detail.Value.Missing) == 0 {
		return append(out, m.value("For a release", styles.Good, "Nothing is missing. Press r to release, x to export.")...)
	}
	for i, s := range m.detail.Value.Missing {
		name := ""
		if i == 0 {
			name = "For a release"
		}
		out = append(out, m.value(name, styles.Warn, "• "+s)...)
	}
	return out
}

// look is what somebody has to look at before a release: gates that stand open,
// and values that are not marked alike.
func (m Model) look() []string {
	var out []string
	for i, g := range m.detail.Value.Gates {
		name := ""
		if i == 0 {
			name = "To look at"
		}
		out = append(out, m.value(name, styles.Warn, fmt.Sprintf("Gate %s, %s: %s", g.Name, components.Count(g.Items, "item"), g.Asks))...)
	}
	if n := m.detail.Value.Exceptions; n > 0 {
		out = append(out, m.value("Exceptions", styles.Warn, components.Number(n, "value is", "values are")+" withheld in one place and disclosed in another: see 'sarsen review "+m.line.ID+"'")...)
	}
	return out
}

func (m Model) profile() []string {
	p := m.detail.Value.Profile
	out := []string{""}
	for _, f := range []struct {
		name   string
		values []string
	}{
		{"Name", p.Names},
		{"Former name", p.FormerNames},
		{"Known as", p.Nicknames},
		{"Date of birth", born(p.DateOfBirth)},
		{"Address", p.Addresses},
		{"E-mail", p.Emails},
		{"Phone", p.Phones},
		{"Identifiers", identifiers(p)},
		{"Reference", p.References},
		{"Relatives", p.Relatives},
	} {
		for i, v := range f.values {
			if i > 0 {
				f.name = ""
			}
			out = append(out, m.value(f.name, styles.Plain, v)...)
		}
	}
	return out
}

// born writes a date of birth as other dates, and one that is none as it is.
func born(s string) []string {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		s = components.Date(t)
	}
	if s == "" {
		return nil
	}
	return []string{s}
}

func identifiers(p request.Profile) []string {
	var out []string
	for _, kind := range slices.Sorted(maps.Keys(p.Identifiers)) {
		out = append(out, components.Spoken(kind)+" "+p.Identifiers[kind])
	}
	return out
}

func (m Model) history() []string {
	d := m.detail.Value
	out := append([]string{""}, m.value("Asks for", styles.Plain, string(d.Right))...)
	out = append(out, m.value("Received", styles.Plain, components.Date(d.Received))...)
	for i, e := range d.Events {
		name := ""
		if i == 0 {
			name = "History"
		}
		out = append(out, m.value(name, styles.Plain, components.Date(e.On)+"  "+strings.ReplaceAll(string(e.Kind), "-", " ")+"  "+e.Note)...)
	}
	return append(out, m.queries()...)
}

// queries are those of the last run of find, a line each, with those that were
// left out of it.
func (m Model) queries() []string {
	d := m.detail.Value
	if len(d.Queries)+len(d.Edited.Off) == 0 {
		return nil
	}
	out := m.value("Searched for", styles.Plain, components.Number(len(d.Queries), "query", "queries")+": press Q to see what each finds, and to change them.")
	for _, q := range d.Queries {
		by := ""
		if c, ok := d.Edited.Own(q); ok {
			by = " (added by " + components.Clean(c.By) + ")"
		}
		out = append(out, m.value("", styles.Dim, components.Cut(q, m.Width-label-6-len(by))+by)...)
	}
	for _, c := range d.Edited.Off {
		by := ": turned off by " + components.Clean(c.By) + " on " + components.Date(c.At)
		out = append(out, m.value("", styles.Warn, "Not "+components.Cut(c.Text, m.Width-label-10-len(by))+by)...)
	}
	return out
}
