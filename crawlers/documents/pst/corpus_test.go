package pst_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/all"
	"sarsen/crawlers/mailbox/pst"
)

// stores returns the Outlook stores of the shared corpora beside the checkout,
// or skips the test.
func stores(t testing.TB) (paths []string) {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	root := filepath.Join(dir, "..", "shared", "corpora")
	if _, err := os.Stat(filepath.Join(root, "mail-pst")); err != nil {
		t.Skip("shared corpora not found: mail-pst")
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if ext := strings.ToLower(filepath.Ext(path)); err == nil && !d.IsDir() && (ext == ".pst" || ext == ".ost") {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// readpst unpacks a store with the reader of libpst: a file for each message,
// contact and appointment.
func readpst(t testing.TB, store string) (paths []string) {
	t.Helper()
	program, err := exec.LookPath("readpst")
	if err != nil {
		if os.Getenv("SARSEN_CI") != "" {
			t.Fatal("readpst is not installed")
		}
		t.Skip("readpst is not installed")
	}
	dir := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), program, "-q", "-e", "-D", "-o", dir, store).CombinedOutput(); err != nil {
		t.Fatalf("readpst: %v: %s", err, out)
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// extract reads a file and all that is in it.
func extract(t testing.TB, x documents.Extractor, path string) (items []documents.Item) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	in := documents.Input{Name: filepath.Base(path), Content: bytes.NewReader(data), Size: int64(len(data))}
	err = x.Extract(t.Context(), in, documents.Options{}, func(i documents.Item) error {
		items = append(items, i)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// mark is what a message is known by, whoever read it.
func mark(i documents.Item) string {
	from := ""
	if i.Mail != nil && len(i.Mail.From) > 0 {
		_, from, _ = strings.Cut(i.Mail.From[0], "<")
	}
	from = strings.TrimSuffix(strings.Trim(from, ">"), "MAILER-DAEMON") // readpst's word for nobody
	return fmt.Sprintf("%s | %s | %s", i.Title, from, i.Created.UTC().Format("2006-01-02 15:04:05"))
}

// Whatever readpst finds in a store is found here too, with its attachments,
// and every store holds what it says it holds.
func TestStoresBesideReadpst(t *testing.T) {
	x := all.New()
	var ours, theirs, shared int
	for _, path := range stores(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			reconcile(t, path)
			items := extract(t, x, path)
			messages := slices.DeleteFunc(slices.Clone(items), func(i documents.Item) bool { return i.MediaType != documents.TypePSTMessage })
			ours += len(messages)
			for _, i := range items {
				if !i.State.Read() && i.MediaType == documents.TypePSTMessage {
					t.Errorf("%s: %s: %s", i.Part, i.State, i.Reason)
				}
			}
			for _, file := range readpst(t, path) {
				theirs++
				if found(t, x, file, messages, items) {
					shared++
				}
			}
		})
	}
	t.Logf("%d items of stores; of %d that readpst writes, %d are the same", ours, theirs, shared)
}

// found looks for what readpst has written among the items of a store.
func found(t *testing.T, x documents.Extractor, file string, messages, items []documents.Item) bool {
	t.Helper()
	theirs := extract(t, x, file)
	if filepath.Ext(file) != ".eml" {
		name := headline(t, file)
		if !slices.ContainsFunc(messages, func(i documents.Item) bool { return strings.Contains(i.Text, name) }) {
			t.Errorf("readpst finds %q", name)
			return false
		}
		return true
	}
	want := mark(theirs[0])
	i := slices.IndexFunc(messages, func(i documents.Item) bool { return mark(i) == want })
	if i < 0 {
		t.Errorf("readpst finds %s", want)
		return false
	}
	ok := true
	for _, a := range theirs[1:] {
		if a.Name != "rtf-body.rtf" && !slices.ContainsFunc(items, func(o documents.Item) bool { return same(o, a) }) {
			t.Errorf("readpst finds the attachment %s of %d bytes of %s", a.Part, a.Size, want)
			ok = false
		}
	}
	return ok
}

// same reports whether an attachment is what readpst made of it: the same
// bytes, or an attached message, which it writes as mail.
func same(ours, theirs documents.Item) bool {
	if theirs.MediaType == documents.TypeMessage {
		return ours.MediaType == documents.TypeOutlook && mark(ours) == mark(theirs)
	}
	return ours.SHA256 == theirs.SHA256 && ours.Name == theirs.Name
}

// nothing is what readpst writes where it finds nothing.
const nothing = "(null)"

// headline is the name of a contact or the title of an appointment.
func headline(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"FN:", "SUMMARY:", "EMAIL:", "N:"} {
		for line := range strings.Lines(string(data)) {
			if name, ok := strings.CutPrefix(line, field); ok && !strings.HasPrefix(name, nothing) {
				return strings.NewReplacer(`\,`, ",", `\;`, ";", `\\`, `\`).Replace(strings.TrimSpace(name))
			}
		}
	}
	return ""
}

// reconcile compares what the folders of a store say with what is there.
func reconcile(t *testing.T, path string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // only read
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	f, err := pst.Open(file, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	items := 0
	account, err := f.Walk(func(i pst.Item) error {
		items++
		if i.Missing != "" {
			t.Errorf("%s: %s", i.Place, i.Missing)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	said, listed, there := 0, 0, 0
	for _, d := range account.Folders {
		said, listed, there = said+d.Said, listed+d.Listed, there+d.Found
		if d.Said != d.Listed || d.Listed != d.Found {
			t.Errorf("folder %s says %d, lists %d, has %d", d.Path, d.Said, d.Listed, d.Found)
		}
	}
	t.Logf("%d folders say %d, list %d, have %d messages; %d recovered; %d in all", len(account.Folders), said, listed, there, account.Recovered, items)
}
