package index

import (
	"fmt"
	"slices"
	"strings"
	"time"

	bquery "github.com/blevesearch/bleve/v2/search/query"

	"sarsen/index/fold"
	"sarsen/index/query"
)

// Weights of inexact words beside exact ones.
const inexactBoost = 0.5

// minPrefix is how many letters a wildcard needs before its first star.
const minPrefix = 2

// A compiler turns a query into bleve's.
type compiler struct {
	dict  *dictionary
	notes []string
}

// anywhere are the fields of a word without a field.
func anywhere() []string { return []string{textField, metaField} }

// inField returns the index fields of a query field.
func inField(name string) []string {
	if name == "ref" {
		return anywhere()
	}
	return []string{name}
}

func refuse(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrQuery, fmt.Sprintf(format, args...))
}

// compile returns the bleve query for n in the given fields.
func (c *compiler) compile(n query.Node, fields []string) (bquery.Query, error) {
	switch n := n.(type) {
	case query.Word:
		return c.phrase(n.Text, fields)
	case query.Phrase:
		return c.phrase(n.Text, fields)
	case query.Fuzzy:
		return c.fuzzy(n, fields)
	case query.Sounds:
		return c.inexact(n.String(), fields, func(f string) (selection, error) {
			return c.dict.sounding(f, joined(n.Text))
		})
	case query.Wildcard:
		return c.wildcard(n, fields)
	case query.And:
		return c.and(n, fields)
	case query.Or:
		return c.or(n.Nodes, fields)
	case query.Not:
		return c.and(query.And{Nodes: []query.Node{n}}, fields)
	case query.Field:
		return c.compile(n.Node, inField(n.Name))
	case query.Date:
		return dates(n), nil
	default:
		return nil, refuse("this kind of query is not known")
	}
}

// phrase finds words side by side, also where two of them are written as one
// or one as two. A single word is a phrase of one.
func (c *compiler) phrase(text string, fields []string) (bquery.Query, error) {
	words := split(text)
	if len(words) == 0 {
		return nil, refuse("there is no letter or digit to look for")
	}
	if keywords(fields) {
		return terms([]string{fold.String(text)}, fields[0], 1), nil
	}
	spellings, err := c.spellings(words, fields)
	if err != nil {
		return nil, err
	}
	var either []bquery.Query
	for _, f := range fields {
		for _, s := range spellings {
			either = append(either, phrase(s, f))
		}
	}
	return disjunction(either), nil
}

// spellings returns words as they are, and with two neighbours joined or one
// word split where the index knows the outcome.
func (c *compiler) spellings(words, fields []string) ([][]string, error) {
	list := [][]string{words}
	if whole := strings.Join(words, ""); len(words) > 2 && len(whole) <= maxJoined {
		list = append(list, []string{whole})
	}
	for i := range words {
		if i+1 < len(words) {
			pair := words[i] + words[i+1]
			known, err := c.dict.has(fields, pair)
			if err != nil {
				return nil, err
			}
			if known {
				list = append(list, slices.Concat(words[:i], []string{pair}, words[i+2:]))
			}
		}
		halves, err := c.halves(words[i], fields)
		if err != nil {
			return nil, err
		}
		for _, h := range halves {
			list = append(list, slices.Concat(words[:i], h[:], words[i+1:]))
		}
	}
	return list, nil
}

