package index

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/index/query"
)

// tiny makes many shards of few documents.
var tiny = capacity{documents: 4, bytes: 1 << 40}

// A pair is one index in one shard a source, and the same in many shards.
type pair struct {
	t          *testing.T
	r          *rand.Rand
	dir        string
	one, many  Engine
	oneDir     string
	manyDir    string
	documents  map[string]Document
	nextNumber int
	short      bool // no texts in pieces
}

func newPair(t *testing.T, seed uint64) *pair {
	p := &pair{t: t, r: rand.New(rand.NewPCG(seed, seed)), dir: t.TempDir(), documents: map[string]Document{}}
	p.oneDir, p.manyDir = filepath.Join(p.dir, "one"), filepath.Join(p.dir, "many")
	p.open()
	t.Cleanup(p.close)
	return p
}

func (p *pair) open() {
	p.t.Helper()
	var err, err2 error
	p.one, err = openWith(p.oneDir, usual)
	p.many, err2 = openWith(p.manyDir, tiny)
	if err := errors.Join(err, err2); err != nil {
		p.t.Fatal(err)
	}
}

func (p *pair) close() {
	p.t.Helper()
	if err := errors.Join(p.one.Close(), p.many.Close()); err != nil {
		p.t.Fatal(err)
	}
}

// step changes both indexes in the same way, at random.
func (p *pair) step() {
	p.t.Helper()
	if p.r.IntN(12) == 0 {
		p.close()
		p.open()
		return
	}
	var docs []Document
	for range p.r.IntN(7) {
		docs = append(docs, p.document())
	}
	var gone []string
	for _, id := range p.ids() {
		if p.r.IntN(20) == 0 && !slices.ContainsFunc(docs, func(d Document) bool { return d.ID == id }) {
			gone = append(gone, id)
			delete(p.documents, id)
		}
	}
	for _, d := range docs {
		p.documents[d.ID] = d
	}
	if p.r.IntN(4) == 0 {
		gone = append(gone, "unknown")
	}
	for _, e := range []Engine{p.one, p.many} {
		if err := e.Update(p.t.Context(), docs, gone); err != nil {
			p.t.Fatal(err)
		}
	}
}

// document makes a new document, or another version of one, often of another
// date.
func (p *pair) document() Document {
	words := strings.Fields("Smith Smyth Smithson Jones O’Neill fence hedge hb20240017 Łukasz the damp kitchen of may")
	var b strings.Builder
	for range 1 + p.r.IntN(30) {
		b.WriteString(words[p.r.IntN(len(words))] + " ")
	}
	var d Document
	if ids := p.ids(); len(ids) > 0 && p.r.IntN(3) == 0 {
		d = p.documents[ids[p.r.IntN(len(ids))]]
	} else {
		source := []string{"mail", "shares", "Old Files"}[p.r.IntN(3)]
		d = Document{ID: fmt.Sprintf("%03d", p.nextNumber), Source: source, Path: fmt.Sprintf("box/%d.eml", p.nextNumber)}
		p.nextNumber++
	}
	d.Text, d.Subject, d.Date = b.String(), words[p.r.IntN(len(words))], time.Time{}
	if p.r.IntN(5) > 0 {
		d.Date = time.Date(1990+p.r.IntN(40), 12, 28+p.r.IntN(8), 3, 0, 0, 0, time.FixedZone("", 3600*(p.r.IntN(20)-10)))
	}
	if p.r.IntN(25) == 0 && !p.short {
		d.Text = strings.Repeat(d.Text+"\n", 2*pieceBytes/len(d.Text))
	}
	return d
}

func (p *pair) ids() []string {
	var ids []string
	for id := range p.documents {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// compare asks both the same.
func (p *pair) compare() {
	p.t.Helper()
	for _, text := range []string{
		"*", "smith", "smith~", "smi*", "sounds:smith", "smith jones", `"damp kitchen"`, "fence OR hedge", "fence -hedge", "o'neill",
		"source:mail", "source:mail smith", `source:"old files" fence`, "source:nowhere", "-source:mail", "source:ma*",
		"after:2000-01-01", "before:2005-01-01 fence", "after:2009-12-31 before:2015-01-01", "-after:2010-01-01 smith",
		"fence (after:2020-01-01 OR source:shares)", "subject:fence before:2020-01-01", "source:shares after:2015-01-01 damp",
	} {
		q, err := query.Parse(text)
		if err != nil {
			p.t.Fatal(err)
		}
		opts := Options{Spans: p.r.IntN(2) == 0}
		inexact := strings.ContainsAny(text, "~*") || strings.Contains(text, "sounds:")
		if !inexact {
			opts.Limit, opts.From = p.r.IntN(2)*(1+p.r.IntN(9)), p.r.IntN(2)*p.r.IntN(5)
		}
		if p.r.IntN(3) == 0 {
			opts.Only = slices.DeleteFunc(p.ids(), func(string) bool { return p.r.IntN(2) == 0 })
		}
		want, err := p.one.Search(p.t.Context(), q, opts)
		got, err2 := p.many.Search(p.t.Context(), q, opts)
		if err := errors.Join(err, err2); err != nil {
			p.t.Fatalf("%s: %v", text, err)
		}
		if inexact {
			got, want = unranked(got), unranked(want)
		}
		if !reflect.DeepEqual(got, want) {
			p.t.Errorf("%s %+v:\n%+v, in one shard\n%+v", text, opts, got, want)
		}
	}
	for _, word := range []string{"smith", "fence", "nobody"} {
		docs, total, err := p.one.Frequency(p.t.Context(), word)
		docs2, total2, err2 := p.many.Frequency(p.t.Context(), word)
		if err != nil || err2 != nil || docs != docs2 || total != total2 || total != len(p.documents) {
			p.t.Errorf("%s: %d of %d, in one shard %d of %d, really %d; %v, %v",
				word, docs2, total2, docs, total, len(p.documents), err, err2)
		}
	}
}

// unranked is a result without ranks. The words of documents that were removed
// stay known for a while; where one fits an inexact word, all scores change.
func unranked(r Result) Result {
	r.Hits = slices.Clone(r.Hits)
	for i := range r.Hits {
		r.Hits[i].Score = 0
	}
	slices.SortFunc(r.Hits, func(a, b Hit) int { return strings.Compare(a.ID, b.ID) })
	return r
}

func TestShardsAnswerAsOne(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			p := newPair(t, seed)
			for range 4 {
				for range 5 {
					p.step()
				}
				p.compare()
			}
			if shards, err := p.many.Shards(t.Context()); err != nil || len(shards) < 6 {
				t.Errorf("%d shards, %v", len(shards), err)
			}
		})
	}
}

// FuzzShards: whatever the order of changes, many shards answer as one. Few
// changes, since each waits for the disk.
func FuzzShards(f *testing.F) {
	f.Add(uint64(7), uint8(3))
	f.Fuzz(func(t *testing.T, seed uint64, steps uint8) {
		p := newPair(t, seed)
		p.short = true
		for range steps % 6 {
			p.step()
		}
		p.compare()
	})
}
