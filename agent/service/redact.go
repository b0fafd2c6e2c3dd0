package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sarsen/agent/pipeline"
	"sarsen/crawlers/documents"
	"sarsen/redact"
	"sarsen/redact/facsimile"
	"sarsen/redact/pack"
	"sarsen/redact/page"
	"sarsen/redact/verify"
)

// Redacted is the outcome of Redact.
type Redacted struct {
	Places    int      // redacted places of the text
	Missing   []string // terms that do not occur
	Parts     int      // attachments and members, which are not in the copy
	MediaType string   // of the copy
	// Dropped are the pages that were withheld as a whole, with the reason.
	Dropped []page.Dropped
	Swept   int // characters that were no term and lie under a box
	Caught  int // words that only a look at the finished pages found
	// Unshown says that the file holds text, such as comments, that the pages of
	// the copy do not show.
	Unshown bool
	// Unpaged says that the copy was to look like the file and is a page of its
	// text instead, because it cannot be told where all of it stands.
	Unpaged bool
	// Telling says that the name of the copy holds a term.
	Telling bool
	// Without names helper programs that are not installed and would have been of
	// use.
	Without []string
}

// DroppedPages counts the pages withheld as a whole.
func (r Redacted) DroppedPages() int { return len(r.Dropped) }

// Redact writes a copy of the file at path to out in which the terms cannot be
// read. What it is follows from the file and the ending of out: a PDF, a picture,
// and with .pdf any document that can be laid out, become pages; a text stays one,
// a table too; everything else becomes a page of HTML. The copy is opened again
// and searched before it takes its place; the error wraps ErrCheck when a term is
// still there. progress is told how many pages are written; it may be nil.
func (t *Tools) Redact(ctx context.Context, path, out string, terms []string, progress func(pages int)) (Redacted, error) {
	for _, term := range terms {
		if strings.TrimSpace(term) == "" {
			return Redacted{}, errors.New("a term is empty")
		}
	}
	if same(path, out) {
		return Redacted{}, errors.New("the copy cannot take the place of the file itself: name another -o")
	}
	j := redaction{
		tools: t, path: path, ending: strings.ToLower(filepath.Ext(out)), terms: terms,
		search: verify.NewSearch(terms, nil), progress: progress,
	}
	if err := j.read(ctx); err != nil {
		return j.Redacted, err
	}
	j.find()
	j.Telling = len(j.search.Find(filepath.Base(out), 1)) > 0
	return j.Redacted, writeNew(out, func(f *os.File) error {
		if err := j.copy(ctx, f); err != nil {
			return err
		}
		return j.check(ctx, f.Name())
	})
}

func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// A redaction is one run of Redact.
type redaction struct {
	Redacted
	tools    *Tools
	path     string
	ending   string // of the copy's name
	terms    []string
	search   *verify.Search
	progress func(int)
	look     page.Look // nil without tesseract

	item  documents.Item
	scans map[int]redact.Scan
	spans []redact.Span
}

