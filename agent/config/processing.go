package config

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

// A Basis is a lawful basis (UK GDPR Article 6(1)), written with blanks.
type Basis string

// The lawful bases. Only what rests on the first two can be ported (Art 20).
const (
	Consent             Basis = "consent"
	Contract            Basis = "contract"
	LegalObligation     Basis = "legal obligation"
	VitalInterests      Basis = "vital interests"
	PublicTask          Basis = "public task"
	RecognisedInterest  Basis = "recognised legitimate interest"
	LegitimateInterests Basis = "legitimate interests"
)

// A Nature says how the council came to have data.
type Nature string

// The natures. What the council worked out itself cannot be ported.
const (
	Provided Nature = "provided" // by the person
	Observed Nature = "observed" // of the person, as by a meter or a log
	Derived  Nature = "derived"  // worked out by the council
)

// An Answer is yes or no; "" is not stated.
type Answer string

// The answers.
const (
	Yes Answer = "yes"
	No  Answer = "no"
)

var (
	bases   = []string{string(Consent), string(Contract), string(LegalObligation), string(VitalInterests), string(PublicTask), string(RecognisedInterest), string(LegitimateInterests)}
	natures = []string{string(Provided), string(Observed), string(Derived)}
)

// A FieldRule says of a column of a source's tables what the source as a whole
// does not: how the council came to have it, and what it means.
type FieldRule struct {
	Nature  Nature `yaml:"nature"`  // "" for that of the source
	Meaning string `yaml:"meaning"` // in plain words; "" where nobody wrote it down
}

// UnmarshalYAML reads a rule, or in its place nothing but a nature.
func (f *FieldRule) UnmarshalYAML(read func(any) error) error {
	var nature string
	if read(&nature) == nil {
		f.Nature = Nature(nature)
		return nil
	}
	type plain FieldRule
	return read((*plain)(f))
}

// completeProcessing checks what a requester is told about the source, and
// spells it as this package does.
func (s *Source) completeProcessing() error {
	if err := oneOf("lawful_basis", (*string)(&s.LawfulBasis), bases); err != nil {
		return err
	}
	if err := oneOf("nature", (*string)(&s.Nature), natures); err != nil {
		return err
	}
	switch strings.ToLower(string(s.Automated)) {
	case "true":
		s.Automated = Yes
	case "false":
		s.Automated = No
	}
	if err := oneOf("automated", (*string)(&s.Automated), []string{string(Yes), string(No)}); err != nil {
		return fmt.Errorf("%w: it says whether the data is processed by machine; what is decided without a person belongs under automated_decisions", err)
	}
	fields := make(map[string]FieldRule, len(s.Fields))
	for pattern, f := range s.Fields {
		key := heading(pattern)
		if _, err := path.Match(key, ""); err != nil || key == "" {
			return fmt.Errorf("fields: pattern %q is not well formed", pattern)
		}
		if _, twice := fields[key]; twice {
			return fmt.Errorf("fields: %q is there twice; case and blanks do not count", pattern)
		}
		if err := oneOf(fmt.Sprintf("fields: %s: nature", pattern), (*string)(&f.Nature), natures); err != nil {
			return err
		}
		if f == (FieldRule{}) {
			return fmt.Errorf("fields: %s: says nothing; write provided, observed or derived, or a meaning", pattern)
		}
		fields[key] = f
	}
	if s.Fields != nil {
		s.Fields = fields
	}
	return nil
}

// oneOf spells value as one of allowed, ignoring case and what stands between
// words, and refuses others. "" stays.
func oneOf(key string, value *string, allowed []string) error {
	if strings.TrimSpace(*value) == "" {
		*value = ""
		return nil
	}
	plain := strings.ToLower(strings.Join(strings.FieldsFunc(*value, func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '\t' }), " "))
	if !slices.Contains(allowed, plain) {
		return errors.New(key + ": \"" + *value + "\" is none of " + strings.Join(allowed, ", "))
	}
	*value = plain
	return nil
}

// heading is a column's heading as Field compares it.
func heading(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// Field returns what is configured for the column with a heading: the entry
// of just that heading, else the longest pattern that matches it (of two that
// are equally long, the first in the alphabet), with the source's nature where
// the entry has none. Case and the width of blanks do not count.
func (s Source) Field(column string) FieldRule {
	name := heading(column)
	best := ""
	for pattern := range s.Fields {
		ok, err := path.Match(pattern, strings.ReplaceAll(name, "/", " "))
		if pattern != name && (err != nil || !ok) {
			continue
		}
		if best == "" || best != name && (pattern == name || len(pattern) > len(best) || len(pattern) == len(best) && pattern < best) {
			best = pattern
		}
	}
	f := s.Fields[best]
	if f.Nature == "" {
		f.Nature = s.Nature
	}
	return f
}
