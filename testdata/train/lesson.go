package main

import (
	"fmt"
	"sort"

	"sarsen/redact"
	"sarsen/redact/gold"
	"sarsen/redact/tagger"
)

// A lesson is a text with what the tagger is to find in it.
//
// The labels follow one convention, whatever the source said: a person's
// courtesy title ("Mrs", "Cllr", "Dr") stands inside the span, a possessive
// "'s" outside; roles ("the Lender", "President") and handles ("@jo") are
// nobody's name; an address is one span from the flat to the postcode, with
// the town inside it.
type lesson struct {
	Text  string
	Spans []tagger.Span // sorted, apart, P 1
	// Unknown is what the source does not tell: neither right nor wrong. What
	// is in no span and not unknown is None.
	Unknown []redact.Span
	Weight  float64 // 1: as good as labelled by hand
}

// lessons returns what the tagger learns from: everything but fold `fold` of
// `folds`, or all where folds is 0. What belongs together is in one fold: the
// sentences of a document, the sentences of a template, both texts of a pair.
// Dir is the folder of the shared corpora. The same arguments give the same
// lessons in the same order.
func lessons(dir string, fold, folds int) ([]lesson, error) {
	return lessonsBut(dir, func(t gold.Text) bool { return folds > 0 && t.Fold(folds) == fold })
}

// lessonsBut returns what the tagger learns from, without the labelled texts
// that are held back to be judged, wherever else they stand.
func lessonsBut(dir string, back func(gold.Text) bool) ([]lesson, error) {
	exam, err := corpora(dir, back)
	if err != nil {
		return nil, err
	}
	held := map[string]bool{}
	for _, l := range exam {
		held[l.Text] = true
	}
	all, err := corpora(dir, func(t gold.Text) bool { return !back(t) && !held[t.Text] }) // some texts are in a set twice
	if err != nil {
		return nil, err
	}
	made, err := generated()
	if err != nil {
		return nil, err
	}
	built, err := councils()
	if err != nil {
		return nil, err
	}
	listed, err := registered(dir)
	if err != nil {
		return nil, err
	}
	made = append(append(made, built...), listed...)
	made = append(made, vary(made, variations[1:])...)
	all = append(all, vary(all, variations)...)
	all = append(all, made...)
	return all, check(all)
}

// check reports the first lesson whose spans do not fit its text.
func check(ls []lesson) error {
	for i, l := range ls {
		at := 0
		for _, s := range l.Spans {
			if s.Start < at || s.End <= s.Start || s.End > len(l.Text) {
				return fmt.Errorf("check lesson %d: span %d to %d of %d: %w", i, s.Start, s.End, len(l.Text), redact.ErrSpan)
			}
			at = s.End
		}
	}
	return nil
}

// add puts a span into the lesson, or leaves it out where another one, or
// something unknown, is already there.
func (l *lesson) add(start, end int, label tagger.Label) {
	s := redact.Span{Start: start, End: end}
	if start >= end || l.knows(s) || l.unsure(s) {
		return
	}
	i := sort.Search(len(l.Spans), func(i int) bool { return l.Spans[i].Start >= start })
	l.Spans = append(l.Spans, tagger.Span{})
	copy(l.Spans[i+1:], l.Spans[i:])
	l.Spans[i] = tagger.Span{Start: start, End: end, Label: label, P: 1}
}

// forget makes a range unknown, with all spans that reach into it.
func (l *lesson) forget(start, end int) {
	s, kept := redact.Span{Start: start, End: end}, l.Spans[:0]
	for _, o := range l.Spans {
		if r := (redact.Span{Start: o.Start, End: o.End}); r.Overlaps(s) {
			s.Start, s.End = min(s.Start, r.Start), max(s.End, r.End)
			continue
		}
		kept = append(kept, o)
	}
	l.Spans = kept
	l.Unknown = redact.Merge(append(l.Unknown, s))
}

func (l *lesson) knows(s redact.Span) bool {
	for _, o := range l.Spans {
		if s.Overlaps(redact.Span{Start: o.Start, End: o.End}) {
			return true
		}
	}
	return false
}

func (l *lesson) unsure(s redact.Span) bool {
	for _, o := range l.Unknown {
		if s.Overlaps(o) {
			return true
		}
	}
	return false
}
