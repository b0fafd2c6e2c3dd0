package pack_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/verify"
)

// natured returns what a configuration says of columns.
func natured(of map[string]string) func(string) (string, string) {
	return func(column string) (string, string) {
		if n, ok := of[column]; ok {
			return n, "what " + column + " means"
		}
		return "provided", ""
	}
}

// tableItem is an item that is one table.
func tableItem(t *testing.T, id, source string, rows ...[]string) pack.Item {
	t.Helper()
	var x text
	letters := []string{"A", "B", "C", "D", "E"}
	x.in("sheet", "Readings", false, func() {
		x.row("headrow", "1", false, letters, rows[0]...)
		for i, r := range rows[1:] {
			x.row("row", string(rune('2'+i)), false, letters, r...)
		}
	})
	s := x.String()
	it := pack.Item{ID: id, Source: source, Name: id + ".csv", MediaType: "text/csv", Text: s, Bounds: x.bounds, Date: day("2026-03-04")}
	for n := range strings.Count(s, subject) {
		it.Subject = append(it.Subject, pack.SubjectSpan{Span: span(t, s, subject, n), Fact: "name"})
	}
	return it
}

func portableInput(t *testing.T) pack.Input {
	t.Helper()
	meter := tableItem(t, "i1", "meters",
		[]string{"Name", "Reading", "Band", "Neighbour", "Phone"},
		[]string{subject, "-120.5", "high user", other, "+442079460123"},
		[]string{"Ivor Plimpton", "7", "low user", subject[:3], "01632 960124"},
		[]string{subject, "=1+1", "high user", "nobody", ""})
	meter.Withhold = []pack.Redaction{{Span: span(t, meter.Text, other, 0), Kind: redact.Person, Code: "20(4)", By: "officer"}}
	form := tableItem(t, "i2", "forms", []string{"field", "value"}, []string{"Full name", subject}, []string{"Sort of bin", "brown"}, []string{"Score", "7 of 9"})
	sent := message(t)
	sent.ID, sent.Source, sent.Mail.From = "i3", "forms", []string{"Dilys Marrowby <D.Marrowby@mail.example>"}
	for i := range sent.Withhold {
		sent.Withhold[i].Code = "20(4)"
	}
	letter := pack.Item{ID: "i4", Source: "forms", Name: "letter.txt", MediaType: "text/plain", Text: "Dear " + subject, Subject: []pack.SubjectSpan{{Span: redact.Span{Start: 5, End: 5 + len(subject)}, Fact: "name"}}}
	return pack.Input{
		Request: pack.Request{ID: "2026-0007", Right: redact.Portability, Subject: subject, Council: "Sample Borough Council", Received: day("2026-10-01"), Made: day("2026-10-30")},
		Sources: []pack.Source{
			{Name: "meters", LawfulBasis: "contract", ByMachine: "yes", Nature: "provided", FieldOf: natured(map[string]string{"Reading": "observed", "Band": "derived"})},
			{Name: "forms", LawfulBasis: "consent", ByMachine: "yes", Nature: "provided", FieldOf: natured(map[string]string{"Score": "derived"})},
			{Name: "housing", LawfulBasis: "public task", ByMachine: "yes", Nature: "provided"},
			{Name: "cabinets", LawfulBasis: "consent", ByMachine: "no", Nature: "provided"},
			{Name: "old", Nature: "provided"},
			{Name: "unsaid", LawfulBasis: "consent", ByMachine: "yes"},
		},
		Items: []pack.Item{
			meter, form, sent, letter,
			tableItem(t, "i5", "housing", []string{"Name", "Rent"}, []string{subject, "512 pounds"}),
			tableItem(t, "i6", "cabinets", []string{"Name", "Card"}, []string{subject, "filed 1"}),
			tableItem(t, "i7", "unsaid", []string{"Name", "Colour"}, []string{subject, "mauve 1"}),
			{ID: "i8", Source: "forms", Withheld: true, Code: "20(4)", MediaType: "text/plain", Text: "about " + other},
		},
		Values: []pack.Value{{Text: other, Kind: redact.Person}, {Text: "t.wrexley@mail.example", Kind: redact.Email}, {Text: "01632 960123", Kind: redact.Phone}},
		Keep:   []string{subject, "d.marrowby@mail.example"},
	}
}

