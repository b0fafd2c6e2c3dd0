package pack_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/verify"
)

func TestBuildNamesMissingFolder(t *testing.T) {
	_, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "gone", "p"), sample(t), pack.Options{})
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "make it first") {
		t.Errorf("error %v", err)
	}
}

func TestNothingAtTargetBeforeCommit(t *testing.T) {
	for _, name := range []string{"pack", "pack.zip"} {
		sum, target := build(t, name, sample(t))
		if _, err := os.Stat(target); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: there before Commit", name)
		}
		if err := sum.Commit(); err != nil {
			t.Fatal(err)
		}
		left, err := os.ReadDir(filepath.Dir(target))
		if err != nil || len(left) != 1 || left[0].Name() != name {
			t.Errorf("%s: folder holds %v, %v", name, left, err)
		}
	}
}

func TestDiscard(t *testing.T) {
	sum, target := build(t, "pack", sample(t))
	if err := sum.Discard(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(filepath.Dir(target)); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestErrorsLeaveNothing(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	bad := sample(t)
	bad.Items[0].Withhold = []pack.Redaction{{Span: redact.Span{Start: 1, End: 1 << 20}}}
	split := sample(t)
	split.Items[0].Text = "é"
	split.Items[0].Withhold = []pack.Redaction{{Span: redact.Span{Start: 1, End: 2}}}
	tests := []struct {
		name string
		ctx  context.Context
		in   pack.Input
		want error
	}{
		{"ctx ended", ended, sample(t), context.Canceled},
		{"span outside the text", t.Context(), bad, redact.ErrSpan},
		{"span inside a rune", t.Context(), split, redact.ErrSpan},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			_, err := pack.Build(tt.ctx, filepath.Join(dir, "pack.zip"), tt.in, pack.Options{})
			if !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

func TestPDF(t *testing.T) {
	in := sample(t)
	tests := []struct {
		name     string
		stub     stubCopier
		document string
		note     string
		rebuilt  bool
	}{
		{"copied", stubCopier{}, "documents/0004-form-pdf.pdf", "", false},
		{"page dropped", stubCopier{dropped: []int{2}}, "documents/0004-form-pdf.pdf", "pages 2", false},
		{"refused", stubCopier{err: pack.ErrNoCopy}, "documents/0004-form-pdf.html", "page of its text", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), in, pack.Options{Copier: &tt.stub})
			if err != nil {
				t.Fatal(err)
			}
			row := rows(t, sum.Path, "schedule.csv")[4]
			if row[8] != tt.document || !strings.Contains(row[10], tt.note) {
				t.Errorf("schedule says %q", row)
			}
			if got := slices.Equal(sum.Rebuilt, []string{"i4"}); got != tt.rebuilt {
				t.Errorf("rebuilt %v", sum.Rebuilt)
			}
			if index := files(t, sum.Path)["index.html"]; !strings.Contains(index, tt.note) {
				t.Error("the index does not say so")
			}
			if len(tt.stub.withhold) != 1 || in.Items[3].Text[tt.stub.withhold[0].Start:tt.stub.withhold[0].End] != other {
				t.Errorf("asked to withhold %+v", tt.stub.withhold)
			}
		})
	}
}

// A page of text stands for a PDF of which a scanned page is dropped, but for one
// of which nothing may be read.
func TestScannedPDF(t *testing.T) {
	tests := []struct {
		name     string
		kind     string // of what is inside page 2
		withhold []string
		note     string
		rebuilt  bool
	}{
		{"text in the picture", "recognised", []string{other}, "text that was read on its pages", true},
		{"all of it withheld", "recognised", []string{"Seen by " + other}, "Withheld as a whole", false},
		{"no picture", "field", []string{other}, "Withheld as a whole", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var x text
			x.in("page", "1", false, func() { x.WriteString("Cover\n") })
			x.in("page", "2", false, func() {
				x.in(tt.kind, "90", false, func() { x.WriteString("Seen by " + other) })
			})
			item := pack.Item{
				ID: "i1", Name: "scan.pdf", MediaType: "application/pdf", Text: x.String(), Bounds: x.bounds,
				Withhold: withhold(t, x.String(), redact.Person, tt.withhold...),
				Open:     func() ([]byte, error) { return nil, nil },
			}
			in := pack.Input{Request: sample(t).Request, Items: []pack.Item{item}}
			sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), in, pack.Options{Copier: &stubCopier{dropped: []int{2}}})
			if err != nil {
				t.Fatal(err)
			}
			row := rows(t, sum.Path, "schedule.csv")[1]
			if !strings.Contains(row[10], tt.note) || strings.HasSuffix(row[8], ".html") != tt.rebuilt || slices.Contains(sum.Rebuilt, "i1") != tt.rebuilt {
				t.Errorf("schedule says %q, rebuilt %v", row, sum.Rebuilt)
			}
		})
	}
}

