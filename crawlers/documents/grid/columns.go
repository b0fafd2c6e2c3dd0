package grid

// maxColumns is as many as any sheet has, and maxRanges more than any needs.
const (
	maxColumns = 16_384
	maxRanges  = 2_000
)

// Columns is a set of columns, given by ranges; the zero value is empty. What
// lies beyond the last column of a sheet is left out.
type Columns struct {
	in     []bool
	ranges int
}

// Add puts the columns first to last, counted from 0, into the set.
func (c *Columns) Add(first, last int) {
	if c.ranges++; c.ranges > maxRanges {
		return
	}
	last = min(last, maxColumns-1)
	if last >= len(c.in) {
		c.in = append(c.in, make([]bool, last+1-len(c.in))...)
	}
	for i := max(first, 0); i <= last; i++ {
		c.in[i] = true
	}
}

// Has reports whether a column is in the set.
func (c *Columns) Has(col int) bool { return col >= 0 && col < len(c.in) && c.in[col] }
