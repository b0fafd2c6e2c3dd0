package all_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/all"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/mailbox/pst"
	"sarsen/crawlers/mailbox/pst/psttest"
)

// outlook writes an Outlook store with two messages, a third that is listed
// alone, and a fourth that was deleted.
func outlook(t *testing.T, path string) {
	t.Helper()
	note := func(subject string) psttest.Message {
		return psttest.Message{Props: []psttest.Prop{psttest.Text(0x001A, "IPM.Note"), psttest.Text(0x0037, subject)}}
	}
	gone, deleted := note("three"), note("four")
	gone.Absent, deleted.Unlisted = true, true
	data := psttest.Store{Version: psttest.Unicode, Folders: []psttest.Folder{
		{Name: "Inbox", Messages: []psttest.Message{note("one"), note("two"), gone, deleted}},
	}}.Bytes()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// extract cuts a message out of a store.
func extract(t *testing.T, path string, id uint32) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := pst.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	e, err := f.Extract(id)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]byte, e.Size())
	if _, err := e.ReadAt(out, 0); err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestSuiteOnAnOutlookStore(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "archive.pst")
	outlook(t, file)
	want := map[string]string{
		"archive.pst // Inbox/message 1":     extract(t, file, 0x200024),
		"archive.pst // recovered/message 4": extract(t, file, 0x200084),
	}
	for name, location := range map[string]string{"in a folder": dir, "alone": file} {
		t.Run(name, func(t *testing.T) {
			crawlertest.Run(t, crawlertest.Config{
				New:  func(t *testing.T) crawlers.Source { return open(t, all.Options{Name: "archive", Location: location}) },
				Want: want,
			})
		})
	}
}

func TestOutlookStoreIsAStore(t *testing.T) {
	file := filepath.Join(t.TempDir(), "archive.pst")
	outlook(t, file)
	s := open(t, all.Options{Location: file})
	defer s.Close() //nolint:errcheck // only read
	var got []string
	err := s.Walk(t.Context(), func(e crawlers.Entry) error {
		if e.Store != (e.MediaType == pst.MediaType) || !e.Store && e.MediaType != pst.MessageMediaType {
			t.Errorf("%q is of type %q", e.Part, e.MediaType)
		}
		got = append(got, e.Part+" "+string(e.State))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{" ", "Inbox/message 1 ", "Inbox/message 2 ", "recovered/message 4 ", "Inbox/message 3 damaged"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
