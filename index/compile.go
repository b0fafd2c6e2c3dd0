package index

import (
	"fmt"
	"slices"

	"sarsen/index/query"
)

// A query may look for so many words in all: the memory of a search grows with
// them.
const maxCost = 20_000

// maxDepth is how deep a query may be nested; the parser allows less.
const maxDepth = 200

// A compiler turns a query into a plan.
type compiler struct {
	*reading
	cost  int
	notes []string
}

// charge counts the words that a part of a query stands for, and refuses one
// that stands for too many.
func (c *compiler) charge(n int) error {
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

// compile returns the plan for n in the given fields.
func (c *compiler) compile(n query.Node, fields []string) (plan, error) {
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
	case query.Near:
		return c.near(n, fields)
	case query.Or:
		return c.or(n.Nodes, fields)
	case query.Not:
		return c.and(query.And{Nodes: []query.Node{n}}, fields)
	case query.Field:
		return c.compile(n.Node, inField(n.Name))
	case query.Date:
		return c.dates(n)
	default:
		return nil, refuse("this kind of query is not known")
	}
}

// and joins nodes; words that stand side by side are also found when written
// as one.
func (c *compiler) and(n query.And, fields []string) (plan, error) {
	nodes := distinct(n.Nodes)
	var must, not []plan
	for i, node := range nodes {
		if n, ok := node.(query.Not); ok {
			p, err := c.compile(n.Node, fields)
			if err != nil {
				return nil, err
			}
			not = append(not, p)
			continue
		}
		p, err := c.compile(node, fields)
		if err != nil {
			return nil, err
		}
		list := []plan{p}
		for _, at := range []int{i - 1, i} {
			pair, err := c.pair(nodes, at, fields)
			if err != nil {
				return nil, err
			}
			list = append(list, pair...)
		}
		must = append(must, either(list))
	}
	return both(must, not, c.docs), nil
}

func (c *compiler) or(nodes []query.Node, fields []string) (plan, error) {
	var list []plan
	for _, n := range distinct(nodes) {
		p, err := c.compile(n, fields)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return either(list), nil
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

// deeper reports whether n is nested more than so many times.
func deeper(n query.Node, times int) bool {
	if times == 0 {
		return true
	}
	in := func(n query.Node) bool { return deeper(n, times-1) }
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n.Nodes, in)
	case query.Or:
		return slices.ContainsFunc(n.Nodes, in)
	case query.Near:
		return in(n.First) || in(n.Second)
	case query.Not:
		return in(n.Node)
	case query.Field:
		return in(n.Node)
	}
	return false
}

// keywords reports whether the fields hold whole values instead of words.
func keywords(fields []string) bool {
	return len(fields) == 1 && slices.Contains([]string{sourceField, typeField, pathKeyField}, fields[0])
}

// words returns the plan for any of some folded words of a field, found with a
// boost; words for 0 only select.
func (c *compiler) words(terms []string, field string, boost float64) (*wordPlan, error) {
	p := &wordPlan{boost: boost}
	if err := c.charge(len(terms)); err != nil {
		return nil, err
	}
	for _, t := range terms {
		l, err := c.leaf(field, t)
		if err != nil {
			return nil, err
		}
		if l.docs > 0 {
			p.leaves = append(p.leaves, l)
		}
	}
	return p, nil
}

// sideBySide returns the plan for folded words side by side in a field.
func (c *compiler) sideBySide(terms []string, field string) (plan, error) {
	if len(terms) == 1 {
		return c.words(terms, field, 1)
	}
	if err := c.charge(len(terms)); err != nil {
		return nil, err
	}
	leaves := make([]*leaf, len(terms))
	for i, t := range terms {
		var err error
		if leaves[i], err = c.leaf(field, t); err != nil {
			return nil, err
		}
		if leaves[i].docs == 0 {
			return &wordPlan{}, nil
		}
	}
	return newPhrase(leaves), nil
}
