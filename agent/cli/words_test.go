package cli

import (
	"io"
	"testing"

	"github.com/spf13/pflag"
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
