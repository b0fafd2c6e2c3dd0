package people

import (
	"slices"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// subjects reports whether a name at f is the subject's own.
func (b *builder) subjects(t *text, f redact.Found, n name) bool {
	switch {
	case b.anothers(n):
		return false
	case t.inside(f.Span):
		return true
	case f.Kind == redact.Email:
		return b.subj.values[compact(f.Text)]
	case t.touches(f.Span): // it holds a part of the subject's name: is the rest theirs too?
		return slices.ContainsFunc(b.subj.names, func(s name) bool { return n.fits(s) || t.rest(f, s) })
	case len(t.subject) > 0:
		return slices.ContainsFunc(b.subj.names, n.misread)
	}
	return false
}

// anothers reports whether a surname with a title is that of another person
// than the subject, whose titles are known: of the other sex, or one by which
// only a relative of that surname can be meant.
func (b *builder) anothers(n name) bool {
	e := b.all[0]
	switch {
	case sex(n.title) == "" || e.titles[n.title] || n.full():
		return false
	case len(e.titles) == 0:
		return b.subj.sex != "" && b.subj.sex != sex(n.title)
	}
	return e.contradicts(n.title) || n.title == "miss" && slices.ContainsFunc(b.subj.relatives, func(r name) bool { return r.last == n.last })
}

// rest reports whether nothing stands beside the subject's spans in f but
// titles and initials that are those of s.
func (t *text) rest(f redact.Found, s name) bool {
	left := []byte(f.Text)
	whole := false // a span holds more than initials
	for _, sp := range t.subject {
		for i := max(sp.Start, f.Start); i < min(sp.End, f.End); i++ {
			left[i-f.Start] = ' '
			whole = whole || sp.End-sp.Start > 2
		}
	}
	for _, w := range words(bare(string(left))) {
		if !recognise.Title(w) && (len(w) > len(s.given) || !initials(w, s.given)) {
			return false
		}
	}
	return whole
}

// namesake reports whether a full name is one of the subject's.
func (b *builder) namesake(n name) bool {
	return slices.ContainsFunc(b.subj.names, func(s name) bool {
		return s.full() && n.key() == s.key() && (n.last == s.last || n.tails(s))
	})
}
