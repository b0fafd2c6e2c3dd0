// Package rule holds what a pattern can say of personal data: a regular
// expression, the words that stand near it, and a check. Rules are data; a
// council adds its own reference formats by configuration.
//
// Every rule comes with texts that it must find and texts that it must not,
// and does not load when one of them says otherwise. Patterns are RE2: they
// take time in proportion to the text, whoever wrote them, as long as a match is
// no longer than 200 bytes: a longer one may be missed or cut. Nothing here panics
// on what a user wrote.
package rule

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// A Rule finds one sort of identifier by its pattern.
type Rule struct {
	ID          string      `yaml:"id"`
	Kind        redact.Kind `yaml:"kind"`
	Description string      `yaml:"description"` // becomes the reason where no check gives one
	Regexp      string      `yaml:"regexp"`
	// Group is the group of the pattern that is the identifier; 0 is all of it.
	Group int `yaml:"group"`
	// Labels, in lower case: the identifier stands right behind one of them,
	// but for blanks, punctuation and words such as "number" and "is", or in a
	// cell whose column has it in its heading. More of them may follow after
	// commas and "and". The pattern is tried nowhere else.
	Labels []string `yaml:"labels"`
	// Keywords, in lower case: the pattern is only tried on the text from 40
	// bytes before one of them, as a whole word, to 120 after, and in cells
	// whose column has one in its heading. Without keywords and labels it is
	// tried everywhere.
	Keywords []string `yaml:"keywords"`
	// Digits is how many digits a match holds at least, with no more than four
	// other bytes between one and the next. It saves time: text with fewer is
	// passed over.
	Digits int `yaml:"digits"`
	// Score is from 0 to 1, for a match without a context word near.
	Score float64 `yaml:"score"`
	// Context are words in lower case that make a match more certain.
	Context []string `yaml:"context"`
	// Near is how far away a context word may stand, in bytes; 0 is
	// recognise.Window.
	Near int `yaml:"near"`
	// Required drops a match that has no context word near.
	Required bool `yaml:"required"`
	// Except are words in lower case that, right before the label or the match,
	// say that it is something else: "part" number.
	Except []string `yaml:"except"`
	// Check names one of recognise's checks.
	Check string `yaml:"check"`
	// Specimens are published examples, nobody's: found, but said to be so.
	// Blanks, punctuation and case do not count.
	Specimens []string `yaml:"specimens"`
	Match     []string `yaml:"match"`   // each is found by the rule
	NoMatch   []string `yaml:"nomatch"` // in none of these it finds anything

	re    *regexp.Regexp
	begin *begin // nil for a pattern that does not begin with a word
	check func(string) recognise.Verdict
}

// SpecimenScore is the score that a published example has at most.
const SpecimenScore = 0.7

// PublicScore is the score that a number on a public register has at most.
const PublicScore = recognise.OfficeScore

// ErrRule is wrapped by every error about a rule.
var ErrRule = errors.New("rule cannot be used")

// Validate makes the rule ready for Find and reports what is wrong with it.
// The error wraps ErrRule.
func (r *Rule) Validate() error {
	if _, err := r.prepare(); err != nil {
		return err
	}
	return nil
}

// prepare does what Validate does; field is the key that the error is about,
// as the file has it ("match[2]").
func (r *Rule) prepare() (field string, err error) {
	bad := func(field, format string, args ...any) (string, error) {
		return field, fmt.Errorf("check rule %q: %s: %w", r.ID, fmt.Sprintf(format, args...), ErrRule)
	}
	re, err := regexp.Compile(r.Regexp)
	switch {
	case r.ID == "":
		return bad("id", "it has no id")
	case r.Kind == "":
		return bad("kind", "it has no kind")
	case r.Regexp == "":
		return bad("regexp", "it has no regexp")
	case err != nil:
		return bad("regexp", "%v", err)
	case long(r.Regexp):
		return bad("regexp", "the regexp takes more than %d steps: repeat less", steps)
	case r.Group < 0 || r.Group > re.NumSubexp():
		return bad("group", "group %d: the regexp has %d", r.Group, re.NumSubexp())
	case !(r.Score > 0 && r.Score <= 1): // nor no number at all, as YAML can write
		return bad("score", "score %v is not above 0 and at most 1", r.Score)
	case r.Near < 0 || r.Near > recognise.Window:
		return bad("near", "near %d is not from 0 to %d", r.Near, recognise.Window)
	case r.Required && len(r.Context) == 0:
		return bad("required", "context is required but none is given")
	case len(r.Labels) > 0 && len(r.Keywords) > 0:
		return bad("labels", "it has labels and keywords: give one of them")
	case len(r.Match) == 0:
		return bad("match", "it has no match: give one text at least that it finds")
	}
	for _, w := range slices.Concat(r.Labels, r.Keywords, r.Context, r.Except) {
		if w == "" || w != strings.ToLower(w) {
			return bad("", "label, keyword, context or except %q is not in lower case", w)
		}
	}
	if len(r.Labels) > 0 { // it is tried where the label ends, and nowhere else
		if re, err = regexp.Compile(`\A(?:` + r.Regexp + `)`); err != nil {
			return bad("regexp", "%v", err)
		}
	}
	if r.Check != "" {
		check, ok := recognise.Check(r.Check)
		if !ok {
			return bad("check", "there is no check named %q", r.Check)
		}
		r.check = check
	}
	r.re, r.begin = re, nil
	if len(r.Labels) == 0 {
		r.begin = beginning(r.Regexp)
	}
	if field, what := r.examples(); what != "" {
		return bad(field, "%s", what)
	}
	return "", nil
}

