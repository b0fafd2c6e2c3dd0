package pack_test

import (
	"context"
	"flag"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/verify"
)

var update = flag.Bool("update", false, "write the golden files anew")

// span finds the nth occurrence of what in text.
func span(t testing.TB, text, what string, nth int) redact.Span {
	t.Helper()
	at := 0
	for ; ; nth-- {
		i := strings.Index(text[at:], what)
		if i < 0 {
			t.Fatalf("%q is not in the text", what)
		}
		if at += i; nth == 0 {
			return redact.Span{Start: at, End: at + len(what)}
		}
		at += len(what)
	}
}

func withhold(t testing.TB, text string, kind redact.Kind, what ...string) []pack.Redaction {
	t.Helper()
	var out []pack.Redaction
	for _, w := range what {
		for n := range strings.Count(text, w) {
			out = append(out, pack.Redaction{Span: span(t, text, w, n), Kind: kind, Code: "S2.16", Mark: "m" + w[:1], By: "officer"})
		}
	}
	return out
}

// builder of canonical texts with bounds, as extraction makes them.
type text struct {
	strings.Builder
	bounds []pack.Bound
}

func (t *text) in(kind, label string, hidden bool, fn func()) {
	i := len(t.bounds)
	t.bounds = append(t.bounds, pack.Bound{Kind: kind, Start: t.Len(), Label: label, Hidden: hidden})
	fn()
	t.bounds[i].End = t.Len()
}

