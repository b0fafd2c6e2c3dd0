package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/index/fold"
	"sarsen/index/query"
)

// A plain engine answers by looking at every word of every document: slow, and
// simple enough to be believed.
type plain struct {
	docs  []Document
	words []map[fieldTerm][]int // of each document: the positions of its words
}

func newPlain(docs []Document) *plain {
	p := &plain{docs: docs}
	for _, d := range docs {
		words := map[fieldTerm][]int{}
		for _, f := range fields(d, d.Text) {
			first := 0
			for _, value := range f.values {
				if f.exact {
					words[fieldTerm{f.name, fold.String(value)}] = nil
					continue
				}
				last := 0
				f.how.each(value, func(k token) {
					at := fieldTerm{f.name, strings.Clone(k.term)}
					words[at] = append(words[at], first+k.position)
					last = k.position
				})
				first += last + valueGap
			}
		}
		p.words = append(p.words, words)
	}
	return p
}

// find returns the sorted IDs of what a query finds.
func (p *plain) find(n query.Node) []string {
	var ids []string
	for i := range p.docs {
		if p.finds(i, n, anywhere()) {
			ids = append(ids, p.docs[i].ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func (p *plain) finds(doc int, n query.Node, in []string) bool {
	one := func(fits func(term string) bool) bool {
		for w := range p.words[doc] {
			if slices.Contains(in, w.field) && fits(w.term) {
				return true
			}
		}
		return false
	}
	switch n := n.(type) {
	case query.Word:
		return one(func(term string) bool { return term == fold.String(n.Text) })
	case query.Phrase:
		return p.phrase(doc, strings.Fields(n.Text), in)
	case query.Fuzzy:
		return one(func(term string) bool { return edits(term, n.Text) <= n.Edits })
	case query.Sounds:
		return one(func(term string) bool { return isLetters(term) && fold.Sound(term) == fold.Sound(n.Text) })
	case query.Wildcard:
		return n.Pattern == "*" || one(func(term string) bool { return fits(term, n.Pattern) })
	case query.And:
		return !slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return !p.finds(doc, n, in) })
	case query.Or:
		return slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return p.finds(doc, n, in) })
	case query.Not:
		return !p.finds(doc, n.Node, in)
	case query.Field:
		return p.finds(doc, n.Node, inField(n.Name))
	case query.Near:
		return slices.ContainsFunc(in, func(field string) bool { return p.near(doc, n, field) })
	case query.Date:
		d := p.docs[doc].Date
		return !d.IsZero() && (dayNumber(d) < dayNumber(n.Day)) == n.Before
	}
	return false
}

func (p *plain) phrase(doc int, words, in []string) bool {
	for _, field := range in {
		for _, start := range p.words[doc][fieldTerm{field, words[0]}] {
			i := 1
			for i < len(words) && slices.Contains(p.words[doc][fieldTerm{field, words[i]}], start+i) {
				i++
			}
			if i == len(words) {
				return true
			}
		}
	}
	return false
}

// near reports whether a field has a word that each node finds, at two places no
// further apart than that.
func (p *plain) near(doc int, n query.Near, field string) bool {
	at := func(n query.Node) (places []int) {
		for w, positions := range p.words[doc] {
			one := &plain{docs: p.docs[:1], words: []map[fieldTerm][]int{{w: positions}}}
			if w.field == field && one.finds(0, n, []string{field}) {
				places = append(places, positions...)
			}
		}
		return places
	}
	second := at(n.Second)
	return slices.ContainsFunc(at(n.First), func(a int) bool {
		return slices.ContainsFunc(second, func(b int) bool { return a != b && max(a, b)-min(a, b) <= n.Words })
	})
}

func isLetters(s string) bool { return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" }

// edits counts insertions, deletions, changes and swaps of neighbours, each
// letter being touched once.
func edits(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
			default:
				cost := 1
				if a[i-1] == b[j-1] {
					cost = 0
				}
				d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(a)][len(b)]
}

// vocabulary holds words none of which is two others side by side.
var vocabulary = strings.Fields("smith smyth smithe jones joens fence hedge hegde kitchen richard leigh lea xylo quartz vex of the rk82 zug")

type chance struct{ *rand.Rand }

func (c chance) word() string {
	return vocabulary[int(float64(len(vocabulary))*c.Float64()*c.Float64())]
}

func (c chance) text(n int) string {
	words := make([]string, c.IntN(n))
	for i := range words {
		words[i] = c.word()
	}
	return strings.Join(words, " ")
}

func (c chance) document(id int) Document {
	d := Document{
		ID: fmt.Sprintf("%03d", id), Source: []string{"mail", "shares"}[c.IntN(2)], Path: "box/" + c.word() + ".eml",
		Subject: c.text(4), Text: c.text(25), From: []string{c.text(3)},
	}
	if c.IntN(6) > 0 {
		d.Date = time.Date(1960+c.IntN(70), time.Month(1+c.IntN(12)), 1+c.IntN(28), 12, 0, 0, 0, time.UTC)
	}
	return d
}

