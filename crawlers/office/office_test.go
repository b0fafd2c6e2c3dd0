package office_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/office"
	"sarsen/crawlers/program"
)

// childVar makes the test binary a helper.
const childVar = "SARSEN_TEST_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(childVar) == "" {
		os.Exit(m.Run())
	}
	_ = program.Main() // returns only when it failed
	os.Exit(1)
}

func self() *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{childVar + "=1"}
	return cmd
}

func newOffice(t *testing.T, limit time.Duration) *office.Office {
	t.Helper()
	o, err := office.New(t.Context(), office.Options{Time: limit, Self: self})
	if errors.Is(err, office.ErrNotInstalled) {
		if os.Getenv("SARSEN_CI") != "" {
			t.Fatal("soffice is not installed")
		}
		t.Skip("soffice is not installed")
	}
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// letter is a document in a kind that LibreOffice has a reader for.
const letter = `{\rtf1\ansi Dear Petra Sample,\par the damp in your flat is being looked into.\par}`

func TestConvert(t *testing.T) {
	o := newOffice(t, 2*time.Minute)
	if !strings.HasPrefix(o.Version(), "LibreOffice ") {
		t.Errorf("version %q", o.Version())
	}
	t.Setenv("TMPDIR", t.TempDir()) // where no other test puts anything
	for _, tc := range []struct {
		name, file, to string
		holds          func(t *testing.T, data []byte) bool
	}{
		{"to OpenDocument", "letter.rtf", "odt", func(t *testing.T, data []byte) bool {
			return strings.Contains(content(t, data), "Petra Sample")
		}},
		{"to PDF", "letter.rtf", "pdf", func(_ *testing.T, data []byte) bool { return bytes.HasPrefix(data, []byte("%PDF-")) }},
		{"without a name", "", "odt", func(t *testing.T, data []byte) bool { return strings.Contains(content(t, data), "the damp") }},
		{"with a name that climbs out", "../../x.rtf", "odt", func(t *testing.T, data []byte) bool { return strings.Contains(content(t, data), "the damp") }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			data, err := o.Convert(t.Context(), []byte(letter), tc.file, tc.to)
			if err != nil {
				t.Fatal(err)
			}
			if !tc.holds(t, data) {
				t.Errorf("%d bytes do not hold the letter", len(data))
			}
		})
	}
	if n := leftovers(t); n > 0 {
		t.Errorf("%d folders are left behind", n)
	}
}

func TestConvertAll(t *testing.T) {
	o := newOffice(t, 2*time.Minute)
	t.Setenv("TMPDIR", t.TempDir())
	docs := []office.Document{
		{Name: "one.rtf", Data: []byte(letter)},
		{Name: "two.rtf", Data: []byte(strings.Replace(letter, "Petra", "Quentin", 1))},
		{Name: "three.docx", Data: []byte("PK\x03\x04 and no more")},
		{Name: "four.rtf", Data: []byte(letter)},
		{Name: "five.html", Data: []byte("<h1>Petra Sample</h1>")},
	}
	got, err := o.ConvertAll(t.Context(), docs, "odt")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(docs) {
		t.Fatalf("%d results for %d documents", len(got), len(docs))
	}
	for i, want := range []string{"Petra Sample", "Quentin Sample", "", "Petra Sample", "Petra Sample"} {
		if want != "" && (got[i] == nil || !strings.Contains(content(t, got[i]), want)) {
			t.Errorf("document %d does not hold %q", i+1, want)
		}
	}
	if n := leftovers(t); n > 0 {
		t.Errorf("%d folders are left behind", n)
	}
}

func TestConvertAllEnds(t *testing.T) {
	o := newOffice(t, 2*time.Minute)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := o.ConvertAll(ctx, []office.Document{{Name: "one.rtf", Data: []byte(letter)}}, "odt"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	dead, live := filepath.Join(dir, "sarsen-office-2147483646-1"), filepath.Join(dir, fmt.Sprintf("sarsen-office-%d-1", os.Getpid()))
	for _, d := range []string{dead, live} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	newOffice(t, 2*time.Minute)
	if _, err := os.Stat(dead); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("folder of a process that is gone: %v", err)
	}
	if _, err := os.Stat(live); err != nil {
		t.Errorf("folder of a process that runs: %v", err)
	}
}

func TestConvertRefuses(t *testing.T) {
	o := newOffice(t, 2*time.Minute)
	if _, err := o.Convert(t.Context(), []byte(letter), "a.rtf", "odt:--x"); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("a kind that is an option: %v", err)
	}
	if _, err := o.Convert(t.Context(), []byte("\x00\x01\x02 nothing"), "a.bin", "ods"); err == nil {
		t.Log("LibreOffice takes anything for a text") // whatever comes of it is read by our own reader
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := o.Convert(ctx, []byte(letter), "a.rtf", "odt"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	quick, err := office.New(t.Context(), office.Options{Self: self})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := quick.Convert(ctx, []byte(letter), "a.rtf", "odt"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("out of time: %v", err)
	}
}

func content(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("content.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// leftovers counts the folders of conversions.
func leftovers(t *testing.T) int {
	t.Helper()
	list, err := os.ReadDir(os.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range list {
		if strings.HasPrefix(e.Name(), "sarsen-office-") || strings.HasPrefix(e.Name(), "OSL_PIPE_") {
			n++
		}
	}
	return n
}
