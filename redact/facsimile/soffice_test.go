package facsimile_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/all"
	"sarsen/crawlers/office"
	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/crawlers/program"
	"sarsen/redact"
	"sarsen/redact/facsimile"
	"sarsen/redact/pack"
	"sarsen/redact/page"
)

// childVar makes the test binary a helper.
const childVar = "SARSEN_TEST_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(childVar) == "" {
		os.Exit(m.Run())
	}
	_ = program.Main() // returns only when it failed
	os.Exit(1)
}

func self() *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{childVar + "=1"}
	return cmd
}

func newOffice(t *testing.T) *office.Office {
	t.Helper()
	o, err := office.New(t.Context(), office.Options{Time: 2 * time.Minute, Self: self})
	if errors.Is(err, office.ErrNotInstalled) {
		if os.Getenv("SARSEN_CI") != "" {
			t.Fatal("soffice is not installed")
		}
		t.Skip("soffice is not installed")
	}
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// report has a header, a footnote, a table, a comment and two pages.
const report = `{\rtf1\ansi\deflang2057{\fonttbl{\f0 Arial;}}
{\header\pard Case of Petra Sample\par}
\pard Dear Petra Sample,\par
the damp in your flat was reported by Quentin Archer{\super\chftn{\footnote\pard\plain Quentin Archer lives next door.}} in May.{\*\atnid QA}{\*\atnauthor Quentin Archer}{\*\annotation\pard\plain Quentin Archer asked not to be named.}\par
\trowd\cellx3000\cellx6000\pard\intbl Neighbour\cell Telephone\cell\row
\trowd\cellx3000\cellx6000\pard\intbl Quentin Archer\cell 01632 960123\cell\row
\pard\pagebb The second page speaks of the repair.\par}`

// itemOf reads a document as a crawl does.
func itemOf(t *testing.T, name string, data []byte) pack.Item {
	t.Helper()
	item := pack.Item{ID: name, Open: func() ([]byte, error) { return data, nil }}
	in := documents.Input{Name: name, Content: bytes.NewReader(data), Size: int64(len(data))}
	err := all.New().Extract(t.Context(), in, documents.Options{}, func(i documents.Item) error {
		if i.Part != "" {
			return nil
		}
		item.MediaType, item.Text = i.MediaType, i.Text
		for _, b := range i.Bounds {
			item.Bounds = append(item.Bounds, pack.Bound{Kind: string(b.Kind), Start: b.Start, End: b.End, Label: b.Label, Hidden: b.Hidden})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return item
}

func TestLibreOffice(t *testing.T) {
	o := newOffice(t)
	lay := func(ctx context.Context, data []byte, name string) ([]byte, error) {
		return o.Convert(ctx, data, name, "pdf")
	}
	m := facsimile.Maker{Engine: pdftest.Engine(t), Layout: lay}
	item := itemOf(t, "report.rtf", []byte(report))
	withhold := spans(item.Text, "Quentin Archer", "01632 960123")
	if len(withhold) < 5 {
		t.Fatalf("the report was not read: %q", item.Text)
	}
	var first bytes.Buffer
	copied, err := m.Copy(t.Context(), item, withhold, false, &first)
	if err != nil || copied.Pages != 2 || !copied.LaidOut {
		t.Fatalf("copied %+v, error %v", copied, err)
	}
	second, err := page.ReadSecond(t.Context(), first.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{read(t, m, first.Bytes()), strings.Join(strings.Fields(second), " ")} {
		for _, gone := range []string{"Quentin", "Archer", "960123"} {
			if strings.Contains(text, gone) {
				t.Errorf("%q can be read in the copy", gone)
			}
		}
		if strings.Count(text, "Case of Petra Sample") != 2 || !strings.Contains(text, "The second page speaks of the repair.") {
			t.Errorf("the copy reads %q", text)
		}
	}
	t.Run("the same bytes, whatever is laid out with it", func(t *testing.T) {
		m.Layout = func(ctx context.Context, data []byte, name string) ([]byte, error) {
			other := office.Document{Name: name, Data: []byte(strings.Replace(report, "Petra", "Olwen", 1))}
			out, err := o.ConvertAll(ctx, []office.Document{other, {Name: name, Data: data}}, "pdf")
			return out[1], err
		}
		var again bytes.Buffer
		if _, err := m.Copy(t.Context(), item, withhold, false, &again); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Errorf("%d and %d bytes", first.Len(), again.Len())
		}
	})
	t.Run("the date of today is not the letter's", func(t *testing.T) {
		m.Layout = lay
		item := itemOf(t, "dated.rtf", []byte(`{\rtf1\ansi Written on {\field{\*\fldinst DATE \\@ "d MMMM yyyy"}{\fldrslt 1 May 2020}}.\par}`))
		if _, err := m.Copy(t.Context(), item, nil, false, &bytes.Buffer{}); !errors.Is(err, pack.ErrNoCopy) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("an area on its second page", func(t *testing.T) {
		item.Areas = []redact.Area{{Page: 2}}
		under, err := m.Under(t.Context(), item)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if _, err := m.Copy(t.Context(), item, append(under, withhold...), false, &out); err != nil {
			t.Fatal(err)
		}
		if text := read(t, m, out.Bytes()); strings.Contains(text, "repair") || strings.Contains(text, "Case of") {
			t.Errorf("the copy reads %q", text)
		}
	})
}
