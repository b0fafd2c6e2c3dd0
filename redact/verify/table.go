package verify

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// dataPackage is what the verifier needs of datapackage.json.
type dataPackage struct {
	Draft     bool       `json:"draft"`
	Right     string     `json:"right"` // portability; "" for a pack of another kind
	Resources []resource `json:"resources"`
}

type resource struct {
	Path   string `json:"path"`
	Schema struct {
		Fields []field `json:"fields"`
	} `json:"schema"`
}

type field struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// readPackage reads the description of the tables; what is wrong with it is
// reported when the file's turn comes.
func (c *check) readPackage(t *tree) dataPackage {
	var pkg dataPackage
	if data, ok := t.peek(packageName); ok && json.Unmarshal(data, &pkg) != nil {
		c.add(packageName, "text", Malformed, "not the JSON of a data package")
	}
	return pkg
}

// csv checks a table: its form, its columns, and every row.
func (c *check) csv(name string, data []byte, pkg dataPackage) {
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		c.plainText(name, data)
	}
	fields, ok := pkg.fields(name)
	if !ok {
		c.add(name, "table", Malformed, "not described in "+packageName)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	var down columns
	for n := 1; ; n++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			if n == 1 {
				c.add(name, "table", Malformed, "has no header")
			}
			c.text(name, "column", down.text(), mode{})
			return
		}
		if err != nil {
			c.add(name, "table", Malformed, fmt.Sprintf("row %d is not RFC 4180", n))
			c.plainText(name, data)
			return
		}
		c.row(name, n, row, fields)
		if strings.HasPrefix(name, recordsFolder) || strings.HasPrefix(name, documentsFolder) || strings.HasPrefix(name, dataFolder) {
			down.add(row)
		}
	}
}

// These folders hold tables as they stood in the originals, where an address
// may run down a column.
const (
	recordsFolder   = "records/"
	dataFolder      = "data/"
	documentsFolder = "documents/"
)

// columns gathers the cells of each column of a table.
type columns [][]string

func (c *columns) add(row []string) {
	for i, cell := range row {
		if i == len(*c) {
			*c = append(*c, nil)
		}
		(*c)[i] = append((*c)[i], cell)
	}
}

// text is one column after the other, with a gap that no value bridges.
func (c columns) text() string {
	var b strings.Builder
	for _, cells := range c {
		b.WriteString(strings.Join(cells, apart) + strings.Repeat("\n", widest+1))
	}
	return b.String()
}

func (p dataPackage) fields(name string) ([]field, bool) {
	for _, r := range p.Resources {
		if r.Path == name {
			return r.Schema.Fields, true
		}
	}
	return nil, false
}

func (c *check) row(name string, n int, row []string, fields []field) {
	if len(row) != len(fields) {
		c.add(name, "table", Malformed, fmt.Sprintf("row %d has %d cells, described are %d", n, len(row), len(fields)))
	}
	for i, cell := range row {
		place := fmt.Sprintf("row %d, column %d", n, i+1)
		c.lengths(name, "cell", cell)
		if formula(cell) {
			c.add(name, "cell", Malformed, place+" would run as a formula")
		}
		if i >= len(fields) {
			continue
		}
		if n == 1 && cell != fields[i].Name {
			c.add(name, "table", Malformed, fmt.Sprintf("column %d is not named as described", i+1))
		}
		if n > 1 && !fits(cell, fields[i].Type) {
			c.add(name, "cell", Malformed, place+" is not of the type described")
		}
	}
	// A row is searched as one: a name may be cut into two cells.
	c.text(name, "cell", strings.Join(row, apart), mode{})
}

// signed is what may stand in a cell that is nothing but a signed number.
var signed = regexp.MustCompile(`^[+-]\p{Sc}?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)? ?[%\p{Sc}]?$`)

// formula reports whether a spreadsheet would run a cell.
func formula(cell string) bool {
	rest := strings.TrimLeft(cell, " \u00a0\u3000\ufeff\u200b")
	if rest == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) && !signed.MatchString(rest)
}

func fits(cell, typ string) bool {
	if cell == "" {
		return true
	}
	var err error
	switch typ {
	case "integer":
		_, err = strconv.Atoi(cell)
	case "date":
		_, err = time.Parse(time.DateOnly, cell)
	}
	return err == nil
}
