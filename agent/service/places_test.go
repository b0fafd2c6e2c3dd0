package service_test

import (
	"os"
	"path/filepath"
	"testing"

	"sarsen/agent/config"
	"sarsen/agent/service"
)

func TestOutside(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{"shares/sub", "data", "packs"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(dir, "shares"), filepath.Join(dir, "packs", "link")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	cfg := config.Config{Data: filepath.Join(dir, "data"), Sources: []config.Source{
		{Name: "shares", Location: filepath.Join(dir, "shares")}, {Name: "mail", Location: "imaps://a@mail.example"},
	}}
	for path, want := range map[string]bool{
		"packs/p": true, "p.zip": true, "shares-old/p": true, "shares": false, "shares/p": false, "shares/sub/new/p": false,
		"packs/link/p": false, "packs/../shares/p": false,
	} {
		if err := service.Outside(cfg, filepath.Join(dir, filepath.FromSlash(path))); (err == nil) != want {
			t.Errorf("%s may be written to: %v", path, err)
		}
	}
}