func (t *text) row(kind, label string, hidden bool, labels []string, cells ...string) {
	t.in(kind, label, hidden, func() {
		first := true
		for i, c := range cells {
			if c == "" {
				continue
			}
			if !first {
				t.WriteString("\t")
			}
			first = false
			t.in("cell", labels[i], false, func() { t.WriteString(c) })
		}
	})
	t.WriteString("\n")
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

const (
	other   = "Tamsin Wrexley"
	subject = "Dilys Marrowby"
)

// sample is an invented request with one item of every sort.
func sample(t testing.TB) pack.Input {
	t.Helper()
	return pack.Input{
		Request: pack.Request{
			ID: "R-2026-0001", Right: "access", Subject: subject, Council: "Sample Borough Council",
			Contact: "dpo@council.example", Jurisdiction: "england-and-wales",
			Received: day("2026-10-01"), Due: day("2026-11-02"), Made: day("2026-10-30"),
		},
		Sources: []pack.Source{{
			Name: "shares", Location: "/srv/shares", Searched: day("2026-10-05"), Seen: 12, Read: 10, Partial: 1,
			Unread: map[string]int{"encrypted": 1, "damaged": 1}, Purpose: "Housing services", LawfulBasis: "public task",
			Categories: []string{"contact details", "tenancy"}, Recipients: []string{"contractors"}, Retention: "6 years",
		}},
		Items: []pack.Item{
			message(t), sheet(t), letter(t), form(t),
			{ID: "i5", Title: "Report on " + other, Withheld: true, Code: "S2.19", MediaType: "application/pdf", Pages: 3, Date: day("2026-01-02"), Text: "privileged"},
			{ID: "i6", Name: "copy of letter.docx", DuplicateOf: "i3", Text: "Dear Ms Marrowby"},
			{ID: "i7", Name: "=cmd().txt", MediaType: "text/plain", Text: ""},
		},
		Values: []pack.Value{{Text: other, Kind: redact.Person}, {Text: "t.wrexley@mail.example", Kind: redact.Email}, {Text: "01632 960123", Kind: redact.Phone}},
		Keep:   []string{subject, "Marrowby"},
	}
}

func message(t testing.TB) pack.Item {
	var x text
	field := func(label, value string) {
		x.in("field", label, false, func() { x.WriteString(label + ": " + value + "\n") })
	}
	field("From", "Tamsin Wrexley <t.wrexley@mail.example>")
	field("To", "Housing <housing@council.example>")
	field("Subject", "Noise at Dilys Marrowby's flat")
	x.WriteString("\n")
	x.in("body", "", false, func() {
		x.WriteString("Hello,\n\nDilys Marrowby plays the tuba.\nCall me on 01632 960123.\n\nTamsin Wrexley\n")
	})
	s := x.String()
	return pack.Item{
		ID: "i1", Title: "Noise at Dilys Marrowby's flat, says Tamsin Wrexley", MediaType: "message/rfc822", Date: day("2026-02-03"),
		Text: s, Bounds: x.bounds, Thread: "<abc@mail.example>",
		Withhold: withhold(t, s, redact.Person, other, "t.wrexley@mail.example", "01632 960123"),
		Subject:  []pack.SubjectSpan{{Span: span(t, s, subject, 1), Fact: "name"}},
		Mail:     &pack.Mail{From: []string{"Tamsin Wrexley <t.wrexley@mail.example>"}, To: []string{"Housing <housing@council.example>"}, Subject: "Noise at Dilys Marrowby's flat"},
	}
}

func sheet(t testing.TB) pack.Item {
	var x text
	letters := []string{"A", "B", "C", "D"}
	heads := []string{"Name", "Phone", "Note", "Seen by"}
	x.in("sheet", "Tenants", false, func() {
		x.row("headrow", "1", false, letters, heads...)
		x.row("row", "2", false, heads, "Dilys Marrowby", "", "=1+1", "Tamsin Wrexley")
		x.row("row", "3", false, heads, "Tamsin Wrexley", "01632 960123", "quiet", "")
		x.row("row", "4", true, heads, "Dilys Marrowby", "07700 900321", "moved out", "")
	})
	s := x.String()
	row := span(t, s, "Tamsin Wrexley\t01632 960123\tquiet", 0)
	return pack.Item{
		ID: "i2", Name: "tenants Tamsin WREXLEY.xlsx", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Pages: 1,
		Text: s, Bounds: x.bounds, Date: day("2026-03-04"),
		Withhold: append(withhold(t, s, redact.Person, other), pack.Redaction{Span: row, Kind: redact.Row, Code: "S2.16", By: "officer"}),
		Subject: []pack.SubjectSpan{
			{Span: span(t, s, subject, 0), Fact: "name"}, {Span: span(t, s, subject, 1), Fact: "name"}, {Span: span(t, s, "07700 900321", 0), Fact: "phone"},
		},
	}
}

func letter(t testing.TB) pack.Item {
	var x text
	x.in("heading", "1", false, func() { x.WriteString("Your <tenancy> & you") })
	x.WriteString("\n\nDear Ms Marrowby,\nthe rent rises.\n\n")
	x.in("note", "comment", false, func() { x.WriteString("check with Tamsin Wrexley\n") })
	x.in("note", "deleted", true, func() { x.WriteString("we should have told her\n") })
	x.in("properties", "", false, func() { x.WriteString("Title: Rent\n") })
	s := x.String()
	return pack.Item{
		ID: "i3", Name: "letter.docx", MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		Text: s, Bounds: x.bounds, Date: day("2026-04-05"), Withhold: withhold(t, s, redact.Person, other),
		Subject: []pack.SubjectSpan{{Span: span(t, s, "Marrowby", 0), Fact: "name"}},
	}
}

func form(t testing.TB) pack.Item {
	var x text
	x.in("page", "1", false, func() { x.WriteString("Application of Dilys Marrowby\n") })
	x.in("page", "2", false, func() { x.WriteString("Referee: Tamsin Wrexley\n") })
	s := x.String()
	return pack.Item{
		ID: "i4", Name: "form.pdf", MediaType: "application/pdf", Pages: 2, Text: s, Bounds: x.bounds, Date: day("2026-05-06"),
		Withhold: withhold(t, s, redact.Person, other), Subject: []pack.SubjectSpan{{Span: span(t, s, subject, 0), Fact: "name"}},
		Open: func() ([]byte, error) { return []byte("%PDF-1.7 original"), nil },
	}
}

// stubCopier writes a PDF, of PDFs only, and keeps what it was asked for.
type stubCopier struct {
	asked    []string // IDs
	withhold []redact.Span
	dropped  []int
	err      error
}

func (s *stubCopier) Copy(_ context.Context, item pack.Item, withhold []redact.Span, _ bool, w io.Writer) (pack.Copied, error) {
	if !strings.HasPrefix(item.MediaType, "application/pdf") {
		return pack.Copied{}, pack.ErrNoCopy
	}
	s.asked, s.withhold = append(s.asked, item.ID), withhold
	if s.err != nil {
		return pack.Copied{}, s.err
	}
	if _, err := item.Open(); err != nil {
		return pack.Copied{}, err
	}
	_, err := io.WriteString(w, "%PDF-1.7\n%%EOF\n")
	return pack.Copied{Dropped: s.dropped}, err
}

// files reads a folder.
func files(t testing.TB, root string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		out[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func build(t testing.TB, name string, in pack.Input) (pack.Summary, string) {
	t.Helper()
	target := filepath.Join(t.TempDir(), name)
	sum, err := pack.Build(t.Context(), target, in, pack.Options{Copier: &stubCopier{}})
	if err != nil {
		t.Fatal(err)
	}
	return sum, target
}

func values(in pack.Input) []string {
	var out []string
	for _, v := range in.Values {
		out = append(out, v.Text)
	}
	return out
}

func TestGolden(t *testing.T) {
	sum, target := build(t, "pack", sample(t))
	if err := sum.Commit(); err != nil {
		t.Fatal(err)
	}
	got := files(t, target)
	golden := filepath.Join("testdata", "golden")
	if *update {
		if err := os.RemoveAll(golden); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(golden, os.DirFS(target)); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(files(t, golden), got); diff != "" {
		t.Errorf("pack differs from the golden one (-want +got):\n%s", diff)
	}
	want := pack.Summary{Items: 7, Disclosed: 1, Part: 4, Withheld: 1, Duplicate: 1}
	if sum.Items != want.Items || sum.Disclosed != want.Disclosed || sum.Part != want.Part || sum.Withheld != want.Withheld || sum.Duplicate != want.Duplicate {
		t.Errorf("summary %+v, want %+v", sum, want)
	}
}

func TestVerifies(t *testing.T) {
	for _, name := range []string{"pack", "pack.zip"} {
		for _, draft := range []bool{false, true} {
			in := sample(t)
			in.Draft = draft
			sum, _ := build(t, name, in)
			rep, err := verify.Pack(t.Context(), sum.Path, verify.Options{Values: values(in), Keep: in.Keep, ValuesKnown: true})
			if err != nil {
				t.Fatal(err)
			}
			if !rep.OK || rep.Draft != draft || !rep.WithheldChecked {
				t.Errorf("%s, draft %v: %+v", name, draft, rep)
			}
		}
	}
}

func TestReproducible(t *testing.T) {
	a, _ := build(t, "a.zip", sample(t))
	b, _ := build(t, "b.zip", sample(t))
	one, err := os.ReadFile(a.Path)
	if err != nil {
		t.Fatal(err)
	}
	two, err := os.ReadFile(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	if string(one) != string(two) {
		t.Error("the same input gave different bytes")
	}
}
