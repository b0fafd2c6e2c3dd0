package request_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/agent/request"
)

func TestHandovers(t *testing.T) {
	store, err := request.OpenStore(filepath.Join(t.TempDir(), "register.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close() //nolint:errcheck // the test ends
	now := time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)
	r, err := store.Create(request.Request{Right: request.Portability, Received: request.Today(now), Profile: request.Profile{Names: []string{"Ann Example"}}}, now)
	if err != nil {
		t.Fatal(err)
	}
	want := []request.Handover{
		{To: request.ToSubject, Recipient: "ann@mail.example", Method: "e-mail", Pack: "pack.zip", Manifest: "00ff", Files: 7, Rows: 12, By: "officer", At: now},
		{To: "Moorfield Energy", Recipient: "data@moorfield.example", Authority: "letter signed 1 November 2026", Method: "upload", Pack: "pack.zip", Manifest: "00ff", Files: 7, Rows: 12, By: "officer", At: now.Add(time.Hour)},
	}
	for _, h := range want {
		if err := store.AddHandover(r.ID, h); err != nil {
			t.Fatal(err)
		}
	}
	got, err := store.Handovers(r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if err := store.AddHandover("2026-9999", want[0]); err == nil {
		t.Error("recorded for a request that does not exist")
	}
}
