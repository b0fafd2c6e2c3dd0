package media_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/redact/media"
)

// secret stands in every property of the test's recordings.
const secret = "Tamsin Wrexley"

// program skips the test without a program, and fails it in CI.
func program(t testing.TB, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err == nil {
		return
	}
	if os.Getenv("SARSEN_CI") != "" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed", name)
}

func run(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

func clean(t testing.TB, data []byte) (out []byte, ext string, err error) {
	t.Helper()
	var b bytes.Buffer
	ext, err = media.Clean(bytes.NewReader(data), int64(len(data)), &b)
	return b.Bytes(), ext, err
}

const (
	sound   = "sine=frequency=440:duration=2"
	picture = "testsrc=size=64x48:rate=10:duration=2"
)

// recordings are made by ffmpeg: arguments after the inputs, and the ending.
var recordings = []struct {
	name, ext string
	video     bool
	args      []string
}{
	{"mp3", ".mp3", false, []string{"-c:a", "libmp3lame", "-id3v2_version", "3", "-write_id3v1", "1"}},
	{"wav", ".wav", false, []string{"-c:a", "pcm_s16le"}},
	{"wav in 24 bits", ".wav", false, []string{"-c:a", "pcm_s24le", "-ac", "2"}},
	{"m4a", ".m4a", false, []string{"-c:a", "aac", "-f", "ipod"}},
	{"mp4", ".mp4", true, []string{"-c:v", "mpeg4", "-c:a", "aac"}},
	{"mp4 for the web", ".mp4", true, []string{"-c:v", "mpeg4", "-c:a", "aac", "-movflags", "+faststart+use_metadata_tags"}},
	{"mp4 in fragments", ".mp4", true, []string{"-c:v", "mpeg4", "-c:a", "aac", "-map_chapters", "-1", "-movflags", "frag_keyframe+empty_moov"}},
	{"mov", ".mov", true, []string{"-c:v", "mpeg4", "-c:a", "pcm_s16be"}},
	{"ogg", ".ogg", false, []string{"-c:a", "libvorbis"}},
	{"opus", ".ogg", false, []string{"-c:a", "libopus"}},
	{"webm", ".webm", true, []string{"-c:v", "libvpx", "-c:a", "libopus"}},
	{"webm written to a pipe", ".webm", true, []string{"-c:v", "libvpx", "-c:a", "libopus", "-live", "1"}},
	{"mkv", ".mkv", true, []string{"-c:v", "mpeg4", "-c:a", "aac"}},
}

// record makes a recording with a property in every place that ffmpeg knows.
func record(t testing.TB, ext string, video bool, args ...string) []byte {
	t.Helper()
	program(t, "ffmpeg")
	path := filepath.Join(t.TempDir(), "a"+ext)
	all := []string{"-v", "error", "-y", "-f", "lavfi", "-i", sound}
	if video {
		all = append(all, "-f", "lavfi", "-i", picture)
	}
	chapters := filepath.Join(t.TempDir(), "chapters.txt")
	text := ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=" + secret + "\n"
	if err := os.WriteFile(chapters, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	all = append(all, "-i", chapters, "-map_metadata", map[bool]string{false: "1", true: "2"}[video])
	for _, tag := range []string{"title", "artist", "comment", "location", "copyright", "description"} {
		all = append(all, "-metadata", tag+"="+secret)
	}
	all = append(all, "-metadata", "creation_time=2026-01-02T03:04:05Z", "-metadata:s:0", "handler_name="+secret, "-metadata:s:0", "title="+secret)
	run(t, "ffmpeg", append(append(all, args...), path)...)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// frames are the decoded frames of a recording, by their hashes.
func frames(t testing.TB, path string) string {
	t.Helper()
	out := run(t, "ffmpeg", "-v", "error", "-i", path, "-map", "0:v?", "-map", "0:a?", "-f", "framemd5", "-")
	var b strings.Builder
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "#") {
			b.WriteString(line)
		}
	}
	return b.String()
}

func TestClean(t *testing.T) {
	program(t, "ffmpeg")
	program(t, "ffprobe")
	program(t, "exiftool")
	for _, r := range recordings {
		t.Run(r.name, func(t *testing.T) {
			data := record(t, r.ext, r.video, r.args...)
			if !bytes.Contains(data, []byte(secret)) {
				t.Fatal("the recording has no properties")
			}
			out, ext, err := clean(t, data)
			if err != nil {
				t.Fatal(err)
			}
			if ext != r.ext {
				t.Errorf("ending %s, want %s", ext, r.ext)
			}
			if bytes.Contains(out, []byte("Wrexley")) {
				t.Error("a property is still there")
			}
			if again, _, err := clean(t, out); err != nil || !bytes.Equal(again, out) {
				t.Errorf("a clean one is cleaned to another, %v", err)
			}
			compare(t, data, out, ext)
		})
	}
}

// compare lets other programs look at a recording and its clean copy.
func compare(t *testing.T, before, after []byte, ext string) {
	t.Helper()
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"+ext), filepath.Join(dir, "b"+ext)
	for path, data := range map[string][]byte{a: before, b: after} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if one, two := frames(t, a), frames(t, b); one != two || len(one) == 0 {
		t.Errorf("it does not play the same: %d and %d bytes of hashes", len(one), len(two))
	}
	for line := range strings.Lines(run(t, "ffprobe", "-v", "error", "-show_entries", "format_tags:stream_tags:chapters:chapter_tags", "-of", "default=nw=1", b)) {
		key, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "TAG:"), "=")
		if !technical[key] {
			t.Errorf("ffprobe sees %s", strings.TrimSpace(line))
		}
	}
	for line := range strings.Lines(run(t, "exiftool", "-G1", "-s", "-a", "-u", b)) {
		for _, word := range []string{"Title", "Artist", "Comment", "Location", "CreateDate", "Software", "HandlerDescription", "CompressorName", "[ID3", "[APE", "UserData"} {
			if strings.Contains(line, word) && !strings.Contains(line, "0000:00:00") {
				t.Errorf("exiftool sees %s", strings.TrimSpace(line))
			}
		}
	}
}

