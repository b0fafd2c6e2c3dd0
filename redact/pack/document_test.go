package pack

import (
	"slices"
	"strings"
	"testing"

	"sarsen/redact"
)

// FuzzDocument: whatever the bounds, no letter of the text is lost or, headings
// of tables apart, shown twice; and what is withheld is not shown.
func FuzzDocument(f *testing.F) {
	f.Add(20, []byte("\x00\x00\x28\x01\x02\x08\x02\x02\x04\x02\x0c\x12"), 3, 9)
	f.Add(9, []byte("\x07\x00\x12\x03\x00\x04\x04\x02\x10\x05\x05\x30"), 0, 0)
	f.Add(30, []byte("\x81\x00\x3c\x82\x00\x05\x83\x01\x03\x08\x06\x10"), 20, 40)
	kinds := []string{"page", "sheet", "row", "cell", "headrow", "table", "field", "body", "note", "heading", "furniture", "properties"}
	f.Fuzz(func(t *testing.T, n int, spec []byte, from, to int) {
		n = min(max(n, 0), 500)
		text := strings.Repeat("q q\n\n", n)
		from, to = min(max(from, 0), len(text)), min(max(to, 0), len(text))
		if from < to { // what is withheld is a z
			text = text[:from] + strings.ReplaceAll(text[from:to], "q", "z") + text[to:]
		}
		it := Item{ID: "i", Text: text}
		if from < to {
			it.Withhold = []Redaction{{Span: redact.Span{Start: from, End: to}}}
		}
		for ; len(spec) >= 3; spec = spec[3:] {
			it.Bounds = append(it.Bounds, Bound{
				Kind: kinds[int(spec[0]&0x7f)%len(kinds)], Start: int(spec[1]), End: int(spec[1]) + int(spec[2]), Hidden: spec[0]&0x80 != 0, Label: "A",
			})
		}
		slices.SortStableFunc(it.Bounds, func(a, b Bound) int { return a.Start - b.Start })
		p, err := newPlan(Input{Items: []Item{it}})
		if err != nil {
			t.Fatal(err)
		}
		_, page, _ := strings.Cut(string(p.document(p.entries[0])), "<main")
		if strings.Contains(page, "z") {
			t.Error("withheld letters are shown")
		}
		want, got := strings.Count(text, "q"), strings.Count(page, "q")
		headed := slices.ContainsFunc(it.Bounds, func(b Bound) bool { return b.Kind == "headrow" || b.Kind == "row" })
		if got < want || got > want && !headed { // headings stand again above hidden rows
			t.Errorf("%d of %d letters are shown", got, want)
		}
	})
}
