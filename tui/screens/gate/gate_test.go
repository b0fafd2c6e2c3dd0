package gate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/gate"
	"sarsen/tui/screentest"
)

var health = screen.GateLine{
	Name: "health", About: "health", Items: 2,
	Asks: "a health professional's opinion, not older than six months, that giving it does no serious harm, or that the person saw or knows it already (Sch 3 paras 5 and 6)",
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		name string
		item string
		keys []string
		text string
		want []string
	}{
		{"for this item", "i1", []string{"enter"}, "she was there", []string{"decide gate:health:i1 disclose she was there"}},
		{"for all", "i1", []string{"right", "enter"}, "opinion of 3 May", []string{"decide gate:health disclose opinion of 3 May"}},
		{"without an item", "", nil, "looked", []string{"decide gate:health disclose looked"}},
		{"without an answer nothing is recorded", "i1", []string{"enter"}, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			s := screentest.Open(gate.New(screentest.Shared(t, b), screen.ShowGate{Case: screen.RequestLine{ID: "2026-0001"}, Gate: health, Item: c.item}))
			s, _ = screentest.Press(s, c.keys...)
			screentest.Press(screentest.Type(s, c.text), "enter")
			if diff := cmp.Diff(c.want, b.Calls()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestView(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	screentest.Views(t, shared, "gate", func() screen.Screen {
		return screentest.Open(gate.New(shared, screen.ShowGate{Case: screen.RequestLine{ID: "2026-0001"}, Gate: health, Item: "i1", What: "Noise at 14 Quarry Lane"}))
	})
}
