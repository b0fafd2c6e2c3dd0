package pack_test

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/verify"
)

const partSize = 150_000

// noisy is a pack with PDFs of so many bytes that do not compress.
func noisy(t testing.TB, sizes ...int) (pack.Input, pack.Options) {
	t.Helper()
	in := sample(t)
	for n, size := range sizes {
		in.Items = append(in.Items, pack.Item{
			ID: fmt.Sprintf("n%d", n), Title: fmt.Sprintf("Letter %d", n), MediaType: "application/pdf", Text: "Dear", Pages: size, Date: day("2026-01-01"),
			Open: func() ([]byte, error) { return nil, nil },
		})
	}
	return in, pack.Options{Copier: noiseCopier{}, Split: partSize}
}

func repeat(n, size int) []int { return slices.Repeat([]int{size}, n) }

// noiseCopier writes as many bytes of noise as an item has pages.
type noiseCopier struct{}

func (noiseCopier) Copy(_ context.Context, item pack.Item, _ []redact.Span, _ bool, w io.Writer) (pack.Copied, error) {
	if item.Title == "" || item.MediaType != "application/pdf" {
		return pack.Copied{}, pack.ErrNoCopy
	}
	noise := make([]byte, item.Pages)
	for i, r := 0, rand.New(rand.NewPCG(1, 2)); i < len(noise); i++ {
		noise[i] = byte(r.IntN(256))
	}
	_, err := fmt.Fprintf(w, "%%PDF-1.7\n%s%%%%EOF\n", noise)
	return pack.Copied{}, err
}

