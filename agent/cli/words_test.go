package cli

import (
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/spf13/pflag"

	"sarsen/agent/service"
)

func TestAlsoWords(t *testing.T) {
	for _, c := range []struct {
		name       string
		group      string
		also, left int
		want       string
	}{
		{"no group", "", 0, 0, ""},
		{"one of a kind", "thread", 0, 0, ", and nothing else is of its thread"},
		{"one more", "thread", 1, 0, ", with 1 other item of its thread"},
		{"decided on before", "duplicates", 0, 2, ", with 0 other items of its duplicates; 2 decided on before are left as they are"},
	} {
		if got := alsoWords(c.group, c.also, c.left); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// What is wrong with a flag is said without the names of functions.
func TestFlagError(t *testing.T) {
	for _, c := range []struct{ arg, want string }{
		{"--take=x", `--take takes a number, not "x"`},
		{"--new=maybe", `--new takes true or false, or nothing, not "maybe"`},
		{"--other", "unknown flag: --other"},
	} {
		f := pflag.NewFlagSet("", pflag.ContinueOnError)
		f.SetOutput(io.Discard)
		f.Int("take", 0, "")
		f.Bool("new", false, "")
		if got := flagError(f.Parse([]string{c.arg})); got == nil || got.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.arg, got, c.want)
		}
	}
}

// In a window, a query takes one line.
func TestQueryRows(t *testing.T) {
	long := strings.Repeat("marrowby OR ", 20) + "dilys"
	list := []service.QueryLine{
		{N: 1, Fact: "name", Text: long, Items: 3},
		{N: 2, Fact: "date_of_birth", Text: long, Off: true, By: "ffion", At: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)},
	}
	rows, short := queryRows(list, 80)
	var out strings.Builder
	if err := table(&out, rows); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if n := utf8.RuneCountInString(strings.TrimSpace(line)); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if !short {
		t.Error("nothing is said of what was cut")
	}
	if rows, short = queryRows(list, 0); short || rows[1][4] != long {
		t.Errorf("cut without a window: %v", rows[1])
	}
}
