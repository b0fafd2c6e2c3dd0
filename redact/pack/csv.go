package pack

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// field describes a column.
type field struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Description string `json:"description"`
}

// table is one CSV of the pack with its description.
type table struct {
	path, title string
	fields      []field
	rows        [][]string
	key         []string          // columns that no two rows share
	refs        map[string]string // column to the resource whose numbers stand in it
	rules       map[string]rule   // of columns; the key's are required
}

// stamp gives every row of a draft's table a last cell that says so.
func (t *table) stamp() {
	used := map[string]bool{}
	for _, f := range t.fields {
		used[f.Name] = true
	}
	name := unique(used, "draft")
	t.fields = append(slices.Clone(t.fields), field{name, "string", "DRAFT: this is not the council's answer and must not be sent out"})
	t.rules = maps.Clone(t.rules)
	if t.rules == nil {
		t.rules = map[string]rule{}
	}
	t.rules[name] = rule{Required: true, Enum: []string{draftWord}}
	for i := range t.rows {
		t.rows[i] = append(slices.Clone(t.rows[i]), draftWord)
	}
}

// draftWord stands on every page and in every row of a draft.
const draftWord = "DRAFT"

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// bytes writes the table: RFC 4180, a header always, no cell that a
// spreadsheet would run.
func (t *table) bytes() ([]byte, error) {
	header := make([]string, len(t.fields))
	for i, f := range t.fields {
		header[i] = f.Name
	}
	rows := append([][]string{header}, t.rows...)
	for n, row := range rows {
		if len(row) != len(t.fields) {
			return nil, fmt.Errorf("write %s: row %d has %d of %d cells", t.path, n+1, len(row), len(t.fields))
		}
	}
	return writeCSV(rows)
}

// writeCSV writes rows as RFC 4180 with no cell that a spreadsheet would run.
func writeCSV(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = neutral(cell)
		}
		if err := w.Write(safe); err != nil {
			return nil, fmt.Errorf("write rows: %w", err)
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// plainNumber is a signed number that a spreadsheet reads as what it says:
// -120.5, +5, -£1,200.00, -3%. Nine digits after a plus at most: more are a
// telephone number, which would lose its plus.
var plainNumber = regexp.MustCompile(`^(?:-\p{Sc}?(?:0|[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})|` +
	`\+\p{Sc}?(?:0|[1-9][0-9]{0,8}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}))(?:\.[0-9]{1,15})? ?[%\p{Sc}]?$`)

// neutral puts an apostrophe before a cell that a spreadsheet would run as a
// formula, also when blanks stand before it. A plain number stays as it is.
func neutral(cell string) string {
	rest := strings.TrimLeft(cell, " \u00a0\u3000\ufeff\u200b")
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) || plainNumber.MatchString(rest) {
		return cell
	}
	return "'" + cell
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
