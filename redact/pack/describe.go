package pack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"sarsen/redact"
)

// resource and dataPackage are the parts of a Frictionless Data Package that
// packs use.
type resource struct {
	Name      string  `json:"name"`
	Path      string  `json:"path"`
	Title     string  `json:"title"`
	Profile   string  `json:"profile"`
	Format    string  `json:"format"`
	MediaType string  `json:"mediatype"`
	Encoding  string  `json:"encoding"`
	Bytes     int64   `json:"bytes,omitzero"`
	Hash      string  `json:"hash,omitzero"`
	Dialect   dialect `json:"dialect,omitzero"`
	Schema    schema  `json:"schema"`
}

type dialect struct {
	Delimiter      string `json:"delimiter"`
	LineTerminator string `json:"lineTerminator"`
	QuoteChar      string `json:"quoteChar"`
	DoubleQuote    bool   `json:"doubleQuote"`
	Header         bool   `json:"header"`
}

type schema struct {
	Fields        []column     `json:"fields"`
	MissingValues []string     `json:"missingValues"`
	PrimaryKey    []string     `json:"primaryKey,omitempty"`
	ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
}

// column is a field with what its cells must be.
type column struct {
	field
	TrueValues  []string `json:"trueValues,omitempty"`
	FalseValues []string `json:"falseValues,omitempty"`
	Constraints *rule    `json:"constraints,omitempty"`
}

// rule limits the cells of a column.
type rule struct {
	Required bool     `json:"required,omitempty"`
	Unique   bool     `json:"unique,omitempty"`
	Minimum  int      `json:"minimum,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

// foreignKey says that the numbers of a column are those of another table; the
// resource is "" for the table itself.
type foreignKey struct {
	Fields    string    `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string `json:"resource"`
	Fields   string `json:"fields"`
}

// packProfile and namePrefix tell a pack's description from others.
const (
	packProfile = "tabular-data-package"
	namePrefix  = "request-"
)

type dataPackage struct {
	Profile       string     `json:"profile"`
	Name          string     `json:"name"`
	Title         string     `json:"title"`
	Created       string     `json:"created,omitempty"`
	FormatVersion int        `json:"format_version"`
	Request       string     `json:"request"`
	Right         string     `json:"right,omitempty"` // portability; a pack of another kind does not say
	Draft         bool       `json:"draft"`
	Resources     []resource `json:"resources"`
}

func describe(t *table, size int64, sum string) resource {
	return resource{
		Name: resourceName(t.path), Path: t.path, Title: t.title, Profile: "tabular-data-resource", Format: "csv",
		MediaType: "text/csv", Encoding: "utf-8", Bytes: size, Hash: "sha256:" + sum, Schema: t.schema(),
		Dialect: dialect{Delimiter: ",", LineTerminator: "\r\n", QuoteChar: `"`, DoubleQuote: true, Header: true},
	}
}

// resourceName names the resource of a table.
func resourceName(path string) string {
	return strings.TrimSuffix(strings.ReplaceAll(path, "/", "-"), ".csv")
}

// schema describes the columns of a table. Numbers are never negative or zero.
func (t *table) schema() schema {
	s := schema{MissingValues: []string{""}, PrimaryKey: t.key}
	for _, f := range t.fields {
		c, r := column{field: f}, t.rules[f.Name]
		r.Required = r.Required || slices.Contains(t.key, f.Name)
		switch f.Type {
		case "integer":
			r.Minimum = 1
		case "boolean":
			c.TrueValues, c.FalseValues = []string{yes}, []string{no}
		}
		if r.Required || r.Unique || r.Minimum != 0 || len(r.Enum) > 0 {
			c.Constraints = &r
		}
		s.Fields = append(s.Fields, c)
		if to, ok := t.refs[f.Name]; ok {
			s.ForeignKeys = append(s.ForeignKeys, foreignKey{f.Name, reference{to, "number"}})
		}
	}
	return s
}

// Words for true and false.
const (
	yes = "yes"
	no  = "no"
)

// describe writes datapackage.json.
func (b *builder) describe() error {
	req := b.plan.in.Request
	title := "Personal data held by " + b.plan.council()
	if b.plan.in.Draft {
		title = draftWord + ": " + title
	}
	pkg := dataPackage{
		Profile:       packProfile,
		Name:          namePrefix + b.plan.labels.slug(req.ID, "pack"),
		Title:         title,
		FormatVersion: FormatVersion,
		Request:       req.ID,
		Draft:         b.plan.in.Draft,
		Resources:     b.resources,
	}
	if req.Right == redact.Portability {
		pkg.Right = req.Right
	}
	if !req.Made.IsZero() {
		pkg.Created = req.Made.UTC().Format(time.RFC3339)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(pkg); err != nil {
		return fmt.Errorf("describe tables: %w", err)
	}
	return b.out.write(descriptionName, out.Bytes())
}
