package daemon

import (
	"time"

	"github.com/robfig/cron/v3"
)

// Plan is when a source is crawled, and when it was last.
type Plan struct {
	Source   string
	Schedule string    // cron expression, "@every 4h" or "never"
	Last     time.Time // start of the last pass that finished; zero when none
}

// Next is when a source is due: at once when it was never crawled, else at the
// first time of its schedule after the last pass began. The zero time means
// never. Times of day are those of loc: where its clock is put forward over a
// time, the pass is made all the same, and where a time comes twice, once.
func (p Plan) Next(loc *time.Location) time.Time {
	if p.Schedule == "never" {
		return time.Time{}
	}
	schedule, err := cron.ParseStandard(p.Schedule)
	if err != nil {
		return time.Time{} // the configuration has been checked
	}
	if p.Last.IsZero() {
		return time.Unix(0, 0).In(loc)
	}
	spec, ok := schedule.(*cron.SpecSchedule)
	if !ok || spec.Location != time.Local { // a period, or times of a zone of its own
		return schedule.Next(p.Last.In(loc))
	}
	return onClock(spec, p.Last.In(loc))
}

// onClock is the first time after last at which a clock on the wall shows what
// spec asks for. The clock is reckoned with as one that never changes.
func onClock(spec *cron.SpecSchedule, last time.Time) time.Time {
	spec.Location = time.UTC
	shown := in(time.UTC, last)
	for {
		if shown = spec.Next(shown); shown.IsZero() {
			return time.Time{} // no such day
		}
		if at := in(last.Location(), shown); at.After(last) {
			return at
		}
	}
}

// in is the time at which a clock in loc shows what t shows.
func in(loc *time.Location, t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, loc)
}

// Due returns the sources that are due at now, in the order of the plans, and
// when the next of the others is; the zero time when none will be.
func Due(plans []Plan, now time.Time) (due []string, next time.Time) {
	for _, p := range plans {
		at := p.Next(now.Location())
		switch {
		case at.IsZero():
		case !at.After(now):
			due = append(due, p.Source)
		case next.IsZero() || at.Before(next):
			next = at
		}
	}
	return due, next
}
