package pack

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed part.tmpl
var partText string

var partPage = parsed("part", partText)

// partLine tells of a part on the first page.
type partLine struct {
	Number int
	Holds  string
	Large  bool // a single file is larger than a part should be
}

// partPages writes the page and the table that tell of the parts.
func (b *builder) partPages() error {
	if len(b.parts) == 0 {
		return nil
	}
	for n := range b.parts {
		if n == 0 {
			continue
		}
		if err := b.partPage(n + 1); err != nil {
			return err
		}
	}
	t := partsTable()
	for _, name := range b.allNames() {
		t.add(name, strconv.Itoa(b.partNumber(name)))
	}
	return b.table(t)
}

func partsTable() *table {
	return &table{path: partsName, title: "Which file is in which part of the pack", fields: []field{
		{"file", "string", "File of the pack"},
		{"part", "integer", "Number of the part that holds it"},
	}, key: []string{"file"}, rules: map[string]rule{"part": {Required: true}}}
}

func (b *builder) partPage(n int) error {
	type file struct {
		Number      int
		Path, Title string
	}
	d := struct {
		Number, Count int
		Request       string
		Draft         bool
		Files         []file
	}{n, len(b.parts), b.plan.in.Request.ID, b.plan.in.Draft, nil}
	for _, name := range b.movable() {
		if b.partOf[name] == n {
			number, title := b.titled(name)
			d.Files = append(d.Files, file{number, name, title})
		}
	}
	var p page
	p.begin(fmt.Sprintf("Part %d of %d", n, len(b.parts)), "", d.Draft)
	if err := partPage.Execute(&p.b, d); err != nil {
		return fmt.Errorf("write page of part %d: %w", n, err)
	}
	return b.out.write(partPageName(n), p.end(d.Draft))
}

// titled says what a file is called on a page.
func (b *builder) titled(name string) (number int, title string) {
	for _, e := range b.plan.entries {
		if e.document == name {
			return e.number, e.title
		}
		for _, x := range e.extras {
			if x.Path == name {
				return e.number, x.Label
			}
		}
	}
	return 0, name
}

// partLines say on the first page what each part holds.
func (b *builder) partLines() []partLine {
	var out []partLine
	for i, large := range b.parts {
		l := partLine{Number: i + 1, Large: large}
		from, to, tables := 0, 0, 0
		for _, name := range b.movable() {
			number, err := strconv.Atoi(itemOf(name))
			switch {
			case b.partOf[name] != l.Number:
			case err != nil:
				tables++
			default:
				if from == 0 {
					from = number
				}
				to = number
			}
		}
		l.Holds = holds(i == 0, tables, from, to)
		out = append(out, l)
	}
	return out
}

func holds(overview bool, tables, from, to int) string {
	var what []string
	if overview {
		what = append(what, "this page")
	}
	if overview || tables > 0 {
		what = append(what, "tables")
	}
	switch {
	case from != 0 && from == to:
		what = append(what, fmt.Sprintf("document %d", from))
	case from != 0:
		what = append(what, fmt.Sprintf("documents %d to %d", from, to))
	}
	return strings.Join(what, ", ")
}
