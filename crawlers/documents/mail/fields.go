package mail

import (
	"strings"
	"time"

	"sarsen/crawlers/documents"
)

// A Field is one line of a message's header, unfolded; its value may hold
// encoded words.
type Field struct{ Name, Value string }

// ParseHeader returns the lines of a header, up to the first empty line or the
// first that is no header line.
func ParseHeader(data []byte) []Field {
	h, _ := splitHeader(data)
	fields := make([]Field, len(h))
	for i, f := range h {
		fields[i] = Field{f.name, f.value}
	}
	return fields
}

// WriteHeader writes header lines the way [Message] does, and sets what they
// say of the message: for formats that keep messages in another form.
func WriteHeader(out *documents.Builder, fields []Field) {
	h := make(header, len(fields))
	for i, f := range fields {
		h[i] = field{f.Name, f.Value}
	}
	(&message{out: out}).header(h)
}

// Addresses parts an address line into "Name <address>" each, or the bare
// address or name.
func Addresses(value string) []string { return addresses(value) }

// Address returns name and address, either of which may be empty, as they are
// written in an address line.
func Address(name, address string) string {
	name, address = documents.OneLine(name), documents.OneLine(address)
	quoted := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
	switch {
	case name == "" || strings.EqualFold(name, address):
		return address
	case address == "":
		return quoted
	}
	return quoted + " <" + address + ">"
}

// Date reads the value of a Date line; zero when it cannot be read.
func Date(value string) time.Time { return date(value) }

// Text decodes the value of a line: its encoded words, put on one line.
func Text(value string) string { return documents.OneLine(decodeHeader(value)) }

// Words is a set of words, letters of either case being the same: what decides
// whether a second form of a body is written.
type Words map[string]bool

// Add adds the words of a text.
func (w Words) Add(text string) { addWords(w, text) }

// Lack reports whether text has a word that is not in the set.
func (w Words) Lack(text string) bool { return hasOther(w, text) }

// HasOther reports whether text has a word that known lacks.
func HasOther(known, text string) bool {
	w := Words{}
	w.Add(known)
	return w.Lack(text)
}
