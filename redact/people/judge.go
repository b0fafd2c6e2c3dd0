package people

import (
	"regexp"
	"slices"
	"strings"

	"sarsen/redact"
)

// markValue marks a value that is not known to be the subject's.
func (b *builder) markValue(t *text, f redact.Found, alone bool) {
	who, far := b.owner(t, f)
	v := value{Found: f, who: who, alone: alone, far: far}
	t.values = append(t.values, v)
	id := ""
	if who != nil && who.id != SubjectID {
		id = who.id
	}
	p := b.judge(t, v)
	if strings.HasSuffix(p.reason, ofBody) {
		id = ""
		if e := b.organisation(t, f); e != nil {
			id = e.id
			e.values[strings.Join(strings.Fields(f.Text), " ")] = true
		}
	} else if id != "" {
		who.values[strings.Join(strings.Fields(f.Text), " ")] = true
	}
	t.mark(f, id, p)
}

// ofBody ends the reasons of what is an organisation's.
const ofBody = " of an organisation"

// judge says what is proposed for a value.
func (b *builder) judge(t *text, v value) proposal {
	switch {
	case v.Kind == redact.Email && b.ownAddress(v.Text), v.Kind == redact.Phone && b.ownPhone(v.Text):
		return disclose("", "contact of the council")
	case v.Kind == redact.Email:
		return disclose("", "mailbox"+ofBody)
	case v.Kind == redact.Phone && service(v.Text):
		return disclose("", "number"+ofBody)
	case (v.Kind == redact.Address || v.Kind == redact.Postcode) && office(t, v.Span):
		return disclose("", "address"+ofBody)
	case v.who != nil && v.who.confided:
		return b.confidential("of a confidential source")
	case related(t.column(v.Start)):
		return b.withhold("in a column of other people")
	case t.joint(v.Span) && !b.conflicts(v.Found):
		return b.weigh(redact.ClassShared, "held jointly, as the text says")
	case b.mine[valueKey(v.Found)]:
		return disclose("", "stands with the subject's name, here or in another item")
	}
	if v.who == nil || v.who.id == SubjectID {
		return b.judgeOwn(v)
	}
	switch {
	case v.who.proposed.verdict == redact.Disclose && (v.Kind == redact.Email || v.Kind == redact.Phone && t.work(v)):
		return disclose(v.who.proposed.code, "work contact of "+string(v.who.role))
	case v.Kind == redact.Reference && v.who.proposed.verdict == redact.Disclose && v.alone && !b.conflicts(v.Found):
		return disclose("", "nobody else is named in this item")
	case v.who.role == redact.Household:
		return b.weigh(redact.ClassShared, "of the subject's household")
	}
	return b.withhold("of another person")
}

// judgeOwn says what is proposed for a value that stands with the subject, or
// with nobody.
func (b *builder) judgeOwn(v value) proposal {
	conflict := b.conflicts(v.Found)
	switch {
	case conflict && v.Kind == redact.Reference && v.alone:
		return disclose("", "nobody else is named in this item")
	case conflict && v.who == nil:
		return b.withhold("another than the subject's")
	case conflict:
		return b.weigh("", "near the subject's name, and another than in the profile")
	case v.alone:
		return disclose("", "nobody else is named in this item")
	case v.who == nil:
		return b.withhold("not known to be the subject's")
	case !v.far:
		return disclose("", "stands with the subject's name")
	}
	return b.weigh("", "near the subject's name, and others are named")
}

// conflicts reports whether the profile has a value of the same sort as f,
// which is another.
func (b *builder) conflicts(f redact.Found) bool {
	switch f.Kind {
	case redact.DateOfBirth:
		return b.subj.born != ""
	case redact.Address, redact.Postcode:
		return len(b.subj.addresses) > 0
	case redact.Phone: // the profile has the subject's; another may be anybody's
		if b.subj.phoned {
			return true
		}
	case redact.UPN: // of a child: often the subject's, and then not theirs
		return true
	}
	return b.subj.shapes[shape(compact(f.Text))]
}

