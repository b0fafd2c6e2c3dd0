package index

import (
	"fmt"
	"slices"
	"time"

	bquery "github.com/blevesearch/bleve/v2/search/query"

	"sarsen/index/query"
)

// A query may look for so many terms in all. The time and memory of a search
// grow with them.
const maxCost = 15000

// A compiler turns a query into bleve's.
type compiler struct {
	dict  *dictionary
	cost  int
	notes []string
}

// spend counts what a part of the query costs, in terms, and refuses a query
// that costs too much.
func (c *compiler) spend(n int) error {
	if c.cost += n; c.cost > maxCost {
		return refuse("it stands for too many words; search in parts")
	}
	return nil
}

// anywhere are the fields of a word without a field.
func anywhere() []string { return []string{textField, metaField, pathField} }

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
		return c.sounds(n, fields)
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

// and joins nodes; words that stand side by side are also found when written
// as one.
func (c *compiler) and(n query.And, fields []string) (bquery.Query, error) {
	nodes := distinct(n.Nodes)
	var must, mustNot []bquery.Query
	for i, node := range nodes {
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
			pair, err := c.pair(nodes, at, fields)
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

func (c *compiler) or(nodes []query.Node, fields []string) (bquery.Query, error) {
	var either []bquery.Query
	for _, n := range distinct(nodes) {
		q, err := c.compile(n, fields)
		if err != nil {
			return nil, err
		}
		either = append(either, q)
	}
	return disjunction(either), nil
}

// distinct returns nodes without repetitions, each of which would cost as much
// again and find nothing else.
func distinct(nodes []query.Node) []query.Node {
	var list []query.Node
	seen := map[string]bool{}
	for _, n := range nodes {
		if s := n.String(); !seen[s] {
			seen[s] = true
			list = append(list, n)
		}
	}
	return list
}

func dates(n query.Date) bquery.Query {
	day := dayNumber(n.Day.In(time.UTC))
	if n.Before {
		return dayRange{before: &day}
	}
	return dayRange{from: &day}
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
