package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
	"unicode/utf8"
)

// table prints rows in aligned columns; the first row is the heading.
func table(w io.Writer, rows [][]string) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, r := range rows {
		for i := range r {
			r[i] = oneLine(r[i])
		}
		if _, err := fmt.Fprintln(t, strings.TrimRight(strings.Join(r, "\t"), "\t ")); err != nil {
			return err
		}
	}
	return t.Flush()
}

// oneLine makes text safe for a terminal line: no control characters, and none
// that turn the direction of what follows, as in a name made to look like
// another.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError || r >= 0x80 && r < 0xa0 || turns(r) {
			return ' '
		}
		return r
	}, s)
}

// turns reports whether r embeds, overrides or isolates a direction of writing.
func turns(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }

// cut shortens s to n runes.
func cut(s string, n int) string {
	s = strings.Join(strings.Fields(oneLine(s)), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// day is a date as people read it; "" for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 Jan 2006")
}

// stamp is a time in JSON; "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// isoDay is a date in JSON; "" for none.
func isoDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// size is a number of bytes as people read it.
func size(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.0f kB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}

// count is "1 item", "2 items".
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if rest, ok := strings.CutSuffix(one, "ch"); ok {
		return fmt.Sprintf("%d %sches", n, rest)
	}
	if rest, ok := strings.CutSuffix(one, "query"); ok {
		return fmt.Sprintf("%d %squeries", n, rest)
	}
	if rest, ok := strings.CutSuffix(one, "person"); ok {
		return fmt.Sprintf("%d %speople", n, rest)
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// orEmpty is a list that JSON prints as one, also when there is none.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
