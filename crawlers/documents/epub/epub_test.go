package epub_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/epub"
	"sarsen/crawlers/documents/html"
)

const (
	container = `<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`
	opf       = `<package><metadata><dc:title xmlns:dc="d">Minutes</dc:title><dc:creator>Ada Okafor</dc:creator></metadata>
<manifest><item id="a" href="one.xhtml"/><item id="b" href="two%20b.xhtml"/><item id="p" href="p.png"/></manifest>
<spine><itemref idref="b"/><itemref idref="a"/><itemref idref="gone"/></spine></package>`
)

func book(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range []string{"mimetype", "META-INF/container.xml", "META-INF/rights.xml", "OPS/book.opf", "OPS/one.xhtml", "OPS/two b.xhtml", "OPS/extra.html", "OPS/p.png", "OPS/s.css"} {
		content, ok := files[name]
		if !ok {
			continue
		}
		m, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(m, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func files() map[string]string {
	return map[string]string{
		"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/book.opf": opf,
		"OPS/one.xhtml": "<html><body><p>first</p></body></html>", "OPS/two b.xhtml": "<html><body><p>second</p></body></html>",
		"OPS/extra.html": "<html><body>left out</body></html>", "OPS/p.png": "png", "OPS/s.css": "p{}",
	}
}

func read(t testing.TB, data []byte) (documents.Result, error) {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	err := epub.New(html.New()).Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

func TestChaptersInReadingOrder(t *testing.T) {
	got, err := read(t, book(t, files()))
	if err != nil {
		t.Fatal(err)
	}
	if words := strings.Join(strings.Fields(got.Item.Text), " "); words != "second first left out Title: Minutes Author: Ada Okafor" {
		t.Errorf("text %q", words)
	}
	if got.Item.Pages != 3 || got.Item.Title != "Minutes" || got.Item.Author != "Ada Okafor" {
		t.Errorf("pages %d, title %q, author %q", got.Item.Pages, got.Item.Title, got.Item.Author)
	}
	if len(got.Parts) != 1 || got.Parts[0].Name != "p.png" || len(got.Problems) != 0 {
		t.Errorf("parts %v, problems %v", got.Parts, got.Problems)
	}
}

func TestDamagedAndLocked(t *testing.T) {
	lost := files()
	delete(lost, "OPS/book.opf")
	got, err := read(t, book(t, lost))
	if err != nil || got.Item.Pages != 3 || len(got.Problems) != 1 {
		t.Errorf("without table of parts: %v, %d pages, problems %v", err, got.Item.Pages, got.Problems)
	}
	locked := files()
	locked["META-INF/rights.xml"] = "<rights/>"
	if _, err := read(t, book(t, locked)); !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("locked: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(container, opf, "<p>first")
	f.Add("<container>", `<package><spine><itemref`, "")
	f.Fuzz(func(t *testing.T, container, opf, chapter string) {
		all := files()
		all["META-INF/container.xml"], all["OPS/book.opf"], all["OPS/one.xhtml"] = container, opf, chapter
		got, err := read(t, book(t, all))
		if err != nil {
			return
		}
		for _, b := range got.Item.Bounds {
			if b.Start < 0 || b.End < b.Start || b.End > len(got.Item.Text) {
				t.Fatalf("bound %v of a text of %d", b, len(got.Item.Text))
			}
		}
	})
}
