package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"sarsen/index/fold"
)

// maxTerms is how many words a fuzzy, phonetic or wildcard word may stand for.
const maxTerms = 200

// A dictionary looks up the words of one state of the index, in all shards.
type dictionary struct{ *view }

func (e *engine) dictionary(ctx context.Context) (*dictionary, error) {
	v, err := e.view(ctx)
	if err != nil {
		return nil, err
	}
	return &dictionary{v}, nil
}

// close lets go of the index and adds what went wrong to err.
func (d *dictionary) close(err *error) { *err = errors.Join(*err, d.view.close()) }

// count returns in how many documents a term occurs in a field.
func (d *dictionary) count(field, term string) (int, error) {
	if term == "" {
		return 0, nil
	}
	n, err := d.view.count(field, term)
	return int(n), err //nolint:gosec // far below the limit
}

// has reports whether a term occurs in a field.
func (d *dictionary) has(field, term string) (bool, error) {
	n, err := d.count(field, term)
	return n > 0, err
}

// A selection is the words of a field that an inexact word stands for.
type selection struct {
	terms []string
	fit   int // how many fit in all; the commonest are in terms
}

// fuzzy returns the words within so many edits of word.
func (d *dictionary) fuzzy(field, word string, edits int) (selection, error) {
	return d.collect(func(r *scorch.IndexSnapshot) (bleveindex.FieldDict, error) {
		return r.FieldDictFuzzy(field, word, edits, "")
	}, func(string) bool { return true })
}

// sounding returns the words that sound like word.
func (d *dictionary) sounding(field, word string) (selection, error) {
	key := fold.Sound(word)
	if key == "" {
		return selection{}, nil
	}
	// A key without vowels says little of a word's length: twice the letters
	// are enough for any name.
	like := fmt.Sprintf("[%s][a-z]{0,%d}", fold.SoundInitials(key), 2*len(word)+1)
	return d.collect(func(r *scorch.IndexSnapshot) (bleveindex.FieldDict, error) {
		return r.FieldDictRegexp(field, like)
	}, func(term string) bool { return fold.Sound(term) == key })
}

// matching returns the words that fit a pattern with stars.
func (d *dictionary) matching(field, pattern string) (selection, error) {
	prefix, _, _ := strings.Cut(pattern, "*")
	return d.collect(func(r *scorch.IndexSnapshot) (bleveindex.FieldDict, error) {
		return r.FieldDictPrefix(field, []byte(prefix))
	}, func(term string) bool { return fits(term, pattern) })
}

// collect reads a dictionary of each shard to its end and keeps the commonest
// words of all.
func (d *dictionary) collect(
	open func(*scorch.IndexSnapshot) (bleveindex.FieldDict, error), keep func(string) bool,
) (selection, error) {
	docs := map[string]uint64{}
	for _, p := range d.parts {
		err := p.guard(func() error {
			dict, err := open(p.own)
			if err != nil {
				return err
			}
			return errors.Join(d.gather(dict, keep, docs), dict.Close())
		})
		if err != nil {
			return selection{}, fmt.Errorf("look up words: %w", err)
		}
	}
	terms := slices.SortedFunc(maps.Keys(docs), func(a, b string) int {
		return cmp.Or(cmp.Compare(docs[b], docs[a]), strings.Compare(a, b))
	})
	return selection{terms: terms[:min(len(terms), maxTerms)], fit: len(terms)}, nil
}

// gather adds to docs in how many documents the words of a dictionary occur.
func (d *dictionary) gather(dict bleveindex.FieldDict, keep func(string) bool, docs map[string]uint64) error {
	for {
		e, err := dict.Next()
		if err == nil {
			err = d.ctx.Err()
		}
		if err != nil || e == nil {
			return err
		}
		if keep(e.Term) {
			docs[strings.Clone(e.Term)] += e.Count
		}
	}
}

// fits reports whether term fits a pattern in which * stands for any letters.
func fits(term, pattern string) bool {
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(term, parts[0]) {
		return false
	}
	term = term[len(parts[0]):]
	for _, p := range parts[1 : len(parts)-1] {
		i := strings.Index(term, p)
		if i < 0 {
			return false
		}
		term = term[i+len(p):]
	}
	return strings.HasSuffix(term, parts[len(parts)-1])
}
