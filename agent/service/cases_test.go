package service

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"sarsen/agent/config"
	"sarsen/agent/request"
)

// exported is a service with a request whose pack was built and released.
func exported(t *testing.T, files map[string]string) (s *Service, id string, done Exported) {
	t.Helper()
	s, id, _ = opened(t, files)
	if _, err := s.AddEvent(t.Context(), "officer", id, request.Event{Kind: request.IdentitySeen}); err != nil {
		t.Fatal(err)
	}
	return s, id, export(t, s, id)
}

func export(t *testing.T, s *Service, id string) Exported {
	t.Helper()
	if _, err := s.Accept(t.Context(), "officer", id); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Release(t.Context(), "second", id); err != nil {
		t.Fatal(err)
	}
	done, err := s.Export(t.Context(), "second", id, ExportOptions{Out: filepath.Join(t.TempDir(), "pack")})
	if err != nil {
		t.Fatalf("%v: %+v", err, done.Report.Findings)
	}
	return done
}

// tableAt reads a CSV.
func tableAt(t *testing.T, path ...string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
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

func TestCaseFileOfExport(t *testing.T) {
	s, id, done := exported(t, map[string]string{"letter.txt": letter})
	all, err := s.CaseFiles(id, CaseWhere{})
	if err != nil || len(all) != 1 || all[0].Path != done.CaseFile || all[0].Sealed == 0 || all[0].Log == 0 || all[0].Draft {
		t.Fatalf("case files %+v, %v", all, err)
	}
	for _, name := range []string{"redactions.csv", "case.json", "case.html", "decisions.csv", "items.csv", "withheld.age"} {
		raw, err := os.ReadFile(filepath.Join(done.CaseFile, name))
		if err != nil || strings.Contains(string(raw), "Thistlewood") || strings.Contains(string(raw), "960123") {
			t.Errorf("%s is missing or repeats withheld text: %v", name, err)
		}
	}
	if _, wrong, err := s.VerifyCase(t.Context(), "officer", id, CaseWhere{}); err != nil || len(wrong) > 0 {
		t.Errorf("wrong: %q, %v", wrong, err)
	}
	for text, want := range map[string]bool{"01632 960123": true, "Thistlewood Tom": false} {
		if _, found, err := s.CheckCase(t.Context(), "officer", id, text, CaseWhere{}); err != nil || (len(found) > 0) != want {
			t.Errorf("%s: %+v, %v", text, found, err)
		}
	}
	out := filepath.Join(t.TempDir(), "open")
	if _, err := s.OpenCase(t.Context(), "solicitor", id, CaseWhere{}, "", out); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(out, "originals", "0001.txt"))
	if err != nil || string(raw) != letter {
		t.Errorf("original %q, %v", raw, err)
	}
	texts := ""
	for _, r := range tableAt(t, out, "withheld.csv") {
		texts += r["text"] + "\n"
	}
	if !strings.Contains(texts, "Thistlewood") || !strings.Contains(texts, "01632 960123") {
		t.Errorf("withheld %q", texts)
	}
	if info, err := os.Stat(s.path(keysDir, caseKeyName)); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("key: %v, %v", info, err)
	}
}

// TestCaseForRecipients: only those that the council named can open it.
func TestCaseForRecipients(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"letter.txt": letter})
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	put(t, dir, "recipients.txt", "# the solicitor\n"+key.Recipient().String()+"\n")
	put(t, dir, "key.txt", key.String()+"\n")
	put(t, dir, "noise.txt", "AGE-SECRET-KEY-1NOTONE\n")
	s.Config.CaseRecipients = filepath.Join(dir, "recipients.txt")
	if _, err := s.AddEvent(t.Context(), "officer", id, request.Event{Kind: request.IdentitySeen}); err != nil {
		t.Fatal(err)
	}
	export(t, s, id)
	if _, err := os.Stat(s.path(keysDir)); err == nil {
		t.Error("a key of the council's own was made all the same")
	}
	out := filepath.Join(dir, "open")
	if _, err := s.OpenCase(t.Context(), "officer", id, CaseWhere{}, "", out); err == nil {
		t.Error("opened without a key")
	}
	if _, err := s.OpenCase(t.Context(), "officer", id, CaseWhere{}, filepath.Join(dir, "noise.txt"), out); err == nil || strings.Contains(err.Error(), "NOTONE") {
		t.Errorf("error %v", err)
	}
	if _, err := s.OpenCase(t.Context(), "officer", id, CaseWhere{}, filepath.Join(dir, "key.txt"), out); err != nil {
		t.Error(err)
	}
}

