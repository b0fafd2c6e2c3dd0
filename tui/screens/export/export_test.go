package export_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/export"
	"sarsen/tui/screentest"
)

var line = screen.RequestLine{ID: "2026-0001"}

func TestExports(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want []string
	}{
		{"a draft", []string{"enter", "enter"}, []string{"export 2026-0001 packs/pack-2026-0001 draft"}},
		{"a release", []string{"right", "enter", "enter"}, []string{"export 2026-0001 packs/pack-2026-0001 release"}},
		{"a zip", []string{"enter", ".", "z", "i", "p", "enter"}, []string{"export 2026-0001 packs/pack-2026-0001.zip draft"}},
		{"twice", []string{"enter", "enter", "enter", "enter"}, []string{"export 2026-0001 packs/pack-2026-0001 draft", "export 2026-0001 packs/pack-2026-0001 draft"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			screentest.Press(export.New(screentest.Shared(t, b), line), c.keys...)
			if diff := cmp.Diff(c.want, b.Calls()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCanBeLeftWhileWorking(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	s, _ := screentest.Press(export.New(shared, line), "enter")
	s, work := s.Update(screentest.Key("enter"))
	if s.Typing() {
		t.Error("esc is kept from the root while the pack is built")
	}
	if !shared.Working() {
		t.Error("the work is not known to be under way")
	}
	done := work()
	shared.Settle(done)
	if got := done.(screen.Done).Did; got != "The draft is built and was checked." {
		t.Errorf("reported %q", got)
	}
	if shared.Working() {
		t.Error("the work is not known to be over")
	}
}

func TestView(t *testing.T) {
	found := screen.ExportResult{Items: 3, Redacted: 4, Findings: []string{"documents/0001-noise.html, text: a value that was withheld elsewhere is readable", "messages.csv, cell: a value that was withheld is readable"}}
	for _, c := range []struct {
		name   string
		err    error
		result screen.ExportResult
		keys   []string
	}{
		{"form", nil, screen.ExportResult{}, nil},
		{"draft", nil, screen.ExportResult{OK: true, Items: 3, Redacted: 4}, []string{"enter", "enter"}},
		{"release", nil, screen.ExportResult{OK: true, Items: 3, Redacted: 1}, []string{"right", "enter", "enter"}},
		{"refused", nil, found, []string{"right", "enter", "enter"}},
		{"failed", errors.New("export request 2026-0001: 2 decisions are still open"), screen.ExportResult{}, []string{"enter", "enter"}},
	} {
		b := screentest.New()
		b.Err, b.Result = c.err, c.result
		shared := screentest.Shared(t, b)
		screentest.Views(t, shared, c.name, func() screen.Screen {
			s, _ := screentest.Press(export.New(shared, line), c.keys...)
			return s
		})
	}
	shared := screentest.Shared(t, screentest.New())
	screentest.Views(t, shared, "building", func() screen.Screen {
		s, _ := screentest.Press(export.New(shared, line), "enter")
		s, _ = s.Update(screentest.Key("enter"))
		return s
	})
}
