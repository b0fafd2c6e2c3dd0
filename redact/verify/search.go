package verify

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	ahocorasick "github.com/petar-dambovaliev/aho-corasick"

	"sarsen/index/fold"
	"sarsen/redact"
)

// A Search finds values in texts in any spelling that a reader would take for
// the same: other case, accents, dashes and apostrophes, soft hyphens and
// zero-width characters, line breaks, and with spaces and punctuation added or
// left out. Labels are masked and packs are verified by the same Search. It is
// safe for concurrent use.
type Search struct {
	ac       ahocorasick.AhoCorasick
	patterns []pattern
	built    bool
}

// A Hit is a place where a value stands.
type Hit struct {
	redact.Span     // bytes of the text
	Value       int // index of the value in the list given to NewSearch
}

// pattern is one value, reduced to what is compared.
type pattern struct {
	value  int    // index in values; -1 for a kept one
	folded string // folded, outer blanks removed
	form   form
	runes  int
}

// form decides how freely a value may be spelt.
type form int

const (
	exact    form = iota // short: as it is, as a whole word
	word                 // one word of letters: broken only as l-e-t-t-e-r-s
	phrase               // several words, or letters and digits
	digits               // 6 digits or more, with any separators
	longRun              // 9 digits or more: also inside a longer number
	anywhere             // only in run-together texts: no word edges asked
)

// NewSearch prepares a search for values. An occurrence that lies inside an
// occurrence of one of keep does not count. Values without a letter and with
// fewer than four digits are left out: they could not be told from page
// numbers.
func NewSearch(values, keep []string) *Search {
	s := &Search{}
	var compacts []string
	add := func(text string, value int) {
		folded := fold.String(text)
		c := squeeze(folded).s
		p := pattern{value: value, folded: folded, form: formOf(folded, c), runes: utf8.RuneCountInString(c)}
		if c == "" || value >= 0 && p.form == exact && onlyDigits(c) && len(c) < 4 {
			return
		}
		s.patterns = append(s.patterns, p)
		compacts = append(compacts, c)
		if p.form == longRun && len(c) >= 10 && c[0] == '0' { // +44 in place of the 0
			s.patterns = append(s.patterns, p)
			compacts = append(compacts, c[1:])
		}
	}
	for i, v := range values {
		add(v, i)
	}
	for _, k := range keep {
		add(k, -1)
	}
	if len(compacts) == 0 {
		return s
	}
	b := ahocorasick.NewAhoCorasickBuilder(ahocorasick.Opts{MatchKind: ahocorasick.StandardMatch})
	s.ac = b.Build(compacts)
	s.built = true
	return s
}

func formOf(folded, compact string) form {
	n := utf8.RuneCountInString(compact)
	switch {
	case onlyDigits(compact) && n >= 9:
		return longRun
	case onlyDigits(compact) && n >= 6:
		return digits
	case n <= 3 || onlyDigits(compact):
		return exact
	case folded == compact && strings.IndexFunc(compact, unicode.IsDigit) < 0:
		return word
	}
	return phrase
}

func onlyDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// Find returns where values stand in text, sorted by start, at most limit of
// them (0 for all). Hits of different values may overlap.
func (s *Search) Find(text string, limit int) []Hit { return s.find(text, mode{limit: limit}) }

// mode fits a search to a layer.
type mode struct {
	limit int
	// loose is for texts whose spaces are lost: long values count without
	// word edges.
	loose bool
	// least is the shortest value, in letters and digits, that says anything
	// in this layer; in binary data short ones stand by chance.
	least int
}

func (s *Search) find(text string, m mode) []Hit {
	if !s.built || text == "" {
		return nil
	}
	v := newView(text)
	var found []candidate
	var keeps []redact.Span
	it := s.ac.IterOverlapping(v.compact.s)
	for match := it.Next(); match != nil; match = it.Next() {
		p := s.patterns[match.Pattern()]
		if p.runes < m.least {
			continue
		}
		if m.loose && p.runes >= 8 && !onlyDigits(v.compact.s[match.Start():match.End()]) {
			p.form = anywhere
		}
		at, ok := v.accept(p, match.Start(), match.End())
		switch {
		case !ok:
		case p.value < 0:
			keeps = append(keeps, at)
		default:
			found = append(found, candidate{at, p.value})
		}
	}
	return v.hits(found, keeps, m.limit)
}

// candidate is a value's place in the folded text.
type candidate struct {
	redact.Span
	value int
}

// hits leaves out what lies inside one of keeps and maps the rest to the source.
func (v *view) hits(found []candidate, keeps []redact.Span, limit int) []Hit {
	sort.Slice(keeps, func(i, j int) bool { return keeps[i].Start < keeps[j].Start })
	reach := make([]int, len(keeps)) // furthest end of keeps[0..i]
	for i, k := range keeps {
		reach[i] = k.End
		if i > 0 {
			reach[i] = max(reach[i], reach[i-1])
		}
	}
	var out []Hit
	for _, c := range found {
		n := sort.Search(len(keeps), func(i int) bool { return keeps[i].Start > c.Start })
		if n > 0 && reach[n-1] >= c.End {
			continue
		}
		start, end := v.folded.Source(c.Start, c.End)
		out = append(out, Hit{Span: redact.Span{Start: start, End: end}, Value: c.value})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	if limit > 0 && len(out) > limit {
		out = out[:limit]
	}
	return out
}

// Masked returns text with a mask in place of every value that stands in it.
func (s *Search) Masked(text string) string {
	for range 3 { // a mask may bring together what was apart
		hits := s.Find(text, 0)
		if len(hits) == 0 {
			return text
		}
		spans := make([]redact.Span, len(hits))
		for i, h := range hits {
			spans[i] = h.Span
		}
		masked, err := redact.Apply(text, spans)
		if err != nil {
			return redact.Mask
		}
		text = masked
	}
	if len(s.Find(text, 1)) > 0 {
		return redact.Mask
	}
	return text
}
