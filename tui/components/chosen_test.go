package components_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/tui/components"
)

func TestToggle(t *testing.T) {
	var none components.Chosen
	one := none.Toggle("a")
	two := one.Toggle("b")
	for _, c := range []struct {
		name      string
		got, want components.Chosen
	}{
		{"none is left as it is", none, nil},
		{"one", one, components.Chosen{"a": true}},
		{"another", two, components.Chosen{"a": true, "b": true}},
		{"taken away again", two.Toggle("a"), components.Chosen{"b": true}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
