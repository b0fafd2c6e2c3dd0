package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"sarsen/index/fold"
)

// maxTerms is how many words a fuzzy, phonetic or wildcard word may stand for.
const maxTerms = 200

// A dictionary looks up the words of one state of the index.
type dictionary struct {
	ctx    context.Context //nolint:containedctx // lives for one call
	reader bleveindex.IndexReader
}

func (e *engine) dictionary(ctx context.Context) (*dictionary, error) {
	advanced, err := e.bleve.Advanced()
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	r, err := advanced.Reader()
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	return &dictionary{ctx, r}, nil
}

// close lets go of the index and adds what went wrong to err.
func (d *dictionary) close(err *error) { *err = errors.Join(*err, d.reader.Close()) }

// count returns in how many documents a term occurs in a field.
func (d *dictionary) count(field, term string) (int, error) {
	if term == "" {
		return 0, nil
	}
	t, err := d.reader.TermFieldReader(d.ctx, []byte(term), field, false, false, false)
	if err != nil {
		return 0, fmt.Errorf("look up word: %w", err)
	}
	n := t.Count()
	return int(n), t.Close() //nolint:gosec // far below the limit
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
	r, ok := d.reader.(bleveindex.IndexReaderFuzzy)
	if !ok {
		return selection{}, errors.New("look up word: the index cannot search fuzzily")
	}
	dict, err := r.FieldDictFuzzy(field, word, edits, "")
	return d.collect(dict, err, func(string) bool { return true })
}

// sounding returns the words that sound like word.
func (d *dictionary) sounding(field, word string) (selection, error) {
	key := fold.Sound(word)
	if key == "" {
		return selection{}, nil
	}
	r, ok := d.reader.(bleveindex.IndexReaderRegexp)
	if !ok {
		return selection{}, errors.New("look up word: the index cannot search by pattern")
	}
	// A key without vowels says little of a word's length: twice the letters
	// are enough for any name.
	dict, err := r.FieldDictRegexp(field, fmt.Sprintf("[%s][a-z]{0,%d}", fold.SoundInitials(key), 2*len(word)+1))
	return d.collect(dict, err, func(term string) bool { return fold.Sound(term) == key })
}

// matching returns the words that fit a pattern with stars.
func (d *dictionary) matching(field, pattern string) (selection, error) {
	prefix, _, _ := strings.Cut(pattern, "*")
	dict, err := d.reader.FieldDictPrefix(field, []byte(prefix))
	return d.collect(dict, err, func(term string) bool { return fits(term, pattern) })
}

// collect reads a dictionary to its end and keeps the commonest words.
func (d *dictionary) collect(dict bleveindex.FieldDict, err error, keep func(string) bool) (selection, error) {
	if err != nil {
		return selection{}, fmt.Errorf("look up words: %w", err)
	}
	type entry struct {
		term string
		docs uint64
	}
	var found []entry
	for {
		e, err := dict.Next()
		if err == nil {
			err = d.ctx.Err()
		}
		if err != nil {
			return selection{}, errors.Join(fmt.Errorf("look up words: %w", err), dict.Close())
		}
		if e == nil {
			break
		}
		if keep(e.Term) {
			found = append(found, entry{strings.Clone(e.Term), e.Count})
		}
	}
	slices.SortFunc(found, func(a, b entry) int {
		if a.docs != b.docs {
			if a.docs > b.docs {
				return -1
			}
			return 1
		}
		return strings.Compare(a.term, b.term)
	})
	s := selection{fit: len(found)}
	for _, e := range found[:min(len(found), maxTerms)] {
		s.terms = append(s.terms, e.term)
	}
	return s, dict.Close()
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
