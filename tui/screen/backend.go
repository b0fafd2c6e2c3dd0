package screen

import (
	"context"
	"time"

	"sarsen/agent/request"
	"sarsen/redact"
)

// Backend is what the screens need from the program. Calls may take long and
// are made from commands only, never from Update. Answers are in the order in
// which they are shown. Methods are safe for concurrent use.
type Backend interface {
	Finding
	// Requests lists the requests, the one due first at the top, closed ones last.
	Requests(ctx context.Context) ([]RequestLine, error)
	// Request returns one request with its clock and counts.
	Request(ctx context.Context, id string) (RequestDetail, error)
	// NewRequest opens a request and returns its ID.
	NewRequest(ctx context.Context, right request.Right, received time.Time, p request.Profile) (string, error)
	// Find runs find again.
	Find(ctx context.Context, id string) error
	// Matches lists the matches of a request by likelihood, then date.
	Matches(ctx context.Context, id string) ([]MatchLine, error)
	// Item returns one matched item with its text and marks.
	Item(ctx context.Context, id, item string) (Item, error)
	// People lists the other people found in the matches.
	People(ctx context.Context, id string) ([]PersonLine, error)
	// Contexts returns some places at which a person is named, those at which they
	// are a confidential source first.
	Contexts(ctx context.Context, id, person string) ([]PersonContext, error)
	// Decide records the same decision on several targets, as one act: item:ID,
	// person:ID, mark:ID, area:ID, value: with a mark's ID for all marks of the
	// same words, or gate: with a gate's name and, for one item, : and its ID. It says in sentences what that taught of
	// other items, "" for nothing.
	Decide(ctx context.Context, id string, targets []string, v redact.Verdict, code, reason string) (taught string, err error)
	// WithholdAreas withholds places of an item, as one act.
	WithholdAreas(ctx context.Context, id, item string, areas []redact.Area, code, reason string) error
	// Page says what stands where on a page of an item, from 1.
	Page(ctx context.Context, id, item string, page int) (Page, error)
	// Add adds an item to a request by hand and returns what it is called.
	Add(ctx context.Context, id string, a Addition) (string, error)
	// Undo takes the last act's decisions back and says in words what they were.
	Undo(ctx context.Context, id string) (string, error)
	// Acceptable says what Accept would decide, and decides nothing.
	Acceptable(ctx context.Context, id string) (Acceptance, error)
	// Accept accepts every proposal that is open and returns how many.
	Accept(ctx context.Context, id string) (int, error)
	// Release gives the second person's word.
	Release(ctx context.Context, id string) error
	// Export builds and verifies the pack and returns what came of it. progress
	// is told what is being done; total is 0 where it is not known.
	Export(ctx context.Context, id string, ask Export, progress func(doing string, done, total int)) (ExportResult, error)
	// Search runs an ad-hoc query.
	Search(ctx context.Context, query string, limit int) ([]SearchLine, int, error)
	// Sources lists the sources with their coverage.
	Sources(ctx context.Context) ([]SourceLine, error)
}

// RequestLine is a request in the list.
type RequestLine struct {
	ID      string
	Subject string // the first name of the profile
	Right   request.Right
	State   request.State
	Due     time.Time // zero while waiting
	Left    int       // days; negative when overdue
	Late    string    // sentence when overdue, else ""
	Matches int
	New     int // matches new since the officer's last look
}

// RequestDetail is one request.
type RequestDetail struct {
	RequestLine
	Received time.Time
	Profile  request.Profile
	Working  []string // how the date was worked out
	Events   []request.Event
	Queries  []string       // that find used
	Edited   request.Edited // what officers changed about them
	Clues    int            // that are offered for the profile
	Open     int            // marks still to decide
	// ByLikelihood counts matches: certain, likely, possible, unlikely.
	ByLikelihood map[string]int
	// Added is what officers added by hand, the oldest first.
	Added []AddedLine
	// Missing says what still stands in the way of a release, one sentence each.
	Missing []string
	// Gates are what somebody has to look at before a release.
	Gates []GateLine
	// Exceptions counts the values that leave in one place and are withheld in
	// another.
	Exceptions int
}

