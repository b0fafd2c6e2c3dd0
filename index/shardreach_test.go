package index

import (
	"testing"
	"time"

	"sarsen/index/query"
)

func TestPeriodOf(t *testing.T) {
	for date, want := range map[string]string{
		"": "undated", "1066-10-14": "to 1999", "1999-12-31": "to 1999", "2000-01-01": "2000-2004", "2004-12-31": "2000-2004",
		"2026-11-22": "2025-2029", "2099-12-31": "2095-2099", "2100-01-01": "from 2100",
	} {
		var day time.Time
		if date != "" {
			var err error
			if day, err = time.Parse(time.DateOnly, date); err != nil {
				t.Fatal(err)
			}
		}
		p := periodOf(day)
		if p.String() != want || !p.holds(day) || !always.holds(day) {
			t.Errorf("%q is of %s, want %s", date, p, want)
		}
	}
	west := time.Date(2025, 1, 1, 3, 0, 0, 0, time.UTC).In(time.FixedZone("", -5*3600))
	if p := periodOf(west); p.String() != "2020-2024" {
		t.Errorf("New Year's Eve in its own zone is of %s", p)
	}
}

func TestReaches(t *testing.T) {
	mail := entry{Source: "Mail", Period: period{First: 2020, Last: 2024}}
	for _, tc := range []struct {
		query string
		in    entry
		want  bool
	}{
		{"smith", mail, true},
		{"source:mail smith", mail, true},
		{"source:MAIL", mail, true},
		{"source:shares", mail, false},
		{"smith source:shares", mail, false},
		{"smith OR source:shares", mail, true},
		{"-source:mail", mail, true},
		{"source:ma*", mail, true},
		{"after:2024-12-31", mail, true},
		{"after:2025-01-01", mail, false},
		{"before:2020-06-01", mail, true},
		{"before:2019-12-31 smith", mail, false},
		{"-after:2025-01-01", mail, true},
		{"after:1980-01-01", entry{Period: period{Undated: true}}, false},
		{"after:1980-01-01", entry{Period: period{Last: 1999}}, true},
		{"after:2000-01-01", entry{Period: period{Last: 1999}}, false},
		{"before:2050-01-01", entry{Period: period{First: 2100}}, false},
		{"before:1950-01-01", entry{Period: always}, true},
	} {
		q, err := query.Parse(tc.query)
		if err != nil {
			t.Fatal(err)
		}
		if got := reaches(q, tc.in); got != tc.want {
			t.Errorf("%s reaches %q %s: %v", tc.query, tc.in.Source, tc.in.Period, got)
		}
	}
}

// TestMoving searches for an item while its date, and so its shard, changes: it
// is always found, and once.
func TestMoving(t *testing.T) {
	e, err := openWith(t.TempDir(), capacity{documents: 1, bytes: 1 << 40})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	at := func(n int) Document {
		return Document{ID: "moves", Text: "fence", Date: time.Date(2000+5*(n%4), 1, 1, 0, 0, 0, 0, time.UTC)}
	}
	if err := e.Update(t.Context(), []Document{{ID: "first", Text: "hedge"}, at(0)}, nil); err != nil {
		t.Fatal(err)
	}
	moved := make(chan error, 1)
	go func() {
		var err error
		for n := 1; n < 30 && err == nil; n++ {
			err = e.Update(t.Context(), []Document{at(n)}, nil)
		}
		moved <- err
	}()
	for {
		r, err := e.Search(t.Context(), query.Word{Text: "fence"}, Options{})
		if err != nil || r.Total != 1 || len(r.Hits) != 1 {
			t.Fatalf("found %+v, %v", r, err)
		}
		found, err := e.Find(t.Context(), []query.Node{query.Word{Text: "fence"}}, nil)
		if err != nil || len(found[0].IDs) != 1 {
			t.Fatalf("found %+v, %v", found, err)
		}
		select {
		case err := <-moved:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
	}
}