// ported builds the pack, verifies it and returns its folder.
func ported(t *testing.T, in pack.Input) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "pack")
	sum, err := pack.Build(t.Context(), dir, in, pack.Options{})
	if err != nil {
		t.Fatal(err)
	}
	report, err := verify.Pack(t.Context(), sum.Path, verify.Options{Values: []string{other, "01632 960123"}, Keep: in.Keep, ValuesKnown: true})
	if err != nil || !report.OK {
		t.Fatalf("verify: %+v, %v", report.Findings, err)
	}
	if err := sum.Commit(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestPortable(t *testing.T) {
	dir := ported(t, portableInput(t))
	got := files(t, dir)
	names := slices.Sorted(maps.Keys(got))
	want := []string{
		"data/0001-readings.csv", "data/0001-readings.json", "data/0002-readings.csv", "data/0002-readings.json",
		"data/0003-message.csv", "data/0003-message.json", "datapackage.json", "index.html", "left-out.csv", "manifest-sha256.txt",
	}
	if !slices.Equal(names, want) {
		t.Errorf("files %q", names)
	}
	meter := rows(t, dir, "data/0001-readings.csv")
	if w := [][]string{
		{"Name", "Reading", "Neighbour", "Phone"},
		{subject, "-120.5", redact.Mask + " [20(4)]", "'+442079460123"},
		{subject, "'=1+1", "nobody", ""},
	}; !slices.EqualFunc(meter, w, slices.Equal[[]string]) {
		t.Errorf("rows %q", meter)
	}
	if form := rows(t, dir, "data/0002-readings.csv"); !slices.Equal(form[0], []string{"Full name", "Sort of bin"}) || !slices.Equal(form[1], []string{subject, "brown"}) {
		t.Errorf("form %q", form)
	}
	if m := objects(t, dir, "data/0003-message.csv")[0]; m["date"] != "2026-02-03" || !strings.Contains(m["text"], "plays the tuba") {
		t.Errorf("message %q", m)
	}
	for name, text := range got {
		for _, gone := range []string{"S2.16", "high user", "7 of 9", "512 pounds", "filed 1", "mauve", "Plimpton", "Wrexley"} {
			if strings.Contains(text, gone) {
				t.Errorf("%s says %q", name, gone)
			}
		}
	}
}

// TestPortableJSON: the same rows as in the CSV, but for the apostrophes.
func TestPortableJSON(t *testing.T) {
	dir := ported(t, portableInput(t))
	for name, text := range files(t, dir) {
		if !strings.HasPrefix(name, "data/") || filepath.Ext(name) != ".json" {
			continue
		}
		var all []map[string]string
		if err := json.Unmarshal([]byte(text), &all); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := objects(t, dir, strings.TrimSuffix(name, ".json")+".csv")
		for i, o := range want {
			for k, v := range o {
				if all[i][k] != strings.TrimPrefix(v, "'") {
					t.Errorf("%s, row %d: %s is %q, want %q", name, i+1, k, all[i][k], v)
				}
			}
		}
		if len(all) != len(want) {
			t.Errorf("%s has %d rows of %d", name, len(all), len(want))
		}
	}
}

func TestPortableSaysWhatIsLeftOut(t *testing.T) {
	dir := ported(t, portableInput(t))
	why := map[string]string{}
	for _, r := range objects(t, dir, "left-out.csv") {
		why[r["source"]+": "+r["what"]] = r["reason"]
	}
	for what, want := range map[string]string{
		"housing: all of it":              "public task",
		"cabinets: all of it":             "processed by machine",
		"old: all of it":                  "not recorded",
		"meters: “i1.csv”, column “Band”": "worked this out",
		"forms: “i2.csv”, column “Score”": "worked this out",
		"forms: “letter.txt” (text)":      "no data that a program can read",
		"forms: “Item 8” (text)":          "20(4)",
		"unsaid: “i7.csv”, column “Name”": "not recorded whether you provided",
	} {
		if !strings.Contains(why[what], want) {
			t.Errorf("%s: %q, want %q", what, why[what], want)
		}
	}
	if _, wrong := why["unsaid: “i7.csv” (spreadsheet)"]; wrong {
		t.Error("a table of which no column is left is called a document")
	}
	page := files(t, dir)["index.html"]
	for _, want := range []string{"Article 20", "Number of such places: 2", "A copy of this would harm the rights of another person. (UK GDPR Art 20(4))", "what Reading means (observed of you)", "public task"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestPortableRefuses(t *testing.T) {
	in := portableInput(t)
	in.Items[0].Withhold[0].Code = redact.CodeThirdParty
	dir := t.TempDir()
	if _, err := pack.Build(t.Context(), filepath.Join(dir, "pack"), in, pack.Options{}); !errors.Is(err, redact.ErrCode) {
		t.Errorf("a code that does not restrict portability: %v", err)
	}
	if _, err := pack.Build(t.Context(), filepath.Join(dir, "pack"), portableInput(t), pack.Options{Split: 1 << 20}); err == nil {
		t.Error("split")
	}
}

func TestPortableDraftAndAgain(t *testing.T) {
	in := portableInput(t)
	in.Draft = true
	one, two := files(t, ported(t, in)), files(t, ported(t, in))
	for name, text := range one {
		if two[name] != text {
			t.Errorf("%s differs from one build to the next", name)
		}
	}
	for _, name := range []string{"index.html", "data/0001-readings.csv", "data/0001-readings.json", "datapackage.json"} {
		if !bytes.Contains([]byte(one[name]), []byte("DRAFT")) {
			t.Errorf("%s of a draft does not say so", name)
		}
	}
}

// TestPortableLeaks: the verifier looks into the JSON, too, and knows the layout.
func TestPortableLeaks(t *testing.T) {
	for name, spoil := range map[string]struct {
		file, text string
		kind       verify.Kind
	}{
		"in JSON":              {"data/0001-readings.json", `[{"Name": "Tamsin", "Reading": "Wrexley"}]`, verify.Withheld},
		"a document":           {"documents/0001-letter.html", "<p>x</p>", verify.Unlisted},
		"a table of an access": {"schedule.csv", "number\r\n", verify.Unlisted},
	} {
		t.Run(name, func(t *testing.T) {
			dir := ported(t, portableInput(t))
			mkdir(t, filepath.Join(dir, "documents"))
			if err := os.WriteFile(filepath.Join(dir, spoil.file), []byte(spoil.text), 0o600); err != nil {
				t.Fatal(err)
			}
			report, err := verify.Pack(t.Context(), dir, verify.Options{Values: []string{other}, ValuesKnown: true})
			if err != nil || !slices.ContainsFunc(report.Findings, func(f verify.Finding) bool { return f.Kind == spoil.kind && f.File == spoil.file }) {
				t.Errorf("findings %+v, %v", report.Findings, err)
			}
		})
	}
}
