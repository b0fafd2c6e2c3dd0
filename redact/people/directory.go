package people

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/redact/recognise"
)

// An Entry is one thing that the council's sources say of somebody, elsewhere
// than in the items of the request: the display name before an address, a row
// of a list of staff, a signature. Several entries may be about one person, and
// one name may be that of several.
type Entry struct {
	Name  string // forename first, without title: "Sunita Patel"; never empty
	Email string // lower case; "" where none stands with the name
	Post  string // as it is written: "Housing Officer"; "" where none does
	// Listed is set where a list gives posts or teams of several people, as
	// lists of staff do. Whose staff the list does not say: see Email.
	Listed bool
	Items  int // how many items say so
}

// A Directory is what is known of people from all of the council's sources, not
// only from the items of a request. It is not changed once it is made, and safe
// for concurrent use. The nil Directory knows nobody.
type Directory struct {
	entries   []Entry
	byAddress map[string][]int32
	byKey     map[string][]int32 // see name.key
	// names are the whole names by their first word, each as the words that
	// follow it; forenames and surnames are what they are made of.
	names               map[string][][]string
	forenames, surnames map[string]bool
}

var _ recognise.Directory = (*Directory)(nil)

// NewDirectory makes a directory of entries. Those without a forename, or an
// initial, and a surname are only found by their address.
func NewDirectory(entries []Entry) *Directory {
	d := &Directory{
		entries: entries, byAddress: map[string][]int32{}, byKey: map[string][]int32{},
		names: map[string][][]string{}, forenames: map[string]bool{}, surnames: map[string]bool{},
	}
	for i, e := range entries {
		at := int32(i)
		if e.Email != "" {
			key := strings.ToLower(e.Email)
			d.byAddress[key] = append(d.byAddress[key], at)
		}
		n := parse(e.Name)
		if len(n.given) == 0 || n.last == "" {
			continue
		}
		d.byKey[n.key()] = append(d.byKey[n.key()], at)
		if n.full() {
			d.learn(n)
		}
	}
	return d
}

// learn makes the words of a full name known.
func (d *Directory) learn(n name) {
	last := strings.Fields(n.last)
	d.add(slices.Concat(n.given, last))
	d.add(slices.Concat(last, n.given))
	for _, w := range n.given {
		if utf8.RuneCountInString(w) > 1 {
			d.forenames[w] = true
		}
	}
	d.surnames[last[len(last)-1]] = true
}

// add makes a sequence of words a name.
func (d *Directory) add(words []string) {
	rest := words[1:]
	if !slices.ContainsFunc(d.names[words[0]], func(had []string) bool { return slices.Equal(had, rest) }) {
		d.names[words[0]] = append(d.names[words[0]], rest)
	}
}

// Name implements recognise.Directory.
func (d *Directory) Name(words []string) int {
	if d == nil || len(words) == 0 {
		return 0
	}
	longest := 0
	for _, rest := range d.names[words[0]] {
		if n := len(rest); n < len(words) && n+1 > longest && slices.Equal(rest, words[1:n+1]) {
			longest = n + 1
		}
	}
	return longest
}

// Part implements recognise.Directory.
func (d *Directory) Part(word string) (forename, surname bool) {
	if d == nil {
		return false, false
	}
	return d.forenames[word], d.surnames[word]
}

// Address returns what is known of whose an e-mail address is.
func (d *Directory) Address(address string) []Entry {
	if d == nil {
		return nil
	}
	return d.at(d.byAddress[strings.ToLower(address)])
}

// Named returns what is known of people of that name, however it is written;
// initials are those of nobody.
func (d *Directory) Named(written string) []Entry {
	if d == nil {
		return nil
	}
	n := parse(written)
	if !n.full() {
		return nil
	}
	return d.at(d.byKey[n.key()])
}

func (d *Directory) at(list []int32) []Entry {
	if len(list) == 0 {
		return nil
	}
	out := make([]Entry, len(list))
	for i, at := range list {
		out[i] = d.entries[at]
	}
	return out
}

// Mailbox reports whether an e-mail address is that of nobody in particular:
// its local part is that of a team or a service, or cannot be read as a name.
func Mailbox(address string) bool {
	_, personal := local(address)
	return !personal
}