// shape is the form of a compact value: 9 for each digit, a for each letter,
// and for telephone numbers the sort of line.
func shape(c string) string {
	out := strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '9'
		}
		return 'a'
	}, c)
	if len(c) >= 10 && c[0] == '0' && strings.Trim(out, "9") == "" {
		return c[:2] + out[2:]
	}
	return out
}

func valueKey(f redact.Found) string { return string(f.Kind) + " " + compact(f.Text) }

// learn finds the values that the profile does not have and that are the
// subject's all the same: they stand with the subject's name, or in an item in
// which nobody else is named, and never with anybody else.
func (b *builder) learn() {
	b.mine = make(map[string]bool)
	theirs := make(map[string]bool)
	for _, t := range b.texts {
		alone := b.alone(t)
		for _, f := range t.found {
			if f.Kind.LowConfidence() || b.marked(t, f) {
				continue
			}
			who, far := b.owner(t, f)
			key := valueKey(f)
			switch {
			case who != nil && who.id != SubjectID && !far && who.proposed.verdict != redact.Disclose:
				theirs[key] = true
			case b.conflicts(f) || related(t.column(f.Start)) || f.Kind == redact.Address || f.Kind == redact.Postcode || f.Kind == redact.DateOfBirth:
			case t.letterhead(f), alone && t.field == "" && (who == nil || who.id == SubjectID) || who != nil && who.id == SubjectID && !far:
				b.mine[key] = true
			}
		}
	}
	for key := range theirs {
		delete(b.mine, key)
	}
}

// letterhead reports whether f is the reference at the head of a letter to the
// subject, above "Dear Mrs Smith", with nobody else named before it but those who
// may be: such as "Our ref: TR/204417".
func (t *text) letterhead(f redact.Found) bool {
	label := words(t.labelOf(f.Start))
	if f.Kind != redact.Reference || !slices.ContainsFunc(label, func(w string) bool { return w == "ref" || w == "reference" || w == "cyf" || w == "cyfeirnod" }) {
		return false
	}
	dear := salutation.FindStringIndex(t.s)
	if dear == nil || dear[0] < f.End {
		return false
	}
	greets := slices.ContainsFunc(t.subject, func(s redact.Span) bool {
		return s.Start >= dear[1] && s.Start < dear[1]+24 && !strings.Contains(t.s[dear[1]:s.Start], "\n")
	})
	return greets && !slices.ContainsFunc(t.within(0, dear[0]), func(m mention) bool { return m.who.id != SubjectID && m.who.proposed.verdict != redact.Disclose })
}

// salutation begins a letter.
var salutation = regexp.MustCompile(`(?m)^(?:Dear|Annwyl|DEAR) `)

// work reports whether a number that stands with somebody acting in their role
// is the council's: no mobile, or one in a column or below the name in a
// signature. A mobile right beside a name may be private.
func (t *text) work(v value) bool {
	label := t.column(v.Start)
	if related(label) || slices.ContainsFunc(words(label), func(w string) bool { return w == "home" || w == "private" || w == "personal" }) {
		return false
	}
	if !strings.HasPrefix(compact(v.Text), "07") {
		return true
	}
	return v.far || slices.ContainsFunc(words(label), func(w string) bool {
		return w == "phone" || w == "telephone" || w == "tel" || w == "mobile" || w == "work" || w == "number"
	})
}

// ownPhone reports whether a number is the council's.
func (b *builder) ownPhone(s string) bool {
	return slices.ContainsFunc(b.pol.OwnPhones, func(own string) bool { return compact(own) == compact(s) })
}

// service reports whether a number is of a range that no private person has.
func service(s string) bool {
	c := compact(s)
	return strings.HasPrefix(c, "03") || strings.HasPrefix(c, "08") || strings.HasPrefix(c, "09")
}
