package pack_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/pack"
)

func caseInput(t *testing.T) pack.CaseInput {
	t.Helper()
	return pack.CaseInput{
		Input: sample(t), Key: []byte("0123456789abcdef"), Searches: []string{`name:"Dilys Marrowby"`, "=cmd()"},
		Decisions: []redact.Decision{{ID: 1, Target: "person:p1", Verdict: redact.Withhold, Code: "S2.16", By: "officer", At: day("2026-10-20")}},
		Places:    map[string]pack.Place{"i1": {Source: "shares", Path: "mail.mbox", Part: "message 3", SHA256: strings.Repeat("0", 64)}},
		Dropped:   map[string][]int{"i4": {2}},
	}
}

func TestBuildCase(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "case")
	if err := pack.BuildCase(t.Context(), dir, caseInput(t)); err != nil {
		t.Fatal(err)
	}
	got := files(t, dir)
	for _, name := range []string{"request.csv", "redactions.csv", "items.csv", "coverage.csv", "searches.csv", "decisions.csv", "case.json", "manifest-sha256.txt"} {
		if got[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	for name, content := range got {
		if s := strings.ToLower(content); strings.Contains(s, "wrexley") || strings.Contains(s, "960123") {
			t.Errorf("%s repeats withheld text", name)
		}
	}
	log := rows(t, dir, "redactions.csv")
	if len(log) != 11 || log[1][4] != "S2.16" || log[1][5] != "officer" || len(log[1][9]) != 64 {
		t.Errorf("redaction log: %q", log)
	}
	if log[1][9] != log[2][9] {
		t.Error("the same text has two hashes")
	}
	if row := rows(t, dir, "items.csv")[1]; row[2] != "shares" || row[3] != "mail.mbox" || row[4] != "message 3" {
		t.Errorf("place: %q", row)
	}
	if row := rows(t, dir, "coverage.csv")[1]; row[3] != "12" || row[6] != "2" {
		t.Errorf("coverage: %q", row)
	}
}

func TestCaseKey(t *testing.T) {
	in := caseInput(t)
	in.Key = in.Key[:15]
	if err := pack.BuildCase(t.Context(), filepath.Join(t.TempDir(), "case"), in); !errors.Is(err, pack.ErrKey) {
		t.Errorf("error %v", err)
	}
}

func TestCaseNeverIntoPack(t *testing.T) {
	sum, target := build(t, "pack", sample(t))
	if err := sum.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := pack.BuildCase(t.Context(), target, caseInput(t)); !errors.Is(err, pack.ErrExists) {
		t.Errorf("error %v", err)
	}
	if left, err := os.ReadDir(filepath.Dir(target)); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
