package person_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"sarsen/index"
	"sarsen/index/person"
	"sarsen/index/query"
)

// noises change how a name is written, as people and machines do.
var noises = map[string]func(string) string{
	"as it is":      func(s string) string { return s },
	"capitals":      strings.ToUpper,
	"small letters": strings.ToLower,
	"line end":      func(s string) string { return strings.Replace(s, " ", "\n", 1) },
	"hard spaces":   func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
	"wide":          func(s string) string { return strings.ReplaceAll(s, " ", "  ") },
	"cells":         func(s string) string { return strings.ReplaceAll(s, " ", "\t") },
	"curly":         func(s string) string { return strings.ReplaceAll(s, "'", "’") },
	"dashes":        func(s string) string { return strings.ReplaceAll(s, "-", "–") },
	"user name":     func(s string) string { return strings.ReplaceAll(s, " ", ".") },
	"underscores":   func(s string) string { return strings.ReplaceAll(s, " ", "_") },
	"soft hyphen":   func(s string) string { return atLast(s, func(w string) string { return w[:2] + "\u00ad" + w[2:] }) },
	"cut at a line": func(s string) string { return atLast(s, func(w string) string { return w[:2] + "-\n" + w[2:] }) },
	"swapped letters": func(s string) string {
		return atLast(s, func(w string) string { return w[:2] + w[3:4] + w[2:3] + w[4:] })
	},
	"missing letter": func(s string) string { return atLast(s, func(w string) string { return w[:2] + w[3:] }) },
	"double letter":  func(s string) string { return atLast(s, func(w string) string { return w[:3] + w[2:] }) },
	"wrong first":    func(s string) string { return atLast(s, func(w string) string { return "x" + w[1:] }) },
	"wrong last":     func(s string) string { return atLast(s, func(w string) string { return w[:len(w)-1] + "r" }) },
	"two errors": func(s string) string {
		return atLast(s, func(w string) string { return w[:1] + w[2:3] + w[1:2] + w[3:len(w)-1] })
	},
	"rn for m":         func(s string) string { return strings.ReplaceAll(s, "m", "rn") },
	"m for rn":         func(s string) string { return strings.ReplaceAll(s, "rn", "m") },
	"vv for w":         func(s string) string { return strings.ReplaceAll(s, "w", "vv") },
	"cl for d":         func(s string) string { return strings.ReplaceAll(s, "d", "cl") },
	"li for h":         func(s string) string { return strings.ReplaceAll(s, "h", "li") },
	"0 for o":          func(s string) string { return strings.ReplaceAll(s, "o", "0") },
	"1 for l":          func(s string) string { return strings.ReplaceAll(s, "l", "1") },
	"5 for s":          func(s string) string { return strings.ReplaceAll(s, "s", "5") },
	"first half alone": func(s string) string { first, _, _ := strings.Cut(s, "-"); return first },
	"by ear":           strings.NewReplacer("ph", "f", "ee", "i", "ck", "k", "ie", "y", "c", "k").Replace,
}

// atLast changes the last long word of a text of plain letters.
func atLast(s string, change func(string) string) string {
	words := strings.Split(s, " ")
	for i := len(words) - 1; i >= 0; i-- {
		if w := words[i]; len(w) > 4 && strings.IndexFunc(w, func(r rune) bool { return r > 'z' || r < 'A' }) < 0 {
			words[i] = change(w)
			break
		}
	}
	return strings.Join(words, " ")
}