func (c chance) query(depth int, free bool) query.Node {
	kind := c.IntN(14)
	if depth == 0 {
		kind = c.IntN(6)
	}
	several := func() []query.Node {
		list := make([]query.Node, 2+c.IntN(3))
		for i := range list {
			list[i] = c.query(depth-1, free)
		}
		return list
	}
	switch kind {
	case 0:
		return query.Fuzzy{Text: vocabulary[c.IntN(11)], Edits: 1 + c.IntN(2)}
	case 1:
		return query.Sounds{Text: vocabulary[c.IntN(11)]}
	case 2:
		return query.Wildcard{Pattern: c.word()[:2] + "*"}
	case 3, 4:
		return query.Phrase{Text: c.word() + strings.Repeat(" "+c.word(), 1+c.IntN(2))}
	case 6, 7:
		return query.All(several()...)
	case 8, 9:
		return query.Any(several()...)
	case 10:
		return query.Not{Node: c.query(depth-1, free)}
	case 11, 12:
		return query.Near{First: c.anyWord(), Second: c.anyWord(), Words: 1 + c.IntN(8)}
	case 13:
		of := c.IntN(3)
		switch {
		case !free:
		case of == 0:
			return query.Date{Before: c.IntN(2) == 0, Day: time.Date(1960+c.IntN(70), 3, 1, 0, 0, 0, 0, time.UTC)}
		case of == 1:
			return query.Field{Name: "source", Node: query.Word{Text: "Mail"}}
		default:
			return query.Field{Name: []string{"subject", "from", "path", "title"}[c.IntN(4)], Node: c.query(depth-1, false)}
		}
	}
	return query.Word{Text: c.word()}
}

// anyWord asks for any of some words, as a name is asked for.
func (c chance) anyWord() query.Node {
	return query.Any(query.Word{Text: c.word()}, query.Fuzzy{Text: vocabulary[c.IntN(11)], Edits: 1}, query.Word{Text: c.word()})
}

// Whatever is asked, of however many shards, Search and Find answer what going
// through every word does.
func TestAnswersLikeThePlainEngine(t *testing.T) {
	for seed := range uint64(6) {
		c := chance{rand.New(rand.NewPCG(seed, 9))}
		most := usual
		if seed%3 > 0 {
			most = tiny
		}
		e, err := openWith(t.TempDir(), most)
		if err != nil {
			t.Fatal(err)
		}
		var docs []Document
		for i := range 60 {
			docs = append(docs, c.document(i))
			if i%20 == 19 { // in several segments, some documents deleted
				gone := []string{docs[len(docs)-3].ID}
				docs = slices.Delete(docs, len(docs)-3, len(docs)-2)
				if err := e.Update(t.Context(), docs[max(0, len(docs)-30):], gone); err != nil {
					t.Fatal(err)
				}
			}
		}
		want := newPlain(docs)
		var queries []query.Node
		for range 100 {
			queries = append(queries, c.query(3, true))
		}
		compare(t, e, want, queries, nil)
		compare(t, e, want, queries, []string{"001", "007", "033", "044", "nobody"})
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func compare(t *testing.T, e Engine, plain *plain, queries []query.Node, only []string) {
	t.Helper()
	found, err := e.Find(t.Context(), queries, only)
	if err != nil {
		t.Fatal(err)
	}
	some := 0
	for i, q := range queries {
		want := plain.find(q)
		some += min(len(want), 1)
		if only != nil {
			want = slices.DeleteFunc(want, func(id string) bool { return !slices.Contains(only, id) })
		}
		ids := slices.Sorted(slices.Values(found[i].IDs))
		if found[i].Err != nil || !slices.Equal(ids, want) {
			t.Fatalf("%s: Find answers %v, %v; want %v", q, ids, found[i].Err, want)
		}
		r, err := e.Search(t.Context(), q, Options{Only: only, Spans: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := idsOf(r); r.Total != len(want) || !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Fatalf("%s: Search answers %d, %v; want %v", q, r.Total, got, want)
		}
		if !slices.IsSortedFunc(r.Hits, func(a, b Hit) int {
			return byRank(ranked{score: float32(a.Score), id: a.ID}, ranked{score: float32(b.Score), id: b.ID})
		}) {
			t.Fatalf("%s: hits out of order", q)
		}
		second, err := e.Search(t.Context(), q, Options{Only: only, From: 2, Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		if all := idsOf(r); !slices.Equal(idsOf(second), all[min(2, len(all)):min(5, len(all))]) || second.Total != r.Total {
			t.Fatalf("%s: page %v of %v", q, idsOf(second), all)
		}
	}
	if some < len(queries)/3 {
		t.Errorf("only %d of %d queries find anything", some, len(queries))
	}
}

func idsOf(r Result) []string {
	var ids []string
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	return ids
}