// examples runs the texts of the rule: the field and what is wrong with it, ""
// when they are all as they should be.
func (r *Rule) examples() (field, what string) {
	for i, text := range r.Match {
		if len(r.Find(NewText(text))) == 0 {
			return fmt.Sprintf("match[%d]", i), fmt.Sprintf("match %q is not found", text)
		}
	}
	for i, text := range r.NoMatch {
		if len(r.Find(NewText(text))) > 0 {
			return fmt.Sprintf("nomatch[%d]", i), fmt.Sprintf("nomatch %q is found", text)
		}
	}
	return "", ""
}

// Find returns what the rule finds in a text, in order. A rule that was not
// validated finds nothing.
func (r *Rule) Find(t *Text) []redact.Found {
	switch {
	case r.re == nil:
		return nil
	case len(r.Labels) > 0:
		return r.behind(t)
	}
	var out []redact.Found
	for _, part := range t.parts(r) {
		for at := part.Start; at < part.End; {
			m, from, within := r.match(t, at, part)
			if m == nil {
				break
			}
			if span, ok := r.span(m, from); ok && t.whole(within, span) {
				if f, ok := r.judge(t, span, ""); ok {
					out = append(out, f)
				}
			}
			at = from + max(m[1], m[0]+1)
		}
	}
	return out
}

// match returns the first match from at on within part, where it was tried
// from, and what range of the text was seen.
func (r *Rule) match(t *Text, at int, part redact.Span) (m []int, from int, within redact.Span) {
	if r.begin != nil {
		return r.begin.match(t.S, at, part.End)
	}
	within = redact.Span{Start: part.Start, End: min(part.End, runeStart(t.S, at+look))}
	for {
		m = r.re.FindStringSubmatchIndex(t.S[at:within.End])
		if m != nil || within.End == part.End {
			return m, at, within
		}
		at = runeStart(t.S, within.End-reach)
		within = redact.Span{Start: at, End: min(part.End, runeStart(t.S, at+look))}
	}
}

// span returns where the identifier of a match is, which was found from at.
func (r *Rule) span(m []int, at int) (redact.Span, bool) {
	start, end := m[2*r.Group], m[2*r.Group+1]
	return redact.Span{Start: at + start, End: at + end}, start >= 0 && start < end
}

// judge applies check and context to a match. The label it stands behind, in
// words, is "" where there is none.
func (r *Rule) judge(t *Text, s redact.Span, label string) (redact.Found, bool) {
	f := redact.Found{Span: s, Text: t.S[s.Start:s.End], Kind: r.Kind, Score: r.Score, Rule: r.ID, Reason: r.Description}
	if t.Figure(s.Start, s.End) || label == "" && t.Before(s.Start, r.Except) {
		return f, false
	}
	public := false
	if r.check != nil {
		v := r.check(f.Text)
		if !v.OK {
			return f, false
		}
		f.Specimen, public = v.Specimen, v.Public
		if v.Score > 0 {
			f.Score = v.Score
		}
		if v.Reason != "" {
			f.Reason = v.Reason
		}
	}
	near := r.Near
	if near == 0 {
		near = recognise.Window
	}
	if why, ok := t.Context(s.Start, s.End, near, r.Context); ok {
		f.Score += (1 - f.Score) * 0.7
		if label == "" {
			label = why
		}
	} else if r.Required {
		return f, false
	}
	if label != "" {
		f.Reason += ", " + label
	}
	if len(r.Specimens) > 0 && r.specimen(f.Text) {
		f.Specimen = true
		f.Reason += ", a published specimen, nobody's"
	}
	if f.Specimen {
		f.Score = min(f.Score, SpecimenScore)
	}
	if public {
		f.Score = min(f.Score, PublicScore)
	}
	return f, true
}

// specimen reports whether a match is a published example.
func (r *Rule) specimen(text string) bool {
	code := recognise.Compact(text)
	return slices.ContainsFunc(r.Specimens, func(s string) bool { return recognise.Compact(s) == code })
}
