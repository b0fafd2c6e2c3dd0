package service

import (
	"archive/zip"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"sarsen/agent/pipeline"
	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/seal"
)

// TestLocked: a locked pack is never looked at without its key, and the error
// says what to give.
func TestLocked(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	plain := filepath.Join(dir, "plain.zip")
	f, err := os.Create(plain)
	if err == nil {
		err = errors.Join(zip.NewWriter(f).Close(), f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	const secret = "lusab-babad-gutih"
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	locks := map[string]seal.Lock{
		"aes.zip": {Format: seal.AES, Password: secret},
		"to.age":  {Format: seal.Age, Recipients: []age.Recipient{id.Recipient()}},
	}
	for name, l := range locks {
		if _, err := l.Seal(t.Context(), plain, filepath.Join(dir, name), "pack.zip"); err != nil {
			t.Fatal(err)
		}
	}
	password, other := file("password", secret+"\n"), file("other", "another-password\n")
	identity, wrong := file("identity", id.String()+"\n"), file("wrong", "no identity\n")
	tests := []struct {
		name, pack string
		opts       VerifyOptions
		says       string // "" when it opens
	}{
		{"not locked", "plain.zip", VerifyOptions{}, ""},
		{"password", "aes.zip", VerifyOptions{PasswordFile: password}, ""},
		{"identity", "to.age", VerifyOptions{Identity: identity}, ""},
		{"no password", "aes.zip", VerifyOptions{}, "give --password-file"},
		{"no identity", "to.age", VerifyOptions{}, "give --identity"},
		{"an identity for a password", "aes.zip", VerifyOptions{Identity: identity}, "give --password-file"},
		{"another password", "aes.zip", VerifyOptions{PasswordFile: other}, "the key does not open it"},
		{"no file of identities", "to.age", VerifyOptions{Identity: wrong}, "no file of age keys"},
		{"no such file", "aes.zip", VerifyOptions{PasswordFile: filepath.Join(dir, "none")}, "read password"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			open, remove, err := unlocked(t.Context(), filepath.Join(dir, tt.pack), tt.opts)
			if tt.says != "" {
				if err == nil || !strings.Contains(err.Error(), tt.says) {
					t.Errorf("error %v, want one that says %q", err, tt.says)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(open); err != nil {
				t.Error(err)
			}
			if err := remove(); err != nil {
				t.Error(err)
			}
			if _, err := os.Stat(open); err == nil && tt.pack != "plain.zip" {
				t.Error("the unlocked pack is still there")
			}
		})
	}
}

// TestUndecided: values of which a person decided no place are told apart.
func TestUndecided(t *testing.T) {
	text := "Ann Marsh and ann  marsh, Tom Lee, Jo Poe ███"
	at := func(s, by string) pack.Redaction {
		i := strings.Index(text, s)
		return pack.Redaction{Span: redact.Span{Start: i, End: i + len(s)}, By: by}
	}
	asm := pipeline.Assembly{Items: []pack.Item{{Text: text, Withhold: []pack.Redaction{
		at("Ann Marsh", ""), at("ann  marsh", "officer"), at("Tom Lee", ""),
		{Span: at("Jo Poe", "").Span, Mark: "same-value"},
		{Span: redact.Span{Start: 5, End: 999}},
	}}}}
	got := undecided(asm)
	if len(got) != 1 || !got["tom lee"] {
		t.Errorf("undecided %v", got)
	}
	if b := bars(asm); !slices.Equal(b, []int{3}) {
		t.Errorf("runs of blocks %v", b)
	}
}