// Parts are no larger than asked for, open by themselves, and are one pack when
// they are unpacked into one folder.
func TestParts(t *testing.T) {
	in, opts := noisy(t, repeat(30, 30_000)...)
	parent := t.TempDir()
	sum, err := pack.Build(t.Context(), filepath.Join(parent, "pack.zip"), in, opts)
	if err != nil {
		t.Fatal(err)
	}
	rep, err := verify.Pack(t.Context(), sum.Path, verify.Options{Values: values(in), Keep: append(in.Keep, pack.Fixed()...), ValuesKnown: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range rep.Findings {
		if !strings.HasSuffix(f.File, ".pdf") { // these are noise
			t.Errorf("before it is placed: %+v", f)
		}
	}
	want := files(t, sum.Path)
	if err := sum.Commit(); err != nil {
		t.Fatal(err)
	}
	if len(sum.Files) < 3 || len(sum.Large) > 0 || filepath.Base(sum.Files[1]) != fmt.Sprintf("pack-2-of-%d.zip", len(sum.Files)) {
		t.Errorf("parts %q, large %q", sum.Files, sum.Large)
	}
	left, err := os.ReadDir(parent)
	if err != nil || len(left) != len(sum.Files) {
		t.Errorf("the folder holds %v, %v", left, err)
	}
	for i, path := range sum.Files {
		info, err := os.Stat(path)
		if err != nil || info.Size() > partSize {
			t.Errorf("part %d has %d bytes, %v", i+1, info.Size(), err)
		}
		z, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		page := fmt.Sprintf("part-%d.html", i+1)
		if i == 0 {
			page = "index.html"
		}
		if _, err := z.Open(page); err != nil {
			t.Errorf("part %d: %v", i+1, err)
		}
		_ = z.Close()
	}
	joined := filepath.Join(t.TempDir(), "joined")
	if err := pack.Join(t.Context(), sum.Files, joined); err != nil {
		t.Fatal(err)
	}
	got := files(t, joined)
	for name, content := range want {
		if got[name] != content {
			t.Errorf("%s is not the same in the parts (%d of %d bytes)", name, len(got[name]), len(content))
		}
		delete(got, name)
	}
	if len(got) > 0 {
		t.Errorf("%d files too many", len(got))
	}
	listed := rows(t, joined, "parts.csv")
	if len(listed)-1 != len(want) {
		t.Errorf("%d of %d files are listed", len(listed)-1, len(want))
	}
	if index := want["index.html"]; !strings.Contains(index, fmt.Sprintf("This pack comes in %d parts", len(sum.Files))) || !strings.Contains(index, "Part 2: documents") && !strings.Contains(index, "Part 2: tables") {
		t.Error("the first page does not tell of the parts")
	}
}

func TestPartsEdges(t *testing.T) {
	tests := []struct {
		name  string
		sizes []int
		size  int64
		parts int
		large int
		err   error
	}{
		{"fits into one", repeat(3, 30_000), 1 << 20, 1, 0, nil},
		{"an item larger than a part", []int{30_000, 400_000, 30_000}, partSize, 3, 1, nil},
		{"too small for the overview", repeat(3, 30_000), 20_000, 0, 0, pack.ErrSplit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			parent := t.TempDir()
			in, opts := noisy(t, tt.sizes...)
			opts.Split = tt.size
			sum, err := pack.Build(t.Context(), filepath.Join(parent, "p.zip"), in, opts)
			if !errors.Is(err, tt.err) || len(sum.Files) != tt.parts || len(sum.Large) != tt.large {
				t.Errorf("%d parts, %d large, %v", len(sum.Files), len(sum.Large), err)
			}
			if err != nil {
				if left, err := os.ReadDir(parent); err != nil || len(left) != 0 {
					t.Errorf("left behind: %v, %v", left, err)
				}
				return
			}
			if err := sum.Commit(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Parts replace those of the same request, however many these were, and no
// others.
func TestPartsReplace(t *testing.T) {
	parent := t.TempDir()
	export := func(letters int, request string, replace bool) error {
		in, opts := noisy(t, repeat(letters, 30_000)...)
		in.Request.ID, opts.Replace = request, replace
		sum, err := pack.Build(t.Context(), filepath.Join(parent, "p.zip"), in, opts)
		if err != nil {
			return err
		}
		return sum.Commit()
	}
	if err := export(30, "R-2026-0001", false); err != nil {
		t.Fatal(err)
	}
	if err := export(20, "R-2026-0001", false); !errors.Is(err, pack.ErrExists) {
		t.Errorf("replaced without being told: %v", err)
	}
	if err := export(20, "R-2026-0002", true); !errors.Is(err, pack.ErrExists) {
		t.Errorf("replaced another request's: %v", err)
	}
	if err := export(20, "R-2026-0001", true); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(parent, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range left {
		if !strings.HasSuffix(path, fmt.Sprintf("-of-%d.zip", len(left))) {
			t.Errorf("%s is left of the earlier ones", filepath.Base(path))
		}
	}
}

func TestJoinRefuses(t *testing.T) {
	for _, name := range []string{"../out.txt", "/etc/x", "a/../../b", "twice.txt"} {
		path := filepath.Join(t.TempDir(), "part.zip")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		z := zip.NewWriter(f)
		for _, n := range []string{"twice.txt", name} {
			w, err := z.Create(n)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(w, "x"); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(z.Close(), f.Close()); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "joined")
		if err := pack.Join(t.Context(), []string{path}, dir); !errors.Is(err, pack.ErrParts) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: something is left", name)
		}
	}
}

// A draft says so on every page, in every row and in its description.
func TestDraftEverywhere(t *testing.T) {
	in := full(t, 14)
	in.Draft = true
	sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), in, pack.Options{Copier: fullCopier{}})
	if err != nil {
		t.Fatal(err)
	}
	all := files(t, sum.Path)
	if _, ok := all["DRAFT.txt"]; !ok {
		t.Error("no DRAFT.txt")
	}
	for name, content := range all {
		switch filepath.Ext(name) {
		case ".html":
			if strings.Count(content, "DRAFT.") < 2 || !strings.Contains(content, `<body class="preview">`) || !strings.Contains(content, "<title>DRAFT: ") {
				t.Errorf("%s does not say it", name)
			}
		case ".csv":
			table, err := csv.NewReader(strings.NewReader(content)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for i, row := range table {
				if last := row[len(row)-1]; i > 0 && last != "DRAFT" {
					t.Errorf("%s: row %d ends with %q", name, i+1, last)
				}
			}
		case ".json":
			if !strings.Contains(content, `"draft": true`) || !strings.Contains(content, `"title": "DRAFT: `) {
				t.Error("the description does not say it")
			}
		}
	}
	final := files(t, buildFull(t, 14, false))
	for name, content := range final {
		if strings.Contains(content, "DRAFT") {
			t.Errorf("%s of a pack says DRAFT", name)
		}
	}
}

// Names of third parties get into no name of a file, whatever holds them.
func TestNamesOfFiles(t *testing.T) {
	in := sample(t)
	var x text
	for _, sheet := range []string{other, "Wrexley, Tamsin", "t.wrexley@mail.example"} {
		x.in("sheet", sheet, false, func() {
			x.row("headrow", "1", false, []string{"A", "B"}, other, "Date seen")
			x.row("row", "2", false, []string{other, "Date seen"}, subject, "03/04/2026")
		})
	}
	s := x.String()
	in.Items = append(in.Items, pack.Item{
		ID: "w", Title: "Re: Tamsin Wrexley / T. Wrexley", Name: "Wrexley_Tamsin.xlsx", Bounds: x.bounds, Text: s, Date: day("2026-02-02"),
		MediaType: "application/vnd.ms-excel", Withhold: withhold(t, s, redact.Person, other),
		Subject: []pack.SubjectSpan{{Span: span(t, s, subject, 0), Fact: "name"}, {Span: span(t, s, subject, 1), Fact: "name"}, {Span: span(t, s, subject, 2), Fact: "name"}},
	})
	in.Sources[0].Name = "Home drive of Tamsin Wrexley"
	in.Values = append(in.Values, pack.Value{Text: "Wrexley", Kind: redact.Person}, pack.Value{Text: "Tamsin", Kind: redact.Person})
	sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), in, pack.Options{Copier: &stubCopier{}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files(t, sum.Path) {
		for _, word := range []string{"wrexley", "tamsin"} {
			if strings.Contains(strings.ToLower(name), word) {
				t.Errorf("the file %s is called so", name)
			}
			if strings.HasSuffix(name, ".csv") && strings.Contains(strings.ToLower(content), word) {
				t.Errorf("%s says %s", name, word)
			}
		}
	}
}
