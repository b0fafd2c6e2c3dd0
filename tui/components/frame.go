package components

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"sarsen/tui/keymap"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// Frame is the number of lines that header and footer take.
const Frame = 5

// Header returns two lines: where one is, whose request it is and how much
// time it has, and a rule.
func Header(st styles.Styles, h screen.Heading, width int) []string {
	right, tone := "", styles.Plain
	if h.Case.ID != "" {
		right = h.Case.ID
		if h.Case.State != "" { // loaded
			var left string
			left, tone = Left(h.Case)
			right += " · " + left
		}
	}
	right = Cut(right, width/2)
	room := width - ansi.StringWidth(right) - 2
	title := "sarsen · " + h.Title
	if h.Case.Subject != "" {
		title += " · " + h.Case.Subject
	}
	return []string{
		" " + st.Paint(styles.Accent, Fit(Cut(title, room-1), room, false)) + st.Paint(tone, right),
		Rule(st, width),
	}
}

// Rule is a line across.
func Rule(st styles.Styles, width int) string {
	return st.Paint(styles.Dim, strings.Repeat("─", max(0, width)))
}

// Footer returns three lines: a rule, what was reported last, and as many of
// the keys as there is room for; the one for help is always among them.
func Footer(st styles.Styles, report string, tone styles.Tone, keys []key.Binding, width int) []string {
	return []string{
		Rule(st, width),
		" " + st.Paint(tone, Cut(report, width-2)),
		" " + keyLine(st, keys, width-2),
	}
}

func keyLine(st styles.Styles, keys []key.Binding, width int) string {
	var out []string
	for _, k := range fitting(keys, width) {
		h := k.Help()
		out = append(out, st.Paint(styles.Strong, h.Key)+" "+st.Paint(styles.Dim, h.Desc))
	}
	return strings.Join(out, keyGap)
}

// keyGap stands between two keys in a line.
const keyGap = "  "

// fitting leaves out the keys that a line has no room for, but never the one
// that shows them all.
func fitting(keys []key.Binding, width int) []key.Binding {
	room := width + len(keyGap)
	for _, k := range keys {
		if k.Help().Desc == keymap.HelpWords {
			room -= keyWidth(k)
		}
	}
	var out []key.Binding
	for _, k := range keys {
		if k.Help().Desc != keymap.HelpWords {
			if keyWidth(k) > room {
				continue
			}
			room -= keyWidth(k)
		}
		out = append(out, k)
	}
	return out
}

// keyWidth is how wide a key is in a line, with the gap beside it.
func keyWidth(k key.Binding) int {
	return ansi.StringWidth(k.Help().Key+" "+k.Help().Desc) + len(keyGap)
}

// Help lists all keys of a screen, in as many columns as fit.
func Help(st styles.Styles, sections []keymap.Section, width, height int) string {
	sections = once(sections)
	columns := max(1, min(len(sections), width/38))
	wide := width / columns
	cols := make([][]string, columns)
	for _, s := range sections {
		at := 0
		for i := range cols {
			if len(cols[i]) < len(cols[at]) {
				at = i
			}
		}
		cols[at] = append(cols[at], "", " "+st.Paint(styles.Accent, Fit(s.Title, wide-1, false)))
		for _, k := range s.Keys {
			cols[at] = append(cols[at], "   "+st.Paint(styles.Strong, Fit(k.Help().Key, 11, false))+Fit(k.Help().Desc, wide-14, false))
		}
	}
	var lines []string
	for i := 0; i < height; i++ {
		line := ""
		for _, c := range cols {
			cell := ""
			if i < len(c) {
				cell = c[i]
			}
			line += cell + strings.Repeat(" ", max(0, wide-ansi.StringWidth(cell)))
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n")
}

// once leaves each key to the last section that has it.
func once(sections []keymap.Section) []keymap.Section {
	out := slices.Clone(sections)
	seen := map[string]bool{}
	for i := len(out) - 1; i >= 0; i-- {
		out[i].Keys = slices.DeleteFunc(slices.Clone(out[i].Keys), func(k key.Binding) bool { return seen[k.Help().Key] })
		for _, k := range out[i].Keys {
			seen[k.Help().Key] = true
		}
	}
	return out
}

// Notice is a screen with nothing to list: loading, empty, or an error, and
// what to do about it.
func Notice(st styles.Styles, tone styles.Tone, title, advice string, width int) string {
	lines := []string{""}
	for _, l := range Wrap(title, width-4) {
		lines = append(lines, "  "+st.Paint(tone, l))
	}
	lines = append(lines, "")
	if advice != "" {
		for _, l := range Wrap(advice, width-4) {
			lines = append(lines, "  "+l)
		}
	}
	return strings.Join(lines, "\n")
}

// State is the notice of a list that cannot be shown yet: busy, failed, or
// empty. ok is true when there is something to show.
func State[T any](st styles.Styles, a screen.Ask[T], empty bool, title, advice string, width int) (notice string, ok bool) {
	switch {
	case a.Err != nil && !a.Known:
		return Notice(st, styles.Bad, Problem(a.Err), "Press ctrl+r to try again, or esc to go back.", width), false
	case !a.Known:
		return Notice(st, styles.Dim, "One moment…", "", width), false
	case empty:
		return Notice(st, styles.Strong, title, advice, width), false
	}
	return "", true
}
