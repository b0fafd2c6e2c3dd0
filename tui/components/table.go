package components

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"charm.land/bubbles/v2/key"

	"sarsen/tui/keymap"
	"sarsen/tui/styles"
)

// A Cursor is the place in a list of n rows of which some are in view. The
// zero value is the first row.
type Cursor struct{ At, Top int }

// Move moves by a key press, if it is one that moves. page is how many rows
// are in view.
func (c Cursor) Move(k keymap.Keys, msg tea.KeyPressMsg, n, page int) (Cursor, bool) {
	switch {
	case key.Matches(msg, k.Up):
		c.At--
	case key.Matches(msg, k.Down):
		c.At++
	case key.Matches(msg, k.PageUp):
		c.At -= max(1, page-1)
	case key.Matches(msg, k.PageDown):
		c.At += max(1, page-1)
	case key.Matches(msg, k.Top):
		c.At = 0
	case key.Matches(msg, k.End):
		c.At = n - 1
	default:
		return c, false
	}
	return c.Within(n, page), true
}

// Within brings the place back into a list of n rows, and into view.
func (c Cursor) Within(n, page int) Cursor {
	page = max(1, page)
	c.At = min(max(0, c.At), max(0, n-1))
	c.Top = min(max(c.Top, c.At-page+1), c.At)
	c.Top = max(0, min(c.Top, n-page))
	return c
}

// A Column of a table. Columns without a width share the room that is left.
type Column struct {
	Title string
	Width int
	Right bool // numbers
	Wide  bool // left out in windows of less than 100 columns
}

// A Cell is text with a tone.
type Cell struct {
	Text string
	Tone styles.Tone
}

// Text is a plain cell.
func Text(s string) Cell { return Cell{Text: s} }

// A Table shows the rows of a list that are in view. Row is called for those
// only.
type Table struct {
	Columns []Column
	Rows    int
	Row     func(i int) []Cell
}

// View returns the heading and the rows in view, height lines in all.
func (t Table) View(st styles.Styles, c Cursor, width, height int) []string {
	columns, widths := t.fit(width - 3)
	head := make([]string, 0, len(columns))
	for i, col := range columns {
		head = append(head, Fit(t.Columns[col].Title, widths[i], t.Columns[col].Right))
	}
	lines := []string{"   " + st.Paint(styles.Dim, strings.Join(head, "  "))}
	c = c.Within(t.Rows, height-1)
	for i := c.Top; i < min(t.Rows, c.Top+height-1); i++ {
		lines = append(lines, t.row(st, t.Row(i), columns, widths, i == c.At))
	}
	return Box(lines, height)
}

func (t Table) row(st styles.Styles, cells []Cell, columns, widths []int, selected bool) string {
	parts := make([]string, 0, len(columns))
	for i, col := range columns {
		text := Fit(cells[col].Text, widths[i], t.Columns[col].Right)
		if !selected {
			text = st.Paint(cells[col].Tone, text)
		}
		parts = append(parts, text)
	}
	line := strings.Join(parts, "  ")
	if selected {
		return " " + st.Paint(styles.Selected, "> "+line)
	}
	return "   " + line
}

// fit returns the columns that are shown and their widths.
func (t Table) fit(width int) (columns, widths []int) {
	room, flex := width, 0
	for i, c := range t.Columns {
		if c.Wide && width < 97 {
			continue
		}
		columns = append(columns, i)
		room -= c.Width + 2
		if c.Width == 0 {
			flex++
		}
	}
	room += 2
	for _, i := range columns {
		w := t.Columns[i].Width
		if w == 0 {
			w = max(4, room/flex)
			room -= w
			flex--
		}
		widths = append(widths, w)
	}
	return columns, widths
}
