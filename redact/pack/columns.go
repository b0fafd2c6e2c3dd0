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
	row     []int // the columns from left to right, as the rows have them
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

// grow adds a column behind those that are there.
func (c *columns) grow(letter string, head *node, title string) {
	c.row = append(c.row, len(c.letters))
	c.letters = append(c.letters, letter)
	c.heads = append(c.heads, head)
	c.titles = append(c.titles, title)
}

// headed returns the cells of the header row, and the column of each.
func (c *columns) headed() (cells []*node, at []int) {
	for i, h := range c.heads {
		if h != nil {
			cells, at = append(cells, h), append(at, i)
		}
	}
	return cells, at
}

// place returns the column of each cell, from the left, and adds columns that
// are new, each to the right of the cell before it. No two cells of a row share
// a column.
func (c *columns) place(cells []*node) []int {
	at := make([]int, len(cells))
	taken := map[int]bool{}
	for i, cell := range cells {
		at[i] = c.find(cell.Label, taken)
		if at[i] < 0 {
			at[i] = len(c.letters)
			c.grow(cell.Label, nil, "")
			if i > 0 {
				c.row = slices.Insert(c.row[:at[i]], slices.Index(c.row, at[i-1])+1, at[i])
			}
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

// label returns what the cells of a column without a heading are called: "" for
// nothing but a letter.
func (c *columns) label(i int) string {
	if columnNumber(c.letters[i]) >= 0 {
		return ""
	}
	return c.letters[i]
}

// labelled reports whether a column is called something.
func (c *columns) labelled() bool {
	for i := range c.letters {
		if c.label(i) != "" {
			return true
		}
	}
	return false
}

// order returns the columns from left to right: by letter where all have one,
// else as the rows have them.
func (c *columns) order() []int {
	order := slices.Clone(c.row)
	if c.lettered() {
		slices.SortStableFunc(order, func(a, b int) int {
			return cmp.Compare(columnNumber(c.letters[a]), columnNumber(c.letters[b]))
		})
	}
	return order
}

// numbers returns the place of each column in a row, from 0: that of its
// letter where all have one of their own, so that columns without a cell keep
// theirs.
func (c *columns) numbers() []int {
	at := make([]int, len(c.letters))
	used := map[int]bool{}
	for i, l := range c.letters {
		at[i] = columnNumber(l)
		used[at[i]] = true
	}
	if c.lettered() && len(used) == len(at) {
		return at
	}
	for n, i := range c.order() {
		at[i] = n
	}
	return at
}

func (c *columns) lettered() bool {
	return !slices.ContainsFunc(c.letters, func(l string) bool { return columnNumber(l) < 0 })
}

// columnNumber is 0 for A and 26 for AA; -1 for what is no column's letter.
func columnNumber(letter string) int {
	if len(letter) == 0 || len(letter) > 3 {
		return -1
	}
	n := 0
	for _, r := range letter {
		if r < 'A' || r > 'Z' {
			return -1
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}
