// Package office2003 reads what Word and Excel 2002 and 2003 save as XML:
// WordprocessingML and SpreadsheetML, often under the names .doc and .xls, and
// packages of later Office versions that were written as one flat XML file.
//
// It promises the same text, tables and hidden parts as the readers of the
// other Office formats. It refuses entities and follows no reference.
package office2003

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ole"
	"sarsen/crawlers/documents/zipxml"
)

// open returns a reader of the whole document.
func open(ctx context.Context, in documents.Input) (*zipxml.Reader, error) {
	data, err := in.Whole()
	if err != nil {
		return nil, err
	}
	return zipxml.NewReader(ctx, strings.NewReader(documents.Decode(data, ""))), nil
}

// finish judges how reading ended: what was read before a fault is kept.
func finish(ctx context.Context, err error, out *documents.Builder) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil || out.Full():
		return nil
	case out.Len() == 0:
		return documents.ErrDamaged
	}
	out.Problem(zipxml.Explain(err))
	return nil
}

// propertyNames are the properties shown to readers, by element.
var propertyNames = map[string]string{
	"Title": "Title", "Subject": "Subject", "Author": "Author", "Keywords": "Keywords", "Description": "Comments",
	"LastAuthor": "Last modified by", "Category": "Category", "Company": "Company", "Manager": "Manager",
	"HyperlinkBase": "Link base", "Template": "Template", "LastPrinted": "Last printed", "Created": "Created", "LastSaved": "Modified",
}

// properties reads what the document says of itself; custom ones have names
// of their own.
func properties(x *zipxml.Reader, custom bool, out *documents.Builder) error {
	return x.Each(func(e zipxml.Element) error {
		value, err := x.Text()
		value = strings.TrimSpace(value)
		if custom {
			out.Property(strings.ReplaceAll(e.Name, "_x0020_", " "), value)
			return err
		}
		out.Property(propertyNames[e.Name], named(e.Name, value))
		switch e.Name {
		case "Title":
			out.Meta(value, "", time.Time{}, time.Time{})
		case "Author":
			out.Meta("", value, time.Time{}, time.Time{})
		case "Created":
			out.Meta("", "", moment(value), time.Time{})
		case "LastSaved":
			out.Meta("", "", time.Time{}, moment(value))
		}
		return err
	})
}

func named(element, value string) string {
	if propertyNames[element] == "" {
		return ""
	}
	return value
}

func moment(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// binary hands over a picture or object that is kept as base64 text.
func binary(x *zipxml.Reader, name string, out *documents.Builder) error {
	text, err := x.Text()
	if strings.TrimSpace(text) == "" {
		return err
	}
	out.Part(name, "", func() (io.ReadCloser, error) {
		return io.NopCloser(base64.NewDecoder(base64.StdEncoding, strings.NewReader(strings.Join(strings.Fields(text), "")))), nil
	})
	return err
}

// picture names the pictures of a document that have no name.
func pictureName(name string, n int) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	if name == "" {
		return fmt.Sprintf("picture %d", n)
	}
	return name
}

// note writes a note on a line of its own.
func note(out *documents.Builder, label string, hidden bool, text string) {
	ole.Note(out, label, hidden, text)
}
