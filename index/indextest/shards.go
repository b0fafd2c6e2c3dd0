package indextest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"sarsen/index"
)

// testShards holds an engine to what it says of its parts: all items are in them,
// each once, and what is dropped can be put back.
func testShards(t *testing.T, open Opener) {
	e := start(t, open,
		index.Document{ID: "a", Source: "mail", Text: "fence"},
		index.Document{ID: "b", Source: "mail", Text: "hedge"},
		index.Document{ID: "c", Source: "shares", Text: "fence"},
	)
	items := func() []string {
		t.Helper()
		var ids []string
		if err := e.Items(t.Context(), func(id string) error { ids = append(ids, id); return nil }); err != nil {
			t.Fatal(err)
		}
		slices.Sort(ids)
		return ids
	}
	if got := items(); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("items %v", got)
	}
	stop := errors.New("stop")
	if err := e.Items(t.Context(), func(string) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("Items: %v", err)
	}
	var mail []string
	for name, list := range map[string]func(context.Context) ([]index.Shard, error){"Shards": e.Shards, "Verify": e.Verify} {
		shards, err := list(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		documents := 0
		mail = nil
		for _, s := range shards {
			if documents += s.Documents; s.Problem != "" || s.Name == "" || s.Period == "" || s.Bytes <= 0 {
				t.Errorf("%s: %+v", name, s)
			}
			if s.Source == "mail" {
				mail = append(mail, s.Name)
			}
		}
		if documents != 3 || len(mail) == 0 {
			t.Errorf("%s: %+v", name, shards)
		}
	}
	if err := e.Drop(mail...); err != nil {
		t.Fatal(err)
	}
	if got := items(); !slices.Equal(got, []string{"c"}) {
		t.Errorf("items %v of the shards that stay", got)
	}
	if err := e.Update(t.Context(), []index.Document{{ID: "a", Source: "mail", Text: "fence"}}, nil); err != nil {
		t.Fatal(err)
	}
	if got := find(t, e, "fence"); !slices.Equal(got, []string{"a", "c"}) {
		t.Errorf("found %v when it was put back", got)
	}
}
