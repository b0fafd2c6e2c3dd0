// Package redact holds what redaction is about: spans of a text that are
// personal data, the people they belong to, what was proposed and what was
// decided, and the pure function that applies it.
//
// It promises that nothing outside a withheld span is changed, that nothing of
// a withheld span remains, and that a placeholder does not tell how long the
// hidden text was. It decides nothing by itself: a proposal becomes a
// redaction only through a decision.
package redact

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// A Span is a byte range of a UTF-8 text, on rune boundaries, End exclusive.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Overlaps reports whether two spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Covers reports whether o lies inside s.
func (s Span) Covers(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// A Kind names what sort of personal data a span is.
type Kind string

// The kinds of DESIGN's detect contract.
const (
	Person       Kind = "person"
	Organisation Kind = "organisation"
	Address      Kind = "address"
	Postcode     Kind = "postcode"
	Phone        Kind = "phone"
	Email        Kind = "email"
	DateOfBirth  Kind = "date_of_birth"
	NINO         Kind = "nino"
	NHSNumber    Kind = "nhs_number"
	UTR          Kind = "utr"
	UPN          Kind = "upn"
	Licence      Kind = "driving_licence"
	Passport     Kind = "passport"
	Vehicle      Kind = "vehicle"
	BankAccount  Kind = "bank_account"
	Card         Kind = "card"
	IBAN         Kind = "iban"
	IPAddress    Kind = "ip_address"
	MACAddress   Kind = "mac_address"
	URL          Kind = "url"
	Reference    Kind = "reference"
	UPRN         Kind = "uprn"
	Location     Kind = "location" // coordinates, OS grid, what3words
	Handle       Kind = "handle"   // user name, social media handle
	Row          Kind = "row"      // a whole row of a table about somebody else
	Drawn        Kind = "area"     // an Area, or marked by hand

	// What may tell who is meant though no name is there, for judgement.
	Age      Kind = "age"
	Relation Kind = "relationship" // "his mother"
	Post     Kind = "role"         // "the headteacher of Hill School"
	Context  Kind = "context"      // "the neighbour at number 12"
)

// A Found is a span that a recogniser takes for personal data.
type Found struct {
	Span
	Text   string  `json:"text"`
	Kind   Kind    `json:"kind"`
	Score  float64 `json:"score"` // 0 to 1
	Reason string  `json:"reason"`
	// Rule names the rule or recogniser; not part of the JSON contract.
	Rule string `json:"rule,omitempty"`
	// Specimen says that the text is a published example, such as the number in
	// a form's guidance, and nobody's. It is marked all the same: on a case's
	// papers it may stand for somebody, and an officer looks.
	Specimen bool `json:"specimen,omitempty"`
}

// A Verdict is what is proposed or decided for an item, a person or a mark.
type Verdict string

// The verdicts.
const (
	Open     Verdict = "open"     // not decided; as a proposal: for judgement
	Disclose Verdict = "disclose" // stays readable
	Withhold Verdict = "withhold" // is redacted, or for an item stays out
)

// Valid reports whether v is one of the three verdicts.
func (v Verdict) Valid() bool { return v == Open || v == Disclose || v == Withhold }

// A Role says in which role a person appears.
type Role string

// The roles.
const (
	Subject      Role = "subject"
	ThirdParty   Role = "third party"
	Household    Role = "household" // family or the same address: for judgement
	Staff        Role = "staff"     // acting in their role for the council
	Professional Role = "professional"
	Namesake     Role = "namesake" // the subject's name, somebody else
	Body         Role = "organisation"
)

// A Class says of a mark why it is not an ordinary third party's.
type Class string

// The classes; "" is none of them.
const (
	// ClassShared is data of the subject and of somebody else at once: a joint
	// address, the family.
	ClassShared Class = "shared"
	// ClassConfidential is who told something in confidence, and what stands
	// around that would tell who it was.
	ClassConfidential Class = "confidential source"
	// ClassContext still identifies somebody when the name is gone.
	ClassContext Class = "context"
)

// A Mark is a span of an item's text, or of its name, proposed or decided for
// redaction.
type Mark struct {
	// ID is stable for the same value at the same place of the same text and
	// survives a change of text elsewhere: a fingerprint of the value, what
	// stands around it and how many times it occurred before.
	ID   string `json:"id"`
	Item string `json:"item"`
	// Field is "" for the item's text and "name" for its file name.
	Field string `json:"field,omitempty"`
	Span
	Text   string  `json:"text"`
	Kind   Kind    `json:"kind"`
	Person string  `json:"person,omitempty"` // ID of the person it belongs to
	Class  Class   `json:"class,omitempty"`
	Score  float64 `json:"score"`
	Reason string  `json:"reason"`
	// Proposal is the machine's, with its code and ground.
	Proposal Verdict `json:"proposal"`
	Code     string  `json:"code,omitempty"`
	// Decision is the effective one: of the mark, else of its person. Open
	// until somebody decided.
	Decision Verdict `json:"decision"`
	// By is who decided, "" while open.
	By string `json:"by,omitempty"`
}

// Withheld reports whether the mark's text must not leave: it was decided so,
// or nothing was decided and disclosure was not what was proposed. Undecided
// is withheld (fail closed).
func (m Mark) Withheld() bool {
	if m.Decision == Withhold {
		return true
	}
	return m.Decision != Disclose && m.Proposal != Disclose
}

// Mask is what stands in place of every withheld span.
const Mask = "█████"

// ErrSpan is returned by Apply for a span outside the text or inside a rune.
var ErrSpan = errors.New("span does not fit the text")

// Merge sorts spans and joins those that overlap or touch.
func Merge(spans []Span) []Span {
	out := make([]Span, 0, len(spans))
	sorted := append([]Span(nil), spans...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Start < sorted[j].Start })
	for _, s := range sorted {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// Apply returns text with each of the spans replaced by Mask. Spans may
// overlap and come in any order; those that touch share one mask. Bytes
// outside the spans are unchanged. The error wraps ErrSpan.
func Apply(text string, spans []Span) (string, error) {
	var b strings.Builder
	b.Grow(len(text))
	at := 0
	for _, s := range Merge(spans) {
		if s.Start < 0 || s.End > len(text) || s.Start > s.End || !edge(text, s.Start) || !edge(text, s.End) {
			return "", fmt.Errorf("redact bytes %d to %d of %d: %w", s.Start, s.End, len(text), ErrSpan)
		}
		if s.Start == s.End {
			continue
		}
		b.WriteString(text[at:s.Start])
		b.WriteString(Mask)
		at = s.End
	}
	b.WriteString(text[at:])
	return b.String(), nil
}

func edge(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }
