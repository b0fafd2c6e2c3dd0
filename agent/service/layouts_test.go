package service

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/office"
	"sarsen/redact"
	"sarsen/redact/pack"
)

// fakeOffice writes down what it is asked for. Documents called bad fail.
type fakeOffice struct{ runs []string }

var errBad = errors.New("it is damaged")

func (f *fakeOffice) Convert(_ context.Context, data []byte, _, _ string) ([]byte, error) {
	f.runs = append(f.runs, string(data))
	if string(data) == "bad" {
		return nil, errBad
	}
	return []byte("PDF of " + string(data)), nil
}

func (f *fakeOffice) ConvertAll(_ context.Context, docs []office.Document, _ string) ([][]byte, error) {
	var names []string
	out := make([][]byte, len(docs))
	for i, d := range docs {
		names = append(names, string(d.Data))
		if out[i] = []byte("PDF of " + string(d.Data)); string(d.Data) == "bad" {
			out[i] = nil
		}
	}
	f.runs = append(f.runs, strings.Join(names, "+"))
	return out, nil
}

// letterItem is a document of a pack.
func letterItem(data string) pack.Item {
	return pack.Item{MediaType: documents.TypeDOCX, Open: func() ([]byte, error) { return []byte(data), nil }}
}

func TestLayouts(t *testing.T) {
	f := &fakeOffice{}
	starts := 0
	l := &layouts{start: func(context.Context) (converter, error) { starts++; return f, nil }}
	withheld, table := letterItem("withheld"), letterItem("table")
	withheld.Withheld, table.MediaType = true, documents.TypeCSV
	items := []pack.Item{letterItem("skipped"), letterItem("one"), table, withheld, letterItem("bad"), letterItem("two")}
	lay := l.maker(&queue{items: items, taken: map[hash]bool{}})
	for _, ask := range []string{"one", "bad", "two", "one", "other"} {
		pdf, err := lay(t.Context(), []byte(ask), "document.docx")
		if ask == "bad" {
			if !errors.Is(err, errBad) {
				t.Errorf("%s: %v", ask, err)
			}
			continue
		}
		if err != nil || string(pdf) != "PDF of "+ask {
			t.Errorf("%s: %q, %v", ask, pdf, err)
		}
	}
	if want := []string{"one+bad+two", "bad", "other"}; !slices.Equal(f.runs, want) || starts != 1 {
		t.Errorf("ran %q after %d starts, want %q", f.runs, starts, want)
	}
	if (*layouts)(nil).maker(nil) != nil {
		t.Error("nothing lays documents out, and yet something does")
	}
}

func TestLayoutsForget(t *testing.T) {
	l := &layouts{kept: map[hash][]byte{}}
	for i := range 5 {
		l.keep(hash{byte(i)}, make([]byte, mostKept/2))
	}
	if len(l.kept) != 2 || l.size != mostKept || l.kept[hash{4}] == nil {
		t.Errorf("%d kept, %d bytes", len(l.kept), l.size)
	}
}

func TestTouchedParts(t *testing.T) {
	item := func(id, parent string) Reviewed {
		return pipeline.Reviewed{Match: request.Match{Item: id, Parent: parent}, Verdict: redact.Disclose}
	}
	masked, scope := item("masked", "inner"), item("scope", "mail")
	masked.Marks = []redact.Mark{{Proposal: redact.Withhold}}
	scope.Verdict = redact.Withhold
	holds := touchedParts([]Reviewed{item("letter", ""), item("inner", "letter"), masked, item("mail", ""), scope, item("alone", ""), item("photo", "alone")})
	for id, want := range map[string]bool{"letter": true, "inner": true, "mail": true, "alone": false, "masked": false} {
		if holds(id) != want {
			t.Errorf("%s: %v", id, !want)
		}
	}
}
