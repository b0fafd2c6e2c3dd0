package screen

import (
	"context"
	"time"

	"sarsen/agent/request"
)

// Finding is the part of the backend that tells what is searched for, and why
// something was found.
type Finding interface {
	// Queries lists what find asks for a request: those of the profile, then
	// those that officers added.
	Queries(ctx context.Context, id string) ([]QueryLine, error)
	// ChangeQuery adds a query by its text, or removes it, or turns it off or on,
	// by its number.
	ChangeQuery(ctx context.Context, id string, act request.QueryAct, query string) (QueryLine, error)
	// Clues lists the details that are offered for the profile, and those that
	// were taken or dismissed.
	Clues(ctx context.Context, id string) ([]request.Clue, error)
	// SetClue takes a clue into the profile, dismisses it, or offers it again.
	SetClue(ctx context.Context, id string, n int, to request.ClueState) error
	// Why says why an item was found for a request, or not.
	Why(ctx context.Context, id, item string) (Why, error)
}

// QueryLine is a query in the list.
type QueryLine struct {
	N     int // by which it is named
	Text  string
	Fact  string // that it looks for
	Own   bool   // added by an officer
	Off   bool   // turned off by an officer
	Gone  bool   // turned off, and not given by the profile any more
	By    string // who added it or turned it off, and when
	At    time.Time
	Items int    // it finds now
	Note  string // why it is not asked as it stands
	Many  bool   // so many that one should know before one looks through them
}

// Why is what there is to say about an item and a request.
type Why struct {
	Title, Place string
	Likelihood   string
	Said         []string // sentences, the most important first
	Reasons      []PlacedReason
	Against      []string
	Queries      []string // that find it
	Nearest      []string // for one that was not found
}

// PlacedReason is a reason with the line it stands in and the words around it;
// Line is 0 for one in a field.
type PlacedReason struct {
	request.Reason
	Line              int
	Before, At, After string
}
