package pipeline_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/index"
	"sarsen/index/person"
	"sarsen/index/query"
	"sarsen/redact"
	"sarsen/redact/detect"
)

// longList is a list of so many rows in which those given stand at their places,
// all others being other people's.
func longList(rows int, at map[int]string) []documents.Item {
	lines := []string{"Record\tSurname\tForename\tDate of birth\tNumber"}
	for i := range rows {
		line, ok := at[i]
		if !ok {
			line = fmt.Sprintf("%d\tOkafor\tAda\t%02d/%02d/1950\tAC%07d", i, i%28+1, i%12+1, i*7%9_999_991)
		}
		lines = append(lines, line)
	}
	items := sheet(lines...)
	items[0].Packed, items[0].Bounds = documents.Pack(items[0].Bounds), nil
	return items
}

// TestLongList finds the subject in three of very many rows, wherever these
// stand, and nobody else. Every query that finds such a row by itself finds it
// in the list, too.
func TestLongList(t *testing.T) {
	const rows = 200_000
	mine := map[int]string{
		1:       "1\tTolliver\tRowena\t12/03/1984\tQQ 12 34 56 C",
		100_000: "100000\tTOLLIVER\tRowena Mary\t12 March 1984\t",
		199_999: "199999\tTolliver\tR\t\tQQ123456C",
	}
	list := longList(rows, map[int]string{1: mine[1], 100_000: mine[100_000], 199_999: mine[199_999], 150_000: "150000\tTolliver\tGeorge\t01/01/1951\tAC77"})
	files := map[string][]documents.Item{"list.csv": list}
	for at, line := range mine {
		files[fmt.Sprintf("%d.txt", at)] = text(line)
	}
	f := finder(t, files)
	found, err := f.Run(t.Context(), subject())
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	for _, m := range found.Matches {
		ids[m.Path] = m.Item
		if m.Path != "list.csv" {
			continue
		}
		var got []string
		for _, r := range m.Rows {
			got = append(got, list[0].Text[r.Start:r.End])
		}
		if want := []string{mine[1], mine[100_000], mine[199_999]}; !slices.Equal(got, want) || m.Header == nil || m.Likelihood != string(person.Certain) {
			t.Errorf("%s with rows %q and header %v, want %q", m.Likelihood, got, m.Header, want)
		}
	}
	if len(ids) != 1+len(mine) {
		t.Fatalf("found %v, want the list and each row by itself", ids)
	}
	s, err := person.Compile(pipeline.Profile(subject()))
	if err != nil {
		t.Fatal(err)
	}
	starts := startsOf(t, list[0])
	for _, q := range append(s.Queries(), s.TitledQueries()...) {
		places, err := f.Index.Places(t.Context(), []query.Node{q}, []string{ids["list.csv"]})
		if err != nil {
			t.Fatal(err)
		}
		for at, line := range mine {
			alone := finds(t, f.Index, q, ids[fmt.Sprintf("%d.txt", at)])
			if alone && !places[ids["list.csv"]].Touch(starts[at], starts[at]+len(line)) {
				t.Errorf("%s finds the row %q, and not in the list", q, line)
			}
		}
	}
}

// startsOf returns where the rows of a list start.
func startsOf(t *testing.T, list documents.Item) []int {
	t.Helper()
	var starts []int
	err := list.Each(func(b documents.Bound) bool {
		if b.Kind == documents.Row {
			starts = append(starts, b.Start)
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return starts
}

func finds(t *testing.T, engine index.Engine, q query.Node, item string) bool {
	t.Helper()
	got, err := engine.Find(t.Context(), []query.Node{q}, []string{item})
	if err != nil {
		t.Fatal(err)
	}
	return len(got[0].IDs) > 0
}

// TestLongListProposals withholds all rows of a long list but the subject's,
// and proposes nobody for having been named in one.
func TestLongListProposals(t *testing.T) {
	mine := "5\tTolliver\tRowena\t12/03/1984\tQQ 12 34 56 C"
	list := longList(15_000, map[int]string{5: mine})
	f := finder(t, map[string][]documents.Item{"list.csv": list})
	found, err := f.Run(t.Context(), subject())
	if err != nil || len(found.Matches) != 1 {
		t.Fatalf("%d matches, %v", len(found.Matches), err)
	}
	detector, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := pipeline.Propose{Detector: detector, Text: func(ctx context.Context, m request.Match) (catalogue.Text, error) {
		return f.Catalogue.Text(ctx, m.Item)
	}}
	result, err := p.Run(t.Context(), request.Request{Profile: subject()}, found.Matches)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, m := range result.Marks {
		if m.Kind != redact.Row || m.Proposal != redact.Withhold {
			continue
		}
		if rows++; strings.Contains(list[0].Text[m.Start:m.End], "Tolliver") {
			t.Errorf("the subject's row is withheld")
		}
	}
	if want := 15_000 - 1; rows != want {
		t.Errorf("%d rows are withheld, want %d", rows, want)
	}
	if len(result.Persons) > 1 {
		t.Errorf("%d people besides the subject", len(result.Persons)-1)
	}
}
