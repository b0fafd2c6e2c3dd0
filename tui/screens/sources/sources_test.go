package sources_test

import (
	"errors"
	"testing"

	"sarsen/tui/screen"
	"sarsen/tui/screens/sources"
	"sarsen/tui/screentest"
)

func TestView(t *testing.T) {
	for _, c := range []struct {
		name    string
		backend *screentest.Backend
		keys    []string
	}{
		{"sources", screentest.New(), nil},
		{"running", screentest.New(), []string{"down"}},
		{"empty", &screentest.Backend{}, nil},
		{"failed", &screentest.Backend{Err: errors.New("read catalogue: disk is gone")}, nil},
	} {
		shared := screentest.Shared(t, c.backend)
		screentest.Views(t, shared, c.name, func() screen.Screen {
			s, _ := screentest.Press(screentest.Open(sources.New(shared)), c.keys...)
			return s
		})
	}
}
