package request

import (
	"encoding/json"
	"time"
)

// A Reason is a fact of the profile that hit, and where.
type Reason struct {
	Fact  string `json:"fact"`
	Text  string `json:"text"`
	Start int    `json:"start"` // bytes of the item's text; of its file name when Field is "name"
	End   int    `json:"end"`
	Field string `json:"field,omitempty"` // "" for the text
	// Weight is how much it speaks for the subject, in natural logarithms of the
	// odds; 0 where that is not known.
	Weight float64 `json:"weight,omitempty"`
}

// Facts of reasons that are not in the profile.
const (
	// FactQuery is the fact, and the field, of one that is no more than an
	// officer's own query.
	FactQuery = "query"
	// FactTaught is that of one that rests on an officer's word on another item,
	// which Text says; the place is that of what both items hold.
	FactTaught = "taught"
)

// A Span is a byte range of an item's text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// A Quote is a place of a message that repeats an earlier one.
type Quote struct {
	Span
	Of string `json:"of,omitempty"` // the item it repeats; "" when that is not among the matches
}

// A Match is an item found for a request.
type Match struct {
	Item        string    `json:"item"`
	Source      string    `json:"source"`
	Path        string    `json:"path"`
	Part        string    `json:"part"`
	MessageID   string    `json:"message_id"`
	Title       string    `json:"title"`
	Date        time.Time `json:"date,omitzero"`
	Likelihood  string    `json:"likelihood"` // certain, likely, possible, unlikely
	Score       float64   `json:"score"`
	Reasons     []Reason  `json:"reasons"`
	Against     []string  `json:"against,omitempty"` // contradictions
	Family      string    `json:"family"`
	Thread      string    `json:"thread"`
	DuplicateOf string    `json:"duplicate_of"`
	About       string    `json:"about"` // subject or mention
	// NearOf is the item that says nearly the same, such as the same letter with
	// another date; "" for none. Near are the places of the text that differ.
	NearOf string `json:"near_of,omitempty"`
	Near   []Span `json:"near,omitempty"`
	// Quotes are the places of a message's text that repeat earlier ones: what
	// lies between is new in it.
	Quotes []Quote `json:"quotes,omitempty"`
	// Rows are the rows of a table, or the lines of a log, that are about the
	// subject, and Header its header row, where other rows are about other people.
	Rows   []Span `json:"rows,omitempty"`
	Header *Span  `json:"header,omitempty"`

	MediaType   string `json:"media_type"`
	Parent      string `json:"parent,omitempty"`
	SHA256      string `json:"sha256"`
	EntrySHA256 string `json:"entry_sha256"`
	EntryName   string `json:"entry_name,omitempty"`  // file name of the held bytes
	EntryMedia  string `json:"entry_media,omitempty"` // media type, where the source gave it
	Inner       string `json:"inner,omitempty"`       // place inside the held bytes
	TextHash    string `json:"text_hash"`
	// Origin is the ID that the item had when it was found first, where it has
	// moved since.
	Origin string `json:"origin,omitempty"`
	// AddedBy is the officer who added the item to the request by hand, AddedAt
	// when, and AddedAs what it is; "" for what was found.
	AddedBy string    `json:"added_by,omitempty"`
	AddedAt time.Time `json:"added_at,omitzero"`
	AddedAs AddedKind `json:"added_as,omitempty"`
	// Terms names the configured source whose purpose and lawful basis hold for
	// what was added; "" for its own.
	Terms string `json:"terms,omitempty"`

	// First, Changed and Run are numbers of find runs: that found it first,
	// that last saw its text or its likelihood change or its item vanish, and
	// that found it last. A match whose Run is older than the last run's is no
	// longer found, and kept.
	First   int `json:"first"`
	Changed int `json:"changed"`
	Run     int `json:"run"`
	// Was is the likelihood before the run that Changed names; "" where it is
	// something else that changed.
	Was string `json:"was,omitempty"`
	// Vanished says that the item has gone from its source since it was found.
	Vanished bool `json:"vanished,omitempty"`
}

