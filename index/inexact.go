package index

import (
	"fmt"
	"slices"
	"strings"

	bquery "github.com/blevesearch/bleve/v2/search/query"

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

func (c *compiler) fuzzy(n query.Fuzzy, fields []string) (bquery.Query, error) {
	word := joined(n.Text)
	switch {
	case n.Edits < 1 || n.Edits > 2:
		return nil, refuse("%s: only 1 or 2 errors can be allowed", n)
	case len(word) < 3:
		return nil, refuse("%s: a word of three letters or more is needed before ~", n)
	case len(word) > maxJoined:
		return nil, refuse("the word before ~ is too long")
	}
	return c.inexact(n, fields, func(f string) (selection, error) {
		return c.dict.fuzzy(f, word, n.Edits)
	})
}

func (c *compiler) sounds(n query.Sounds, fields []string) (bquery.Query, error) {
	word := joined(n.Text)
	if len(word) > maxJoined {
		return nil, refuse("the word after sounds: is too long")
	}
	return c.inexact(n, fields, func(f string) (selection, error) {
		return c.dict.sounding(f, word)
	})
}

func (c *compiler) wildcard(n query.Wildcard, fields []string) (bquery.Query, error) {
	if n.Pattern == "*" {
		return everything(fields), nil
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
	return c.inexact(n, fields, func(f string) (selection, error) {
		return c.dict.matching(f, pattern)
	})
}

// everything finds the documents that have the field, or all of them for a
// word without a field.
func everything(fields []string) bquery.Query {
	if len(fields) > 1 {
		return bquery.NewMatchAllQuery()
	}
	return terms(fields, hasField, 1)
}

// inexact finds the words that a lookup selects in each field.
func (c *compiler) inexact(n query.Node, fields []string, look func(field string) (selection, error)) (bquery.Query, error) {
	var either []bquery.Query
	for _, f := range fields {
		s, err := look(f)
		if err == nil {
			err = c.spend(lookupCost + len(s.terms))
		}
		if err != nil {
			return nil, err
		}
		if s.fit > len(s.terms) {
			note := fmt.Sprintf("%s stands for %d words; the commonest %d were searched", n, s.fit, len(s.terms))
			if !slices.Contains(c.notes, note) {
				c.notes = append(c.notes, note)
			}
		}
		if len(s.terms) > 0 {
			either = append(either, terms(s.terms, f, inexactBoost))
		}
	}
	return disjunction(either), nil
}
