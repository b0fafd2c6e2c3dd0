package index

import (
	"fmt"
	"slices"
	"strings"

	"sarsen/index/fold"
	"sarsen/index/query"
)

const (
	// inexactBoost weighs inexact words beside exact ones.
	inexactBoost = 0.5
	// minPrefix is how many letters a wildcard needs before its first star.
	minPrefix = 2
	// lookupCost is what going through the words of a field for one inexact
	// word costs.
	lookupCost = 50
)

func (c *compiler) fuzzy(n query.Fuzzy, fields []string) (plan, error) {
	word := joined(n.Text)
	switch {
	case n.Edits < 1 || n.Edits > 2:
		return nil, refuse("%s: only 1 or 2 errors can be allowed", n)
	case len(word) < 3:
		return nil, refuse("%s: a word of three letters or more is needed before ~", n)
	case len(word) > maxJoined:
		return nil, refuse("the word before ~ is too long")
	}
	like, err := within(word, n.Edits)
	if err != nil {
		return nil, err
	}
	return c.inexact(n, fields, like)
}

func (c *compiler) sounds(n query.Sounds, fields []string) (plan, error) {
	word := joined(n.Text)
	if len(word) > maxJoined {
		return nil, refuse("the word after sounds: is too long")
	}
	like, ok := sounding(word)
	if !ok {
		return &wordPlan{}, nil
	}
	return c.inexact(n, fields, like)
}

func (c *compiler) wildcard(n query.Wildcard, fields []string) (plan, error) {
	if n.Pattern == "*" {
		return c.everything(fields)
	}
	pattern := fold.String(n.Pattern)
	if slices.Equal(fields, []string{pathField}) && strings.Contains(pattern, "/") {
		fields = []string{pathKeyField}
	}
	if !keywords(fields) {
		pattern = strings.NewReplacer("'", "", "-", "").Replace(pattern)
		if len(pattern) > maxJoined {
			return nil, refuse("the word with * is too long")
		}
		if strings.ContainsFunc(pattern, func(r rune) bool { return r != '*' && !fold.IsWord(r) }) {
			return nil, refuse("%s: a word with * cannot hold other signs; write several words", n)
		}
	}
	if prefix, _, _ := strings.Cut(pattern, "*"); len(prefix) < minPrefix {
		return nil, refuse("%s: write at least two letters before *", n)
	}
	if keywords(fields) {
		return &rangePlan{fields[0], []choice{matching(pattern)}, c.docs}, nil
	}
	return c.inexact(n, fields, matching(pattern))
}

// everything finds the documents that have the field, or all of them for a
// word without a field.
func (c *compiler) everything(fields []string) (plan, error) {
	if len(fields) > 1 {
		return everyPlan{c.docs}, nil
	}
	return c.words(fields, hasField, 0)
}

// inexact finds the words that are chosen in each field.
func (c *compiler) inexact(n query.Node, fields []string, like choice) (plan, error) {
	var list []plan
	for _, f := range fields {
		if err := c.charge(lookupCost); err != nil {
			return nil, err
		}
		s, err := c.choose(f, like)
		if err != nil {
			return nil, err
		}
		if s.fit > len(s.terms) {
			note := fmt.Sprintf("%s stands for %d words; the commonest %d were searched", n, s.fit, len(s.terms))
			if !slices.Contains(c.notes, note) {
				c.notes = append(c.notes, note)
			}
		}
		words, err := c.words(s.terms, f, inexactBoost)
		if err != nil {
			return nil, err
		}
		list = append(list, words)
	}
	return either(list), nil
}