// Anchor is the item ID to which marks are anchored: it stays when the item
// moves.
func (m Match) Anchor() string {
	if m.Origin != "" {
		return m.Origin
	}
	return m.Item
}

// Heading is what to call the match on a screen: its title, else its place.
func (m Match) Heading() string {
	switch {
	case m.Title != "":
		return m.Title
	case m.Part != "":
		return m.Path + " › " + m.Part
	}
	return m.Path
}

// New reports whether the match is new or changed since the given run.
func (m Match) New(since int) bool { return m.Changed > since }

// A Change is what is new about a match to an officer.
type Change string

// The changes.
const (
	Unchanged         Change = ""
	ChangeNew         Change = "new"
	ChangedText       Change = "text"
	ChangedLikelihood Change = "likelihood" // Match.Was tells what it was
	ChangeVanished    Change = "vanished"
	ChangeLost        Change = "lost" // no longer found, the item is still there
)

// Change says what is new about a match since the officer ran find before.
func (r FindRun) Change(m Match) Change {
	switch {
	case m.Run < r.Run:
		if r.Since > 0 && m.Run >= r.Since {
			return ChangeLost
		}
		return Unchanged
	case m.Changed <= r.Since:
		return Unchanged
	case m.First > r.Since:
		return ChangeNew
	case m.Vanished:
		return ChangeVanished
	case m.Was != "":
		return ChangedLikelihood
	}
	return ChangedText
}

// A FindRun is one run of find, with the queries it used.
type FindRun struct {
	// Since is the run that an officer had seen when they last ran find: what
	// changed after it, also in runs of the agent, is new to them. 0 for none.
	Since   int       `json:"since"`
	Run     int       `json:"run"`
	At      time.Time `json:"at"`
	Queries []string  `json:"queries"`
	// Edited are the queries that an officer had added, which are among Queries,
	// and those of the profile that they had turned off, which are not.
	Edited Edited `json:"edited,omitzero"`
}

// A Decision is what a named officer decided for an item, a person or a mark.
// The list is append-only; Undone is set when it was taken back.
type Decision struct {
	ID      int64     `json:"id"`
	Target  string    `json:"target"` // item:, person:, mark:, value:, area: or gate: and an ID
	Verdict string    `json:"verdict"`
	Code    string    `json:"code,omitempty"`
	Reason  string    `json:"reason,omitempty"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Batch   string    `json:"batch"` // the act it was part of, given by Decide
	Undone  bool      `json:"undone"`
	// On is the mark, person or area that was decided on, as JSON of the
	// caller's type, of a value one of its marks; nil for items and gates. It tells where the decision belongs when these are
	// proposed in another way.
	On json.RawMessage `json:"on,omitempty"`
}

// Proposals are what the machine makes of a request's matches: people, marks and
// cues, as JSON of the caller's types. They are replaced as a whole and can
// be made again at any time; decisions are kept apart.
type Proposals struct {
	// Stamp tells what they were made from: equal stamps, equal proposals.
	Stamp   string
	Persons []Stored
	Marks   []StoredMark
	// Cues are the places that raise a gate, by item and start.
	Cues []StoredCue
}

// Stored is a JSON value with its ID.
type Stored struct {
	ID   string
	Body json.RawMessage
}

// StoredMark is a mark of an item.
type StoredMark struct {
	ID, Item string
	Body     json.RawMessage
}

// StoredCue is a place of an item that raises a gate.
type StoredCue struct {
	Item string
	Body json.RawMessage
}

// A Release is the second person's word.
type Release struct {
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	Stamp string    `json:"stamp"`
}

// Looked records that an unread item was looked at by hand.
type Looked struct {
	Item   string    `json:"item"`
	SHA256 string    `json:"sha256"`
	Note   string    `json:"note"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}
