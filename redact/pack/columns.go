package pack

import (
	"cmp"
	"slices"
	"strings"
)

// columns places the cells of a run of rows under each other, although empty
// cells have left no trace in the text: by the heading or the column's letter
// that labels each cell.
type columns struct {
	letters []string
	heads   []*node // cell of the header row; nil where there is none
	titles  []string
}

func columnsOf(text string, r run) *columns {
	c := &columns{}
	if r.head != nil {
		for _, cell := range r.head.cells(text) {
			c.grow(cell.Label, cell, strings.Join(strings.Fields(text[cell.Start:cell.End]), " "))
		}
	}
	for _, row := range r.rows {
		c.place(row.cells(text))
	}
	return c
}

func (c *columns) grow(letter string, head *node, title string) {
	c.letters = append(c.letters, letter)
	c.heads = append(c.heads, head)
	c.titles = append(c.titles, title)
}

// place returns the column of each cell, from the left, and adds columns that
// are new. No two cells of a row share a column.
func (c *columns) place(cells []*node) []int {
	at := make([]int, len(cells))
	taken := map[int]bool{}
	for i, cell := range cells {
		at[i] = c.find(cell.Label, taken)
		if at[i] < 0 {
			at[i] = len(c.letters)
			c.grow(cell.Label, nil, "")
		}
		taken[at[i]] = true
	}
	return at
}

func (c *columns) find(label string, taken map[int]bool) int {
	for i, t := range c.titles {
		if t != "" && t == label && !taken[i] {
			return i
		}
	}
	for i, l := range c.letters {
		if l == label && !taken[i] {
			return i
		}
	}
	return -1
}

// order returns the columns from left to right: by letter where all have one,
// else as they came.
func (c *columns) order() []int {
	order := make([]int, len(c.letters))
	for i := range order {
		order[i] = i
	}
	for _, l := range c.letters {
		if l == "" || len(l) > 3 || strings.Trim(l, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			return order
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(c.letters[a]), len(c.letters[b])), cmp.Compare(c.letters[a], c.letters[b]))
	})
	return order
}
