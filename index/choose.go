package index

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	segments "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"

	"sarsen/index/fold"
)

// maxTerms is how many words a fuzzy, phonetic or wildcard word may stand for.
const maxTerms = 1000

// entryBatch is after how many words their work is counted.
const entryBatch = 1024

// A selection is the words of a field that an inexact word stands for.
type selection struct {
	terms []string
	fit   int // how many fit in all; the commonest are in terms
}

// A choice says which words of a dictionary an inexact word stands for.
type choice struct {
	name     string             // tells choices apart
	like     segments.Automaton // nil for all
	from, to []byte             // the first word, and the first one after the last; nil for no bound
	fits     func(term string) bool
}

// fuzzers make automata of words with one and with two errors.
var fuzzers = sync.OnceValues(func() (list [2]*levenshtein.LevenshteinAutomatonBuilder, err error) {
	for i := range list {
		if list[i], err = levenshtein.NewLevenshteinAutomatonBuilder(uint8(i+1), true); err != nil {
			return list, err
		}
	}
	return list, nil
})

// within chooses the words within so many errors of word.
func within(word string, edits int) (choice, error) {
	builders, err := fuzzers()
	if err != nil {
		return choice{}, fmt.Errorf("look up words: %w", err)
	}
	like, err := builders[edits-1].BuildDfa(word, uint8(edits)) //nolint:gosec // 1 or 2
	if err != nil {
		return choice{}, refuse("the word before ~ is too long")
	}
	return choice{name: fmt.Sprintf("%s~%d", word, edits), like: like, fits: func(string) bool { return true }}, nil
}

// sounding chooses the words that sound like word; ok is false when it has no
// sound.
func sounding(word string) (c choice, ok bool) {
	key := fold.Sound(word)
	// A key without vowels says little of a word's length: twice the letters
	// are enough for any name.
	most := 2*len(word) + 2
	return choice{
		name: "sounds:" + word, like: fold.Hear(key),
		fits: func(term string) bool { return len(term) <= most && fold.Sound(term) == key },
	}, key != ""
}

// matching chooses the words that fit a pattern with stars.
func matching(pattern string) choice {
	prefix, _, _ := strings.Cut(pattern, "*")
	return choice{name: pattern, from: []byte(prefix), to: after(prefix), fits: func(term string) bool { return fits(term, pattern) }}
}

// after returns the first word after all that begin with prefix.
func after(prefix string) []byte {
	b := []byte(prefix)
	for len(b) > 0 && b[len(b)-1] == 0xff {
		b = b[:len(b)-1]
	}
	if len(b) == 0 {
		return nil
	}
	b[len(b)-1]++
	return b
}

// choose goes through the words of a field and keeps the commonest that fit.
func (d *reading) choose(field string, c choice) (selection, error) {
	key := field + " " + c.name
	if s, ok := d.chosen[key]; ok {
		return s, nil
	}
	docs := map[string]uint64{}
	var mu sync.Mutex
	err := d.each(func(s *section) error {
		return d.entries(s, field, c, func(term string, n uint64) error {
			mu.Lock()
			defer mu.Unlock()
			docs[term] += n
			return nil
		})
	})
	if err != nil {
		return selection{}, err
	}
	terms := slices.SortedFunc(maps.Keys(docs), func(a, b string) int {
		return cmp.Or(cmp.Compare(docs[b], docs[a]), strings.Compare(a, b))
	})
	s := selection{terms: terms[:min(len(terms), maxTerms)], fit: len(terms)}
	slices.Sort(s.terms) // so that scores add up in the same order
	d.chosen[key] = s
	return s, nil
}

// entries calls fn for the words of a segment that fit, with the number of their
// documents, deleted ones included.
func (d *reading) entries(s *section, field string, c choice, fn func(term string, docs uint64) error) error {
	words, err := s.dict(field)
	if err != nil {
		return fmt.Errorf("look up words: %w", err)
	}
	it := words.AutomatonIterator(c.like, c.from, c.to)
	for n := 1; ; n++ {
		e, err := it.Next()
		if err != nil {
			return fmt.Errorf("look up words: %w", err)
		}
		if e == nil {
			return d.spend(entryWork * (n % entryBatch))
		}
		if n%entryBatch == 0 {
			if err := d.spend(entryWork * entryBatch); err != nil {
				return err
			}
		}
		if !c.fits(e.Term) {
			continue
		}
		if err := fn(e.Term, e.Count); err != nil {
			return err
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
