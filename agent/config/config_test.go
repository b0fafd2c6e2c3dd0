package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sarsen/agent/config"
)

func TestParseRefuses(t *testing.T) {
	tests := map[string]struct{ yaml, want string }{
		"unknown key":            {"data: ./d\nsorces: []\n", "[2:1]"},
		"unknown key in source":  {"data: ./d\nsources:\n  - name: a\n    location: ./x\n    pasword: y\n", "[5:5]"},
		"no data":                {"sources: []\n", "data: missing"},
		"no location":            {"data: ./d\nsources:\n  - name: a\n", "location: missing"},
		"no name":                {"data: ./d\nsources:\n  - location: ./a\n", "name: missing"},
		"twice the same name":    {"data: ./d\nsources:\n  - {name: a, location: ./a}\n  - {name: a, location: ./b}\n", "two are called"},
		"jurisdiction":           {"data: ./d\njurisdiction: wales\n", "england-and-wales"},
		"gates":                  {"data: ./d\ngates: maybe\n", "neither warn nor stop"},
		"schedule":               {"data: ./d\nsources:\n  - {name: a, location: ./a, schedule: often}\n", "cron expression"},
		"size":                   {"data: ./d\nworkers: {memory: lots}\n", "not a size"},
		"holiday":                {"data: ./d\nholidays: [2026-02-30]\n", "not a date"},
		"domain of all councils": {"data: ./d\ndomains: [thornmere.gov.example, gov.uk]\n", `"gov.uk" is no mail domain of one council`},
		"domain of everybody":    {"data: ./d\ndomains: [uk]\n", `"uk" is no mail domain`},
		"address for a domain":   {"data: ./d\ndomains: [ann@thornmere.gov.example]\n", "no mail domain"},
		"telephone":              {"data: ./d\nphones: ['01632 960000', 'ext. 12']\n", "no telephone number"},
		"pattern":                {"data: ./d\nsources:\n  - {name: a, location: ./a, exclude: ['[']}\n", "not well formed"},
		"tls":                    {"data: ./d\nsources:\n  - {name: a, location: 'imap://u@m.example', tls: maybe}\n", "starttls"},
		"connections":            {"data: ./d\nsources:\n  - {name: a, location: 'imaps://u@m.example', connections: 99}\n", "between 1 and 32"},
		"flow of OAuth":          {"data: ./d\nsources:\n  - {name: a, location: 'imaps://u@m.example', oauth: {flow: web}}\n", "client_credentials"},
		"secret in the file":     {"data: ./d\nsources:\n  - {name: a, location: 'imaps://u@m.example', oauth: {client_secret: x}}\n", "client_secret"},
		"language":               {"data: ./d\nocr: {languages: [--help]}\n", "not the name of a language"},
		"resolution":             {"data: ./d\nocr: {dpi: 9}\n", "not between 70 and 1200"},
		"not YAML":               {"data: [", "["},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := config.Parse([]byte(tt.yaml), t.TempDir())
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestParseCompletes(t *testing.T) {
	dir := t.TempDir()
	c, err := config.Parse([]byte("data: ./d\nworkers: {memory: 1GB, time: 5s}\nsources:\n  - {name: a, location: ./x}\n  - {name: m, location: 'imaps://u@mail.example'}\n"), dir)
	if err != nil {
		t.Fatal(err)
	}
	if c.Data != filepath.Join(dir, "d") || c.Sources[0].Location != filepath.Join(dir, "x") || c.Sources[1].Location != "imaps://u@mail.example" {
		t.Errorf("paths: %+v", c)
	}
	if c.Workers.Memory != 1<<30 || c.Workers.Time != 5*time.Second || c.Workers.Count < 1 {
		t.Errorf("workers: %+v", c.Workers)
	}
	if len(c.OCR.Languages) != 1 || c.OCR.Languages[0] != "eng" || c.OCR.DPI != 300 || c.OCR.Time != 2*time.Minute || c.OCR.Off {
		t.Errorf("ocr: %+v", c.OCR)
	}
	if c.Jurisdiction != "england-and-wales" || c.Sources[0].Schedule != config.DefaultSchedule || c.Sources[0].MaxSize != 512<<20 {
		t.Errorf("defaults: %+v", c)
	}
}

func TestWriteIsReadAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sarsen.yaml")
	locations := []string{"./shares", "./other/shares", "imaps://box@mail.thornmere.gov.example", "./odd: name #1"}
	if err := config.Write(path, "./data", locations, false); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range c.Sources {
		names = append(names, s.Name)
	}
	if got := strings.Join(names, ","); got != "shares,shares-2,mail.thornmere.gov.example,odd: name #1" {
		t.Errorf("names %s", got)
	}
	if err := config.Write(path, "./data", nil, false); !errors.Is(err, config.ErrExists) {
		t.Errorf("overwrote without force: %v", err)
	}
	if err := config.Write(path, "./data", nil, true); err != nil {
		t.Errorf("force: %v", err)
	}
}

func TestPassword(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "pw")
	if err := os.WriteFile(file, []byte("s3cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SARSEN_TEST_PW", "from env")
	for _, tt := range []struct {
		src  config.Source
		want string
		bad  bool
	}{
		{config.Source{PasswordFile: file}, "s3cret", false},
		{config.Source{PasswordEnv: "SARSEN_TEST_PW"}, "from env", false},
		{config.Source{PasswordEnv: "SARSEN_TEST_NONE"}, "", true},
		{config.Source{PasswordFile: file + "x"}, "", true},
		{config.Source{}, "", false},
	} {
		got, err := tt.src.Password()
		if got != tt.want || (err != nil) != tt.bad {
			t.Errorf("%+v: got %q, %v", tt.src, got, err)
		}
	}
}
