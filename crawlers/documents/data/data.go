// Package data reads data that programs write for one another: JSON, lines of
// JSON, and XML.
//
// Objects that stand in a list, such as the messages of an exported chat or
// the records of a database, become the rows of a table, so that those about
// one person can be told from the others: the names of the first one's fields
// are the header row, and a field that it has not is named where it stands.
// Everything else is read as lines "name: value".
//
// It promises every value, and every name of a field at least once. Values that
// are HTML are read as pages, and long values in base64 are parts. Where the
// file is damaged, the rest is shown as it stands. It resolves no entity and
// follows no reference.
package data

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
)

// most is how much of a file is read, as for plain text.
const most = 64 << 20

// maxDepth is how deep objects may stand inside one another.
const maxDepth = 500

var errDeep = errors.New("nested too deep")

// A value is one field with what it holds: a leaf of the tree.
type value struct{ name, text string }

// A writer writes values as lines and as rows.
type writer struct {
	ctx  context.Context
	out  *documents.Builder
	html documents.Format
}

// text reads the input, decoded.
func text(in documents.Input, out *documents.Builder) (string, error) {
	raw, err := io.ReadAll(io.LimitReader(in.Reader(), most))
	if err != nil {
		return "", err
	}
	if in.Size > most {
		out.Problem("only the beginning of a very long file was read")
	}
	return strings.TrimPrefix(documents.Decode(raw, ""), "\uFEFF"), nil
}

// rest writes what could not be understood.
func (w *writer) rest(kind, text string) {
	if strings.TrimSpace(text) == "" {
		w.out.Problem(kind + ": it ends before it is complete")
		return
	}
	w.out.Problem(kind + ": damaged; what follows the damage is shown as it stands")
	w.out.Break()
	w.out.Text(text)
	w.out.Break()
}

// longName is from which length on a value stands without its field's name,
// since it is prose.
const longValue = 200

// line writes a value on a line of its own.
func (w *writer) line(v value) {
	w.out.Break()
	if v.name != "" && (len(v.text) < longValue || !strings.Contains(v.text, " ")) {
		w.out.Text(v.name + ": ")
	}
	w.out.Text(v.text)
	w.out.Break()
}

// A table writes objects as rows.
type table struct {
	*writer
	number int
	heads  map[string]bool
}

// table begins a table; end ends it.
func (w *writer) table(label string) *table {
	w.out.Break()
	w.out.Open(documents.Table, label, false)
	return &table{writer: w}
}

func (t *table) end() {
	t.out.Close()
	t.out.Break()
}

// row writes one object.
func (t *table) row(values []value) {
	if len(values) == 0 {
		return
	}
	if t.heads == nil {
		t.head(values)
	}
	t.number++
	t.out.Open(documents.Row, strconv.Itoa(t.number), false)
	for i, v := range values {
		if i > 0 {
			t.out.Text("\t")
		}
		if !t.heads[v.name] {
			t.out.Text(v.name + ": ")
		}
		t.out.Open(documents.Cell, v.name, false)
		t.out.Text(v.text)
		t.out.Close()
	}
	t.out.Close()
	t.out.Break()
}

func (t *table) head(values []value) {
	t.heads = map[string]bool{}
	t.number++
	t.out.Open(documents.HeadRow, strconv.Itoa(t.number), false)
	for _, v := range values {
		if t.heads[v.name] {
			continue
		}
		if len(t.heads) > 0 {
			t.out.Text("\t")
		}
		t.heads[v.name] = true
		t.out.Open(documents.Cell, v.name, false)
		t.out.Text(v.name)
		t.out.Close()
	}
	t.out.Close()
	t.out.Break()
}

var (
	markup = regexp.MustCompile(`(?i)</?(p|div|br|span|a|b|i|ul|li|table|td|body|html|at|attachment|img)\b[^<>]*>`)
	coded  = regexp.MustCompile(`^[A-Za-z0-9+/\s]{1000,}={0,2}\s*$`)
)

// plain returns what of a value is text: a file in base64 becomes a part, and a
// piece of HTML what it says.
func (w *writer) plain(name, s string) string {
	if len(s) >= 1000 && !strings.Contains(s[:100], " ") && coded.MatchString(s) {
		file, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
		if err == nil {
			w.out.Part(name, "", func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(string(file))), nil })
			return ""
		}
	}
	if !strings.Contains(s, "<") || !markup.MatchString(s) {
		return strings.TrimSpace(s)
	}
	inner := documents.NewBuilder(0, nil)
	in := documents.Input{MediaType: "text/html; charset=utf-8", Content: strings.NewReader(s), Size: int64(len(s))}
	if err := w.html.Read(w.ctx, in, inner); err != nil {
		return strings.TrimSpace(s)
	}
	return strings.TrimSpace(inner.Result().Item.Text)
}
