package query_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sarsen/index/query"
)

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func word(s string) query.Node { return query.Word{Text: s} }

func TestParse(t *testing.T) {
	for name, tc := range map[string]struct {
		in   string
		want query.Node
	}{
		"word":               {"smith", word("smith")},
		"adjacent words":     {"john smith", query.All(word("john"), word("smith"))},
		"and":                {"john AND smith", query.All(word("john"), word("smith"))},
		"lower-case and":     {"fish and chips", query.All(word("fish"), word("and"), word("chips"))},
		"or binds weaker":    {"a OR b c", query.Any(word("a"), query.All(word("b"), word("c")))},
		"group":              {"(a OR b) c", query.All(query.Any(word("a"), word("b")), word("c"))},
		"not":                {"smith NOT jones", query.All(word("smith"), query.Not{Node: word("jones")})},
		"minus":              {"smith -jones", query.All(word("smith"), query.Not{Node: word("jones")})},
		"minus group":        {"-(a OR b)", query.Not{Node: query.Any(word("a"), word("b"))}},
		"hyphen inside":      {"Smith-Jones", word("Smith-Jones")},
		"phrase":             {`"john smith"`, query.Phrase{Text: "john smith"}},
		"typographic quotes": {"“john smith”", query.Phrase{Text: "john smith"}},
		"quote in phrase":    {`"say \"hi\""`, query.Phrase{Text: `say "hi"`}},
		"fuzzy":              {"smith~", query.Fuzzy{Text: "smith", Edits: 1}},
		"fuzzy 2":            {"macdonald~2", query.Fuzzy{Text: "macdonald", Edits: 2}},
		"wildcard":           {"smi*h", query.Wildcard{Pattern: "smi*h"}},
		"everything":         {"*", query.Wildcard{Pattern: "*"}},
		"sounds":             {"sounds:smith", query.Sounds{Text: "smith"}},
		"field":              {"from:smith", query.Field{Name: "from", Node: word("smith")}},
		"field in capitals":  {"From:smith", query.Field{Name: "from", Node: word("smith")}},
		"field synonym":      {"cc:smith", query.Field{Name: "to", Node: word("smith")}},
		"field, blank":       {"subject: fence", query.Field{Name: "subject", Node: word("fence")}},
		"field phrase":       {`title:"annual review"`, query.Field{Name: "title", Node: query.Phrase{Text: "annual review"}}},
		"field group":        {"from:(ann OR sounds:bob)", query.Field{Name: "from", Node: query.Any(word("ann"), query.Sounds{Text: "bob"})}},
		"path":               {"path:hr/leavers", query.Field{Name: "path", Node: word("hr/leavers")}},
		"after":              {"after:2026-03-31", query.Date{Day: day(2026, 3, 31)}},
		"before british":     {"before:1/4/2026", query.Date{Before: true, Day: day(2026, 4, 1)}},
		"after month":        {"after:2026-03", query.Date{Day: day(2026, 3, 1)}},
		"time of day":        {"12:30", word("12:30")},
		"web address":        {"https://council.example", word("https://council.example")},
		"e-mail":             {"ann@x.example", word("ann@x.example")},
		"escaped operator":   {`\AND`, word("AND")},
		"escaped star":       {`a\*b`, word("a*b")},
		"identifier":         {"ref:QQ123456C", query.Field{Name: "ref", Node: word("QQ123456C")}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := query.Parse(tc.in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("Parse(%q) (-want +got):\n%s", tc.in, diff)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	for name, tc := range map[string]struct {
		in    string
		place int
		text  string
	}{
		"empty":          {"  ", 3, "empty"},
		"open quote":     {`ann "smith`, 5, "not closed"},
		"open group":     {"ann (smith", 5, "not closed"},
		"closing":        {"ann) smith", 4, "closes nothing"},
		"empty group":    {"ann ()", 6, "nothing before"},
		"lone operator":  {"AND smith", 1, "operator"},
		"trailing OR":    {"smith OR", 9, "missing at the end"},
		"unknown field":  {"form:smith", 1, "no field of this name"},
		"field no value": {"from:", 6, "no value"},
		"field in field": {"from:(to:ann)", 7, "inside another"},
		"date":           {"after:yesterday", 7, "needs a date"},
		"tilde number":   {"smith~7", 1, "only 1 or 2"},
		"tilde alone":    {"ann ~", 5, "before ~"},
		"tilde phrase":   {`"ann smith"~2`, 12, "phrases"},
		"tilde and star": {"sm*th~", 1, "both"},
		"sounds phrase":  {`sounds:"ann"`, 8, "one plain word"},
		"no letters":     {"smith &", 7, "no letter"},
		"empty phrase":   {`ann ""`, 5, "holds no word"},
		"umlaut before":  {`jörg (`, 7, "missing"},
		"too deep":       {strings.Repeat("(", 60) + "a", 51, "nested"},
		"too many nots":  {strings.Repeat("NOT ", 60) + "a", 201, "NOTs"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := query.Parse(tc.in)
			var e *query.Error
			if !errors.As(err, &e) {
				t.Fatalf("Parse(%q) = %v", tc.in, err)
			}
			if e.Place != tc.place || !strings.Contains(e.Problem, tc.text) || e.Hint == "" {
				t.Errorf("Parse(%q): %v", tc.in, e)
			}
		})
	}
}

// leaf draws a node without children.
func leaf(t *rapid.T) query.Node {
	text := rapid.StringMatching(`[a-zA-Z0-9é'\-:~*"()\\ .@/]{0,6}[a-z0-9]`).Draw(t, "text")
	switch rapid.IntRange(0, 5).Draw(t, "leaf") {
	case 0:
		return query.Phrase{Text: text}
	case 1:
		return query.Fuzzy{Text: text, Edits: rapid.IntRange(1, 2).Draw(t, "edits")}
	case 2:
		return query.Sounds{Text: text}
	case 3:
		return query.Wildcard{Pattern: text + "*"}
	case 4:
		return word(rapid.SampledFrom([]string{"AND", "OR", "NOT", "-a", "a"}).Draw(t, "word"))
	default:
		return word(text)
	}
}

func tree(t *rapid.T, depth int, fields bool) query.Node {
	if depth == 0 {
		return leaf(t)
	}
	several := func() []query.Node {
		nodes := make([]query.Node, rapid.IntRange(2, 3).Draw(t, "n"))
		for i := range nodes {
			nodes[i] = tree(t, depth-1, fields)
		}
		return nodes
	}
	switch rapid.IntRange(0, 5).Draw(t, "node") {
	case 0:
		return query.And{Nodes: several()}
	case 1:
		return query.Or{Nodes: several()}
	case 2:
		return query.Not{Node: tree(t, depth-1, fields)}
	case 3:
		if fields {
			return query.Field{Name: rapid.SampledFrom(query.Fields()).Draw(t, "field"), Node: tree(t, depth-1, false)}
		}
	case 4:
		if fields {
			return query.Date{Before: rapid.Bool().Draw(t, "before"), Day: day(2026, 1, rapid.IntRange(1, 31).Draw(t, "day"))}
		}
	}
	return leaf(t)
}

func TestPrintedQueryReadsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := tree(t, 3, true)
		got, err := query.Parse(want.String())
		if err != nil {
			t.Fatalf("%s: %v", want, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s reads differently (-want +got):\n%s", want, diff)
		}
	})
}

// FuzzParse: whatever is typed, Parse answers a tree that prints and reads the
// same, or an error with a place inside the query.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`from:(a OR "b c") -d~2 e*`, `\AND \`, "after:2026", "“x", "a:b:c", "-", "NOT - a", "((((", "\x00*~"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, q string) {
		n, err := query.Parse(q)
		if err != nil {
			var e *query.Error
			if !errors.As(err, &e) || e.Place < 1 || e.Place > len(q)*3+1 {
				t.Fatalf("%q: %v", q, err)
			}
			return
		}
		again, err := query.Parse(n.String())
		if err != nil {
			t.Fatalf("%q prints as %q: %v", q, n, err)
		}
		if diff := cmp.Diff(n, again); diff != "" {
			t.Fatalf("%q prints as %q:\n%s", q, n, diff)
		}
	})
}
