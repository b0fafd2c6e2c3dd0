// Package request is the register: requests, the people they are about, what
// was found and decided, and the statutory clock. It is the precious store;
// nothing in it can be made again from the sources.
package request

import (
	"time"
)

// A Right is what a request asks for.
type Right string

// The rights (UK GDPR Arts 15 to 21; complaint: DPA 2018 s.164A).
const (
	Access        Right = "access"
	Portability   Right = "portability"
	Rectification Right = "rectification"
	Erasure       Right = "erasure"
	Restriction   Right = "restriction"
	Objection     Right = "objection"
	Complaint     Right = "complaint"
)

// A Profile is what is known of the subject. Values are plain strings as they
// were given; the date of birth is YYYY-MM-DD.
type Profile struct {
	Names       []string          `json:"names" yaml:"names"`
	FormerNames []string          `json:"former_names,omitempty" yaml:"former_names"`
	Nicknames   []string          `json:"nicknames,omitempty" yaml:"nicknames"`
	DateOfBirth string            `json:"date_of_birth,omitempty" yaml:"date_of_birth"`
	Addresses   []string          `json:"addresses,omitempty" yaml:"addresses"`
	Emails      []string          `json:"emails,omitempty" yaml:"emails"`
	Phones      []string          `json:"phones,omitempty" yaml:"phones"`
	Identifiers map[string]string `json:"identifiers,omitempty" yaml:"identifiers"`
	References  []string          `json:"references,omitempty" yaml:"references"`
	Relatives   []string          `json:"relatives,omitempty" yaml:"relatives"`
}

// A State is where a request stands.
type State string

// The states.
const (
	Active   State = "open"
	Paused   State = "paused"   // clarification asked, the clock stands
	Waiting  State = "waiting"  // identity, authority or fee outstanding: the month has not begun
	Released State = "released" // the second person has agreed
	Closed   State = "closed"   // answered, refused or withdrawn
)

// A Request is one case.
type Request struct {
	ID       string    `json:"id"`
	Right    Right     `json:"right"`
	Received time.Time `json:"received"` // date, UTC midnight
	Profile  Profile   `json:"profile"`
	State    State     `json:"state"`
	Created  time.Time `json:"created"`
	// RuleSet is the RuleSet under which the request was opened; "" where that
	// was not kept.
	RuleSet string    `json:"rule_set,omitempty"`
	Closed  time.Time `json:"closed,omitzero"`   // the day the answer was sent
	Outcome string    `json:"outcome,omitempty"` // why it was closed
	Events  []Event   `json:"events,omitempty"`
}

// An EventKind names what happened on a request.
type EventKind string

// The events that can be recorded. Those that move the clock say how.
const (
	IdentityAsked   EventKind = "identity-asked"         // Art 12(6): the month begins when it comes in
	IdentitySeen    EventKind = "identity-seen"          // restarts the month
	AuthorityAsked  EventKind = "authority-asked"        // proof that a third party may act
	AuthoritySeen   EventKind = "authority-seen"         // restarts the month
	FeeAsked        EventKind = "fee-asked"              // Art 12(5)
	FeePaid         EventKind = "fee-paid"               // restarts the month
	ClarifyAsked    EventKind = "clarification-asked"    // pauses; Note holds the exact question, Reason why it is needed
	ClarifyReceived EventKind = "clarification-received" // ends the pause
	Extended        EventKind = "extension"              // two further months; Reason is required, before the end of the first month
	Refused         EventKind = "refusal"
	ComplaintMade   EventKind = "complaint"
	HealthOpinion   EventKind = "health-opinion"
	AnswerSent      EventKind = "answer-sent" // ends the request
	Withdrawn       EventKind = "withdrawn"
	Noted           EventKind = "note"
)

// An Event is one thing that happened, on a day, recorded by an officer.
type Event struct {
	Kind     EventKind `json:"kind"`
	On       time.Time `json:"on"` // date, UTC midnight
	Reason   string    `json:"reason,omitempty"`
	Note     string    `json:"note,omitempty"`
	By       string    `json:"by"`
	Recorded time.Time `json:"recorded"`
}
