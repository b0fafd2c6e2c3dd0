package daemon_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"sarsen/agent/daemon"
)

func london(t *testing.T) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Skip("no time zones on this machine: ", err)
	}
	return loc
}

// Times are written as the clock in London shows them, with its zone.
const clock = "2006-01-02 15:04 MST"

func TestNext(t *testing.T) {
	loc := london(t)
	tests := map[string]struct{ schedule, last, want string }{
		"never":                          {"never", "2026-01-10 12:00 GMT", ""},
		"never, and never crawled":       {"never", "", ""},
		"not a schedule":                 {"at dawn", "2026-01-10 12:00 GMT", ""},
		"never crawled":                  {"0 2 * * *", "", "1970-01-01 01:00 BST"},
		"every four hours":               {"@every 4h", "2026-01-10 12:00 GMT", "2026-01-10 16:00 GMT"},
		"every four hours, and change":   {"@every 4h", "2026-03-28 23:00 GMT", "2026-03-29 04:00 BST"},
		"nightly, later today":           {"0 22 * * *", "2026-01-10 12:00 GMT", "2026-01-10 22:00 GMT"},
		"nightly, tomorrow":              {"0 2 * * *", "2026-01-10 02:00 GMT", "2026-01-11 02:00 GMT"},
		"working days, from a Friday":    {"30 20 * * 1-5", "2026-01-09 20:30 GMT", "2026-01-12 20:30 GMT"},
		"29 February":                    {"0 0 29 2 *", "2026-01-10 12:00 GMT", "2028-02-29 00:00 GMT"},
		"a day that is not there":        {"0 2 30 2 *", "2026-01-10 12:00 GMT", ""},
		"of another zone":                {"CRON_TZ=UTC 0 2 * * *", "2026-06-10 12:00 BST", "2026-06-11 03:00 BST"},
		"hourly, over the change":        {"0 * * * *", "2026-03-29 00:00 GMT", "2026-03-29 02:00 BST"},
		"into summer":                    {"0 2 * * *", "2026-03-28 02:00 GMT", "2026-03-29 02:00 BST"},
		"summer stays on the clock":      {"0 2 * * *", "2026-03-29 02:00 BST", "2026-03-30 02:00 BST"},
		"an hour that is left out":       {"30 1 * * *", "2026-03-28 01:30 GMT", "2026-03-29 02:30 BST"},
		"into winter":                    {"0 3 * * *", "2026-10-24 03:00 BST", "2026-10-25 03:00 GMT"},
		"an hour that comes twice":       {"30 1 * * *", "2026-10-24 01:30 BST", "2026-10-25 01:30 GMT"},
		"and is done once":               {"30 1 * * *", "2026-10-25 01:30 GMT", "2026-10-26 01:30 GMT"},
		"and not by hand and then again": {"30 1 * * *", "2026-10-25 01:30 BST", "2026-10-26 01:30 GMT"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := daemon.Plan{Source: "shares", Schedule: tt.schedule, Last: at(t, tt.last)}.Next(loc)
			if want := at(t, tt.want); !got.Equal(want) {
				t.Errorf("due at %s, want %s", got.In(loc).Format(clock), want.In(loc).Format(clock))
			}
		})
	}
}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	got, err := time.ParseInLocation(clock, text, london(t))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestDue(t *testing.T) {
	loc := london(t)
	now := time.Date(2026, 1, 10, 12, 0, 0, 0, loc)
	plan := func(source, schedule string, ago time.Duration) daemon.Plan {
		return daemon.Plan{Source: source, Schedule: schedule, Last: now.Add(-ago)}
	}
	first := daemon.Plan{Source: "first", Schedule: "@every 4h"}
	tests := map[string]struct {
		plans []daemon.Plan
		due   []string
		next  time.Time
	}{
		"nothing configured": {nil, nil, time.Time{}},
		"only by hand":       {[]daemon.Plan{plan("a", "never", 999*time.Hour)}, nil, time.Time{}},
		"never crawled":      {[]daemon.Plan{first}, []string{"first"}, time.Time{}},
		"due this second":    {[]daemon.Plan{plan("a", "@every 4h", 4*time.Hour)}, []string{"a"}, time.Time{}},
		"due in a second": {
			[]daemon.Plan{plan("a", "@every 4h", 4*time.Hour-time.Second)},
			nil, now.Add(time.Second),
		},
		"the nearest of several": {
			[]daemon.Plan{plan("a", "@every 9h", time.Hour), plan("b", "@every 5h", time.Hour), plan("c", "@every 7h", time.Hour)},
			nil, now.Add(4 * time.Hour),
		},
		"in the order of the plans": {
			[]daemon.Plan{plan("b", "@every 1h", 2*time.Hour), plan("x", "@every 9h", time.Hour), first, plan("a", "@every 1h", 9*time.Hour)},
			[]string{"b", "first", "a"},
			now.Add(8 * time.Hour),
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			due, next := daemon.Due(tt.plans, now)
			if !slices.Equal(due, tt.due) || !next.Equal(tt.next) {
				t.Errorf("due %v, next %v; want %v, %v", due, next, tt.due, tt.next)
			}
		})
	}
}

// shares is a source that is due until it was crawled.
type shares struct {
	mu     sync.Mutex
	last   time.Time
	passes chan []string
	fail   error

	between chan struct{}
}

func (w *shares) Plans(context.Context) ([]daemon.Plan, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return []daemon.Plan{{Source: "shares", Schedule: "@every 4h", Last: w.last}, {Source: "archive", Schedule: "never"}}, nil
}

func (w *shares) Pass(_ context.Context, sources []string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.passes <- sources
	if w.fail == nil {
		w.last = time.Now()
	}
	return w.fail
}

// Between tells that it was called.
func (w *shares) Between(ctx context.Context) error {
	if w.between != nil {
		w.between <- struct{}{}
	}
	return ctx.Err()
}

// TestAgentDoesOnceWhatCanWait works between passes, and does not go on about it.
func TestAgentDoesOnceWhatCanWait(t *testing.T) {
	w := &shares{passes: make(chan []string, 9), between: make(chan struct{}, 9)}
	_, stop := serveIn(t, folder(t), w, func(context.Context, daemon.Session) int { return 0 })
	within(t, w.passes)
	within(t, w.between)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if len(w.between) > 0 {
		t.Error("did it more than once")
	}
}

func TestAgentCrawlsWhatIsDue(t *testing.T) {
	for name, fail := range map[string]error{"once when it works": nil, "not at once again when it fails": context.DeadlineExceeded} {
		t.Run(name, func(t *testing.T) {
			w := &shares{passes: make(chan []string, 9), fail: fail}
			_, stop := serveIn(t, folder(t), w, func(context.Context, daemon.Session) int { return 0 })
			if got := within(t, w.passes); !slices.Equal(got, []string{"shares"}) {
				t.Errorf("crawled %v", got)
			}
			if err := stop(); err != nil {
				t.Fatal(err)
			}
			if len(w.passes) > 0 {
				t.Error("crawled more than once")
			}
		})
	}
}