// TestQueriesFindAllForms holds that the queries of every subject of testdata
// bring up each text that its matcher takes: every form of every name, its own
// with every noise.
func TestQueriesFindAllForms(t *testing.T) {
	e := open(t)
	var docs []index.Document
	list := cultures(t)
	for i, c := range list {
		for j, tc := range c.cases {
			id := fmt.Sprintf("%s %d %d", c.file, i, j)
			if tc.sign == '/' || tc.sign == '!' {
				docs = append(docs, index.Document{ID: id, Path: "letters/" + tc.text, Name: tc.text})
				continue
			}
			seen := map[string]bool{}
			for _, name := range append([]string{"as it is"}, slices.Sorted(maps.Keys(noises))...) {
				if text := noises[name](tc.text); !seen[text] {
					seen[text] = true
					docs = append(docs, index.Document{ID: id + " " + name, Text: sentence(text)})
				}
			}
		}
	}
	if err := e.Update(t.Context(), docs, nil); err != nil {
		t.Fatal(err)
	}
	matched := 0
	for i, c := range list {
		s := compile(t, c.profile)
		found := search(t, e, append(s.Queries(), s.TitledQueries()...))
		own := strings.TrimSuffix(fmt.Sprintf("%s %d 0", c.file, i), "0")
		for _, d := range docs {
			if !strings.HasPrefix(d.ID, own) && !strings.HasSuffix(d.ID, " as it is") {
				continue // of other people's texts those without noise
			}
			hits := s.Match(d.Text)
			if d.Name != "" {
				hits = s.MatchName(d.Name)
			}
			if len(hits) == 0 {
				continue
			}
			if matched++; !found[d.ID] {
				t.Errorf("%s: %q%q is %v, and no query finds it", c.profile.Names[0], d.Text, d.Name, facts(hits))
			}
		}
	}
	t.Logf("%d texts, %d matches", len(docs), matched)
}

func search(t testing.TB, e index.Engine, queries []query.Node) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, q := range queries {
		r, err := e.Search(t.Context(), q, index.Options{})
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		for _, h := range r.Hits {
			found[h.ID] = true
		}
	}
	return found
}

// TestNameQueriesAreFew holds the number of look-ups that a name costs, and that
// none is made twice.
func TestNameQueriesAreFew(t *testing.T) {
	const most = 36
	for _, c := range cultures(t) {
		nodes, seen := 0, map[string]bool{}
		var walk func(query.Node)
		walk = func(n query.Node) {
			switch n := n.(type) {
			case query.And:
				for _, m := range n.Nodes {
					walk(m)
				}
			case query.Or:
				for _, m := range n.Nodes {
					walk(m)
				}
			case query.Word:
				nodes++
			default:
				nodes++
				if text := n.String(); seen[text] {
					t.Errorf("%s: %s is asked twice", c.profile.Names[0], text)
				} else {
					seen[text] = true
				}
			}
		}
		for _, q := range compile(t, person.Profile{Names: c.profile.Names}).Queries() {
			nodes = 0
			clear(seen)
			if walk(q); nodes > most {
				t.Errorf("%s: %d look-ups in %s", c.profile.Names[0], nodes, q)
			}
		}
	}
}

// FuzzNames: whatever stands in a profile as a name, what is found lies in the
// text, and the queries can be shown and read again.
func FuzzNames(f *testing.F) {
	for _, c := range cultures(f) {
		f.Add(c.profile.Names[0], sentence(c.cases[0].text))
	}
	for _, name := range []string{"-", "O'", "(née", "née née", "\"a\" b \"c\"", ", ,", "a. b.", "ς", "Ні", "abdul al", "\xff x", "von der", "ß-ß", "İ ı", "a o-", "x ---y----z"} {
		f.Add(name, name+" "+name)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		s, err := person.Compile(person.Profile{Names: []string{name}, FormerNames: []string{name}, Nicknames: []string{name}})
		if err != nil {
			return
		}
		for _, hits := range [][]person.Hit{s.Match(text), s.MatchKnown(text), s.MatchName(text)} {
			for _, h := range hits {
				if h.Start < 0 || h.End <= h.Start || h.End > len(text) || h.Value != text[h.Start:h.End] || h.Strength <= 0 || h.Strength > 1 {
					t.Fatalf("%q in %q: %+v", name, text, h)
				}
			}
		}
		for _, q := range append(s.Queries(), s.TitledQueries()...) {
			again, err := query.Parse(q.String())
			if err != nil || again.String() != q.String() {
				t.Fatalf("%q: %s reads as %v, %v", name, q, again, err)
			}
		}
	})
}

// BenchmarkMatchNothing reads texts that say nothing of the subject, as nearly all
// do that a query brings up for one word.
func BenchmarkMatchNothing(b *testing.B) {
	s := compile(b, profile())
	text := strings.Repeat("Dear Mr Patel, thank you for your letter of 3 April 2024 about the hedge at 14 Elm Road. The officer will "+
		"visit on Tuesday and write to you within ten working days of that visit, as the policy of the council says. ", 500)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if hits := s.Match(text); len(hits) > 0 {
			b.Fatal(hits)
		}
	}
}
