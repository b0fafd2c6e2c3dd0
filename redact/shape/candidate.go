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

// A pattern is a shape, with the prefix that is kept of it, and what was counted.
type pattern struct {
	shape, prefix string
	form          *form
}

// fewPrefixes is how many prefixes are told apart in any case; see varying.
const fewPrefixes = 3

// likely returns the forms of a family that are worth a look: those by prefix,
// where a few have most of them, else all of them as one.
func (f *family) likely(shape string, opts Options) []pattern {
	if len(f.prefixes) == 0 {
		return []pattern{{shape, "", &f.all}}
	}
	var out []pattern
	rest := f.all.tokens
	for _, p := range slices.Sorted(maps.Keys(f.prefixes)) {
		one := f.prefixes[p]
		if 20*one.tokens >= f.all.tokens && one.values.distinct() >= min(2, opts.Values) {
			out = append(out, pattern{shape, p, one})
			rest -= one.tokens
		}
	}
	if 2*rest > f.all.tokens || varying(out) {
		return []pattern{{shape, "", &f.all}}
	}
	return out
}

// varying reports whether prefixes are letters that vary in one reference rather
// than several references: most stand behind the same label.
func varying(list []pattern) bool {
	labels := make(map[string]bool)
	for _, p := range list {
		if best := p.form.best(); len(best) > 0 {
			labels[best[0]] = true
		}
	}
	return len(list) > fewPrefixes && 2*len(labels) <= len(list)
}

// A part is a stretch of a pattern: words as they are, or so many letters or digits.
type part struct {
	words    string
	class    byte // 'A', '9', or 0 for words
	min, max int
}

// parts takes a pattern apart.
func (p pattern) parts() []part {
	out := []part{}
	if p.prefix != "" {
		out = append(out, part{words: p.prefix})
	}
	for i := len(p.prefix); i < len(p.shape); {
		n := i
		for n < len(p.shape) && p.shape[n] == p.shape[i] {
			n++
		}
		switch c := p.shape[i]; {
		case separator(c):
			out = append(out, part{words: p.shape[i:n]})
		default:
			out = append(out, part{class: c, min: n - i, max: n - i})
		}
		i = n
	}
	return out
}

// key is the same for patterns with a prefix that differ in the lengths of their
// numbers only: they are one. Without a prefix, lengths are what tells them apart.
func (p pattern) key() string {
	if p.prefix == "" {
		return p.shape
	}
	var b strings.Builder
	for _, x := range p.parts() {
		if x.class == '9' {
			b.WriteString("9+")
			continue
		}
		b.WriteString(x.words)
		b.WriteString(strings.Repeat("A", x.max))
	}
	return b.String()
}

// gathered joins patterns that are one.
type gathered struct {
	parts []part
	most  *form // of the pattern met most often
	shape string
	form  form // of all of them
}

func (g *gathered) add(p pattern) {
	f := p.form
	if g.most == nil || f.tokens > g.most.tokens {
		g.most, g.shape = f, p.prefix+p.shape[len(p.prefix):]
	}
	parts := p.parts()
	if g.parts == nil {
		g.parts = parts
	}
	for i := range g.parts {
		g.parts[i].min, g.parts[i].max = min(g.parts[i].min, parts[i].min), max(g.parts[i].max, parts[i].max)
	}
	g.form.join(f)
}

// join adds what was counted of another form. Texts that have both count twice.
func (f *form) join(o *form) {
	f.texts, f.tokens, f.labelled = f.texts+o.texts, f.tokens+o.tokens, f.labelled+o.labelled
	if f.labels == nil {
		f.labels = make(map[string]int)
	}
	for w, n := range o.labels {
		f.labels[w] += n
	}
	for i, n := range o.likes {
		f.likes[i] += n
	}
	f.places = append(f.places, o.places...)
	f.values.values = slices.Concat(f.values.values, o.values.values)
	slices.SortFunc(f.values.values, func(a, b value) int { return cmp.Compare(a.hash, b.hash) })
	f.values.more = f.values.more || o.values.more
	if len(f.values.values) > sketchSize {
		f.values.values, f.values.more = f.values.values[:sketchSize], true
	}
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
