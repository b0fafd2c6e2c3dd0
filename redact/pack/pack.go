// Package pack builds the pack that goes to a requester: redacted documents,
// tables, a page to read, and the list of checksums. FORMAT.md describes it.
//
// It promises that the pack is made from allowed text and pixels only, that
// nothing half-written ever stands at the target, and that the same input
// gives the same bytes. It never reads a store: everything comes in Input.
package pack

import (
	"time"

	"sarsen/redact"
)

// Input is everything a pack is made from.
type Input struct {
	Request Request
	Sources []Source
	Items   []Item // in the order of the schedule
	Draft   bool
	// Values are all withheld values of the request, for the verifier and for
	// labels (titles, file names, addresses) that have no marks of their own.
	Values []Value
	// Keep are the subject's own names and identifiers, which labels may show
	// even where a value overlaps them.
	Keep []string
}

// Request is what the pack says about the case.
type Request struct {
	ID           string
	Right        string // access, portability ...
	Subject      string // the person's name as given
	Council      string // the organisation's name, from the configuration
	Contact      string // data protection officer's address or e-mail
	Jurisdiction string
	Received     time.Time // date only
	Due          time.Time // date only
	// Made is the date the pack bears: of the release or, in a draft, of the
	// last decision it was made from. It comes from the request, never from
	// the clock, so that packs can be reproduced.
	Made time.Time
}

// Source is one searched source: its coverage, and its entry for Art 15(1).
type Source struct {
	Name, Location string
	Searched       time.Time
	Seen           int
	Read           int // indexed, partial and empty
	Partial        int
	Unread         map[string]int // by state
	Purpose        string
	LawfulBasis    string
	Categories     []string
	Recipients     []string
	Retention      string
	Origin         string // where the data came from
	Automated      string // automated decision-making
	Transfers      string
	Notes          string
	ByMachine      string // whether it is processed by automated means: yes or no; "" when not stated
	Nature         string // provided, observed or derived; "" when not stated
	// FieldOf says the same of one column of its tables, by heading, and what the
	// column means; nil when nothing is known beside Nature.
	FieldOf func(column string) (nature, meaning string)
}

// Disposition says what becomes of an item in the pack.
type Disposition string

// The dispositions of schedule.csv.
const (
	Disclosed Disposition = "disclosed" // in full
	Part      Disposition = "part"      // with redactions
	Withheld  Disposition = "withheld"  // the whole item
	Duplicate Disposition = "duplicate" // same text as another item, disclosed there
)

// Item is one matched item that the officer put into the pack, or withheld.
type Item struct {
	ID          string
	Title       string // shown after redaction of Values; may be ""
	Name        string // file name, likewise
	Date        time.Time
	MediaType   string
	Pages       int
	Text        string
	Bounds      []Bound
	Withhold    []Redaction   // sorted, spans of Text
	Subject     []SubjectSpan // where the subject's data stands, spans of Text
	Withheld    bool          // the whole item stays out
	Code        string        // why, when Withheld
	DuplicateOf string        // ID of the item that is shown instead
	Thread      string        // thread ID, for messages
	Repeats     []Repeat      // what a message repeats of others, sorted and apart
	Parent      string        // ID of the item this one is attached to
	Mail        *Mail
	// Source is where it was found, for the case file and occurrences.csv.
	Source string
	// Added: an officer added text to it, which a copy of the original would not
	// have, so that its text is given.
	Added bool
	// AddedBy is the officer who added the item to the request by hand, or else a
	// transcript or copy to what was found, and AddedAt when; "" for nobody.
	AddedBy string
	AddedAt time.Time
	// Redacted says that Open gives a copy that an officer redacted by other
	// means, of what only such means can redact: a recording.
	Redacted bool
	// Areas are the places that an officer withheld by where they stand.
	Areas []redact.Area
	// Scan returns what was recognised in the picture of a page, from 1; ok is
	// false when nothing was. Nil when no page was recognised.
	Scan func(page int) (s redact.Scan, ok bool, err error)
	// Open gives the original bytes; nil when there are none.
	Open func() ([]byte, error)
}

// Redaction is a withheld span with its ground.
type Redaction struct {
	redact.Span
	Kind redact.Kind
	Code string
	Mark string // mark ID, for the redaction log
	By   string
	At   time.Time // when it was decided, for the redaction log
}

// Repeat is a place of a message's text that another item says as well.
type Repeat struct {
	redact.Span
	Of string // ID of that item
}

// SubjectSpan is a place that holds a fact of the subject.
type SubjectSpan struct {
	redact.Span
	Fact string // name, date_of_birth, nino ...
}

// Bound is a boundary of the text; kinds as in documents.Bound.
type Bound struct {
	Kind       string
	Start, End int
	Label      string
	Hidden     bool
}

// Mail holds a message's header fields. They appear in the pack after
// redaction of Values only.
type Mail struct {
	From, To, Cc []string
	Subject      string
}

// Value is a withheld value, as it was found in some text.
type Value struct {
	Text string
	Kind redact.Kind
}