// What an officer added to an item is in no copy of the original, so that its
// text is given and said to be that.
func TestAddedText(t *testing.T) {
	for mediaType, note := range map[string]string{"application/pdf": "added by hand", "audio/mpeg": "without the recording"} {
		var x text
		x.in("page", "1", false, func() { x.WriteString("Cover\n") })
		x.in("note", "added by hand", false, func() { x.WriteString("Heard: marmalade") })
		item := pack.Item{ID: "i1", MediaType: mediaType, Text: x.String(), Bounds: x.bounds, Added: true, Open: func() ([]byte, error) { return nil, nil }}
		stub := &stubCopier{}
		sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), pack.Input{Request: sample(t).Request, Items: []pack.Item{item}}, pack.Options{Copier: stub})
		if err != nil {
			t.Fatal(err)
		}
		row := rows(t, sum.Path, "schedule.csv")[1]
		if !strings.Contains(row[10], note) || !strings.Contains(files(t, sum.Path)[row[8]], "marmalade") || stub.asked != nil {
			t.Errorf("%s: schedule says %q", mediaType, row)
		}
	}
}

// What is no fault of the document ends the build, and is not taken for a PDF
// that the engine refuses.
func TestPDFFaults(t *testing.T) {
	missing := errors.New("not in hold")
	ended, cancel := context.WithCancel(t.Context())
	defer cancel()
	tests := []struct {
		name   string
		ctx    context.Context
		open   error
		copier pack.Copier
		want   error
	}{
		{"original missing", t.Context(), missing, &stubCopier{}, missing},
		{"disk full", t.Context(), nil, &stubCopier{err: fmt.Errorf("write: %w", syscall.ENOSPC)}, syscall.ENOSPC},
		{"folder gone", t.Context(), nil, &stubCopier{err: &fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist}}, fs.ErrNotExist},
		{"ctx ended", ended, nil, copierFunc(func() error { cancel(); return errors.New("damaged") }), context.Canceled},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, dir := sample(t), t.TempDir()
			in.Items[3].Open = func() ([]byte, error) { return []byte("%PDF-1.7"), tt.open }
			_, err := pack.Build(tt.ctx, filepath.Join(dir, "pack"), in, pack.Options{Copier: tt.copier})
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), "item i4") {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

// The note on a refused PDF is the pack's own: its words are no leak.
func TestRebuiltNoteIsNoLeak(t *testing.T) {
	in := sample(t)
	sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), in, pack.Options{Copier: &stubCopier{err: pack.ErrNoCopy}})
	if err != nil {
		t.Fatal(err)
	}
	opts := verify.Options{Values: []string{"because the PDF"}, ValuesKnown: true}
	if rep, err := verify.Pack(t.Context(), sum.Path, opts); err != nil || rep.OK {
		t.Errorf("the note is not in the pack: %+v, %v", rep, err)
	}
	opts.Keep = pack.Fixed()
	if rep, err := verify.Pack(t.Context(), sum.Path, opts); err != nil || !rep.OK {
		t.Errorf("the note is a finding: %+v, %v", rep.Findings, err)
	}
}

// copierFunc is a copier that refuses every item.
type copierFunc func() error

func (f copierFunc) Copy(context.Context, pack.Item, []redact.Span, bool, io.Writer) (pack.Copied, error) {
	return pack.Copied{}, f()
}

// rows reads a CSV of a pack.
func rows(t *testing.T, dir, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	out, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFormulasAreNeutral(t *testing.T) {
	in := sample(t)
	cells := []string{
		"=1", "+44 20 7946 0123", "+442079460123", "-1+1", "--1", "-2 3", "-A1", "-1,20", "-0123", "+(1)", "－1", "-1\n", "-1%%", "-",
		"@x", "\tx", "\t-1", " =1", "\u3000＝1", "\u00a0+1 000",
	}
	formulas := len(cells)
	cells = append(cells, "1-1", "a=b", "-120.5", "+5", "-£1,200.00", "-1,234,567", "-3.5%", "+0.01 €", " -7", "-5 %")
	for _, c := range cells {
		in.Sources = append(in.Sources, pack.Source{Name: c})
	}
	sum, _ := build(t, "p", in)
	for i, row := range rows(t, sum.Path, "supplementary.csv")[2:] {
		want := "'" + cells[i]
		if i >= formulas {
			want = cells[i]
		}
		if row[0] != want {
			t.Errorf("cell %q became %q", cells[i], row[0])
		}
	}
}

func TestEmpty(t *testing.T) {
	sum, _ := build(t, "p", pack.Input{})
	rep, err := verify.Pack(t.Context(), sum.Path, verify.Options{})
	if err != nil || !rep.OK {
		t.Errorf("a pack of nothing does not pass: %+v, %v", rep, err)
	}
}

func TestFixedPhrasesAreNoLeak(t *testing.T) {
	in := sample(t)
	sum, _ := build(t, "p", in)
	opts := verify.Options{Values: []string{"Court", "Law", "Commissioner"}, ValuesKnown: true}
	rep, err := verify.Pack(t.Context(), sum.Path, opts)
	if err != nil || rep.OK {
		t.Errorf("found none of the words: %+v, %v", rep, err)
	}
	opts.Keep = pack.Fixed()
	if rep, err = verify.Pack(t.Context(), sum.Path, opts); err != nil || !rep.OK {
		t.Errorf("the pack's own phrases are findings: %+v, %v", rep.Findings, err)
	}
}

func TestLeakIsFound(t *testing.T) {
	in := sample(t)
	in.Items[2].Withhold = nil // a mark was forgotten
	sum, _ := build(t, "p", in)
	rep, err := verify.Pack(t.Context(), sum.Path, verify.Options{Values: values(in), Keep: in.Keep, ValuesKnown: true})
	if err != nil || rep.OK {
		t.Errorf("a leak passed: %+v, %v", rep, err)
	}
}