// GateLine is a question of the law that nobody has answered yet.
type GateLine struct {
	Name  string
	About string // what the words that raise it speak of
	Asks  string // what has to be answered
	Items int    // that raise it, and for which it is open
}

// Acceptance is what accepting every proposal decides.
type Acceptance struct {
	Decisions, People, Marks int
	Disclosed                int // of the decisions; the others withhold
	Judgement                int // left to judgement, and withheld
}

// MatchLine is a match in the list.
type MatchLine struct {
	request.Match
	New      bool
	Change   request.Change // what is new about it
	Included redact.Verdict // disclose: goes into the pack; withhold: stays out; open: not decided
	Decided  bool           // by a person, not by the proposal
	Marks    int
	Open     int // marks not decided
	// Gates are the open gates that it raises, when it goes into the pack.
	Gates []GateLine
}

// Item is one item on the review screen.
type Item struct {
	MatchLine
	Name     string
	Text     string
	Subject  []redact.Span // places of the subject
	Cues     []redact.Span // places that raise the gates that are open
	MarkList []redact.Mark // of the text, sorted by Start
	// Persons are the names of the persons that marks belong to, by ID. It may
	// be nil.
	Persons map[string]string
	// Pages are the offsets at which pages start; empty where there are none.
	Pages []int
	// Areas are the places that are withheld by where they stand, by page.
	Areas []Area
	// Others are the dates of the items that this one quotes or is nearly the same
	// as, by ID; zero where a date is not known.
	Others map[string]time.Time
}

// Area is a place of an item that is withheld.
type Area struct {
	redact.Area
	ID, Code, Reason, By string
}

// Page is a page of an item.
type Page struct {
	Number, Pages int     // from 1; Pages is 0 when it is not known
	Width, Height float64 // in points, or in pixels of a picture; 0 when not known
	Lines         []PageLine
	Areas         []Area // of all pages
}

// PageLine is a line of a page, with the rectangle around it.
type PageLine struct {
	Text string
	Rect redact.Rect
}

// Addition is what is added to a request by hand.
type Addition struct {
	Kind   request.AddedKind
	File   string
	Fields [][2]string // of a form that is typed: field and value
	Title  string
	Day    time.Time // zero when it is not known
	Note   string
	Of     string // item of which it is a transcript or a copy
}

// AddedLine is an item that was added by hand.
type AddedLine struct {
	What, By string
	At       time.Time
	Removed  bool
}

// PersonLine is a person in the list.
type PersonLine struct {
	ID, Name string
	Role     redact.Role
	Mentions int
	Items    int
	Decision redact.Verdict // open until decided
	Proposal redact.Verdict
	Code     string
	Reason   string
	Class    redact.Class
	Open     int // marks that nobody decided on
	Apart    int // marks decided in another way than the person
}

// PersonContext is a place at which a person is named.
type PersonContext struct {
	Title               string // of the item
	Before, Text, After string
	Class               redact.Class
}

// Export says how a pack is to be made.
type Export struct {
	Out   string // folder, or a file
	Draft bool
	// Lock is how it is locked: "aes" or "age", "" for not at all; Password is
	// the file that holds the password, made when it is not there.
	Lock, Password string
	Split          string // largest size of a part, such as 20MB; "" for one piece
}

// ExportResult is what came of an export.
type ExportResult struct {
	Path     string
	Files    int    // into how many parts it was split
	Password string // the file with the password that was made; "" for none
	OK       bool
	Draft    bool
	Items    int
	Redacted int      // marks withheld
	Findings []string // what the verifier found; nothing was released when there are any
}

// SearchLine is a hit of an ad-hoc search.
type SearchLine struct {
	Item, Source, Path, Part, Title string
	Date                            time.Time
	Score                           float64
	Snippet                         string
	// Hits are the byte ranges of Snippet that matched.
	Hits []redact.Span
}

// SourceLine is a source with its coverage.
type SourceLine struct {
	Name, Location string
	Last           time.Time // end of the last pass; zero when none
	Running        bool
	Seen, Indexed  int
	Partial, Empty int
	Unread         map[string]int
}
