package data

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"sarsen/crawlers/documents"
)

// XML returns the format of XML files of any kind; html reads values that are
// HTML.
func XML(html documents.Format) documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		source, err := text(in, out)
		if err != nil {
			return err
		}
		w := &writer{ctx: ctx, out: out, html: html}
		r := &xmlReader{writer: w, dec: decoder(source), shape: shapeOf(ctx, source)}
		if err := r.document(); err != nil && ctx.Err() == nil && !out.Full() {
			r.rest("XML file", source[min(int(r.dec.InputOffset()), len(source)):])
		}
		return ctx.Err()
	})
}

func decoder(source string) *xml.Decoder {
	d := xml.NewDecoder(strings.NewReader(source))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // decoded already
	return d
}

// An xmlShape says of the elements of a file, by their place, what they are.
type xmlShape struct {
	rows  map[string]bool // several stand side by side and hold others
	mixed map[string]bool // text stands between the elements inside, as in prose
}

// maxPlaces is how many kinds of place a file may have, and maxPlace how many
// bytes the name of one: a file of more is prose or made to exhaust.
const (
	maxPlaces = 20_000
	maxPlace  = 4096
)

// shapeOf goes through the file once to learn its shape.
func shapeOf(ctx context.Context, source string) xmlShape {
	s := xmlShape{rows: map[string]bool{}, mixed: map[string]bool{}}
	prose := map[string]bool{} // mixed, or holding what is
	type open struct {
		place          string
		children, text bool
		seen           map[string]int
	}
	stack := []*open{{seen: map[string]int{}}}
	many, holds := map[string]bool{}, map[string]bool{}
	d := decoder(source)
	for n := 0; n%4096 != 0 || ctx.Err() == nil; n++ {
		token, err := d.RawToken()
		if err != nil {
			break
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			place := top.place + "/" + t.Name.Local
			top.children = true
			holds[top.place] = true
			if top.seen[t.Name.Local]++; top.seen[t.Name.Local] > 1 {
				many[place] = true
			}
			if len(t.Attr) > 1 {
				holds[place] = true
			}
			if len(stack) > maxDepth || len(holds) > maxPlaces || len(place) > maxPlace {
				return s
			}
			stack = append(stack, &open{place: place, seen: map[string]int{}})
		case xml.EndElement:
			if len(stack) > 1 {
				if top.children && top.text {
					s.mixed[top.place] = true
					for _, o := range stack {
						prose[o.place] = true
					}
				}
				stack = stack[:len(stack)-1]
			}
		case xml.CharData:
			top.text = top.text || strings.TrimSpace(string(t)) != ""
		}
	}
	for place := range many {
		s.rows[place] = holds[place] && !prose[place]
	}
	return s
}

// An xmlReader writes the elements of a file.
type xmlReader struct {
	*writer
	dec   *xml.Decoder
	shape xmlShape
}

func (r *xmlReader) document() error {
	return r.inside("", "", 0)
}

// next returns the next token, and io.EOF at the end of the file.
func (r *xmlReader) next() (xml.Token, error) {
	if r.ctx.Err() != nil || r.out.Full() {
		return nil, io.ErrUnexpectedEOF
	}
	return r.dec.RawToken()
}

// inside writes what an element holds, up to its end; what stands outside all
// elements has no place.
func (r *xmlReader) inside(place, name string, depth int) error {
	if depth > maxDepth {
		return errDeep
	}
	var rows *table
	var rowsOf string
	done := func() {
		if rows != nil {
			rows.end()
			rows = nil
		}
	}
	defer done()
	var own strings.Builder
	flush := func() {
		if s := r.plain(name, own.String()); s != "" {
			done()
			r.line(value{name, s})
		}
		own.Reset()
	}
	for {
		token, err := r.next()
		if err != nil {
			flush()
			if errors.Is(err, io.EOF) && place == "" {
				return nil
			}
			return err
		}
		switch t := token.(type) {
		case xml.CharData:
			own.Write(t)
		case xml.Comment:
			if s := strings.TrimSpace(string(t)); s != "" {
				flush()
				done()
				r.note(s)
			}
		case xml.EndElement:
			flush()
			if place != "" {
				return nil
			}
		case xml.StartElement:
			inner := place + "/" + t.Name.Local
			switch {
			case r.shape.mixed[place] && place != "":
				if err := r.inline(&own, t); err != nil {
					flush()
					return err
				}
			case r.shape.rows[inner]:
				flush()
				if rows == nil || rowsOf != inner {
					done()
					rows, rowsOf = r.table(t.Name.Local), inner
				}
				values, err := r.leaves(attributes(nil, "", t), "", depth+1)
				rows.row(values)
				if err != nil {
					return err
				}
			default:
				flush()
				done()
				for _, v := range attributes(nil, t.Name.Local, t) {
					r.line(v)
				}
				if err := r.inside(inner, t.Name.Local, depth+1); err != nil {
					return err
				}
			}
		}
	}
}

// note writes a comment, which nothing shows.
func (r *xmlReader) note(s string) {
	r.out.Break()
	r.out.Open(documents.Note, "comment", true)
	r.out.Text(s)
	r.out.Close()
	r.out.Break()
}

// inline adds the text of an element that stands in prose.
func (r *xmlReader) inline(own *strings.Builder, start xml.StartElement) error {
	for _, v := range attributes(nil, "", start) {
		if strings.Contains(v.text, " ") || strings.Contains(v.text, "@") {
			own.WriteString(" (" + v.text + ") ")
		}
	}
	for open := 1; open > 0; {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.CharData:
			own.Write(t)
		case xml.StartElement:
			if open++; open > maxDepth {
				return errDeep
			}
		case xml.EndElement:
			open--
		}
	}
	return nil
}

// leaves returns the values inside an element that is a row, or part of one.
// What was read before an error is returned with it.
func (r *xmlReader) leaves(values []value, name string, depth int) ([]value, error) {
	if depth > maxDepth {
		return values, errDeep
	}
	var own strings.Builder
	flush := func() {
		if s := r.plain(name, own.String()); s != "" {
			values = append(values, value{name, s})
		}
		own.Reset()
	}
	for {
		token, err := r.next()
		if err != nil {
			flush()
			return values, err
		}
		switch t := token.(type) {
		case xml.CharData:
			own.Write(t)
		case xml.Comment:
			own.WriteString(" " + string(t) + " ")
		case xml.EndElement:
			flush()
			return values, nil
		case xml.StartElement:
			flush()
			inner := joined(name, t.Name.Local)
			if values, err = r.leaves(attributes(values, inner, t), inner, depth+1); err != nil {
				return values, err
			}
		}
	}
}

// attributes adds those that say something: not the names of vocabularies.
func attributes(values []value, name string, t xml.StartElement) []value {
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || a.Name.Space == "xsi" || strings.TrimSpace(a.Value) == "" {
			continue
		}
		values = append(values, value{joined(name, a.Name.Local), strings.TrimSpace(a.Value)})
	}
	return values
}
