// Package query is the search language: a tree, a parser and a printer. It
// knows nothing of the engine behind it. SYNTAX.md is the page for officers.
//
// It promises that Parse(n.String()) is n again for every tree that Parse can
// return, and that an error says where the query goes wrong and what to write
// instead. It does not judge what a query costs: that is for the engine.
package query

import (
	"strconv"
	"strings"
	"time"
)

// A Node is a part of a query. String prints it so that Parse reads the same
// tree again.
type Node interface{ String() string }

// Word finds a word, whatever its case, accents, apostrophes and hyphens.
type Word struct{ Text string }

// Phrase finds its words side by side and in order.
type Phrase struct{ Text string }

// Fuzzy finds words within so many typing errors (1 or 2) of Text.
type Fuzzy struct {
	Text  string
	Edits int
}

// Sounds finds words that sound like Text.
type Sounds struct{ Text string }

// Wildcard finds words that fit Pattern, where * stands for any letters or
// none. The pattern * alone finds everything, or in a field what has
// the field.
type Wildcard struct{ Pattern string }

// And finds what all of its nodes find.
type And struct{ Nodes []Node }

// Near finds what both of its nodes find in one field, where they are words that
// stand within so many words of each other. Parse does not return it, and it
// prints as an And.
type Near struct {
	First, Second Node
	Words         int
}

// Or finds what any of its nodes finds.
type Or struct{ Nodes []Node }

// Not finds everything that its node does not find.
type Not struct{ Node Node }

// Field looks for its node in one field only; Name is one of [Fields]. The
// node holds neither Field nor Date.
type Field struct {
	Name string
	Node Node
}

// Date finds items dated on or after Day, or before it.
type Date struct {
	Before bool
	Day    time.Time // midnight UTC
}

// Fields lists the names that may stand before a colon, besides sounds, after
// and before.
func Fields() []string {
	return []string{"from", "to", "subject", "title", "name", "path", "source", "type", "ref"}
}

// All joins nodes by And; one node comes back as it is.
func All(nodes ...Node) Node {
	if len(nodes) == 1 {
		return nodes[0]
	}
	return And{nodes}
}

// Any joins nodes by Or; one node comes back as it is.
func Any(nodes ...Node) Node {
	if len(nodes) == 1 {
		return nodes[0]
	}
	return Or{nodes}
}

func (w Word) String() string {
	text := escape(w.Text)
	if operator(w.Text) || strings.HasPrefix(w.Text, "-") {
		text = `\` + text
	}
	return text
}

func (p Phrase) String() string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(p.Text) + `"`
}

func (f Fuzzy) String() string {
	text := Word{f.Text}.String() + "~"
	if f.Edits > 1 {
		text += strconv.Itoa(f.Edits)
	}
	return text
}

func (s Sounds) String() string { return "sounds:" + value(Word(s)) }

func (w Wildcard) String() string {
	parts := strings.Split(w.Pattern, "*")
	for i, p := range parts {
		parts[i] = escape(p)
	}
	if strings.HasPrefix(w.Pattern, "-") {
		parts[0] = `\` + parts[0]
	}
	return strings.Join(parts, "*")
}

func (a And) String() string { return join(a.Nodes, " ") }

func (n Near) String() string { return And{[]Node{n.First, n.Second}}.String() }

func (o Or) String() string { return join(o.Nodes, " OR ") }

func (n Not) String() string { return "NOT " + atom(n.Node) }

func (f Field) String() string {
	if s, ok := f.Node.(Sounds); ok {
		return f.Name + ":(" + s.String() + ")"
	}
	if n, ok := f.Node.(Not); ok {
		return f.Name + ":(" + n.String() + ")"
	}
	return f.Name + ":" + value(f.Node)
}

func (d Date) String() string {
	if d.Before {
		return "before:" + d.Day.Format(time.DateOnly)
	}
	return "after:" + d.Day.Format(time.DateOnly)
}

// join prints nodes with parentheses around those that hold others.
func join(nodes []Node, by string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = atom(n)
	}
	return strings.Join(parts, by)
}

// atom prints a node so that it stands as one whole.
func atom(n Node) string {
	switch n.(type) {
	case And, Or:
		return "(" + n.String() + ")"
	default:
		return n.String()
	}
}

// value prints a node that stands after a colon; with two slashes there it
// would be a web address.
func value(n Node) string {
	text := atom(n)
	if strings.HasPrefix(text, "//") {
		return `\` + text
	}
	return text
}

// special holds the characters that mean something inside a word.
const special = `\"()~*:`

func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune(special, r) || blank(r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func operator(word string) bool { return word == "AND" || word == "OR" || word == "NOT" }
