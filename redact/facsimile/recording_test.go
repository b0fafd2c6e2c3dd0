package facsimile_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/redact/facsimile"
	"sarsen/redact/media"
	"sarsen/redact/pack"
	"sarsen/redact/verify"
)

// recorded makes a recording of two seconds with a title.
func recorded(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		if os.Getenv("SARSEN_CI") != "" {
			t.Fatal("ffmpeg is not installed")
		}
		t.Skip("ffmpeg is not installed")
	}
	path := filepath.Join(t.TempDir(), name)
	all := append([]string{"-v", "error", "-f", "lavfi", "-i", "sine=duration=2"}, args...)
	all = append(all, "-metadata", "title=Tamsin Wrexley at the door")
	if out, err := exec.CommandContext(t.Context(), "ffmpeg", append(all, path)...).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, out)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestRecordingsInPack: a redacted recording is in the pack without its
// properties, and the verifier finds nothing wrong with it.
func TestRecordingsInPack(t *testing.T) {
	in := pack.Input{Request: pack.Request{ID: "R-1", Right: "access"}, Values: []pack.Value{{Text: "Tamsin Wrexley"}}}
	for _, r := range []struct {
		name, media string
		args        []string
	}{
		{"a.mp3", "audio/mpeg", nil},
		{"b.wav", "audio/x-wav", nil},
		{"c.m4a", "audio/mp4", []string{"-f", "ipod"}},
		{"d.ogg", "audio/ogg", nil},
		{"e.mp4", "video/mp4", []string{"-f", "lavfi", "-i", "testsrc=size=64x48:duration=2", "-c:v", "mpeg4"}},
		{"f.mov", "video/quicktime", []string{"-f", "lavfi", "-i", "testsrc=size=64x48:duration=2", "-c:v", "mpeg4"}},
		{"g.webm", "video/webm", []string{"-f", "lavfi", "-i", "testsrc=size=64x48:duration=2"}},
		{"h.mkv", "video/x-matroska", []string{"-c:a", "aac"}},
	} {
		data := recorded(t, r.name, r.args...)
		in.Items = append(in.Items, pack.Item{ID: r.name, Title: "Call " + r.name[:1], MediaType: r.media, Redacted: true, Open: func() ([]byte, error) { return data, nil }})
	}
	sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "pack"), in, pack.Options{Copier: facsimile.Maker{}})
	if err != nil {
		t.Fatal(err)
	}
	report, err := verify.Pack(t.Context(), sum.Path, verify.Options{Values: []string{"Tamsin Wrexley"}, ValuesKnown: true})
	if err != nil || !report.OK {
		t.Errorf("verify: %+v, %v", report.Findings, err)
	}
	names, err := filepath.Glob(filepath.Join(sum.Path, "documents", "*"))
	if err != nil || len(names) != len(in.Items) {
		t.Errorf("documents %q, %v", names, err)
	}
	for i, name := range names {
		if filepath.Ext(name) != filepath.Ext(in.Items[i].ID) {
			t.Errorf("%s stands for %s", name, in.Items[i].ID)
		}
	}
}

// TestRecordingThatCannotBeCleaned: it neither goes out as it is nor is left
// out in silence, and the error says what to do.
func TestRecordingThatCannotBeCleaned(t *testing.T) {
	item := pack.Item{ID: "i", MediaType: "audio/flac", Redacted: true, Open: func() ([]byte, error) { return []byte("fLaC and more"), nil }}
	var out bytes.Buffer
	_, err := facsimile.Maker{}.Copy(t.Context(), item, nil, false, &out)
	if !errors.Is(err, media.ErrFormat) || errors.Is(err, pack.ErrNoCopy) || out.Len() > 0 || !strings.Contains(err.Error(), "convert it") {
		t.Errorf("error %v, %d bytes", err, out.Len())
	}
}