// halves returns the ways in which a word may have been written as two; marys
// may have been mary's.
func (c *compiler) halves(word string, fields []string) ([][2]string, error) {
	if !letters(word) || len(word) < 4 {
		return nil, nil
	}
	var list [][2]string
	for i := 1; i < len(word); i++ {
		left, right := word[:i], word[i:]
		if len(left) < 3 && !slices.Contains(particles(), left) || len(right) < 3 && right != "s" {
			continue
		}
		for _, half := range []string{right, left} {
			known, err := c.dict.has(fields, half)
			if err != nil {
				return nil, err
			}
			if !known {
				left = ""
				break
			}
		}
		if left != "" {
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

func (c *compiler) fuzzy(n query.Fuzzy, fields []string) (bquery.Query, error) {
	word := joined(n.Text)
	if n.Edits < 1 || n.Edits > 2 {
		return nil, refuse("%s: only 1 or 2 errors can be allowed", n)
	}
	if len(word) < 3 {
		return nil, refuse("%s: a word of three letters or more is needed before ~", n)
	}
	return c.inexact(n.String(), fields, func(f string) (selection, error) {
		return c.dict.fuzzy(f, word, n.Edits)
	})
}

func (c *compiler) wildcard(n query.Wildcard, fields []string) (bquery.Query, error) {
	if n.Pattern == "*" {
		return bquery.NewMatchAllQuery(), nil
	}
	pattern := fold.String(n.Pattern)
	if slices.Equal(fields, []string{pathField}) && strings.Contains(pattern, "/") {
		fields = []string{pathKeyField}
	}
	if !keywords(fields) {
		pattern = strings.NewReplacer("'", "", "-", "").Replace(pattern)
		if len(split(pattern)) > strings.Count(pattern, "*")+1 {
			return nil, refuse("%s: a word with * cannot hold other signs; write several words", n)
		}
	}
	if prefix, _, _ := strings.Cut(pattern, "*"); len(prefix) < minPrefix {
		return nil, refuse("%s: write at least two letters before *", n)
	}
	return c.inexact(n.String(), fields, func(f string) (selection, error) {
		return c.dict.matching(f, pattern)
	})
}

// inexact finds the words that a lookup selects in each field.
func (c *compiler) inexact(printed string, fields []string, look func(field string) (selection, error)) (bquery.Query, error) {
	var either []bquery.Query
	for _, f := range fields {
		s, err := look(f)
		if err != nil {
			return nil, err
		}
		if s.fit > len(s.terms) {
			note := fmt.Sprintf("%s stands for %d words; the commonest %d were searched", printed, s.fit, len(s.terms))
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

// and joins nodes; words that stand side by side are also found when written
// as one.
func (c *compiler) and(n query.And, fields []string) (bquery.Query, error) {
	var must, mustNot []bquery.Query
	for i, node := range n.Nodes {
		if not, ok := node.(query.Not); ok {
			q, err := c.compile(not.Node, fields)
			if err != nil {
				return nil, err
			}
			mustNot = append(mustNot, q)
			continue
		}
		q, err := c.compile(node, fields)
		if err != nil {
			return nil, err
		}
		either := []bquery.Query{q}
		for _, at := range []int{i - 1, i} {
			pair, err := c.pair(n.Nodes, at, fields)
			if err != nil {
				return nil, err
			}
			either = append(either, pair...)
		}
		must = append(must, disjunction(either))
	}
	if len(mustNot) == 0 {
		return bquery.NewConjunctionQuery(must), nil
	}
	if len(must) == 0 {
		must = append(must, bquery.NewMatchAllQuery())
	}
	return bquery.NewBooleanQuery(must, nil, mustNot), nil
}

// pair returns the query for nodes i and i+1 written as one word, if both are
// words and the index knows it.
func (c *compiler) pair(nodes []query.Node, i int, fields []string) ([]bquery.Query, error) {
	if i < 0 || i+1 >= len(nodes) || keywords(fields) {
		return nil, nil
	}
	a, ok := nodes[i].(query.Word)
	b, ok2 := nodes[i+1].(query.Word)
	if !ok || !ok2 {
		return nil, nil
	}
	one := joined(a.Text) + joined(b.Text)
	if known, err := c.dict.has(fields, one); !known || err != nil {
		return nil, err
	}
	var either []bquery.Query
	for _, f := range fields {
		either = append(either, terms([]string{one}, f, 1))
	}
	return either, nil
}

func (c *compiler) or(nodes []query.Node, fields []string) (bquery.Query, error) {
	either := make([]bquery.Query, len(nodes))
	for i, n := range nodes {
		q, err := c.compile(n, fields)
		if err != nil {
			return nil, err
		}
		either[i] = q
	}
	return disjunction(either), nil
}

func dates(n query.Date) bquery.Query {
	day := dayNumber(n.Day.In(time.UTC))
	yes, no := true, false
	var q *bquery.NumericRangeQuery
	if n.Before {
		q = bquery.NewNumericRangeInclusiveQuery(nil, &day, nil, &no)
	} else {
		q = bquery.NewNumericRangeInclusiveQuery(&day, nil, &yes, nil)
	}
	q.SetField(dayField)
	return q
}

// keywords reports whether the fields hold whole values instead of words.
func keywords(fields []string) bool {
	return len(fields) == 1 && slices.Contains([]string{sourceField, typeField, pathKeyField}, fields[0])
}

// phrase finds folded words side by side in a field.
func phrase(words []string, field string) bquery.Query {
	if len(words) == 1 {
		return terms(words, field, 1)
	}
	return bquery.NewPhraseQuery(words, field)
}

// terms finds any of the folded words in a field.
func terms(words []string, field string, boost float64) bquery.Query {
	either := make([]bquery.Query, len(words))
	for i, w := range words {
		t := bquery.NewTermQuery(w)
		t.SetField(field)
		t.SetBoost(boost)
		either[i] = t
	}
	return disjunction(either)
}

func disjunction(either []bquery.Query) bquery.Query {
	switch len(either) {
	case 0:
		return bquery.NewMatchNoneQuery()
	case 1:
		return either[0]
	default:
		return bquery.NewDisjunctionQuery(either)
	}
}

// split returns the folded words of a text.
func split(text string) []string {
	return strings.FieldsFunc(fold.String(text), func(r rune) bool { return !fold.IsWord(r) })
}

// joined returns the folded letters and digits of a text as one word.
func joined(text string) string { return strings.Join(split(text), "") }
