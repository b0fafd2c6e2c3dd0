package index

import (
	"slices"
	"strings"

	"sarsen/index/fold"
	"sarsen/index/query"
)

// maxPhrase is how many words a phrase may have: the places of each are held in
// memory.
const maxPhrase = 200

// phrase finds words side by side, also where two of them are written as one
// or one as two. A single word is a phrase of one.
func (c *compiler) phrase(text string, fields []string) (plan, error) {
	if joined(text) == "" {
		return nil, refuse("there is no letter or digit to look for")
	}
	if keywords(fields) {
		return c.words([]string{fold.String(text)}, fields[0], 0)
	}
	var list []plan
	for _, f := range fields {
		words := split(text, f)
		if len(words) > maxPhrase {
			return nil, refuse("a phrase of more than %d words; search for a part of it", maxPhrase)
		}
		spellings, err := c.spellings(words, f)
		if err != nil {
			return nil, err
		}
		for _, s := range spellings {
			p, err := c.sideBySide(s, f)
			if err != nil {
				return nil, err
			}
			list = append(list, p)
		}
	}
	return either(list), nil
}

// spellings returns words as they are, and with two neighbours joined or one
// word split where the field knows the outcome.
func (c *compiler) spellings(words []string, field string) ([][]string, error) {
	var list [][]string
	add := func(parts ...[]string) { list = append(list, slices.Concat(parts...)) }
	add(words)
	if whole := strings.Join(words, ""); len(words) > 2 && len(whole) <= maxJoined {
		add([]string{whole})
	}
	for i, word := range words {
		if i+1 < len(words) {
			pair := word + words[i+1]
			known, err := c.has(field, pair)
			if err != nil {
				return nil, err
			}
			if known {
				add(words[:i], []string{pair}, words[i+2:])
			}
		}
		halves, err := c.halves(word, field)
		if err != nil {
			return nil, err
		}
		for _, h := range halves {
			add(words[:i], h[:], words[i+1:])
		}
	}
	return list, nil
}

// halves returns the ways in which a word may have been written as two; marys
// may have been mary's.
func (c *compiler) halves(word, field string) ([][2]string, error) {
	if !letters(word) || len(word) < 4 || len(word) > maxJoined {
		return nil, nil
	}
	var list [][2]string
	for i := 1; i < len(word); i++ {
		left, right := word[:i], word[i:]
		if len(left) < 3 && !slices.Contains(particles(), left) || len(right) < 3 && right != "s" {
			continue
		}
		known, err := c.has(field, right)
		if err == nil && known {
			known, err = c.has(field, left)
		}
		if err != nil {
			return nil, err
		}
		if known {
			list = append(list, [2]string{left, right})
		}
	}
	return list, nil
}

// particles are the short beginnings of surnames that are written apart or
// not.
func particles() []string {
	return []string{"o", "d", "m", "mc", "st", "de", "di", "da", "du", "le", "la", "el", "al"}
}

// pair finds nodes i and i+1 written as one word, if both are words and the
// index knows it.
func (c *compiler) pair(nodes []query.Node, i int, fields []string) ([]plan, error) {
	if i < 0 || i+1 >= len(nodes) || keywords(fields) {
		return nil, nil
	}
	a, ok := nodes[i].(query.Word)
	b, ok2 := nodes[i+1].(query.Word)
	if !ok || !ok2 {
		return nil, nil
	}
	one := joined(a.Text) + joined(b.Text)
	var list []plan
	for _, f := range fields {
		p, err := c.words([]string{one}, f, 1)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// split returns the folded words of a text as they are in a field.
func split(text, field string) []string {
	return tokeniser{camel: slices.Contains(labels(), field)}.words(text)
}

// joined returns the folded letters and digits of a text as one word.
func joined(text string) string { return compact(fold.String(text)) }

func letters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return s != ""
}
