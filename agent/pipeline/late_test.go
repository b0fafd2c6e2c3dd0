package pipeline_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/memory"
)

// album is a reader of invented documents: "scan: a|b" is a document of as many
// pages, which say what stands between the bars when they are recognised;
// "old: x" is one that has to be converted, and "odt: x" what becomes of it.
type album struct {
	mu    sync.Mutex
	drawn int
}

func whole(c crawlers.Content) string {
	data := make([]byte, c.Size())
	_, _ = c.ReadAt(data, 0) // of a memory
	return string(data)
}

func (*album) Extract(_ context.Context, name, _ string, c crawlers.Content, emit func(documents.Item) error) error {
	text := whole(c)
	sum := sha256.Sum256([]byte(text))
	item := documents.Item{Name: name, Size: c.Size(), SHA256: hex.EncodeToString(sum[:]), State: crawlers.Indexed, Text: text}
	kind, rest, _ := strings.Cut(text, ": ")
	switch kind {
	case "scan":
		item.State, item.Text, item.Late = crawlers.NeedsOCR, "", &documents.Late{}
		for range strings.Split(rest, "|") {
			item.Pages++
			item.Late.Scans = append(item.Late.Scans, documents.Scan{Page: item.Pages})
		}
	case "old":
		item.State, item.Reason, item.Text = crawlers.Unsupported, "of an old kind", ""
		item.Late = &documents.Late{Convert: "odt"}
	}
	return emit(item)
}

func (*album) Open(_ context.Context, _, _ string, c crawlers.Content, _ string) ([]byte, error) {
	return []byte(whole(c)), nil
}

func (a *album) Draw(_ context.Context, _, _ string, c crawlers.Content, what documents.Drawing, emit func(documents.Picture) error) error {
	text := whole(c)
	if sum := sha256.Sum256([]byte(text)); hex.EncodeToString(sum[:]) != what.SHA256 {
		return fmt.Errorf("draw: %w", crawlers.ErrChanged)
	}
	pages := strings.Split(strings.TrimPrefix(text, "scan: "), "|")
	for _, n := range what.Pages {
		a.mu.Lock()
		a.drawn++
		a.mu.Unlock()
		if err := emit(documents.Picture{Page: n, Width: 1, Height: 1, Columns: len(pages[n-1]), Rows: 1, Grey: []byte(pages[n-1])}); err != nil {
			return err
		}
	}
	return nil
}

// eyes recognise the pixels as letters. A page that says "blur" cannot be read.
type eyes struct {
	mu        sync.Mutex
	read      int
	languages string
	stop      func() // is called when a page was read
}

func (e *eyes) Recognise(_ context.Context, p documents.Picture) (documents.Recognition, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.read++
	if e.stop != nil {
		e.stop()
	}
	text := string(p.Grey)
	if text == "blur" {
		return documents.Recognition{}, errors.New("cannot be read")
	}
	return documents.Recognition{Width: 1, Height: 1, Text: text, Confidence: 90, Words: []documents.Word{{End: len(text), Confidence: 90}}}, nil
}

func (e *eyes) Languages() string { return e.languages }
func (*eyes) Version() string     { return "eyes 1" }

// press converts.
type press struct{ made int }

func (p *press) Convert(_ context.Context, data []byte, _, to string) ([]byte, error) {
	p.made++
	if bytes.HasSuffix(data, []byte("beyond help")) {
		return nil, errors.New("cannot be converted")
	}
	return bytes.Replace(data, []byte("old"), []byte(to), 1), nil
}

func (*press) Version() string { return "press 1" }

// bench is a source that was crawled, with what does the late work.
type bench struct {
	*testing.T
	src  *memory.Source
	cat  *catalogue.Store
	late *pipeline.Late
	*album
	*eyes
	*press
}

func newBench(t *testing.T, files map[string]string) *bench {
	t.Helper()
	cat, engine := stores(t, t.TempDir())
	b := &bench{T: t, src: memory.New(), cat: cat, album: &album{}, eyes: &eyes{languages: "eng"}, press: &press{}}
	for name, text := range files {
		b.src.PutFile(name, []byte(text))
	}
	crawl := &pipeline.Crawl{Catalogue: cat, Index: engine, Extractor: b.album, Slots: 2, Now: time.Now}
	b.late = &pipeline.Late{Crawl: crawl, Drawer: b.album, Recogniser: b.eyes, Converter: b.press, DPI: 300, Turn: &sync.Mutex{}}
	b.crawl()
	return b
}

func (b *bench) crawl() {
	b.Helper()
	if _, err := b.late.Run(b.Context(), "s", "memory", b.src); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) run() {
	b.Helper()
	if err := b.late.RunLate(b.Context(), "s", b.src); err != nil {
		b.Fatal(err)
	}
}

// want demands an item's state, reason and text.
func (b *bench) want(name string, state crawlers.State, reason, text string) {
	b.Helper()
	id := catalogue.ItemID("s", name, "")
	i, err := b.cat.Item(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	t, err := b.cat.Text(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	if i.State != state || i.Reason != reason || t.Text != text {
		b.Errorf("%s is %s, %q: %q; want %s, %q: %q", name, i.State, i.Reason, t.Text, state, reason, text)
	}
}

func TestLate(t *testing.T) {
	b := newBench(t, map[string]string{
		"fax": "scan: first|second|third", "copy": "scan: first|second|third", "cover": "scan: first", "photo": "scan: blur",
		"half": "scan: blur|other", "letter": "plain", "old": "old: letter", "odd": "old: beyond help",
	})
	b.want("fax", crawlers.NeedsOCR, "", "")
	b.run()
	b.want("fax", crawlers.Indexed, "text of 3 of 3 pages recognised, 90% sure", "first\nsecond\nthird")
	b.want("copy", crawlers.Indexed, "text of 3 of 3 pages recognised, 90% sure", "first\nsecond\nthird")
	b.want("cover", crawlers.Indexed, "text of the picture recognised, 90% sure", "first")
	b.want("photo", crawlers.NeedsOCR, "picture whose text could not be recognised", "")
	b.want("half", crawlers.Partial, "text of 1 of 2 pages could not be recognised", "other")
	b.want("letter", crawlers.Indexed, "", "plain")
	b.want("old", crawlers.Indexed, "read through press 1", "odt: letter")
	b.want("odd", crawlers.Unsupported, "of an old kind", "")

	page, err := b.cat.Words(t.Context(), catalogue.ItemID("s", "fax", ""), 2)
	if err != nil || page.Text != "second" || len(page.Words) != 1 {
		t.Errorf("words %+v, %v", page, err)
	}
	if _, err := b.cat.Words(t.Context(), catalogue.ItemID("s", "letter", ""), 1); !errors.Is(err, catalogue.ErrNotFound) {
		t.Errorf("words of a letter: %v", err)
	}

	drawn, read, made := b.drawn, b.read, b.made
	b.run()
	b.crawl()
	b.run()
	if b.drawn != drawn || b.read != read || b.made != made {
		t.Errorf("a second time %d pages were drawn, %d read and %d documents converted", b.drawn-drawn, b.read-read, b.made-made)
	}
	b.languages = "eng+cym"
	b.run()
	if b.read == read {
		t.Error("nothing was read again in another language")
	}
	b.want("fax", crawlers.Indexed, "text of 3 of 3 pages recognised, 90% sure", "first\nsecond\nthird")
}

// TestLateGoesOn: what was recognised before an interruption is not recognised
// again.
func TestLateGoesOn(t *testing.T) {
	text := "scan: 0"
	for i := 1; i < 30; i++ {
		text += fmt.Sprintf("|%d", i)
	}
	b := newBench(t, map[string]string{"long": text})
	ctx, cancel := context.WithCancel(t.Context())
	b.stop = func() {
		if b.read == 12 {
			cancel()
		}
	}
	if err := b.late.RunLate(ctx, "s", b.src); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	b.want("long", crawlers.NeedsOCR, "", "")
	b.stop = nil
	b.run()
	if b.read > 30+2 { // those that were being read are read again
		t.Errorf("%d pages were read", b.read)
	}
	b.want("long", crawlers.Indexed, "text of 30 of 30 pages recognised, 90% sure", strings.ReplaceAll(strings.TrimPrefix(text, "scan: "), "|", "\n"))
}

// TestLateLeavesWhatChanged: a document that was changed since it was crawled
// stays as it is until it is crawled again.
func TestLateLeavesWhatChanged(t *testing.T) {
	b := newBench(t, map[string]string{"fax": "scan: before"})
	b.src.PutFile("fax", []byte("scan: after!"))
	b.run()
	b.want("fax", crawlers.NeedsOCR, "", "")
	b.crawl()
	b.run()
	b.want("fax", crawlers.Indexed, "text of the picture recognised, 90% sure", "after!")
}

// TestLateWithoutHelpers leaves all of it for when they are installed.
func TestLateWithoutHelpers(t *testing.T) {
	b := newBench(t, map[string]string{"fax": "scan: first", "old": "old: letter"})
	b.late.Recogniser, b.late.Converter = nil, nil
	b.run()
	b.want("fax", crawlers.NeedsOCR, "", "")
	b.want("old", crawlers.Unsupported, "of an old kind", "")
	b.late.Recogniser = b.eyes
	b.run()
	b.want("fax", crawlers.Indexed, "text of the picture recognised, 90% sure", "first")
	b.want("old", crawlers.Unsupported, "of an old kind", "")
}
