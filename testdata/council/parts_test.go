package council

import (
	"errors"
	"strings"
	"testing"
)

func TestCheckDigits(t *testing.T) {
	tests := map[string]struct{ got, want string }{
		"nhs number":          {nhsNumber("943476591"), "943 476 5919"},
		"nhs test range":      {nhsNumber("999000001"), "999 000 0018"},
		"nhs without a digit": {nhsNumber("999000000"), ""},
		"pupil number":        {upn("801200005001"), "B801200005001"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("got %q, want %q", tt.got, tt.want)
			}
		})
	}
}

func TestWrapKeepsMentionsWhole(t *testing.T) {
	line := "The letter went to 12 Long Street, Thornmere, DL24 1QZ in error, and not to her."
	got := wrap(line, 30, []string{"12 Long Street, Thornmere, DL24 1QZ"})
	if strings.Join(got, " ") != line {
		t.Errorf("words were lost: %q", got)
	}
	if len(got) < 3 || !strings.Contains(strings.Join(got, "\n"), "12 Long Street, Thornmere, DL24 1QZ") {
		t.Errorf("got %q", got)
	}
}

func TestAlternatives(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"two":    {"one|two", []string{"one", "two"}},
		"empty":  {"one|", []string{"one", ""}},
		"nested": {"a [b|c] d|{e.f}", []string{"a [b|c] d", "{e.f}"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := alternatives(tt.text); strings.Join(got, "¦") != strings.Join(tt.want, "¦") {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestFaultyTemplates(t *testing.T) {
	for name, text := range map[string]string{
		"unknown part":    "Dear {nobody}",
		"unknown form":    "Dear {s.backwards}",
		"open bracket":    "Dear [Sir|Madam",
		"fault in an [ ]": "[{s.backwards}]",
	} {
		t.Run(name, func(t *testing.T) {
			m := newMaker(t.TempDir(), Options{Docs: 1}, nil)
			s := m.scene(newRandom(1, 1), template{dept: departments[0]}, &Item{})
			s.expand(text)
			if !errors.Is(s.fault.err, errTemplate) {
				t.Errorf("got %v", s.fault.err)
			}
		})
	}
	for name, chunk := range map[string]string{
		"no text":            "x.y\nfolder: housing/",
		"unknown department": "x.y\nfolder: navy/\n---\ntext",
		"unknown line":       "x.y\ncolour: red\n---\ntext",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := parseTemplate(chunk); !errors.Is(err, errTemplate) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestEveryTemplateIsSound writes every template in every one of its formats.
func TestEveryTemplateIsSound(t *testing.T) {
	templates, err := loadTemplates(everyday)
	if err != nil {
		t.Fatal(err)
	}
	m := newMaker(t.TempDir(), Options{Docs: 50, Seed: 9}, templates)
	for i, tmpl := range templates {
		t.Run(tmpl.kind, func(t *testing.T) {
			if tmpl.class != "mail" && len(tmpl.formats) == 0 || tmpl.name == "" || tmpl.folder == "" && tmpl.class != "mail" {
				t.Error("the head lacks a line")
			}
			for _, format := range tmpl.formats {
				item := &Item{}
				data, name, err := m.make(m.scene(newRandom(9, uint64(i)), tmpl, item), tmpl, format)
				if err != nil || len(data) == 0 || len(item.Mentions) == 0 {
					t.Errorf("%s as %s: %d bytes, %v", name, format, len(data), err)
				}
			}
		})
	}
}

func TestEncryptedZipOpensWithItsPassword(t *testing.T) {
	plain := []byte("Referral for nobody.\n")
	sealed := newZipKeys("secret").encrypt(plain)
	if strings.Contains(string(sealed), "Referral") {
		t.Fatal("not encrypted")
	}
	k := newZipKeys("secret")
	for i, c := range sealed {
		w := uint16(k[2] | 2)
		b := c ^ byte(w*(w^1)>>8)
		k.update(b)
		if b != plain[i] {
			t.Fatalf("byte %d is %q", i, b)
		}
	}
}
