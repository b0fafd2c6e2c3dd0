package pack_test

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/verify"
)

func caseInput(t *testing.T) pack.CaseInput {
	t.Helper()
	in, _ := sealedInput(t)
	return in
}

// sealedInput returns a case and the key that opens what it seals.
func sealedInput(t *testing.T) (pack.CaseInput, *age.X25519Identity) {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	in := pack.CaseInput{
		Input: sample(t), Key: []byte("0123456789abcdef"), Searches: []pack.Search{{Query: `name:"Dilys Marrowby"`}, {Query: "=cmd()", Note: "added by ffion on 2026-06-01"}},
		Seal:      func(w io.Writer) (io.WriteCloser, error) { return age.Encrypt(w, key.Recipient()) },
		SealedFor: []string{"the council's solicitor"},
		Decisions: []redact.Decision{
			{ID: 1, Target: "person:p1", Verdict: redact.Withhold, Code: "S2.16", Reason: "Tamsin Wrexley said no", By: "officer", At: day("2026-10-20")},
			{ID: 2, Target: "mark:mT", Verdict: redact.Disclose, By: "officer", At: day("2026-10-21"), Undone: true},
			{ID: 3, Target: "item:i5", Verdict: redact.Withhold, Code: "S2.19", Reason: "legal advice", By: "officer", At: day("2026-10-21")},
		},
		Grounds:    map[string]redact.Decision{"mT": {Target: "person:p1", Reason: "Tamsin Wrexley said no", By: "officer", At: day("2026-10-20")}},
		Named:      []pack.Named{{Item: "i4", Text: "Oswin", Redaction: pack.Redaction{Kind: redact.Person, Code: "S2.16", Mark: "m9", By: "officer"}}},
		Places:     map[string]pack.Place{"i1": {Source: "shares", Path: "mail.mbox", Part: "message 3", SHA256: strings.Repeat("0", 64)}, "i4": {Source: "shares", Path: "for Oswin/Tamsin Wrexley.pdf"}, "i5": {Source: "shares", Path: "advice on the secret.pdf"}},
		Found:      9,
		Built:      pack.Summary{Dropped: map[string][]int{"i4": {2}}, Checksums: map[string]string{"index.html": strings.Repeat("1", 64)}},
		Report:     verify.Report{OK: true, WithheldChecked: true, Files: 12, Skipped: []string{"text in pixels: tesseract is not installed"}},
		ReleasedBy: "second", ReleasedAt: day("2026-10-30"),
		Versions: [][2]string{{"sarsen", "v0.0.0"}, {"rules of the clock", "2026-02"}},
	}
	for i := range in.Items {
		in.Items[i].Open = func() ([]byte, error) { return []byte("original of Tamsin Wrexley " + in.Items[i].ID), nil }
	}
	in.Items[3].Areas = []redact.Area{{Item: "i4", Page: 1}, {Item: "i4", Page: 1, Rect: redact.Rect{Left: 10, Top: 20, Right: 30.5, Bottom: 40}}}
	in.Items[2].AddedBy, in.Items[2].AddedAt = "officer", day("2026-10-19")
	return in, key
}

func TestBuildCase(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "case")
	if err := pack.BuildCase(t.Context(), dir, caseInput(t)); err != nil {
		t.Fatal(err)
	}
	got := files(t, dir)
	for _, name := range []string{
		"request.csv", "account.csv", "redactions.csv", "items.csv", "coverage.csv", "searches.csv", "decisions.csv", "release.csv", "verification.csv",
		"pack.csv", "handovers.csv", "gates.csv", "versions.csv", "case.json", "case.html", "withheld.age", "manifest-sha256.txt",
	} {
		if got[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	for name, content := range got {
		for _, withheld := range []string{"wrexley", "960123", "oswin", "privileged", "secret"} {
			if strings.Contains(strings.ToLower(content), withheld) {
				t.Errorf("%s repeats withheld text: %s", name, withheld)
			}
		}
	}
	if row := rows(t, dir, "items.csv")[1]; row[2] != "shares" || row[3] != "mail.mbox" || row[4] != "message 3" {
		t.Errorf("place: %q", row)
	}
	if row := rows(t, dir, "items.csv")[3]; row[10] != "officer" || row[11] != "2026-10-19T00:00:00Z" {
		t.Errorf("added by hand: %q", row)
	}
	if row := rows(t, dir, "decisions.csv")[1]; row[4] != redact.Mask+" said no" {
		t.Errorf("decision: %q", row)
	}
	if row := rows(t, dir, "release.csv")[1]; row[0] != "second" || row[2] != "released" {
		t.Errorf("release: %q", row)
	}
	if all := rows(t, dir, "verification.csv"); !strings.Contains(all[len(all)-1][1], "tesseract") {
		t.Errorf("verification: %q", all)
	}
	if !strings.Contains(got["case.html"], "must not be sent") || !strings.Contains(got["case.html"], "<main") {
		t.Error("the page does not say whose it is")
	}
}

func TestRedactionLog(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "case")
	if err := pack.BuildCase(t.Context(), dir, caseInput(t)); err != nil {
		t.Fatal(err)
	}
	log := objects(t, dir, "redactions.csv")
	count := map[string]int{}
	for _, r := range log {
		count[r["position"]]++
		switch {
		case r["position"] == "area" && (r["area"] != "10 20 30.5 40" || r["page"] != "1" || r["hmac_sha256"] != ""):
			t.Errorf("area: %q", r)
		case r["position"] == "page" && len(r["hmac_sha256"]) != 64 && r["page"] == "":
			t.Errorf("page: %q", r)
		case r["position"] == "item" && (r["reason"] != "legal advice" || r["by"] != "officer" || r["code"] != "S2.19"):
			t.Errorf("item: %q", r)
		case r["position"] == "text" && len(r["hmac_sha256"]) != 64:
			t.Errorf("text: %q", r)
		}
	}
	if want := map[string]int{"text": 9, "name": 1, "area": 1, "page": 2, "item": 1}; !maps.Equal(count, want) {
		t.Errorf("entries %v, want %v", count, want)
	}
	if r := log[0]; r["code"] != "S2.16" || r["by"] != "officer" || r["reason"] != redact.Mask+" said no" || r["hmac_sha256"] != log[1]["hmac_sha256"] {
		t.Errorf("first entry: %q", r)
	}
}

