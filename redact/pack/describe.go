package pack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
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
	Dialect   dialect `json:"dialect"`
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
	Fields []field `json:"fields"`
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
	Draft         bool       `json:"draft"`
	Resources     []resource `json:"resources"`
}

func describe(t *table) resource {
	name := strings.TrimSuffix(strings.ReplaceAll(t.path, "/", "-"), ".csv")
	return resource{
		Name: name, Path: t.path, Title: t.title, Profile: "tabular-data-resource", Format: "csv",
		MediaType: "text/csv", Encoding: "utf-8", Schema: schema{t.fields},
		Dialect: dialect{Delimiter: ",", LineTerminator: "\r\n", QuoteChar: `"`, DoubleQuote: true, Header: true},
	}
}

// describe writes datapackage.json.
func (b *builder) describe() error {
	req := b.plan.in.Request
	pkg := dataPackage{
		Profile:       packProfile,
		Name:          namePrefix + b.plan.labels.slug(req.ID, "pack"),
		Title:         "Personal data held by " + b.plan.council(),
		FormatVersion: FormatVersion,
		Request:       req.ID,
		Draft:         b.plan.in.Draft,
		Resources:     b.resources,
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
	return b.out.write("datapackage.json", out.Bytes())
}
