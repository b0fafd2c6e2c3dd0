package request_test

import (
	"strings"
	"testing"
	"time"

	"sarsen/agent/request"
)

func date(t *testing.T, text string) time.Time {
	t.Helper()
	d, err := request.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func calendar(t *testing.T, jurisdiction string) *request.Calendar {
	t.Helper()
	if jurisdiction == "" {
		jurisdiction = "england-and-wales"
	}
	c, err := request.NewCalendar(jurisdiction, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

type event struct {
	kind request.EventKind
	on   string
}

func TestDeadline(t *testing.T) {
	tests := map[string]struct {
		right        request.Right
		received     string
		jurisdiction string
		events       []event
		today        string
		due          string // "" for waiting
	}{
		"same date of the next month":                {received: "2025-09-03", due: "2025-10-03"},
		"Christmas and Boxing Day":                   {received: "2024-11-25", due: "2024-12-27"},
		"no 31 February":                             {received: "2025-01-31", due: "2025-02-28"},
		"last of February on a Saturday":             {received: "2026-01-31", due: "2026-03-02"},
		"received on a holiday, ends on a Sunday":    {received: "2026-01-01", due: "2026-02-02"},
		"Easter in England":                          {received: "2026-03-03", due: "2026-04-07"},
		"Easter in Northern Ireland":                 {received: "2026-03-03", jurisdiction: "northern-ireland", due: "2026-04-07"},
		"Easter in Scotland":                         {received: "2026-03-03", jurisdiction: "scotland", due: "2026-04-06"},
		"leap year":                                  {received: "2024-01-30", due: "2024-02-29"},
		"over the year's end":                        {received: "2025-12-31", due: "2026-02-02"},
		"identity restarts":                          {received: "2026-06-10", events: []event{{request.IdentityAsked, "2026-06-11"}, {request.IdentitySeen, "2026-06-20"}}, due: "2026-07-20"},
		"identity outstanding":                       {received: "2026-06-10", events: []event{{request.IdentityAsked, "2026-06-11"}}},
		"identity seen without asking moves nothing": {received: "2026-06-10", events: []event{{request.IdentitySeen, "2026-06-20"}}, due: "2026-07-10"},
		"asked again after it was seen":              {received: "2026-06-10", events: []event{{request.IdentityAsked, "2026-06-11"}, {request.IdentitySeen, "2026-06-12"}, {request.IdentityAsked, "2026-06-15"}}},
		"the latest of fee and identity":             {received: "2026-06-01", events: []event{{request.IdentityAsked, "2026-06-02"}, {request.IdentitySeen, "2026-06-03"}, {request.FeeAsked, "2026-06-02"}, {request.FeePaid, "2026-06-09"}}, due: "2026-07-09"},
		"clarification pauses":                       {received: "2026-06-01", events: []event{{request.ClarifyAsked, "2026-06-03"}, {request.ClarifyReceived, "2026-06-10"}}, due: "2026-07-08"},
		"a reply on the same day pauses nothing":     {received: "2026-06-01", events: []event{{request.ClarifyAsked, "2026-06-03"}, {request.ClarifyReceived, "2026-06-03"}}, due: "2026-07-01"},
		"an open pause counts up to today":           {received: "2026-06-01", events: []event{{request.ClarifyAsked, "2026-06-03"}}, today: "2026-06-08", due: "2026-07-06"},
		"a pause before the month begins":            {received: "2026-06-01", events: []event{{request.IdentityAsked, "2026-06-01"}, {request.ClarifyAsked, "2026-06-02"}, {request.IdentitySeen, "2026-06-10"}, {request.ClarifyReceived, "2026-06-12"}}, due: "2026-07-13"},
		"no pause for another right":                 {right: request.Erasure, received: "2026-06-01", events: []event{{request.ClarifyAsked, "2026-06-03"}, {request.ClarifyReceived, "2026-06-10"}}, due: "2026-07-01"},
		"extension counts from the start":            {received: "2026-01-31", events: []event{{request.Extended, "2026-02-20"}}, due: "2026-04-30"},
		"extension and pause":                        {received: "2026-06-01", events: []event{{request.ClarifyAsked, "2026-06-03"}, {request.ClarifyReceived, "2026-06-05"}, {request.Extended, "2026-06-20"}}, due: "2026-09-03"},
		"complaint: thirty days":                     {right: request.Complaint, received: "2026-07-01", due: "2026-07-31"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := request.Request{Right: tt.right, Received: date(t, tt.received)}
			if r.Right == "" {
				r.Right = request.Access
			}
			for _, e := range tt.events {
				r.Events = append(r.Events, request.Event{Kind: e.kind, On: date(t, e.on)})
			}
			today := r.Received
			if tt.today != "" {
				today = date(t, tt.today)
			}
			c := request.Deadline(r, calendar(t, tt.jurisdiction), today)
			if tt.due == "" {
				if !c.Waiting || !c.Due.IsZero() {
					t.Fatalf("due %v, want waiting", c.Due)
				}
				return
			}
			if got := c.Due.Format(time.DateOnly); got != tt.due {
				t.Errorf("due %s, want %s\n%s", got, tt.due, strings.Join(c.Working, "\n"))
			}
			if ok, why := calendar(t, tt.jurisdiction).WorkingDay(c.Due); !ok {
				t.Errorf("due on %s", why)
			}
			if c.LatestArguable.Before(c.Due) {
				t.Errorf("latest arguable %v before due %v", c.LatestArguable, c.Due)
			}
		})
	}
}

func TestOverdue(t *testing.T) {
	cal := calendar(t, "")
	open := request.Request{Right: request.Access, Received: date(t, "2026-06-01")}
	answered := open
	answered.Closed, answered.State = date(t, "2026-07-03"), request.Closed
	inTime := open
	inTime.Closed, inTime.State = date(t, "2026-07-01"), request.Closed
	tests := map[string]struct {
		r     request.Request
		today string
		want  string
	}{
		"on the day":           {open, "2026-07-01", ""},
		"the day after":        {open, "2026-07-02", "overdue by 1 day (due Wed 1 Jul 2026)"},
		"answered late":        {answered, "2026-09-01", "answered 2 days late (due Wed 1 Jul 2026)"},
		"answered in time":     {inTime, "2026-09-01", ""},
		"long after, answered": {inTime, "2027-01-01", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			today := date(t, tt.today)
			_, got := tt.r.Overdue(request.Deadline(tt.r, cal, today), today)
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestParseDate(t *testing.T) {
	for _, bad := range []string{"2026-02-30", "30/06/2026", "", "2026-13-01", "tomorrow"} {
		if _, err := request.ParseDate(bad); err == nil {
			t.Errorf("%q was taken for a date", bad)
		}
	}
}

func TestCalendarCoversEveryYear(t *testing.T) {
	for _, j := range []string{"england-and-wales", "scotland", "northern-ireland"} {
		cal := calendar(t, j)
		for year := 2024; year <= 2030; year++ {
			n := 0
			for d := request.Date(year, 1, 1); d.Year() == year; d = d.AddDate(0, 0, 1) {
				if ok, why := cal.WorkingDay(d); !ok && !strings.HasPrefix(why, "a S") {
					n++
				}
			}
			if want := map[string]int{"england-and-wales": 8, "scotland": 9, "northern-ireland": 10}[j]; n != want {
				t.Errorf("%s %d: %d holidays on weekdays, want %d", j, year, n, want)
			}
		}
	}
	if _, err := request.NewCalendar("wales", nil); err == nil {
		t.Error("unknown jurisdiction accepted")
	}
}
