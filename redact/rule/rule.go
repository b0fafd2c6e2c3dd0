// Package rule holds what a pattern can say of personal data: a regular
// expression, the words that stand near it, and a check. Rules are data; a
// council adds its own reference formats by configuration.
//
// Every rule comes with texts that it must find and texts that it must not,
// and does not load when one of them says otherwise. Patterns are RE2: they
// take time in proportion to the text, whoever wrote them. Nothing here panics
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
	// Keywords, in lower case: the pattern is only tried on the text from 40
	// bytes before one of them, as a whole word, to 120 after. Without
	// keywords it is tried everywhere.
	Keywords []string `yaml:"keywords"`
	// Digits is how many digits a match holds at least. It saves time: text
	// with fewer is passed over.
	Digits int `yaml:"digits"`
	// Score is from 0 to 1, for a match without a context word near.
	Score float64 `yaml:"score"`
	// Context are words in lower case that make a match more certain.
	Context []string `yaml:"context"`
	// Required drops a match that has no context word near.
	Required bool `yaml:"required"`
	// Check names one of recognise's checks.
	Check   string   `yaml:"check"`
	Match   []string `yaml:"match"`   // each is found by the rule
	NoMatch []string `yaml:"nomatch"` // in none of these it finds anything

	re    *regexp.Regexp
	check func(string) recognise.Verdict
}

// ErrRule is wrapped by every error about a rule.
var ErrRule = errors.New("rule cannot be used")

// Validate makes the rule ready for Find and reports what is wrong with it.
// The error wraps ErrRule.
func (r *Rule) Validate() error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("check rule %q: %s: %w", r.ID, fmt.Sprintf(format, args...), ErrRule)
	}
	re, err := regexp.Compile(r.Regexp)
	switch {
	case r.ID == "":
		return bad("it has no id")
	case r.Kind == "":
		return bad("it has no kind")
	case r.Regexp == "":
		return bad("it has no regexp")
	case err != nil:
		return bad("%v", err)
	case r.Group < 0 || r.Group > re.NumSubexp():
		return bad("group %d: the regexp has %d", r.Group, re.NumSubexp())
	case r.Score <= 0 || r.Score > 1:
		return bad("score %v is not above 0 and at most 1", r.Score)
	case r.Required && len(r.Context) == 0:
		return bad("context is required but none is given")
	case len(r.Match) == 0:
		return bad("it has no match: give one text at least that it finds")
	}
	for _, w := range slices.Concat(r.Keywords, r.Context) {
		if w == "" || w != strings.ToLower(w) {
			return bad("keyword or context %q is not in lower case", w)
		}
	}
	if r.Check != "" {
		check, ok := recognise.Check(r.Check)
		if !ok {
			return bad("there is no check named %q", r.Check)
		}
		r.check = check
	}
	r.re = re
	return r.examples(bad)
}

// examples runs the rule over its own examples.
func (r *Rule) examples(bad func(string, ...any) error) error {
	for _, text := range r.Match {
		if len(r.Find(NewText(text))) == 0 {
			return bad("match %q is not found", text)
		}
	}
	for _, text := range r.NoMatch {
		if len(r.Find(NewText(text))) > 0 {
			return bad("nomatch %q is found", text)
		}
	}
	return nil
}

// Find returns what the rule finds in a text, in order. A rule that was not
// validated finds nothing.
func (r *Rule) Find(t *Text) []redact.Found {
	if r.re == nil {
		return nil
	}
	var out []redact.Found
	for _, part := range t.parts(r) {
		at := part.Start
		for at < part.End {
			m := r.re.FindStringSubmatchIndex(t.S[at:part.End])
			if m == nil {
				break
			}
			span := redact.Span{Start: at + m[2*r.Group], End: at + m[2*r.Group+1]}
			if m[2*r.Group] >= 0 && span.Start < span.End && t.whole(part, span) {
				if f, ok := r.judge(t, span); ok {
					out = append(out, f)
				}
			}
			at += max(m[1], m[0]+1)
		}
	}
	return out
}

// judge applies check and context to a match.
func (r *Rule) judge(t *Text, s redact.Span) (redact.Found, bool) {
	f := redact.Found{Span: s, Text: t.S[s.Start:s.End], Kind: r.Kind, Score: r.Score, Rule: r.ID, Reason: r.Description}
	if r.check != nil {
		v := r.check(f.Text)
		if !v.OK {
			return f, false
		}
		if v.Score > 0 {
			f.Score = v.Score
		}
		if v.Reason != "" {
			f.Reason = v.Reason
		}
	}
	if w, ok := t.Near(s.Start, s.End, recognise.Window, r.Context); ok {
		f.Score += (1 - f.Score) * 0.7
		f.Reason += `, near "` + w + `"`
	} else if r.Required {
		return f, false
	}
	return f, true
}
