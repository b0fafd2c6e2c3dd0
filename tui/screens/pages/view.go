package pages

import (
	"fmt"
	"strconv"
	"strings"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/styles"
)

// above is the number of lines over the list, its heading included.
const above = 3

// room is how many rows are in view.
func (m Model) room() int { return max(1, m.Height-above) }

// View implements [screen.Screen].
func (m Model) View() string {
	if m.asking {
		lines := append([]string{"", "   " + m.Styles.Paint(styles.Strong, fmt.Sprintf("An area of page %d to be withheld", m.number)) + m.Styles.Paint(styles.Dim, m.size()), ""},
			m.prompt.View(m.Styles, m.Width)...)
		return strings.Join(components.Box(lines, m.Height), "\n")
	}
	notice, ok := components.State(m.Styles, m.page, false, "", "", m.Width)
	if !ok {
		return notice
	}
	p := m.page.Value
	of := ""
	if p.Pages > 0 {
		of = fmt.Sprintf(" of %d", p.Pages)
	}
	head := "   " + m.Styles.Paint(styles.Strong, fmt.Sprintf("Page %d%s", m.number, of)) + m.Styles.Paint(styles.Dim, m.size())
	if m.rows() == 0 {
		return strings.Join(components.Box(append([]string{head, ""}, m.empty()...), m.Height), "\n")
	}
	table := components.Table{
		Columns: []components.Column{{Title: "Left", Width: 5, Right: true}, {Title: "Top", Width: 5, Right: true}, {Title: "Right", Width: 5, Right: true}, {Title: "Bottom", Width: 6, Right: true}, {Title: "What stands there"}},
		Rows:    m.rows(), Row: m.row,
	}
	return strings.Join(append([]string{head, ""}, table.View(m.Styles, m.cursor, m.Width, m.Height-2)...), "\n")
}

// empty says what to do on a page on which no words are known.
func (m Model) empty() []string {
	var out []string
	for _, l := range components.Wrap("No words are known on this page. It can be withheld as a whole with w, or a part of it by its numbers with a.", m.Width-6) {
		out = append(out, "   "+l)
	}
	return out
}

func (m Model) size() string {
	if p := m.page.Value; p.Width > 0 {
		return fmt.Sprintf("  %s wide, %s high", number(p.Width), number(p.Height))
	}
	return ""
}

// row is a line of the page, or an area that is withheld.
func (m Model) row(i int) []components.Cell {
	lines := m.page.Value.Lines
	if i < len(lines) {
		return cells(lines[i].Rect, components.Cell{Text: lines[i].Text}, styles.Dim)
	}
	a := m.page.Value.Areas[i-len(lines)]
	text := "withheld: an area"
	if a.Whole() {
		text = "withheld: the whole"
	}
	if a.Whole() || a.Page != m.number {
		text += fmt.Sprintf(" of page %d", a.Page)
	}
	text = strings.TrimSpace(text + ", " + a.Code + " " + a.Reason)
	return cells(a.Rect, components.Cell{Text: text, Tone: styles.Withheld}, styles.Withheld)
}

func cells(r redact.Rect, what components.Cell, tone styles.Tone) []components.Cell {
	var out []components.Cell
	for _, v := range []float64{r.Left, r.Top, r.Right, r.Bottom} {
		text := number(v)
		if r.Empty() {
			text = ""
		}
		out = append(out, components.Cell{Text: text, Tone: tone})
	}
	return append(out, what)
}

// words says where an area is.
func words(a redact.Area) string {
	if a.Whole() {
		return fmt.Sprintf("the whole of page %d", a.Page)
	}
	return fmt.Sprintf("an area of page %d, from %s,%s to %s,%s", a.Page, number(a.Rect.Left), number(a.Rect.Top), number(a.Rect.Right), number(a.Rect.Bottom))
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
