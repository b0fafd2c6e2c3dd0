package shape

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

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