// technical are tags that say nothing of anybody: ffprobe makes them of what a
// recording needs to play.
var technical = map[string]bool{
	"major_brand": true, "minor_version": true, "compatible_brands": true, "language": true, "vendor_id": true,
	"encoder":  true, // of MP3: the name of the encoder, in the frame that says where the sound begins
	"DURATION": true,
}

// TestCleanRefuses: what cannot be read to the end is not copied.
func TestCleanRefuses(t *testing.T) {
	for name, data := range map[string][]byte{
		"nothing":               {},
		"text":                  []byte("Dear Sir"),
		"a picture":             []byte("\x89PNG\r\n\x1a\n0000000000000000"),
		"FLAC":                  []byte("fLaC\x00\x00\x00\x22"),
		"tag without sound":     []byte("ID3\x03\x00\x00\x00\x00\x00\x04abcd"),
		"wave without sound":    []byte("RIFF\x04\x00\x00\x00WAVE"),
		"movie without tracks":  []byte("\x00\x00\x00\x10ftypisom\x00\x00\x00\x00"),
		"movie cut off":         []byte("\x00\x00\x01\x00ftypisom"),
		"Ogg of unknown kind":   oggPage(1, 2, []byte("fishead\x00")),
		"Matroska without more": []byte("\x1a\x45\xdf\xa3\x80"),
	} {
		t.Run(name, func(t *testing.T) {
			out, _, err := clean(t, data)
			if !errors.Is(err, media.ErrFormat) || len(out) > 0 {
				t.Errorf("error %v, %d bytes", err, len(out))
			}
		})
	}
}
