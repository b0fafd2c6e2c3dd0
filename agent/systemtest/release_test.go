package systemtest

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sarsen/agent/config"
	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/redact"
)

// prepared is a place with a request whose proposals are accepted.
func prepared(t *testing.T, p place) {
	t.Helper()
	p.write("shares/visit.txt", "Visit to Ann Example, HA-504376, 14 Larch Close, DL24 1QZ.\n\nHer neighbour Mrs Edna Cuthbertson, telephone 01632 960222, complained.\n")
	p.ok("crawl")
	p.ok("request", "new", "--name", "Ann Example", "--reference", "HA-504376")
	p.ok("find", "2026-0001")
	p.ok("review", "2026-0001", "--accept")
	p.ok("request", "event", "2026-0001", "identity-seen")
	p.want([]int{4}, "release", "2026-0001") // whoever decided
}

// open opens the service on a place, as another officer would.
func (p place) open() *service.Service {
	p.t.Helper()
	cfg, err := config.Load(p.path("sarsen.yaml"))
	if err != nil {
		p.t.Fatal(err)
	}
	reader := func() *exec.Cmd { return exec.Command(program, "worker-process") }
	svc, err := service.Open(p.t.Context(), cfg, service.Options{What: "test", Now: time.Now, Worker: reader})
	if err != nil {
		p.t.Fatal(err)
	}
	return svc
}

// TestSecondPerson: a release by somebody else than the redactor lets the pack
// go, until a decision is taken after it.
func TestSecondPerson(t *testing.T) {
	t.Parallel()
	p := newPlace(t, "./shares")
	prepared(t, p)
	svc := p.open()
	if _, err := svc.Release(t.Context(), "somebody else", "2026-0001"); err != nil {
		t.Fatal(err)
	}
	if err := svc.Close(); err != nil {
		t.Fatal(err)
	}
	line := p.json("export", "2026-0001", "-o", "pack")[0]
	if line.at("draft") != "false" || line.at("missing") != "" {
		t.Errorf("export said %v", line)
	}
	verified := p.json("verify", "pack")[0]
	if verified.at("ok") != "true" || verified.at("draft") != "false" || verified.at("withheld_checked") != "true" {
		t.Errorf("verify said %v", verified)
	}
	if raw, err := os.ReadFile(p.path("pack/index.html")); err != nil || strings.Contains(string(raw), "DRAFT") {
		t.Errorf("the pack is stamped DRAFT: %v", err)
	}
	if show := p.json("request", "show", "2026-0001")[0]; show.at("state") != "released" {
		t.Errorf("the request is %s", show.at("state"))
	}

	people := p.json("people", "2026-0001")
	p.ok("decide", "2026-0001", people[0].at("person"), "disclose", "--reason", "has consented")
	o := p.want([]int{4}, "export", "2026-0001", "-o", "pack2")
	if !strings.Contains(o.stderr, "second person") || there(p.path("pack2")) {
		t.Errorf("a decision after the release did not take it back: %s", o.stderr)
	}
	// Taking it back restores what was released.
	p.ok("undo", "2026-0001")
	p.ok("export", "2026-0001", "-o", "pack2")
}

// TestSecondPersonDecides: who decided on anything in force cannot release.
func TestSecondPersonDecides(t *testing.T) {
	t.Parallel()
	p := newPlace(t, "./shares")
	prepared(t, p)
	svc := p.open()
	defer func() {
		if err := svc.Close(); err != nil {
			t.Error(err)
		}
	}()
	people, _, err := svc.People(t.Context(), "2026-0001")
	if err != nil || len(people) == 0 {
		t.Fatalf("%d people, %v", len(people), err)
	}
	if _, err := svc.DecideAll(t.Context(), "somebody else", "2026-0001", []string{people[0].ID}, redact.Withhold, "", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := svc.Release(t.Context(), "somebody else", "2026-0001"); !errors.Is(err, service.ErrCheck) {
		t.Errorf("a redactor released: %v", err)
	}
	if _, err := svc.Release(t.Context(), "a third", "2026-0001"); err != nil {
		t.Errorf("a third officer could not release: %v", err)
	}
	if _, err := svc.CloseRequest(t.Context(), "a third", "2026-0001", time.Time{}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := svc.Release(t.Context(), "a fourth", "2026-0001"); !errors.Is(err, request.ErrClosed) {
		t.Errorf("a closed request was released: %v", err)
	}
}

// TestCaseFileApart: what the council keeps is not in the pack, and names nothing withheld.
func TestCaseFileApart(t *testing.T) {
	t.Parallel()
	p := newPlace(t, "./shares")
	prepared(t, p)
	p.ok("export", "2026-0001", "--draft", "-o", "pack.zip", "--case-file", "kept")
	if there(p.path("data/cases/2026-0001")) {
		t.Error("the case file is not where it was asked for")
	}
	logs := 0
	err := filepath.WalkDir(p.path("kept"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if strings.Contains(string(raw), "Cuthbertson") || strings.Contains(string(raw), "960222") {
			t.Errorf("%s repeats what is withheld", path)
		}
		if strings.Contains(string(raw), "S2.16") {
			logs++
		}
		return err
	})
	if err != nil || logs == 0 {
		t.Errorf("no redaction log in the case file: %v", err)
	}
}
