package index

import (
	"fmt"
	"time"
)

// A period is the years that documents of a shard are of. Periods never move as
// time passes.
type period struct {
	First   int  `json:"first,omitempty"` // year; 0 for no bound
	Last    int  `json:"last,omitempty"`  // year, included; 0 for no bound
	Undated bool `json:"undated,omitempty"`
}

// always holds every document, dated or not: the first shard of a source.
var always = period{}

// Years are taken together by spans of five, beside those before and after them,
// of which there are few.
const (
	firstYear = 2000
	lastYear  = 2099
	spanYears = 5
)

// periodOf returns the period that a date belongs to, in the date's own zone.
func periodOf(date time.Time) period {
	y := date.Year()
	switch {
	case date.IsZero():
		return period{Undated: true}
	case y < firstYear:
		return period{Last: firstYear - 1}
	case y > lastYear:
		return period{First: lastYear + 1}
	default:
		first := y - y%spanYears
		return period{First: first, Last: first + spanYears - 1}
	}
}

// holds reports whether a document of a date may lie in a shard of this period.
func (p period) holds(date time.Time) bool { return p == always || p == periodOf(date) }

// String returns the period in words.
func (p period) String() string {
	switch {
	case p == always:
		return "all"
	case p.Undated:
		return "undated"
	case p.First == 0:
		return fmt.Sprintf("to %d", p.Last)
	case p.Last == 0:
		return fmt.Sprintf("from %d", p.First)
	default:
		return fmt.Sprintf("%d-%d", p.First, p.Last)
	}
}
