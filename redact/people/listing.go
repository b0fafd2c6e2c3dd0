package people

import (
	"slices"
	"strings"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// listed reports whether the council's sources know a full name as that of
// staff. There may be others of the name.
func (b *builder) listed(e *entity) bool {
	return e.name.full() && slices.ContainsFunc(b.pol.Directory.Named(e.shown), func(d Entry) bool {
		return d.Listed || d.Email != "" && b.ownAddress(d.Email)
	})
}

// offices are words of the labels and headings beside which those stand who did
// something for the council. What anybody may do, such as sign or raise
// something, is not among them.
var offices = []string{
	"officer", "officers", "assigned", "allocated", "handler", "handled", "author", "creator", "created", "modified", "saved", "owner", "prepared", "approved", "authorised", "checked", "reviewed",
	"logged", "taken", "assessed", "inspected", "recorded", "updated", "minutes", "chair", "present", "attending", "attendees", "apologies", "adviser", "advisor", "agent", "worker", "operative", "engineer", "lead", "manager", "team",
}

// listing is what the directory says of mention i: a name of staff is staff's
// where it stands as that of somebody at work, in a column of officers, beside
// "prepared by", in a document's properties. In a sentence it may be anybody's of
// that name.
func (b *builder) listing(t *text, i int) cue {
	m := t.mentions[i]
	if !m.name.full() || b.pol.Directory == nil || !b.listed(m.who) || b.surname(m.who) {
		return cue{}
	}
	if _, ok := hintAround(t, m.Start, "properties"); ok {
		return cue{ground: "staff acting in role: in the council's own lists, and in the document's properties", firm: true}
	}
	if h, ok := hintAround(t, m.Start, "note"); ok && m.Start-h.Start < 12 && strings.Contains(strings.ToLower(h.Label), "comment") {
		return cue{ground: "staff acting in role: in the council's own lists, and the author of a comment", firm: true}
	}
	for _, label := range []string{t.column(m.Start), t.labelOf(m.Start)} {
		if ws := words(label); slices.ContainsFunc(ws, func(w string) bool { return slices.Contains(offices, w) }) {
			return cue{ground: "staff acting in role: in the council's own lists, and named here as at work", firm: true}
		}
	}
	return cue{}
}

// hintAround returns the hint of a kind around offset i.
func hintAround(t *text, i int, kind string) (recognise.Hint, bool) {
	if t.field != "" {
		return recognise.Hint{}, false
	}
	for _, h := range t.doc.Hints {
		if h.Kind == kind && h.Start <= i && i < h.End {
			return h, true
		}
	}
	return recognise.Hint{}, false
}

// health are words of the places where doctors work, and of what they do there.
var health = []string{
	"gp", "surgery", "practice", "medical", "hospital", "clinic", "infirmary", "health", "ward", "nhs", "psychiatry", "paediatric", "paediatrics", "oncology", "a&e", "consultant", "patient",
	"prescribed", "prescribes", "prescription", "diagnosed", "diagnosis", "examined", "referred", "refers", "medication", "treatment", "appointment",
}

// doctor says that somebody titled Dr, near whom the talk is of health, is a
// health professional.
func (t *text) doctor(i int) cue {
	m := t.mentions[i]
	if m.name.title != "dr" || m.Kind != redact.Person {
		return cue{}
	}
	lo, hi := t.paragraph(m.Start)
	lo, hi = max(lo, m.Start-80), max(m.End, min(hi, m.End+80)) // a name may be longer than a paragraph is read
	around := words(t.s[lo:m.Start] + " " + t.s[m.End:hi])
	if slices.ContainsFunc(around, func(w string) bool { return slices.Contains(health, w) }) {
		return cue{para: "para 17(2)"}
	}
	return cue{elsewhere: "a doctor, by the title: a professional if acting as one"}
}

// writes says what the domain of an address tells of who writes from it: one
// with "police" in a label is that of a police force, and so on.
func writes(address string) cue {
	_, domain, _ := strings.Cut(strings.ToLower(address), "@")
	labels := strings.FieldsFunc(domain, func(r rune) bool { return r == '.' || r == '-' })
	has := func(list ...string) bool {
		return slices.ContainsFunc(labels, func(l string) bool { return slices.Contains(list, l) })
	}
	switch {
	case strings.HasSuffix(domain, ".sch.uk"), has("school", "academy", "primary"):
		return cue{para: "para 17(4)"}
	case has("police", "nhs", "gov", "probation", "cjsm", "parliament"):
		return cue{elsewhere: "writes for another public body: no ground of its own in the Act, to be weighed"}
	}
	return cue{}
}