func TestHandover(t *testing.T) {
	table := "Name,Date of birth,Meter reading,Band\nAnn Example,1961-03-09,4711,high\nTom Thistlewood,1970-01-01,1234,low\n"
	s, _, _ := opened(t, map[string]string{"meters.csv": table})
	s.Config.Sources[0].LawfulBasis, s.Config.Sources[0].Automated, s.Config.Sources[0].Nature = config.Contract, config.Yes, config.Provided
	s.Config.Sources[0].Fields = map[string]config.FieldRule{"band": {Nature: config.Derived}}
	c, _, err := s.NewRequest(t.Context(), "officer", request.Request{Right: request.Portability, Profile: request.Profile{Names: []string{"Ann Example"}, DateOfBirth: "1961-03-09"}})
	if err != nil {
		t.Fatal(err)
	}
	id := c.ID
	if _, err := s.Find(t.Context(), "officer", id); err != nil {
		t.Fatal(err)
	}
	org := HandoverInput{To: "Moorfield  Energy", Recipient: "data@moorfield.example", Method: "upload", Authority: "letter signed 1 November 2026"}
	if _, err := s.Handover(t.Context(), "officer", id, org); !errors.Is(err, ErrCheck) {
		t.Errorf("before an export: %v", err)
	}
	if _, err := s.AddEvent(t.Context(), "officer", id, request.Event{Kind: request.IdentitySeen}); err != nil {
		t.Fatal(err)
	}
	done := export(t, s, id)
	if done.Summary.Rows != 1 {
		t.Errorf("%d rows of data", done.Summary.Rows)
	}
	rows := tableAt(t, done.Path, "data", "0001-meters.csv")
	if len(rows) != 1 || rows[0]["Meter reading"] != "4711" || rows[0]["Band"] != "" {
		t.Errorf("data %q", rows)
	}
	unsigned := org
	unsigned.Authority = " "
	if _, err := s.Handover(t.Context(), "officer", id, unsigned); !errors.Is(err, ErrCheck) {
		t.Errorf("without authority: %v", err)
	}
	h, err := s.Handover(t.Context(), "officer", id, org)
	if err != nil || h.To != "Moorfield Energy" || h.Files != done.Report.Files || h.Rows != 1 || len(h.Manifest) != 64 {
		t.Errorf("handover %+v of %d files, %v", h, done.Report.Files, err)
	}
	if list := tableAt(t, s.path("cases", id), "handovers.csv"); len(list) != 1 || list[0]["authority"] != org.Authority || list[0]["manifest_sha256"] != h.Manifest {
		t.Errorf("handovers.csv %q", list)
	}
	if report, err := Verify(t.Context(), s, "officer", done.Path, VerifyOptions{}); err != nil || !report.OK {
		t.Errorf("verify: %+v, %v", report, err)
	}
}

// TestHandoverOfAccess: another organisation receives nothing of an access
// request.
func TestHandoverOfAccess(t *testing.T) {
	s, id, _ := exported(t, map[string]string{"letter.txt": letter})
	in := HandoverInput{To: "Moorfield Energy", Recipient: "x", Method: "post", Authority: "letter"}
	if _, err := s.Handover(t.Context(), "officer", id, in); !errors.Is(err, ErrCheck) {
		t.Errorf("error %v", err)
	}
	in.To = "Subject"
	if h, err := s.Handover(t.Context(), "officer", id, in); err != nil || h.To != request.ToSubject {
		t.Errorf("%+v, %v", h, err)
	}
}
