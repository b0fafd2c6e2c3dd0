package request

import (
	"fmt"
	"sort"
	"time"
)

// RuleSet names the rules by which Deadline counts. It is shown with every
// computed date.
//
//	2026-02  UK GDPR Art 12A (Data (Use and Access) Act 2025 s.76, in force
//	         5 Feb 2026) as read by the ICO's guidance of 8 Dec 2025
const RuleSet = "2026-02"

// A Clock is the answer to when a request has to be answered, with its working.
type Clock struct {
	// Start is the relevant time of Art 12A(2), as a date.
	Start time.Time `json:"start"`
	// Due is the last day for the answer; zero while Waiting.
	Due time.Time `json:"due"`
	// LatestArguable is Due with both ends of every pause counted, as
	// Art 12A(5) can be read. Sarsen works to Due.
	LatestArguable time.Time `json:"latest_arguable"`
	// Internal is 28 days from Start, a fixed target the ICO suggests.
	Internal time.Time `json:"internal"`
	// FirstMonth is the last day on which an extension can be notified.
	FirstMonth time.Time `json:"first_month"`
	// PauseDays are the days for which clarification stopped the clock.
	PauseDays int `json:"pause_days"`
	// Waiting says that identity, authority or a fee is outstanding, so that
	// the month has not begun.
	Waiting bool `json:"waiting"`
	// Paused says that clarification is outstanding; Due then counts the
	// pause up to today.
	Paused   bool     `json:"paused"`
	Extended bool     `json:"extended"`
	RuleSet  string   `json:"rule_set"`
	Working  []string `json:"working"` // one sentence a step
}

// Left is the number of days from today to Due, 0 on the day itself and
// negative when overdue.
func (c Clock) Left(today time.Time) int { return int(c.Due.Sub(today).Hours() / 24) }

// Deadline works out the statutory date of a request on the given day (a date
// as of Date), by UK GDPR Art 12A: one month from the relevant time, to the
// end of the same date in the next month, plus the days of clarification, two
// further months when extended, and last to the next working day. A complaint
// under DPA 2018 s.164A has 30 days to be acknowledged, counted from the day
// after.
func Deadline(r Request, cal *Calendar, today time.Time) Clock {
	c := Clock{Start: r.Received, RuleSet: RuleSet}
	c.say("Received on %s.", r.Received.Format(long))
	if r.Right == Complaint {
		c.Due = r.Received.AddDate(0, 0, 30)
		c.say("A complaint is acknowledged within 30 days, counted from the day after (DPA 2018 s.164A): %s.", c.Due.Format(long))
		c.Due = c.roll(cal, c.Due)
		c.LatestArguable, c.Internal, c.FirstMonth = c.Due, c.Due, c.Due
		return c
	}
	c.relevantTime(r)
	if c.Waiting {
		return c
	}
	c.Internal = c.Start.AddDate(0, 0, 28)
	pause, literal := c.pauses(r, today)
	c.PauseDays = pause
	month := addMonths(c.Start, 1)
	c.FirstMonth = month.AddDate(0, 0, pause)
	due := month
	if notice, ok := last(r.Events, Extended); ok {
		c.Extended = true
		due = addMonths(c.Start, 3)
		c.say("Extended by two further months, notified on %s: three months from %s end on %s.", notice.On.Format(long), c.Start.Format(long), due.Format(long))
	} else {
		c.say("One month from %s ends on %s, the same date of the next month or its last day.", c.Start.Format(long), due.Format(long))
	}
	if pause > 0 {
		c.say("%s of clarification do not count: %s.", days(pause), due.AddDate(0, 0, pause).Format(long))
	}
	c.LatestArguable = nextWorking(cal, due.AddDate(0, 0, literal))
	c.Due = c.roll(cal, due.AddDate(0, 0, pause))
	if literal > pause {
		c.say("Read literally, Art 12A(5) leaves out both end days of a pause; the latest arguable date is %s. Work to the earlier one.", c.LatestArguable.Format(long))
	}
	return c
}

func (c *Clock) say(format string, args ...any) {
	c.Working = append(c.Working, fmt.Sprintf(format, args...))
}

