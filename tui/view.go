package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/styles"
)

// The least window in which screens can be used.
const (
	minWidth  = 60
	minHeight = 16
)

// View implements [tea.Model].
func (r root) View() tea.View {
	v := tea.NewView(r.content())
	v.AltScreen = true
	v.WindowTitle = "sarsen"
	return v
}

func (r root) content() string {
	if r.width < minWidth || r.height < minHeight {
		return strings.Join(components.Wrap(fmt.Sprintf("This window is too small. Please make it at least %d columns wide and %d lines high; 80 by 24 is comfortable. ctrl+c quits.", minWidth, minHeight), r.width), "\n")
	}
	top := r.top()
	body := ""
	keys := top.Keys()
	if r.help {
		body = components.Help(r.Styles, append(keys[:len(keys):len(keys)], r.Keys.Everywhere()), r.Width, r.Height)
		keys = []keymap.Section{{Keys: []key.Binding{keymap.Say(r.Keys.Back, "close help"), r.Keys.Quit}}}
	} else {
		body = top.View()
	}
	lines := components.Box(strings.Split(body, "\n"), r.Height)
	if r.question != nil {
		lines = r.ask(lines)
		keys = []keymap.Section{{Keys: []key.Binding{r.Keys.Yes, r.Keys.No}}}
	}
	report, tone := r.status()
	lines = append(components.Header(r.Styles, top.Heading(), r.Width), lines...)
	return strings.Join(append(lines, components.Footer(r.Styles, report, tone, keys[0].Keys, r.Width)...), "\n")
}

// ask lays the question over the last lines of a screen.
func (r root) ask(lines []string) []string {
	box := []string{components.Rule(r.Styles, r.Width), ""}
	for _, l := range components.Wrap(r.question.Text, r.Width-6) {
		box = append(box, "   "+r.Styles.Paint(styles.Strong, l))
	}
	box = append(box, "", "   "+r.Styles.Paint(styles.Strong, "y")+" yes      "+r.Styles.Paint(styles.Strong, "n")+" no")
	return append(lines[:max(0, len(lines)-len(box)):max(0, len(lines)-len(box))], box...)
}

// status is the footer's line: what is under way, else what was reported last.
func (r root) status() (string, styles.Tone) {
	switch {
	case r.quitting:
		return "Finishing: " + r.Busy() + "…", styles.Dim
	case r.Busy() != "":
		return r.spinner.View() + " " + r.Busy() + "…", styles.Dim
	}
	return r.report, r.tone
}
