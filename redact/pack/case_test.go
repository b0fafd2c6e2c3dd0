package pack_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
	dir := t.TempDir()
	target := filepath.Join(dir, "pack")
	placed(t, target, sample(t))
	mkdir(t, filepath.Join(target, "a", "b"))
	before := files(t, dir)
	tests := []struct {
		name, place string
		want        error
	}{
		{"the pack itself", "pack", pack.ErrExists},
		{"in it", "pack/case", pack.ErrPlace},
		{"deep in it", "pack/a/b/case", pack.ErrPlace},
		{"beside it", "case", nil},
	}
	if err := os.Symlink(filepath.Join("pack", "a"), filepath.Join(dir, "link")); err == nil {
		tests = append(tests, struct {
			name, place string
			want        error
		}{"through a link", "link/case", pack.ErrPlace})
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := pack.BuildCase(t.Context(), filepath.Join(dir, tt.place), caseInput(t)); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
	if err := os.RemoveAll(filepath.Join(dir, "case")); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(filepath.Join(dir, "link"))
	if diff := cmp.Diff(before, files(t, dir)); diff != "" {
		t.Errorf("something was left behind:\n%s", diff)
	}
}

// TestCaseSaysWhatWasNotChecked: what the export could not do stands in the
// council's record.
func TestCaseSaysWhatWasNotChecked(t *testing.T) {
	in := caseInput(t)
	in.Dropped, in.Rebuilt, in.NotSearched, in.Mixed = nil, []string{"i4"}, 3, 2
	dir := filepath.Join(t.TempDir(), "case")
	if err := pack.BuildCase(t.Context(), dir, in); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Rebuilt     []string `json:"rebuilt"`
		NotSearched int      `json:"not_searched"`
		Mixed       int      `json:"mixed"`
	}
	if err := json.Unmarshal([]byte(files(t, dir)["case.json"]), &got); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Rebuilt, in.Rebuilt) || got.NotSearched != 3 || got.Mixed != 2 {
		t.Errorf("case.json says %+v", got)
	}
	if row := rows(t, dir, "items.csv")[4]; !strings.Contains(row[9], "page of its text") {
		t.Errorf("items.csv says %q", row)
	}
}