// read reads the file, and what is written in its pictures.
func (j *redaction) read(ctx context.Context) error {
	err := j.tools.Extract(ctx, j.path, func(i documents.Item) error {
		if i.Part == "" {
			j.item = i
		} else {
			j.Parts++
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := j.recognise(ctx); err != nil {
		return err
	}
	if !j.item.State.Read() {
		return fmt.Errorf("redact %s: %s: %s", j.path, j.item.State, j.item.Reason)
	}
	return nil
}

// find looks for the terms in the file's text.
func (j *redaction) find() {
	found := map[int]bool{}
	for _, hits := range [][]verify.Hit{j.search.Find(j.item.Text, 0), j.search.Encoded(j.item.Text)} {
		for _, h := range hits {
			j.spans = append(j.spans, h.Span)
			found[h.Value] = true
		}
	}
	j.spans = redact.Merge(j.spans)
	j.Places, j.Missing = len(j.spans), missing(j.terms, found)
}

// drawn reports whether the file has pages of its own.
func (j *redaction) drawn() bool {
	return j.item.MediaType == documents.TypePDF || strings.HasPrefix(j.item.MediaType, "image/")
}

// paged reports whether the copy is to look like the file.
func (j *redaction) paged() bool {
	switch j.ending {
	case ".html", ".htm", ".txt":
		return false
	case ".pdf":
		_, layable := facsimile.LaidOut(pack.Item{MediaType: j.item.MediaType})
		return layable || j.drawn()
	}
	return j.drawn()
}

// copy writes the copy.
func (j *redaction) copy(ctx context.Context, f *os.File) error {
	item := j.packItem()
	html := j.ending == ".html" || j.ending == ".htm"
	if j.paged() {
		err := j.pages(ctx, item, f)
		if !errors.Is(err, pack.ErrNoCopy) {
			return err
		}
		j.Unpaged, html = true, true
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if err := f.Truncate(0); err != nil {
			return err
		}
	}
	var data []byte
	var err error
	switch {
	case !html && (item.MediaType == documents.TypeText || j.drawn()):
		j.MediaType = documents.TypeText
		var masked string
		masked, err = redact.Apply(item.Text, j.spans)
		data = []byte(masked)
	case !html && item.MediaType == documents.TypeCSV:
		j.MediaType = documents.TypeCSV
		data, err = pack.Rows(item)
	default:
		j.MediaType = documents.TypeHTML
		data, err = j.page(item)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return err
}

func (j *redaction) page(item pack.Item) ([]byte, error) {
	var values []pack.Value
	for _, term := range j.terms {
		values = append(values, pack.Value{Text: term})
	}
	return pack.Page(item, values)
}

// pages writes a copy that looks like the file.
func (j *redaction) pages(ctx context.Context, item pack.Item, w io.Writer) error {
	passwords, err := j.tools.cfg.Passwords()
	if err != nil {
		return err
	}
	layouts := newLayouts(j.tools.cfg, j.tools.worker)
	if _, layable := facsimile.LaidOut(item); layable && layouts == nil {
		j.lack("LibreOffice")
	}
	m := facsimile.Maker{
		Engine: j.tools.pdf, Passwords: passwords, Layout: layouts.maker(nil), Look: j.look, Values: j.search, Progress: j.progress,
	}
	made, err := m.Make(ctx, item, j.spans, false, w)
	if err != nil {
		return err
	}
	j.MediaType, j.Dropped, j.Swept, j.Caught, j.Unshown = documents.TypePDF, made.Dropped, made.Swept, made.Caught, len(made.Unshown) > 0
	return nil
}

// lack notes a program that is not installed.
func (j *redaction) lack(program string) {
	if !slices.Contains(j.Without, program) {
		j.Without = append(j.Without, program)
	}
}

// packItem is the file as an item of a pack.
func (j *redaction) packItem() pack.Item {
	in := pack.Item{
		Title: j.item.Title, Name: j.item.Name, MediaType: j.item.MediaType, Text: j.item.Text,
		Open: func() ([]byte, error) { return os.ReadFile(filepath.Clean(j.path)) },
	}
	if j.item.Mail != nil {
		in.Mail = &pack.Mail{}
	}
	if len(j.scans) > 0 {
		in.Scan = func(page int) (redact.Scan, bool, error) {
			s, ok := j.scans[page]
			return s, ok, nil
		}
	}
	for _, b := range j.item.Bounds {
		in.Bounds = append(in.Bounds, pack.Bound{Kind: string(b.Kind), Start: b.Start, End: b.End, Label: b.Label, Hidden: b.Hidden})
	}
	for _, s := range j.spans {
		in.Withhold = append(in.Withhold, pack.Redaction{Span: s})
	}
	return in
}

// check opens the finished copy with other eyes: a PDF as an outsider would, with
// both readers, anything else by its bytes and as a crawl would read it.
func (j *redaction) check(ctx context.Context, path string) error {
	if verify.IsPDF(path) {
		report, err := verify.PDF(ctx, path, verify.Options{
			Values: j.terms, ValuesKnown: true, Bars: bars(pipeline.Assembly{Items: []pack.Item{{Text: j.item.Text}}}), PDF: readers{j.tools.pdf}, Engine: j.tools.pdf, WhyNoOCR: "read before",
		})
		if err == nil && !report.OK {
			err = fmt.Errorf("redact: %w: %s: %s", ErrCheck, report.Findings[0].Layer, report.Findings[0].Detail)
		}
		return err
	}
	data, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return fmt.Errorf("open the copy: %w", err)
	}
	texts := []string{string(data)}
	err = j.tools.pool.Extract(ctx, "copy", j.MediaType, newContent(data), func(i documents.Item) error {
		texts = append(texts, i.Text)
		return nil
	})
	if err != nil {
		return err
	}
	for _, text := range texts {
		if len(j.search.Find(text, 1)) > 0 {
			return fmt.Errorf("redact: %w: a term can still be read in the copy", ErrCheck)
		}
	}
	return nil
}

// writeNew writes a whole file or none: fn writes it under another name.
func writeNew(path string, fn func(*os.File) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-") // a name that no term is in
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err = fn(f); err != nil {
		return errors.Join(err, f.Close())
	}
	if err = errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}
