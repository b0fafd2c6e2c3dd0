package item_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"sarsen/agent/request"
	"sarsen/tui/screen"
	"sarsen/tui/screentest"
)

// quoting is a backend whose items quote from a word on, and differ in another.
type quoting struct {
	*screentest.Backend
	from, of, near string
	rows           []request.Span
}

func (b quoting) Item(ctx context.Context, id, item string) (screen.Item, error) {
	it, err := b.Backend.Item(ctx, id, item)
	if at := strings.Index(it.Text, b.from); b.from != "" && at >= 0 {
		it.Quotes = []request.Quote{{Span: request.Span{Start: at, End: len(it.Text) - 1}, Of: b.of}}
	}
	if at := strings.Index(it.Text, b.near); b.near != "" && at >= 0 {
		it.NearOf, it.Near = "i9", []request.Span{{Start: at, End: at + len(b.near)}}
	}
	it.Rows = b.rows
	it.Others = map[string]time.Time{"i8": time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), "i9": {}}
	return it, err
}

func TestQuotationsAreFolded(t *testing.T) {
	for _, c := range []struct {
		name    string
		b       quoting
		keys    []string
		has     []string
		without string
	}{
		{"of a match", quoting{from: "I have written", of: "i8"}, nil, []string{"▸ quotes the message of 1 Mar 2026", "z shows it"}, "I have written"},
		{"of a match, unfolded", quoting{from: "I have written", of: "i8"}, []string{"z"}, []string{"I have written"}, "▸"},
		{"of nobody's", quoting{from: "I have written"}, nil, []string{"I have written"}, "▸"},
		{"with the mark in hand", quoting{from: "Mr Rhodri", of: "i8"}, []string{"tab"}, []string{"Rhodri Tasker"}, "▸"},
		{"nearly the same", quoting{near: "eleven"}, nil, []string{"{eleven}", "Nearly the same as another item"}, "▸"},
		{"rows", quoting{rows: []request.Span{{Start: 0, End: 5}}}, nil, []string{"Of this list 1 row"}, "▸"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.b.Backend = screentest.New()
			s, _ := screentest.Press(open(t, c.b, 0), c.keys...)
			s, _ = screentest.Press(s, "pgdown")
			below := ansi.Strip(s.View())
			s, _ = screentest.Press(s, "pgup")
			view := strings.Join(strings.Fields(ansi.Strip(s.View())+below), " ")
			for _, want := range c.has {
				if !strings.Contains(view, want) {
					t.Errorf("%q is not in view:\n%s", want, view)
				}
			}
			if strings.Contains(view, c.without) {
				t.Errorf("%q is in view:\n%s", c.without, view)
			}
		})
	}
}
