package index

import (
	"bytes"
	"errors"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestQuiet(t *testing.T) {
	dir := t.TempDir()
	e, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(e.Update(t.Context(), []Document{{ID: "a", Text: "fence"}}, nil), e.Close()); err != nil {
		t.Fatal(err)
	}
	segments, err := filepath.Glob(filepath.Join(dir, filepath.Join(shardsFolder, "0001"), "store", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("segments %v, %v", segments, err)
	}
	for _, s := range segments {
		if err := os.Remove(s); err != nil {
			t.Fatal(err)
		}
	}

	var logged bytes.Buffer
	before := log.Writer()
	defer log.SetOutput(before)
	log.SetOutput(&logged)
	quieten()
	damaged, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = damaged.Close() }()
	if shards, err := damaged.Shards(t.Context()); err != nil || shards[0].Problem == "" {
		t.Errorf("shards %+v, %v", shards, err)
	}
	log.Print("words of another")
	if s := logged.String(); strings.Contains(s, "snapshot") || !strings.Contains(s, "words of another") {
		t.Errorf("logged %q", s)
	}
}
