package all_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/all"
)

// A file is a member to put into an archive.
type file struct{ name, content string }

func zipOf(t testing.TB, files ...file) string {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range files {
		m, err := w.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(m, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func tarGzOf(t testing.TB, files ...file) string {
	t.Helper()
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	w := tar.NewWriter(z)
	for _, f := range files {
		if err := w.WriteHeader(&tar.Header{Name: f.name, Mode: 0o600, Size: int64(len(f.content))}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func gzipOf(t testing.TB, content string) string {
	t.Helper()
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	if _, err := io.WriteString(z, content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func input(name, content string) documents.Input {
	return documents.Input{Name: name, Content: strings.NewReader(content), Size: int64(len(content))}
}

// items extracts and checks.
func items(t *testing.T, x documents.Extractor, in documents.Input, limits documents.Limits) []documents.Item {
	t.Helper()
	var found []documents.Item
	err := x.Extract(t.Context(), in, documents.Options{Limits: limits}, func(item documents.Item) error {
		found = append(found, item)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	check(t, in.Name, found)
	return found
}

// states lists items as "part state".
func states(found []documents.Item) []string {
	var out []string
	for _, item := range found {
		out = append(out, strings.TrimSpace(item.Part+" "+string(item.State)))
	}
	return out
}

const message = "From: ann@council.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=zz\r\n\r\n" +
	"--zz\r\n\r\nhello\r\n--zz\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=a.zip\r\n" +
	"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--zz--\r\n"

func TestNest(t *testing.T) {
	inner := zipOf(t, file{"b.txt", "deep"}, file{"b.txt", "again"}, file{"c.txt", ""})
	outer := fmt.Sprintf(message, base64Of(inner))
	x := extractor()
	found := items(t, x, input("m.eml", outer), documents.Limits{})
	want := []string{"indexed", "a.zip indexed", "a.zip/b.txt indexed", "a.zip/b.txt (2) indexed", "a.zip/c.txt empty"}
	if got := states(found); !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	if text := found[3].Text; text != "again" {
		t.Errorf("text %q", text)
	}
	for _, item := range found {
		data, err := x.Open(t.Context(), input("m.eml", outer), documents.Options{}, item.Part)
		if err != nil {
			t.Errorf("open %q: %v", item.Part, err)
		}
		sum := sha256.Sum256(data)
		if item.Size != int64(len(data)) || item.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%q: size %d and hash are not those of what Open returns", item.Part, item.Size)
		}
	}
	for _, part := range []string{"a.zip/none.txt", "none", "a.zip/b.txt/x"} {
		if _, err := x.Open(t.Context(), input("m.eml", outer), documents.Options{}, part); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("open %q: %v, want not to exist", part, err)
		}
	}
}

func TestNames(t *testing.T) {
	content := tarGzOf(t, file{"../../evil.txt", "a"}, file{"/etc/abs.txt", "b"}, file{"a.zip", zipOf(t, file{"b.txt", "c"})},
		file{"a.zip/b.txt", "d"}, file{"a.zip/c.txt", "d"}, file{"line\nend.txt", "e"}, file{`C:\x.txt`, "f"})
	found := items(t, extractor(), input("x.tar.gz", content), documents.Limits{})
	want := []string{
		"indexed", "../../evil.txt indexed", "etc/abs.txt indexed", "a.zip indexed", "a.zip/b.txt indexed",
		"a.zip (2)/b.txt indexed", "a.zip (2)/c.txt indexed", "line end.txt indexed", `C:\x.txt indexed`,
	}
	if got := states(found); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	data, err := extractor().Open(t.Context(), input("x.tar.gz", content), documents.Options{}, "a.zip (2)/b.txt")
	if err != nil || string(data) != "d" {
		t.Errorf("open gave %q, %v", data, err)
	}
	if name := found[len(found)-1].Name; name != "x.txt" {
		t.Errorf("own name %q", name)
	}
}

func TestLimits(t *testing.T) {
	nested := "innermost"
	for range 5 {
		nested = zipOf(t, file{"n.zip", nested})
	}
	big := strings.Repeat("many words ", 1000)
	tests := []struct {
		name    string
		content string
		limits  documents.Limits
		want    []string
	}{
		{"depth", nested, documents.Limits{Depth: 2}, []string{"indexed", "n.zip indexed", "n.zip/n.zip indexed", "n.zip/n.zip/n.zip too_large"}},
		{"members", zipOf(t, file{"a", "x"}, file{"b", "x"}, file{"c", "x"}), documents.Limits{Members: 2}, []string{"indexed", "a indexed", "b too_large"}},
		{"one member's bytes", zipOf(t, file{"a", big}, file{"b", "x"}), documents.Limits{Item: 1000}, []string{"indexed", "a too_large", "b indexed"}},
		{
			"all bytes", zipOf(t, file{"a", big}, file{"b", big}, file{"c", "x"}),
			documents.Limits{Bytes: 15_000},
			[]string{"indexed", "a indexed", "b too_large", "c indexed"},
		},
		{"text", zipOf(t, file{"a", big}), documents.Limits{Text: 100}, []string{"indexed", "a partial"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := states(items(t, extractor(), input("x.zip", tt.content), tt.limits)); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestBombs unpacks no more than a bomb is worth.
func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 100<<20)
	bomb := []file{{"bomb", zeros}, {"after.txt", "x"}}
	many := make([]file, 12)
	for i := range many {
		many[i] = file{fmt.Sprint(i), zeros}
	}
	tests := []struct {
		name, content string
		want          []string
	}{
		{"zip", zipOf(t, bomb...), []string{"indexed", "bomb too_large", "after.txt indexed"}},
		{"zip in zip", zipOf(t, file{"n.zip", zipOf(t, bomb...)}), []string{"indexed", "n.zip indexed", "n.zip/bomb too_large", "n.zip/after.txt indexed"}},
		{"tar.gz", tarGzOf(t, bomb...), []string{"partial", "bomb too_large", "rest of the archive too_large"}},
		{"tar.gz in zip", zipOf(t, file{"n.tgz", tarGzOf(t, bomb...)}), []string{"indexed", "n.tgz partial", "n.tgz/bomb too_large", "n.tgz/rest of the archive too_large"}},
		{"gzip", gzipOf(t, zeros), []string{"indexed", "content too_large"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := states(items(t, extractor(), input("x", tt.content), documents.Limits{})); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	t.Run("many", func(t *testing.T) {
		found := items(t, extractor(), input("x.zip", zipOf(t, append(many, bomb...)...)), documents.Limits{})
		if last := found[len(found)-1]; last.State != crawlers.TooLarge {
			t.Errorf("got %q: bombs cost nothing", states(found))
		}
	})
}

// fake is a format made of a function.
func fake(read func(out *documents.Builder) error) map[string]documents.Format {
	return map[string]documents.Format{
		documents.TypeText: documents.FormatFunc(func(_ context.Context, _ documents.Input, out *documents.Builder) error { return read(out) }),
	}
}

func TestStates(t *testing.T) {
	part := func(open func() (io.ReadCloser, error)) func(out *documents.Builder) error {
		return func(out *documents.Builder) error {
			out.Text("x")
			out.Part("p", "", open)
			return nil
		}
	}
	tests := []struct {
		name   string
		read   func(out *documents.Builder) error
		want   []string
		reason string // of the last item
	}{
		{"nothing", func(*documents.Builder) error { return nil }, []string{"empty"}, ""},
		{"text", func(out *documents.Builder) error { out.Text("x"); return nil }, []string{"indexed"}, ""},
		{
			"problem", func(out *documents.Builder) error { out.Text("x"); out.Problem("a page is missing"); return nil },
			[]string{"partial"},
			"a page is missing",
		},
		{"encrypted", func(*documents.Builder) error { return fmt.Errorf("open: %w", documents.ErrEncrypted) }, []string{"encrypted"}, "text: needs a password"},
		{"damaged", func(*documents.Builder) error { return io.ErrUnexpectedEOF }, []string{"damaged"}, "text: damaged or cut short"},
		{"too large", func(*documents.Builder) error { return documents.Because(documents.ErrTooLarge, "over 1 GB") }, []string{"too_large"}, "over 1 GB"},
		{"picture", func(*documents.Builder) error { return documents.ErrNeedsOCR }, []string{"needs_ocr"}, "text: picture without text"},
		{
			"damaged after some text", func(out *documents.Builder) error { out.Text("x"); return documents.ErrDamaged },
			[]string{"partial"},
			"text: damaged or cut short",
		},
		{"panic", func(*documents.Builder) error { panic("secret") }, []string{"damaged"}, "the reader for text failed on it"},
		{"panic after some text", func(out *documents.Builder) error { out.Text("x"); panic("secret") }, []string{"partial"}, "the reader for text failed on it"},
		{"part that panics", part(func() (io.ReadCloser, error) { panic("secret") }), []string{"indexed", "p damaged"}, "could not be taken out of what holds it"},
		{"part that is locked", part(func() (io.ReadCloser, error) { return nil, documents.ErrEncrypted }), []string{"indexed", "p encrypted"}, "part: needs a password"},
		{"part that fails while it is read", part(func() (io.ReadCloser, error) { return io.NopCloser(failing{}), nil }), []string{"indexed", "p damaged"}, "part: damaged or cut short"},
		{"walk that panics", func(out *documents.Builder) error {
			out.Text("x")
			out.Walk(func(func(name, mediaType string, r io.Reader) error) error { panic("secret") })
			return nil
		}, []string{"indexed", "rest of the archive damaged"}, "part: damaged or cut short"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := items(t, all.With(fake(tt.read)), input("x.txt", "content"), documents.Limits{})
			if got := states(found); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got := found[len(found)-1].Reason; got != tt.reason {
				t.Errorf("reason %q, want %q", got, tt.reason)
			}
		})
	}
}

// failing is a reader, and content, that fails.
type failing struct{}

func (failing) Read([]byte) (int, error)          { return 0, io.ErrUnexpectedEOF }
func (failing) ReadAt([]byte, int64) (int, error) { return 0, errors.New("share is gone") }

func TestUnreadableSourceIsNotDamage(t *testing.T) {
	in := documents.Input{Name: "x.txt", Content: failing{}, Size: 10}
	found := items(t, extractor(), in, documents.Limits{})
	if len(found) != 1 || found[0].State != crawlers.Denied {
		t.Errorf("got %q", states(found))
	}
}

func TestExtractEndsWithEmitAndContext(t *testing.T) {
	stop := errors.New("stop")
	err := extractor().Extract(t.Context(), input("x.txt", "a"), documents.Options{}, func(documents.Item) error { return stop })
	if !errors.Is(err, stop) {
		t.Errorf("error %v, want that of emit", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = extractor().Extract(ctx, input("x.txt", "a"), documents.Options{}, func(documents.Item) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}