// TestCaseAddsUp: every sum in the case file is one.
func TestCaseAddsUp(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "case")
	in := caseInput(t)
	in.Sources = append(in.Sources, pack.Source{Name: "mail", Seen: 7, Read: 7})
	if err := pack.BuildCase(t.Context(), dir, in); err != nil {
		t.Fatal(err)
	}
	n := map[string]int{}
	for _, r := range objects(t, dir, "account.csv") {
		n[r["figure"]], _ = strconv.Atoi(r["count"])
	}
	if n["items found"] != 9 || n["items found"] != n["items in the schedule"]+n["items left out"] {
		t.Errorf("found: %v", n)
	}
	if n["items in the schedule"] != n["in full"]+n["in part"]+n["withheld"]+n["duplicates"] {
		t.Errorf("schedule: %v", n)
	}
	if n["entries of the redaction log"] != n["texts"]+n["names"]+n["areas"]+n["pages"]+n["items"] {
		t.Errorf("log: %v", n)
	}
	coverage := objects(t, dir, "coverage.csv")
	for _, r := range coverage {
		if r["difference"] != "0" {
			t.Errorf("coverage: %q", r)
		}
	}
	if last := coverage[len(coverage)-1]; last["source"] != "all" || last["seen"] != "19" || last["read"] != "17" || last["unread"] != "2" {
		t.Errorf("coverage in all: %q", last)
	}
}

func TestCaseKey(t *testing.T) {
	in := caseInput(t)
	in.Key = in.Key[:15]
	if err := pack.BuildCase(t.Context(), filepath.Join(t.TempDir(), "case"), in); !errors.Is(err, pack.ErrKey) {
		t.Errorf("error %v", err)
	}
	in = caseInput(t)
	in.Seal = nil
	if err := pack.BuildCase(t.Context(), filepath.Join(t.TempDir(), "case"), in); !errors.Is(err, pack.ErrSeal) {
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
	in.Built.Dropped, in.Built.Rebuilt, in.NotSearched, in.Mixed = nil, []string{"i4"}, 3, 2
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
	if !slices.Equal(got.Rebuilt, in.Built.Rebuilt) || got.NotSearched != 3 || got.Mixed != 2 {
		t.Errorf("case.json says %+v", got)
	}
	if row := rows(t, dir, "items.csv")[4]; !strings.Contains(row[9], "page of its text") {
		t.Errorf("items.csv says %q", row)
	}
}

// TestCaseSaysWhatWentOut: the checksum of the zip itself, too.
func TestCaseSaysWhatWentOut(t *testing.T) {
	in, dir := caseInput(t), t.TempDir()
	sum, err := pack.Build(t.Context(), filepath.Join(dir, "answer.zip"), in.Input, pack.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in.Built = sum
	if err := pack.BuildCase(t.Context(), filepath.Join(dir, "case"), in); err != nil {
		t.Fatal(err)
	}
	if err := sum.Commit(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "answer.zip"))
	if err != nil {
		t.Fatal(err)
	}
	sent := objects(t, filepath.Join(dir, "case"), "sent.csv")
	if want := fmt.Sprintf("%x", sha256.Sum256(raw)); len(sent) != 1 || sent[0]["file"] != "answer.zip" || sent[0]["sha256"] != want {
		t.Errorf("sent %q, want %s", sent, want)
	}
	what, err := pack.ReadSent(filepath.Join(dir, "case"))
	if err != nil || what.Files != len(sum.Checksums) || what.Manifest != sum.Checksums["manifest-sha256.txt"] || what.Draft {
		t.Errorf("%+v, %v", what, err)
	}
}

// objects returns a table's rows by column.
func objects(t *testing.T, dir, name string) []map[string]string {
	t.Helper()
	all := rows(t, dir, name)
	var out []map[string]string
	for _, row := range all[1:] {
		o := map[string]string{}
		for i, cell := range row {
			o[all[0][i]] = cell
		}
		out = append(out, o)
	}
	return out
}
