package people

import (
	"slices"
	"sort"
	"strings"
	"time"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// A value is a found thing that is no name, with whom it belongs to.
type value struct {
	redact.Found
	who   *entity // nil: nobody in particular
	alone bool    // nobody else is named in the item
	far   bool    // a line end lies between the value and the name
}

// identifiers gives every value an owner and marks names and values.
func (b *builder) identifiers() {
	b.learn()
	for _, t := range b.texts {
		for i := range t.mentions {
			b.markMention(t, &t.mentions[i])
		}
		alone := b.alone(t)
		for _, f := range t.found {
			switch {
			case f.Kind.LowConfidence():
				b.markPhrase(t, f, alone)
			case !b.marked(t, f):
				b.markValue(t, f, alone)
			default:
				b.sharedHome(t, f)
			}
		}
	}
}

// marked reports whether f needs no mark of its own: it is a mention, an
// organisation or the subject's.
func (b *builder) marked(t *text, f redact.Found) bool {
	switch {
	case f.Kind == redact.Person || f.Kind == redact.Organisation || t.inside(f.Span):
		return true
	case f.Kind == redact.Email:
		return slices.ContainsFunc(t.within(f.Start, f.Start+1), func(m mention) bool { return m.Span == f.Span })
	case f.Kind == redact.Address || f.Kind == redact.Postcode:
		return b.homeOf(f) || b.holdsOwn(f.Text)
	case f.Kind == redact.URL:
		return !profileURL(f.Text)
	}
	if b.own(f) || b.holdsOwn(f.Text) {
		return true
	}
	f.Text = recognise.Restored(f)
	return (f.Kind == redact.NINO || f.Kind == redact.Phone || f.Kind == redact.DateOfBirth) && b.own(f)
}

// own reports whether a value is one of the subject's in the profile.
func (b *builder) own(f redact.Found) bool {
	return b.subj.values[compact(f.Text)] || f.Kind == redact.DateOfBirth && b.born(f.Text)
}

// holdsOwn reports whether a value, of whatever kind it was taken for, is one of
// the profile's with nothing beside it but words: "12/03/1980, NI" read as a
// house and its street.
func (b *builder) holdsOwn(s string) bool {
	found := false
	for _, part := range strings.Split(s, ",") {
		for _, w := range append([]string{part}, strings.Fields(part)...) {
			if c := compact(w); b.born(strings.TrimSpace(w)) || len(c) >= 6 && b.subj.values[c] {
				part, found = strings.Replace(part, w, "", 1), true
			}
		}
		if strings.ContainsAny(part, "0123456789") || len(words(part)) > 2 {
			return false
		}
	}
	return found
}

// born reports whether a date is the subject's date of birth.
func (b *builder) born(date string) bool {
	day, ok := recognise.Date(date)
	return ok && day.Format(time.DateOnly) == b.subj.born
}

// profileURL reports whether a web address is a person's page or may hold a
// secret.
func profileURL(s string) bool {
	low := strings.ToLower(s)
	for _, host := range []string{"facebook.com/", "twitter.com/", "x.com/", "instagram.com/", "linkedin.com/in/", "tiktok.com/@", "token=", "key=", "password="} {
		if strings.Contains(low, host) {
			return true
		}
	}
	return false
}

// alone reports whether nobody but the subject, staff and professionals is
// named in a text that refers to the subject.
func (b *builder) alone(t *text) bool {
	refers := len(t.subject) > 0
	for _, m := range t.mentions {
		refers = refers || m.who.id == SubjectID
		if m.who.id != SubjectID && (m.private || m.who.proposed.verdict != redact.Disclose) {
			return false
		}
	}
	return refers
}

// markMention marks a name or a personal address.
func (b *builder) markMention(t *text, m *mention) {
	if m.who.id == SubjectID {
		return
	}
	if m.Kind == redact.Person && m.who.proposed.verdict == redact.Disclose {
		if ok, why := t.inRole(m); !ok {
			t.mark(m.Found, m.who.id, b.withhold("elsewhere disclosed as "+string(m.who.role)+" in role, "+why))
			return
		}
	}
	if m.Kind == redact.Email && m.who.proposed.verdict == redact.Disclose && m.who.role == redact.Staff && !b.ownAddress(m.Text) {
		t.mark(m.Found, m.who.id, b.withhold("a private address of staff"))
		return
	}
	t.mark(m.Found, m.who.id, m.who.proposed)
}

// owner returns whose value f is: of the person named in the same row, else
// of the one named last before it in the same paragraph, else of the first
// right after it. far says that the text between goes over lines, other than
// the lines of a form.
func (b *builder) owner(t *text, f redact.Found) (*entity, bool) {
	lo, hi := t.paragraph(f.Start)
	if row, ok := t.row(f.Span); ok {
		lo, hi = row.Start, row.End
		if row.Subject && !t.named(row.Span, f.Start) {
			return b.all[0], false
		}
	}
	var before, after *entity
	near, named := 0, false // named: the text says in whose name it is
	for _, m := range t.within(max(lo, f.Start-500), min(hi, f.End+60)) {
		switch {
		case m.End <= f.Start && f.Start-m.End < 400:
			before, near = m.who, m.End
		case m.Start >= f.End && m.Start < hi && after == nil && leadsOn(t.s[f.End:m.Start]):
			after, named = m.who, inNameOf(t.s[f.End:m.Start])
		}
	}
	if i := sort.Search(len(t.subject), func(k int) bool { return t.subject[k].End > f.Start }); i > 0 {
		if s := t.subject[i-1]; s.Start >= lo && s.End > near {
			before, near = b.all[0], s.End
		}
	}
	far := before == nil || !sameRecord(t.s[near:f.Start])
	switch {
	case after != nil && (named || before == nil || far):
		return after, false
	case before != nil:
		return before, far
	}
	return nil, true
}

// leadsOn reports whether what stands between a value and a name leads from
// the one to the other: it stays on the line, says in whose name, or greets.
func leadsOn(gap string) bool {
	line, rest, broken := strings.Cut(gap, "\n")
	if !broken {
		return len(gap) < 60
	}
	return inNameOf(gap) || strings.TrimSpace(line) == "" && strings.EqualFold(strings.TrimSpace(rest), "dear")
}

func inNameOf(gap string) bool {
	return strings.HasSuffix(strings.Join(strings.Fields(strings.ToLower(gap)), " "), "name of")
}

// sameRecord reports whether what stands between a name and a value behind it
// is one line, or lines of a form, each with its label.
func sameRecord(gap string) bool {
	lines := strings.Split(gap, "\n")
	for _, l := range lines[1:] {
		if k := strings.IndexAny(l, ":\t"); k < 1 || k > 40 {
			return false
		}
	}
	return true
}

// named reports whether somebody is named in a row in front of offset i.
func (t *text) named(row redact.Span, i int) bool {
	return len(t.within(row.Start, min(row.End, i))) > 0
}

// paragraph returns the range without an empty line around i, as far as a name
// may be from what belongs to it.
func (t *text) paragraph(i int) (int, int) {
	lo, hi := max(0, i-500), min(len(t.s), i+500)
	if k := strings.LastIndex(t.s[lo:i], "\n\n"); k >= 0 {
		lo += k + 2
	}
	if k := strings.Index(t.s[i:hi], "\n\n"); k >= 0 {
		hi = i + k
	}
	return lo, hi
}

// row returns the row of a table that covers s.
func (t *text) row(s redact.Span) (Row, bool) {
	if t.field == "" {
		rows := t.doc.Rows
		i := sort.Search(len(rows), func(k int) bool { return rows[k].Start > s.Start })
		if i > 0 && rows[i-1].Covers(s) {
			return rows[i-1], true
		}
	}
	return Row{}, false
}
