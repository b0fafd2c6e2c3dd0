package ole

import (
	"bytes"
	"context"
	"encoding/binary"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
)

const (
	maxModule  = 4 << 20
	maxModules = 500
)

// Macros writes the source of the macros in a storage and below it, as hidden
// notes: comments in it name people. A project that is only said to be there
// gives nothing.
func Macros(project *cfb.Entry, out *documents.Builder) {
	if project == nil {
		return
	}
	n := 0
	var visit func(e *cfb.Entry)
	visit = func(e *cfb.Entry) {
		for _, c := range e.Children {
			if c.Storage {
				visit(c)
				continue
			}
			if n++; n > maxModules {
				return
			}
			if source := moduleSource(c.Bytes(maxModule)); source != "" {
				Note(out, "macro", true, withoutAttributes(source))
			}
		}
	}
	visit(project)
}

// Project returns the format of a project of macros that is a file of its own.
func Project() documents.Format {
	return documents.FormatFunc(func(_ context.Context, in documents.Input, out *documents.Builder) error {
		file, err := cfb.Open(in.Content, in.Size)
		if err != nil {
			return documents.ErrDamaged
		}
		Macros(file.Root, out)
		return nil
	})
}

// moduleSource finds the packed source in a module: it begins with the word
// Attribute, whose first letters are never packed.
func moduleSource(data []byte) string {
	i := bytes.Index(data, []byte("\x00Attribut"))
	if i < 3 || data[i-3] != 1 {
		return ""
	}
	return Decode(unpackModule(data[i-2:]), Western)
}

// unpackModule undoes the packing of macros, chunk by chunk.
func unpackModule(data []byte) []byte {
	const chunk = 4096
	var out []byte
	for len(data) >= 2 && len(out) < maxModule {
		head := binary.LittleEndian.Uint16(data)
		size := min(int(head&0xFFF)+3, len(data))
		if head>>12&7 != 3 {
			break
		}
		body := data[2:size]
		if head>>15 == 0 {
			out = append(out, body[:min(len(body), chunk)]...)
		} else {
			out = unpackChunk(out, body)
		}
		data = data[size:]
	}
	return out
}

// unpackChunk appends a chunk: flags of eight, then bytes or copies of what
// stands before them in the chunk.
func unpackChunk(out, body []byte) []byte {
	start := len(out)
	for len(body) > 0 {
		flags := body[0]
		body = body[1:]
		for bit := range 8 {
			if len(body) == 0 {
				break
			}
			if flags>>bit&1 == 0 {
				out = append(out, body[0])
				body = body[1:]
				continue
			}
			if len(body) < 2 {
				return out
			}
			token := int(binary.LittleEndian.Uint16(body))
			body = body[2:]
			bits := 4
			for 1<<bits < len(out)-start && bits < 12 {
				bits++
			}
			offset, n := token>>(16-bits)+1, token&(0xFFFF>>bits)+3
			if offset > len(out)-start {
				return out
			}
			for range n {
				out = append(out, out[len(out)-offset])
			}
		}
	}
	return out
}

// withoutAttributes leaves out the lines that only the editor needs.
func withoutAttributes(source string) string {
	var kept []string
	for line := range strings.Lines(strings.ReplaceAll(source, "\r\n", "\n")) {
		if !strings.HasPrefix(line, "Attribute ") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}
