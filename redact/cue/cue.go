// Package cue finds the words of a text that speak of what the law protects
// more: the special categories of UK GDPR Art 9, convictions and allegations
// (Art 10), what DPA 2018 Schedule 3 says of health, social work, education,
// child abuse and courts, and what Schedule 2 says of legal advice. Each sort of
// cue names the gate that it raises: the question that somebody has to answer
// before the text leaves.
//
// A cue is a reason to look and no more. Words are data, in English and Welsh,
// each category with texts that raise it and texts that do not, and nothing
// loads while one of them says otherwise. A strong word is a cue by itself; a
// weak one only with another of its category near it. Names of streets,
// schools, goods and the like, in which such words mean nothing, are data too.
// The package refuses to say whose data it is, or whether it may be given.
package cue

import (
	"sort"

	"sarsen/redact"
)

// A Category is what a cue speaks of, in words that people read.
type Category string

// A Gate is a question that has to be answered before what raised it leaves.
type Gate string

// The gates.
const (
	Special     Gate = "special-category"   // Art 9, Art 10, abuse, immigration: somebody has looked
	Health      Gate = "health"             // Sch 3 paras 5 and 6: opinion of six months, or the person knows it
	SocialWork  Gate = "social-work"        // Sch 3 para 11: serious harm was considered
	Education   Gate = "education"          // Sch 3 para 19: likewise
	ChildAbuse  Gate = "child-abuse"        // Sch 3 para 21: best interests; not in Scotland
	Expectation Gate = "child-expectation"  // Sch 3 paras 4 and 10: what a child told in confidence
	Court       Gate = "court-report"       // Sch 3 paras 3, 9 and 18: the court's rules
	Reporter    Gate = "principal-reporter" // Sch 3 paras 12 and 20: Scotland
	Privilege   Gate = "privilege"          // Sch 2 paras 19, 23 and 24: legal advice, negotiations, references
)

// Gates returns all gates, in the order in which they are shown: those that bar
// come first. The caller may change what it gets.
func Gates() []Gate {
	return []Gate{Health, ChildAbuse, Reporter, SocialWork, Education, Expectation, Court, Privilege, Special}
}

// A Cue is a place that raises a gate.
type Cue struct {
	redact.Span
	Category Category `json:"category"`
	Gate     Gate     `json:"gate"`
	// Reason says why in words of our own lists, never in those of the text
	// around them.
	Reason string `json:"reason"`
}

// near is how many bytes apart two weak words may stand, about three lines:
// further apart they seldom speak of the same thing.
const near = 300

// A hit is a place where a phrase of a category stands.
type hit struct {
	redact.Span
	entry *entry
}

// Find returns the cues of a text, sorted by start; at one place there may be
// one for each of several categories. It takes time in proportion to the text.
func (f *Finder) Find(text string) []Cue {
	byCategory := make([][]hit, len(f.categories))
	f.words.walk(text, func(s redact.Span, found []*entry) {
		for _, e := range found {
			byCategory[e.category] = append(byCategory[e.category], hit{s, e})
		}
	})
	var out []Cue
	for c, hits := range byCategory {
		for i, h := range hits {
			reason := h.entry.words
			if !h.entry.strong {
				with, ok := helper(hits, i)
				if !ok {
					continue
				}
				reason += " with " + with.words
			}
			cat := f.categories[c]
			out = append(out, Cue{h.Span, cat.Category, cat.Gate, "speaks of " + string(cat.Category) + ": " + reason})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}

// helper finds another word of the category near the weak one at i.
func helper(hits []hit, i int) (*entry, bool) {
	for k := i - 1; k >= 0 && hits[i].Start-hits[k].End <= near; k-- {
		if hits[k].entry.word != hits[i].entry.word {
			return hits[k].entry, true
		}
	}
	for k := i + 1; k < len(hits) && hits[k].Start-hits[i].End <= near; k++ {
		if hits[k].entry.word != hits[i].entry.word {
			return hits[k].entry, true
		}
	}
	return nil, false
}
