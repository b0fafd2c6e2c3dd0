package data

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
)

// JSON returns the format of JSON and of lines of JSON; html reads values that
// are HTML.
func JSON(html documents.Format) documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		source, err := text(in, out)
		if err != nil {
			return err
		}
		r := &jsonReader{writer: &writer{ctx: ctx, out: out, html: html}, dec: json.NewDecoder(strings.NewReader(source)), inLines: inLines(source), chats: chatsIn(ctx, source)}
		r.dec.UseNumber()
		if err := r.documents(); err != nil && ctx.Err() == nil && !out.Full() {
			r.end()
			r.rest("JSON file", source[min(int(r.dec.InputOffset()), len(source)):])
		}
		r.end()
		return ctx.Err()
	})
}

// A jsonReader goes through the tokens of a file.
type jsonReader struct {
	*writer
	dec     *json.Decoder
	inLines bool
	chats   []string // see chatsIn
	lines   *table   // of objects that follow one another in the file
}

// documents reads the values of the file one after another: one, or many in
// lines of JSON, which make a table.
func (r *jsonReader) documents() error {
	for {
		token, err := r.dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if token == json.Delim('{') && r.inLines {
			if r.lines == nil {
				r.lines = r.table("")
			}
			values, err := r.object(nil, "", 0)
			r.lines.row(values)
			if err != nil {
				return err
			}
			continue
		}
		if err := r.value(token, "", 0); err != nil {
			return err
		}
	}
}

// inLines reports whether a file holds an object on each line.
func inLines(source string) bool {
	first, rest, _ := strings.Cut(strings.TrimSpace(source), "\n")
	return strings.HasPrefix(strings.TrimSpace(rest), "{") && json.Valid([]byte(first))
}

func (r *jsonReader) end() {
	if r.lines != nil {
		r.lines.end()
		r.lines = nil
	}
}

// value writes a value whose first token was read.
func (r *jsonReader) value(token json.Token, name string, depth int) error {
	if r.ctx.Err() != nil || r.out.Full() {
		return io.ErrUnexpectedEOF
	}
	if depth > maxDepth {
		return errDeep
	}
	switch token {
	case json.Delim('{'):
		return r.fields(name, depth)
	case json.Delim('['):
		return r.list(name, depth)
	}
	if s := r.scalar(name, token); s != "" {
		r.line(value{name, s})
	}
	return nil
}

// fields writes an object as lines.
func (r *jsonReader) fields(name string, depth int) error {
	return r.eachField(func(key string, token json.Token) error {
		return r.value(token, joined(name, key), depth+1)
	})
}

// eachField calls fn with each field of an object and its first token.
func (r *jsonReader) eachField(fn func(key string, token json.Token) error) error {
	for r.dec.More() {
		key, err := r.dec.Token()
		if err != nil {
			return err
		}
		token, err := r.dec.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		if err := fn(name, token); err != nil {
			return err
		}
	}
	_, err := r.dec.Token() // the closing brace
	return err
}

// holdsChat reports whether there are lists of messages inside the list name,
// which is none itself.
func (r *jsonReader) holdsChat(name string) bool {
	return !slices.Contains(r.chats, name) && slices.ContainsFunc(r.chats, func(chat string) bool {
		return name == "" && strings.Contains(chat, ".") || name != "" && strings.HasPrefix(chat, name+".")
	})
}

// list writes a list: objects as the rows of a table, unless each holds a chat.
func (r *jsonReader) list(name string, depth int) error {
	var rows *table
	defer func() {
		if rows != nil {
			rows.end()
		}
	}()
	whole := !r.holdsChat(name)
	for r.dec.More() {
		token, err := r.dec.Token()
		if err != nil {
			return err
		}
		if token == json.Delim('{') && whole {
			if rows == nil {
				rows = r.table(name)
			}
			values, err := r.object(nil, "", depth+1)
			rows.row(values)
			if err != nil {
				return err
			}
			if r.ctx.Err() != nil || r.out.Full() {
				return io.ErrUnexpectedEOF
			}
			continue
		}
		if rows != nil {
			rows.end()
			rows = nil
		}
		if err := r.value(token, name, depth+1); err != nil {
			return err
		}
	}
	_, err := r.dec.Token() // the closing bracket
	return err
}

// object adds the values of an object, whose opening brace was read, and of
// everything inside it. What was read before an error is returned with it.
func (r *jsonReader) object(values []value, name string, depth int) ([]value, error) {
	err := r.eachField(func(key string, token json.Token) error {
		var err error
		values, err = r.leaves(values, joined(name, key), token, depth+1)
		return err
	})
	return values, err
}

func (r *jsonReader) leaves(values []value, name string, token json.Token, depth int) ([]value, error) {
	if depth > maxDepth {
		return values, errDeep
	}
	switch token {
	case json.Delim('{'):
		return r.object(values, name, depth)
	case json.Delim('['):
		for r.dec.More() {
			next, err := r.dec.Token()
			if err != nil {
				return values, err
			}
			if values, err = r.leaves(values, name, next, depth+1); err != nil {
				return values, err
			}
		}
		_, err := r.dec.Token()
		return values, err
	}
	if s := r.scalar(name, token); s != "" {
		values = append(values, value{name, s})
	}
	return values, nil
}

func (r *jsonReader) scalar(name string, token json.Token) string {
	switch v := token.(type) {
	case string:
		return r.plain(name, v)
	case json.Number:
		return v.String()
	case bool:
		if v {
			return "true"
		}
		return "false"
	}
	return ""
}

// joined is the name of a field inside another.
func joined(outer, name string) string {
	if outer == "" || name == "" {
		return outer + name
	}
	return outer + "." + name
}
