package why_test

import (
	"errors"
	"testing"

	"sarsen/tui/screen"
	"sarsen/tui/screens/why"
	"sarsen/tui/screentest"
)

var line = screen.RequestLine{ID: "2026-0001"}

func TestView(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	for name, item := range map[string]string{"certain": "i1", "taught": "i3", "unlikely": "i4"} {
		screentest.Views(t, shared, name, func() screen.Screen { return screentest.Open(why.New(shared, line, item)) })
	}
	failed := screentest.Shared(t, &screentest.Backend{Err: errors.New("read catalogue: disk is gone")})
	screentest.Views(t, failed, "failed", func() screen.Screen { return screentest.Open(why.New(failed, line, "i1")) })
}
