package synth

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strconv"
	"strings"

	"sarsen/redact/tagger"
)

// A writer writes one text.
type writer struct {
	g     *grammar
	r     *rand.Rand
	out   strings.Builder
	spans []tagger.Span
	cast  map[byte]*person
	kept  map[string]string // what a slot with ! was filled with first
	quiet int               // inside of a phrase that has a label
	depth int
}

func newWriter(g *grammar, r *rand.Rand) *writer {
	return &writer{g: g, r: r, cast: map[byte]*person{}, kept: map[string]string{}}
}

// maxDepth bounds phrases that name themselves.
const maxDepth = 24

// expand writes text, filling its slots {…} and choosing among [a|b|c].
func (w *writer) expand(text string) error {
	if w.depth++; w.depth > maxDepth {
		return fmt.Errorf("expand %q: phrases name themselves: %w", text, fs.ErrInvalid)
	}
	defer func() { w.depth-- }()
	for text != "" {
		i := strings.IndexAny(text, "{[\\")
		if i < 0 {
			break
		}
		w.out.WriteString(text[:i])
		text = text[i:]
		var err error
		switch text[0] {
		case '\\': // a bracket that is one
			w.out.WriteString(text[1:min(2, len(text))])
			text = text[min(2, len(text)):]
		case '{':
			end := strings.IndexByte(text, '}')
			if end < 0 {
				return fmt.Errorf("expand %q: slot is not closed: %w", text, fs.ErrInvalid)
			}
			err = w.slot(text[1:end])
			text = text[end+1:]
		case '[':
			end := closing(text)
			if end < 0 {
				return fmt.Errorf("expand %q: choice is not closed: %w", text, fs.ErrInvalid)
			}
			err = w.expand(pick(w.r, choices(text[1:end])))
			text = text[end+1:]
		}
		if err != nil {
			return err
		}
	}
	w.out.WriteString(text)
	return nil
}

// closing returns where the bracket that opens s is closed, -1 if it is not.
func closing(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// choices splits at the bars that are in no inner choice.
func choices(s string) []string {
	var out []string
	depth, from := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			depth--
		case '|':
			if depth == 0 {
				out = append(out, s[from:i])
				from = i + 1
			}
		}
	}
	return append(out, s[from:])
}

// slot fills {name}, {name!} (the same each time in one text) or a person's
// {1}, {1.form}.
func (w *writer) slot(name string) error {
	if name != "" && name[0] >= '1' && name[0] <= '9' && (len(name) == 1 || name[1] == '.') {
		return w.person(name[0], strings.TrimPrefix(name[1:], "."))
	}
	key, again := strings.CutSuffix(name, "!")
	from := w.out.Len()
	if text, ok := w.kept[name]; ok && again {
		w.out.WriteString(text)
		w.mark(from, w.g.phrases[key].label)
		return nil
	}
	if err := w.fill(key); err != nil {
		return err
	}
	if again {
		w.kept[name] = w.out.String()[from:]
	}
	return nil
}

func (w *writer) fill(name string) error {
	if p, ok := w.g.phrases[name]; ok {
		from := w.out.Len()
		if p.label != tagger.None {
			w.quiet++
		}
		err := w.expand(pick(w.r, p.among))
		if p.label != tagger.None {
			w.quiet--
		}
		w.mark(from, p.label)
		return err
	}
	text, ok := w.made(name)
	if !ok {
		return fmt.Errorf("fill slot %q: no such phrase: %w", name, fs.ErrInvalid)
	}
	w.out.WriteString(text)
	return nil
}

// mark labels what was written since from, without blanks at its end and an
// article before it.
func (w *writer) mark(from int, label tagger.Label) {
	text := strings.TrimRight(w.out.String()[from:], " \n")
	to := from + len(text)
	if strings.HasPrefix(text, "the ") {
		from += len("the ")
	}
	if label != tagger.None && w.quiet == 0 && to > from {
		w.spans = append(w.spans, tagger.Span{Start: from, End: to, Label: label, P: 1})
	}
}

// person writes one of the text's people. 7, 8 and 9 have the surname of 1.
func (w *writer) person(who byte, form string) error {
	p := w.cast[who]
	if p == nil {
		p = w.g.person(w.r)
		w.cast[who] = p
		if who >= '7' {
			if w.cast['1'] == nil {
				w.cast['1'] = w.g.person(w.r)
			}
			p.last, p.surnameFirst = w.cast['1'].last, w.cast['1'].surnameFirst
		}
	}
	switch form {
	case "he", "his", "him", "He", "His":
		w.out.WriteString(pronoun(p.woman, form))
		return nil
	case "email":
		w.out.WriteString(w.mailbox(p))
		return nil
	}
	text, ok := p.form(w.r, form)
	if !ok {
		return fmt.Errorf("fill slot of a person: no form %q: %w", form, fs.ErrInvalid)
	}
	from := w.out.Len()
	w.out.WriteString(text)
	w.mark(from, tagger.Person)
	return nil
}

func pronoun(woman bool, form string) string {
	if !woman {
		return form
	}
	return map[string]string{"he": "she", "his": "her", "him": "her", "He": "She", "His": "Her"}[form]
}

func (w *writer) mailbox(p *person) string {
	letters := func(s string) string {
		return strings.Map(func(c rune) rune {
			if c >= 'a' && c <= 'z' {
				return c
			}
			return -1
		}, strings.ToLower(plain(s)))
	}
	first, last := letters(p.first), letters(p.last)
	box := pick(w.r, []string{first + "." + last, first[:min(1, len(first))] + "." + last, last + first[:min(1, len(first))], first + strconv.Itoa(w.r.IntN(90)+10)})
	return box + "@" + pick(w.r, []string{"thornmere.example", "weldham.example", "northmail.example", "carrowbridge.example", "schools.example", "nhs.example"})
}
