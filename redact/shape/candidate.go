package shape

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sarsen/redact"
)

// A Candidate is a shape that may be that of a reference.
type Candidate struct {
	Shape    string   // 9 for a digit, A for a letter; a prefix that all have is kept: "HB/9999/99999"
	Labels   []string // the words that stand before it, in lower case, the most frequent first
	Examples []string // some that were met: people's own
	Texts    int      // in which it was met
	Tokens   int
	Values   int // how many different ones, about
	// Labelled is the share of those that may be nothing else that a label stands
	// before.
	Labelled float64
	// Repeated counts those of the followed values that stand with somebody in two
	// texts or more, SamePeople those of them that stand with the same person.
	Repeated, SamePeople int
	// Dates, Phones, Amounts and Parts are the shares that may be these as well.
	Dates, Phones, Amounts, Parts float64
	// Found is in which share of the places looked at it is found already, as
	// always the same kind of data, and FoundBy the rule or recogniser that does so
	// most often.
	FoundBy string
	Found   float64
	Score   float64 // how sure it is a reference of somebody, 0 to 1
	Why     []string

	parts []part // of the pattern
	real  []string
}

// Options steer Candidates. Zero fields have defaults.
type Options struct {
	Texts  int // in how many a shape is met at least; 3
	Values int // and how many different ones there are; 3
	// Find is what finds references already; nil for nothing.
	Find func(text string) []redact.Found
}

// enough is the share of a shape that is one prefix's or one rule's.
const enough = 0.9

// Known reports whether rules find it already.
func (c *Candidate) Known() bool { return c.Found >= enough }

// Candidates returns the shapes that recur, the likeliest first.
func (c *Counter) Candidates(opts Options) []Candidate {
	opts.Texts, opts.Values = cmp.Or(opts.Texts, 3), cmp.Or(opts.Values, 3)
	groups := make(map[string]*gathered)
	for _, shape := range slices.Sorted(maps.Keys(c.shapes)) {
		for _, p := range c.shapes[shape].likely(shape, opts) {
			key := p.key()
			if groups[key] == nil {
				groups[key] = &gathered{}
			}
			groups[key].add(p)
		}
	}
	var out []Candidate
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		g := groups[key]
		if g.form.texts < opts.Texts || g.form.values.distinct() < opts.Values {
			continue
		}
		if cand, ok := g.candidate(); ok {
			cand.look(opts.Find, g.form.places)
			out = append(out, cand)
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Texts, a.Texts), cmp.Compare(a.Shape, b.Shape))
	})
	return out
}

// candidate judges a pattern; false for what is surely no reference of anybody.
func (g *gathered) candidate() (Candidate, bool) {
	f := &g.form
	share := func(n int) float64 { return float64(n) / float64(max(f.tokens, 1)) }
	labelled := float64(f.labelled) / float64(max(f.likes[reference], 1))
	c := Candidate{
		Shape: g.shape, Labels: f.best(), Texts: f.texts, Tokens: f.tokens, Values: f.values.distinct(), Labelled: labelled,
		Dates: share(f.likes[dateLike]), Phones: share(f.likes[phoneLike]), Amounts: share(f.likes[amountLike]), Parts: share(f.likes[partLike]),
		parts: g.parts,
	}
	for _, v := range f.values.values {
		c.real = append(c.real, v.text)
		if len(c.Examples) < 3 {
			c.Examples = append(c.Examples, v.text)
		}
		if v.texts >= 2 && v.known >= 2 {
			c.Repeated++
			if slices.ContainsFunc(slices.Collect(maps.Values(v.people)), func(n int) bool { return n >= 2 }) {
				c.SamePeople++
			}
		}
	}
	named := g.parts[0].words != ""
	switch {
	case c.Dates+c.Phones+c.Amounts+c.Parts > 0.5:
		return c, false
	case !named && len(c.Labels) == 0: // a bare number that nothing says what it is
		return c, false
	case c.Values*20 < c.Texts && c.Values < 10: // a form, a law or a standard
		return c, false
	}
	c.score(named)
	return c, true
}

// score says how likely it is that c is a reference, and why.
func (c *Candidate) score(named bool) {
	c.Score = 0.2 + 0.3*c.Labelled
	c.why("%d different ones in %d texts", c.Values, c.Texts)
	if named {
		c.Score += 0.2
		c.why("all begin alike")
	}
	if len(c.Labels) > 0 {
		c.why("%.0f %% stand behind a label such as %q", 100*c.Labelled, c.Labels[0])
	}
	if c.Repeated > 0 {
		same := float64(c.SamePeople) / float64(c.Repeated)
		c.Score += 0.25 * same
		c.why("%d of %d that recur do so with the same person", c.SamePeople, c.Repeated)
	}
	for _, l := range []struct {
		share float64
		what  string
	}{{c.Dates, "dates"}, {c.Phones, "telephone numbers"}, {c.Amounts, "amounts"}, {c.Parts, "numbers of things"}} {
		c.Score -= 0.5 * l.share
		if l.share > 0 {
			c.why("%.0f %% may be %s", 100*l.share, l.what)
		}
	}
	if c.Dates+c.Phones+c.Amounts+c.Parts == 0 {
		c.why("none may be a date, a telephone number, an amount or a part number")
	}
	c.Score = min(max(c.Score, 0), 0.95)
}

func (c *Candidate) why(format string, args ...any) {
	c.Why = append(c.Why, fmt.Sprintf(format, args...))
}

// best returns the labels that stand before a seventh or more, each in the longest
// form that most of them have.
func (f *form) best() []string {
	var out []string
	for _, w := range slices.SortedFunc(maps.Keys(f.labels), func(a, b string) int {
		return cmp.Or(f.labels[b]-f.labels[a], len(b)-len(a), cmp.Compare(a, b))
	}) {
		n := f.labels[w]
		if n < 2 || 7*n < f.labelled || len(w) < 2 {
			continue
		}
		longer := func(l string) bool { return strings.HasSuffix(l, " "+w) && 5*f.labels[l] >= 4*n }
		shorter := func(l string) bool { return strings.HasSuffix(w, " "+l) }
		if slices.ContainsFunc(slices.Collect(maps.Keys(f.labels)), longer) || slices.ContainsFunc(out, shorter) {
			continue
		}
		if out = append(out, w); len(out) == 5 {
			break
		}
	}
	return out
}

// look asks what finds the places already.
func (c *Candidate) look(find func(string) []redact.Found, places []string) {
	if find == nil || len(places) == 0 {
		return
	}
	by, kinds := map[string]int{}, map[redact.Kind]int{}
	for _, place := range places {
		for t := range tokens(place) {
			if !slices.Contains(c.real, t.text) && !c.fits(t.text) {
				continue
			}
			at := redact.Span{Start: t.start, End: t.end}
			found := find(place)
			if i := slices.IndexFunc(found, func(f redact.Found) bool { return f.Covers(at) }); i >= 0 {
				kinds[found[i].Kind]++
				by[cmp.Or(found[i].Rule, string(found[i].Kind))]++
			}
			break
		}
	}
	for _, n := range kinds { // what is taken now for this, now for that, is not known
		c.Found = max(c.Found, float64(n)/float64(len(places)))
	}
	for _, name := range slices.Sorted(maps.Keys(by)) {
		if c.FoundBy == "" || by[name] > by[c.FoundBy] {
			c.FoundBy = name
		}
	}
	if c.Found > 0 {
		c.why("%.0f %% are found already, by %q", 100*c.Found, c.FoundBy)
	}
}
