package main

import (
	"regexp"
	"sort"

	"sarsen/redact/gold"
	"sarsen/redact/tagger"
)

// A reading says how the lessons of a labelled set come from its labels. Which
// of its labels are persons, organisations, places and addresses says gold.
type reading struct {
	weight float64
	// unknown lists labels that do not tell which of the tagger's it is.
	unknown []string
	// span adds one labelled span to the lesson; nil: as it is.
	span func(l *lesson, start, end int, label tagger.Label)
	// whole sees the lesson when it is complete; nil: nothing to do.
	whole func(l *lesson)
}

// readings by the set's name; sets that are not listed teach nothing.
var readings = map[string]reading{
	"tab":            {weight: 1, unknown: []string{"MISC"}, span: judgment},
	"presidio-synth": {weight: 1, whole: oneAddress},
	"uner-ewt":       {weight: 1},
	"wikigold":       {weight: 1, unknown: []string{"MISC"}},
	"wnut17":         {weight: 0.6, unknown: []string{"creative-work"}, span: post},
	"btc":            {weight: 0.7, span: post},
	"re3d":           {weight: 0.8, unknown: []string{"MilitaryPlatform", "Weapon"}, span: release},
	"sec":            {weight: 1, unknown: []string{"MISC"}, span: contract},
	"ambientmeta":    {weight: 1, span: clinic},
	"identifiers":    {weight: 0.3, unknown: []string{"UK_POSTCODE"}},
}

// corpora reads the labelled sets, of which it leaves out what keep refuses.
func corpora(dir string, keep func(gold.Text) bool) ([]lesson, error) {
	var all []lesson
	for _, set := range gold.Sets() {
		r, ok := readings[set.Name]
		if !ok {
			continue
		}
		texts, err := set.Read(dir)
		if err != nil {
			return nil, err
		}
		labels := r.labels(set)
		for _, t := range texts {
			if keep(t) {
				all = append(all, r.lesson(t, labels, len(set.Address) > 0))
			}
		}
	}
	return all, check(all)
}

const unknown tagger.Label = tagger.Labels

func (r reading) labels(set gold.Set) map[string]tagger.Label {
	m := map[string]tagger.Label{}
	for label, names := range map[tagger.Label][]string{
		tagger.Person: set.Person, tagger.Place: set.Place, tagger.Organisation: set.Organisation, tagger.Address: set.Address, unknown: r.unknown,
	} {
		for _, name := range names {
			m[name] = label
		}
	}
	return m
}

func (r reading) lesson(t gold.Text, labels map[string]tagger.Label, addresses bool) lesson {
	l := lesson{Text: t.Text, Weight: r.weight}
	spans := append([]gold.Span(nil), t.Spans...)
	sort.SliceStable(spans, func(i, j int) bool {
		return spans[i].Start < spans[j].Start || spans[i].Start == spans[j].Start && spans[i].End > spans[j].End
	})
	for _, s := range spans {
		label, ok := labels[s.Label]
		switch {
		case !ok:
		case label == unknown:
			l.forget(s.Start, s.End)
		case r.span != nil:
			r.span(&l, s.Start, s.End, label)
		default:
			l.add(s.Start, s.End, label)
		}
	}
	l.titles()
	if r.whole != nil {
		r.whole(&l)
	}
	if !addresses {
		for _, at := range streetLike.FindAllStringIndex(l.Text, -1) {
			if !l.addressed(at[0]) {
				l.forget(at[0], at[1])
			}
		}
	}
	return l
}

// streetLike is what may be an address where addresses are not labelled: a
// number and a street, to the end of the line.
var streetLike = regexp.MustCompile(`\b\d{1,5}[A-Za-z]?,? (?:[A-Z][\w'.-]+ ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Way|Place|Close|Square|Parkway|Pkwy|Crescent|Terrace)\b[^\n]*`)

// addressed reports whether an address is labelled at i.
func (l *lesson) addressed(i int) bool {
	for _, s := range l.Spans {
		if s.Label == tagger.Address && s.Start <= i && i < s.End {
			return true
		}
	}
	return false
}