// conditions are what the month waits for (Art 12A(2)).
var conditions = []struct {
	asked, met EventKind
	what       string
}{
	{IdentityAsked, IdentitySeen, "proof of identity (Art 12(6))"},
	{AuthorityAsked, AuthoritySeen, "proof of authority"},
	{FeeAsked, FeePaid, "the fee (Art 12(5))"},
}

func (c *Clock) relevantTime(r Request) {
	for _, cond := range conditions {
		asked, ok := last(r.Events, cond.asked)
		if !ok {
			continue
		}
		met, ok := last(r.Events, cond.met)
		if !ok || met.On.Before(asked.On) {
			c.Waiting = true
			c.say("On %s %s was asked for and has not come in: the month has not begun.", asked.On.Format(long), cond.what)
			continue
		}
		if met.On.After(c.Start) {
			c.Start = met.On
			c.say("On %s %s came in: the month begins on that day.", met.On.Format(long), cond.what)
		}
	}
}

// pauses counts the days of clarification: those between asking and receiving
// (so a reply on the same day stops nothing), and both end days included. The
// right to a clarification pause is Art 15's only.
func (c *Clock) pauses(r Request, today time.Time) (count, literal int) {
	if r.Right != Access {
		return 0, 0
	}
	events := append([]Event(nil), r.Events...)
	sort.SliceStable(events, func(i, j int) bool { return events[i].On.Before(events[j].On) })
	var from time.Time
	open := false
	stop := func(until time.Time) {
		if from.Before(c.Start) {
			from = c.Start
		}
		if n := int(until.Sub(from).Hours() / 24); n > 0 {
			count += n
			literal += n + 1
			c.say("Clarification asked on %s, %s: %s.", from.Format(long), map[bool]string{true: "outstanding", false: "received on " + until.Format(long)}[c.Paused], days(n))
		}
		open = false
	}
	for _, e := range events {
		switch e.Kind {
		case ClarifyAsked:
			if !open {
				from, open = e.On, true
			}
		case ClarifyReceived:
			if open {
				stop(e.On)
			}
		}
	}
	if open {
		c.Paused = true
		stop(today)
	}
	return count, literal
}

func (c *Clock) roll(cal *Calendar, due time.Time) time.Time {
	if ok, why := cal.WorkingDay(due); !ok {
		next := nextWorking(cal, due)
		c.say("%s is %s: the end of the next working day, %s.", due.Format(long), why, next.Format(long))
		due = next
	}
	if due.Year() > cal.last {
		c.say("Bank holidays after %d are not known to this version.", cal.last)
	}
	return due
}

func nextWorking(cal *Calendar, day time.Time) time.Time {
	for {
		if ok, _ := cal.WorkingDay(day); ok {
			return day
		}
		day = day.AddDate(0, 0, 1)
	}
}

// addMonths returns the same date n months on, or the last day of that month.
func addMonths(day time.Time, n int) time.Time {
	first := Date(day.Year(), day.Month()+time.Month(n), 1)
	lastDay := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(day.Day(), lastDay)-1)
}

func last(events []Event, kind EventKind) (Event, bool) {
	var found Event
	ok := false
	for _, e := range events {
		if e.Kind == kind && (!ok || !e.On.Before(found.On)) {
			found, ok = e, true
		}
	}
	return found, ok
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// StateOn is the request's state on a day, worked out from its events: a
// release and a closing stand as recorded, waiting and paused follow from the
// clock.
func (r Request) StateOn(c Clock) State {
	switch {
	case r.State == Closed || r.State == Released:
		return r.State
	case c.Waiting:
		return Waiting
	case c.Paused:
		return Paused
	}
	return Active
}

// Overdue reports whether the answer is late on the given day: sent after Due,
// or not sent and Due is past. The sentence says by how much, "" when not late.
func (r Request) Overdue(c Clock, today time.Time) (bool, string) {
	if c.Waiting || c.Due.IsZero() {
		return false, ""
	}
	end := today
	if !r.Closed.IsZero() {
		end = r.Closed
	}
	late := -c.Left(end)
	if late <= 0 {
		return false, ""
	}
	if !r.Closed.IsZero() {
		return true, fmt.Sprintf("answered %s late (due %s)", days(late), c.Due.Format(long))
	}
	return true, fmt.Sprintf("overdue by %s (due %s)", days(late), c.Due.Format(long))
}
