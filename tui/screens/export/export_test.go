package export_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/export"
	"sarsen/tui/screentest"
)

var line = screen.RequestLine{ID: "2026-0001"}

// five takes each field of the form as it stands.
var five = []string{"enter", "enter", "enter", "enter", "enter"}

func TestExports(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want []string
	}{
		{"a draft", five, []string{"export 2026-0001 packs/pack-2026-0001 draft"}},
		{"a release", append([]string{"right"}, five...), []string{"export 2026-0001 packs/pack-2026-0001 release"}},
		{"a zip", []string{"enter", "enter", "enter", "enter", ".", "z", "i", "p", "enter"}, []string{"export 2026-0001 packs/pack-2026-0001.zip draft"}},
		{"twice", slices.Concat(five, []string{"enter"}, []string{"enter"}), []string{"export 2026-0001 packs/pack-2026-0001 draft", "export 2026-0001 packs/pack-2026-0001 draft"}},
		{"locked", []string{"enter", "right", "enter", "enter", "enter", "enter"}, []string{"export 2026-0001 packs/pack-2026-0001.zip draft aes packs/password-2026-0001.txt"}},
		{"in parts", []string{"enter", "enter", "enter", "2", "0", "M", "B", "enter", "enter"}, []string{"export 2026-0001 packs/pack-2026-0001.zip draft 20MB"}},
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
	s, _ := screentest.Press(export.New(shared, line), five[1:]...)
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
		{"draft", nil, screen.ExportResult{OK: true, Items: 3, Redacted: 4}, five},
		{"release", nil, screen.ExportResult{OK: true, Items: 3, Redacted: 1}, append([]string{"right"}, five...)},
		{"locked", nil, screen.ExportResult{OK: true, Items: 3, Redacted: 1, Files: 3}, []string{"right", "enter", "right", "enter", "enter", "enter", "enter"}},
		{"refused", nil, found, append([]string{"right"}, five...)},
		{"failed", errors.New("export request 2026-0001: 2 decisions are still open"), screen.ExportResult{}, five},
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
		s, _ := screentest.Press(export.New(shared, line), five[1:]...)
		s, _ = s.Update(screentest.Key("enter"))
		return s
	})
}
