package pack

import (
	"testing"
	"time"
)

func TestDayIn(t *testing.T) {
	tests := []struct{ text, want string }{
		{"2026-02-03", "2026-02-03"},
		{"2026-02-03 10:15", "2026-02-03"},
		{"2026-02-03T10:15:00Z", "2026-02-03"},
		{"03/04/2026", "2026-04-03"},
		{"3.4.2026", "2026-04-03"},
		{"3-4-2026 09:00:12", "2026-04-03"},
		{"3 April 2026", "2026-04-03"},
		{"Friday 3rd April 2026", "2026-04-03"},
		{"Friday, 3 Apr 2026 at 4.30 pm", "2026-04-03"},
		{"3 May 2024 10:00 UTC", "2024-05-03"},
		{"03/May/2024:10:01:00 +0000", "2024-05-03"},
		{"03/05/2024, 10:02", "2024-05-03"},
		{"1 Sept 2026", "2026-09-01"},
		{"3 Chwefror 2026", "2026-02-03"},
		{"31/02/2026", ""},
		{"13/13/2026", ""},
		{"03/04/26", ""}, // of which century?
		{"1 Marble 2026", ""},
		{"1234567890", ""},
		{"2026", ""},
		{"seen on 3 April 2026", ""},
		{"12/05/1066", ""},
		{"", ""},
	}
	for _, tt := range tests {
		got, ok := dayIn(tt.text)
		if ok != (tt.want != "") || ok && got.Format(time.DateOnly) != tt.want {
			t.Errorf("%q: %s, %v", tt.text, got.Format(time.DateOnly), ok)
		}
	}
}

// Whatever a cell holds: no panic, and only days that are in the calendar.
func FuzzDayIn(f *testing.F) {
	for _, s := range []string{"3 April 2026", "03/04/2026", "2026-02-03T10:15:00+01:00", "Friday, 3rd Sept. 2026", "\xff1/1/2000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := dayIn(s); ok && (got.Year() < 1900 || got.Year() >= 2100 || got.Hour() != 0) {
			t.Errorf("%q is %v", s, got)
		}
	})
}
