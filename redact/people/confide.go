package people

import (
	"strings"
	"time"
	"unicode"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// A secret is a part of a text in which somebody asks that it is not told who
// they are.
type secret struct {
	redact.Span         // of the sentence
	who         *entity // nil: nobody who is named
	more        bool    // goes on about them behind another
}

// confide finds who told something in confidence. The person is proposed
// withheld wherever they are met, and so are sentences about them: what somebody
// saw, and when, often tells who it was as well as the name does; see secrecy.
//
// Who is meant is the one named last before the cue, without another source,
// such as "the caller", between; in the first person the writer. The subject's
// own wish to stay unnamed towards others hides nothing from them.
func (b *builder) confide() {
	for _, t := range b.texts {
		if t.field != "" {
			continue
		}
		low := recognise.New(t.s, nil, time.Time{}).Lower
		for _, at := range stems(low) {
			s := t.sentence(at)
			if n := len(t.secrets); n > 0 && t.secrets[n-1].Covers(s) {
				continue
			}
			if c, ok := cueIn(low[s.Start:s.End]); ok {
				b.confided(t, s, c.from(s.Start))
			}
		}
	}
}

// confided notes the sentence s of a text with a cue in it.
func (b *builder) confided(t *text, s redact.Span, c confidence) {
	var who *entity
	switch c.voice {
	case writer:
		e, known := t.author(s)
		if known && e.id == SubjectID {
			return
		}
		who = e
	case named:
		e, known := b.told(t, s, c.Span)
		if known && e.id == SubjectID {
			return
		}
		who = e
	}
	if who != nil {
		who.confided = true
		who.asked[t.doc.Item] = true
	}
	t.secrets = append(t.secrets, secret{Span: s, who: who})
}

// told returns who is meant by a cue in the third person: the one it is said
// of, by name or by a pronoun that goes back to the sentence before. The second
// result is false where it is nobody who is named.
func (b *builder) told(t *text, s, c redact.Span) (*entity, bool) {
	if behind := t.within(c.End, min(s.End, c.End+24)); len(behind) > 0 && strings.HasSuffix(strings.TrimSpace(t.s[c.End:behind[0].Start]), "by") {
		return behind[0].who, true
	}
	e, end := t.lastBefore(b, s.Start, c.Start)
	if e != nil && e.id == SubjectID && b.otherSex(t.s[end:c.Start]) { // "Tom says Mary hits out; he asked me not to"
		at := end - 1
		for e != nil && e.id == SubjectID && at > s.Start {
			e, end = t.lastBefore(b, s.Start, at)
			at = end - 1
		}
	}
	if e != nil {
		gap := strings.ToLower(t.s[end:c.Start])
		if strings.HasPrefix(gap, "'s ") || strings.HasPrefix(gap, "’s ") || another(gap) {
			return nil, false
		}
		if e.id != SubjectID && (e.own || e.cue.says() || e.here[t.doc.Item].says()) && len(words(gap)) > 4 {
			return nil, false // whoever noted it
		}
		return e, true
	}
	head := strings.ToLower(t.s[s.Start:c.End])
	if sourceNoun.MatchString(head) || !pronoun.MatchString(head) {
		return nil, false
	}
	lo, _ := t.paragraph(s.Start)
	e, end = t.lastBefore(b, max(lo, s.Start-300), s.Start)
	if e == nil || e.own || another(strings.ToLower(t.s[end:s.Start])) {
		return nil, false
	}
	return e, true
}

// otherSex reports whether the last pronoun in s is not of the subject's sex.
func (b *builder) otherSex(s string) bool {
	last := ""
	for _, w := range words(s) {
		switch w {
		case "he", "him", "his":
			last = "m"
		case "she", "her", "hers":
			last = "f"
		}
	}
	return last != "" && b.subj.sex != "" && last != b.subj.sex
}

// lastBefore returns whose the last mention in [lo, hi) is, and where it ends.
func (t *text) lastBefore(b *builder, lo, hi int) (*entity, int) {
	var e *entity
	end := lo
	for _, m := range t.within(lo, hi) {
		if m.End <= hi {
			e, end = m.who, m.End
		}
	}
	if s, ok := t.subjectBefore(hi); ok && s.Start >= lo && s.End > end && strings.ContainsFunc(t.s[s.Start:s.End], unicode.IsLetter) {
		e, end = b.all[0], s.End
	}
	return e, end
}

// author returns who wrote a text: the sender of a message, else who signs
// below s on a line of their own.
func (t *text) author(s redact.Span) (*entity, bool) {
	for _, h := range t.doc.Hints {
		if h.Kind == "field" && strings.EqualFold(h.Label, "from") {
			if list := t.within(h.Start, h.End); len(list) > 0 {
				return list[0].who, true
			}
		}
	}
	for _, m := range t.within(0, s.Start) {
		line := strings.LastIndexByte(t.s[:m.Start], '\n') + 1
		if strings.EqualFold(strings.Trim(t.s[line:m.Start], " \""), "from:") {
			return m.who, true
		}
	}
	for _, m := range t.within(s.End, len(t.s)) {
		if m.Kind == redact.Person && t.ownLineOf(m.Span) {
			return m.who, true
		}
	}
	return nil, false
}

// ownLineOf reports whether s is all there is on its line.
func (t *text) ownLineOf(s redact.Span) bool {
	line := t.line(s)
	return strings.Trim(t.s[line.Start:s.Start]+t.s[s.End:line.End], " \t\r,.()") == ""
}

// line returns the line, or lines, that s stands on.
func (t *text) line(s redact.Span) redact.Span {
	out := redact.Span{Start: strings.LastIndexByte(t.s[:s.Start], '\n') + 1, End: len(t.s)}
	if k := strings.IndexByte(t.s[s.End:], '\n'); k >= 0 {
		out.End = s.End + k
	}
	return out
}
