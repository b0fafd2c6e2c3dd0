package query

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Limits on what a person may type.
const (
	maxBytes = 64 << 10
	maxDepth = 50
)

// An Error says what is wrong with a query, where, and what to write instead.
type Error struct {
	Place   int // which character of the query, from 1
	Problem string
	Hint    string
}

func (e *Error) Error() string {
	return fmt.Sprintf("query, character %d: %s; %s", e.Place, e.Problem, e.Hint)
}

func fail(q string, at int, problem, hint string) *Error {
	return &Error{Place: utf8.RuneCountInString(q[:at]) + 1, Problem: problem, Hint: hint}
}

// Parse reads a query. Errors are of type *Error.
func Parse(q string) (Node, error) {
	if len(q) > maxBytes {
		return nil, fail(q, 0, "the query is too long", "search in parts")
	}
	q = strings.ToValidUTF8(q, "\ufffd")
	tokens, err := lex(q)
	if err != nil {
		return nil, err
	}
	p := &parser{q: q, tokens: tokens}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.peek().kind == closeToken {
		return nil, p.fail("this ) closes nothing", "remove it, or open a group with ( before it")
	}
	return n, nil
}

// A parser goes through the tokens by recursive descent.
type parser struct {
	q      string
	tokens []token
	pos    int
	depth  int
	field  string // the field whose value is being read
}

func (p *parser) peek() token { return p.tokens[p.pos] }

func (p *parser) take() token {
	t := p.tokens[p.pos]
	if t.kind != endToken {
		p.pos++
	}
	return t
}

func (p *parser) fail(problem, hint string) *Error { return fail(p.q, p.peek().at, problem, hint) }

// or = and { OR and }
func (p *parser) or() (Node, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxDepth {
		return nil, p.fail("the groups are nested too deeply", "use fewer parentheses")
	}
	first, err := p.and()
	if err != nil {
		return nil, err
	}
	nodes := []Node{first}
	for p.peek().kind == orToken {
		p.take()
		n, err := p.and()
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, n)
	}
	return Any(nodes...), nil
}

// and = not { [AND] not }
func (p *parser) and() (Node, error) {
	first, err := p.not()
	if err != nil {
		return nil, err
	}
	nodes := []Node{first}
	for {
		switch p.peek().kind {
		case andToken:
			p.take()
		case orToken, closeToken, endToken:
			return All(nodes...), nil
		}
		n, err := p.not()
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, n)
	}
}

// not = { NOT | - } atom
func (p *parser) not() (Node, error) {
	negations := 0
	for p.peek().kind == notToken || p.peek().kind == minusToken {
		if negations++; negations > maxDepth {
			return nil, p.fail("there are too many NOTs in a row", "write one")
		}
		p.take()
	}
	n, err := p.atom()
	if err != nil {
		return nil, err
	}
	for range negations {
		n = Not{n}
	}
	return n, nil
}

// atom = word | phrase | field:atom | ( or )
func (p *parser) atom() (Node, error) {
	switch t := p.peek(); t.kind {
	case wordToken:
		p.take()
		return p.word(t)
	case phraseToken:
		return p.phrase()
	case fieldToken:
		return p.fieldValue()
	case openToken:
		return p.group()
	case endToken:
		if len(p.tokens) == 1 {
			return nil, p.fail("the query is empty", "write a word to look for")
		}
		return nil, p.fail("something is missing at the end", "write a word to look for")
	case closeToken:
		return nil, p.fail("there is nothing before this )", "write a word, or remove it")
	default:
		return nil, p.fail("there is no word before or after the operator",
			`write words on both sides, or "AND" in quotation marks to look for the word`)
	}
}

func (p *parser) phrase() (Node, error) {
	if !searchable(p.peek().text) {
		return nil, p.fail("the phrase holds no word", "write words between the quotation marks")
	}
	t := p.take()
	if n := p.peek(); n.kind == wordToken && n.tilde && n.text == "" {
		return nil, p.fail("~ does not work on phrases", "put ~ after each word: smith~ jones~")
	}
	return Phrase{t.text}, nil
}

func (p *parser) group() (Node, error) {
	open := p.take()
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.peek().kind != closeToken {
		return nil, fail(p.q, open.at, "the ( is not closed", "end the group with )")
	}
	p.take()
	return n, nil
}

// word makes the node of a word token.
func (p *parser) word(t token) (Node, error) {
	if t.tilde {
		return p.fuzzy(t)
	}
	if t.star {
		return Wildcard{t.text}, nil
	}
	if !searchable(t.text) {
		return nil, fail(p.q, t.at, "there is no letter or digit to look for", "write a word or a number")
	}
	return Word{t.text}, nil
}

func (p *parser) fuzzy(t token) (Node, error) {
	switch {
	case t.star:
		return nil, fail(p.q, t.at, "a word cannot have both ~ and *", "use one of them")
	case !searchable(t.text):
		return nil, fail(p.q, t.at, "there is no word before ~", "write it at the end of a word: smith~")
	case t.edits == "" || t.edits == "1":
		return Fuzzy{t.text, 1}, nil
	case t.edits == "2":
		return Fuzzy{t.text, 2}, nil
	default:
		return nil, fail(p.q, t.at, "only 1 or 2 may follow ~", "write smith~ or smith~2")
	}
}

// fieldValue = name : atom
func (p *parser) fieldValue() (Node, error) {
	t := p.take()
	if p.field != "" && t.text != "sounds" {
		return nil, fail(p.q, t.at, "a field cannot stand inside another", "write the fields side by side")
	}
	switch t.text {
	case "sounds":
		return p.sounds()
	case "after", "before":
		return p.date(t)
	}
	name, ok := canonical(t.text)
	if !ok {
		return nil, fail(p.q, t.at, "there is no field of this name",
			"the fields are "+strings.Join(Fields(), ": ")+": sounds: after: before:; to look for the words themselves leave the colon out")
	}
	p.field = name
	defer func() { p.field = "" }()
	switch p.peek().kind {
	case wordToken, phraseToken, openToken:
	default:
		return nil, p.fail("the field has no value", "write it right after the colon, as in from:smith")
	}
	n, err := p.atom()
	if err != nil {
		return nil, err
	}
	return Field{name, n}, nil
}

// canonical returns the name a field is known by.
func canonical(name string) (string, bool) {
	switch name {
	case "cc", "bcc":
		return "to", true
	case "file", "filename":
		return "name", true
	case "reference", "id":
		return "ref", true
	}
	for _, f := range Fields() {
		if f == name {
			return f, true
		}
	}
	return "", false
}

func (p *parser) sounds() (Node, error) {
	t := p.peek()
	if t.kind != wordToken || t.tilde || t.star || !searchable(t.text) {
		return nil, p.fail("sounds: needs one plain word", "write it right after the colon, as in sounds:smith")
	}
	p.take()
	return Sounds{t.text}, nil
}

func (p *parser) date(t token) (Node, error) {
	v := p.peek()
	if v.kind == wordToken {
		for _, layout := range []string{time.DateOnly, "2006-01", "2006", "2/1/2006"} {
			if day, err := time.Parse(layout, v.text); err == nil && !v.tilde && !v.star {
				p.take()
				return Date{Before: t.text == "before", Day: day}, nil
			}
		}
	}
	return nil, p.fail(t.text+": needs a date", "write 2026-03-31, 31/3/2026, 2026-03 or 2026")
}

// searchable reports whether text holds anything to look for.
func searchable(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}) >= 0
}
