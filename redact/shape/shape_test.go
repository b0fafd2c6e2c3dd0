package shape_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/recognise"
	"sarsen/redact/rule"
	"sarsen/redact/shape"
)

// texts writes n texts with what write makes of a number that is another in each.
func texts(n int, write func(r *rand.Rand, i int) string) []string {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]string, n)
	for i := range out {
		out[i] = write(r, i)
	}
	return out
}

func count(list []string) *shape.Counter {
	c := shape.New()
	for _, s := range list {
		c.Add(s, nil)
	}
	return c
}

func TestCandidates(t *testing.T) {
	six := func(r *rand.Rand) int { return 100000 + r.IntN(900000) }
	for _, c := range []struct {
		name   string
		texts  []string
		shape  string
		labels []string
		regexp string
		why    string
	}{
		{
			"prefix", texts(8, func(r *rand.Rand, i int) string {
				return fmt.Sprintf("Your ref: HB/%d/%05d\nDear Ms Patel", 2015+i, r.IntN(90000)+10000)
			}),
			"HB/9999/99999",
			[]string{"your ref"},
			`(?i)\bHB/\d{4}/\d{5}\b`, "all begin alike",
		},
		{
			"prefix without a label", texts(8, func(r *rand.Rand, _ int) string { return fmt.Sprintf("see CQ%d%d again", six(r), 10+r.IntN(89)) }),
			"CQ99999999", nil, `(?i)\bCQ\d{8}\b`, "all begin alike",
		},
		{
			"lengths that grow", texts(12, func(r *rand.Rand, i int) string {
				if i%2 == 0 {
					return fmt.Sprintf("case no RA%d", six(r))
				}
				return fmt.Sprintf("case no RA%d", six(r)/10)
			}),
			"RA99999",
			[]string{"case"},
			`(?i)\bRA\d{5,6}\b`, "",
		},
		{
			"a bare number behind its label", texts(8, func(r *rand.Rand, _ int) string { return fmt.Sprintf("the rent account no. 31%d is in credit", six(r)) }),
			"99999999",
			[]string{"rent account"},
			`\b\d{8}\b`, `100 % stand behind a label such as "rent account"`,
		},
		{
			"letters that vary", texts(200, func(r *rand.Rand, _ int) string {
				return fmt.Sprintf("PCN %c%c%d", 'A'+rune(r.IntN(26)), 'A'+rune(r.IntN(26)), six(r))
			}),
			"AA999999",
			[]string{"pcn"},
			`\b[A-Z]{2}\d{6}\b`, "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := count(c.texts).Candidates(shape.Options{})
			if len(got) != 1 {
				t.Fatalf("%d candidates: %+v", len(got), got)
			}
			if got[0].Shape != c.shape || !slices.Equal(got[0].Labels, c.labels) || got[0].Regexp() != c.regexp {
				t.Errorf("%s behind %q as %s, want %s, %q, %s", got[0].Shape, got[0].Labels, got[0].Regexp(), c.shape, c.labels, c.regexp)
			}
			if !slices.ContainsFunc(append(got[0].Why, ""), func(w string) bool { return strings.Contains(w, c.why) }) {
				t.Errorf("why is %q", got[0].Why)
			}
			loads(t, got, c.texts)
		})
	}
}

// loads checks that candidates make rules that load, hold no real reference, and
// find those of the texts.
func loads(t *testing.T, list []shape.Candidate, texts []string) {
	t.Helper()
	file, err := shape.YAML(list)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := rule.Parse([]byte(file), "learned.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		found := 0
		for i := range rules {
			for _, f := range rules[i].Find(rule.NewText(text)) {
				found++
				if strings.Contains(file, f.Text) {
					t.Errorf("the file holds %s, which is real", f.Text)
				}
			}
		}
		if found == 0 {
			t.Errorf("the rules find nothing in %q:\n%s", text, file)
		}
	}
}

func TestNoCandidates(t *testing.T) {
	for _, c := range []struct {
		name  string
		write func(r *rand.Rand, i int) string
	}{
		{"dates", func(r *rand.Rand, i int) string {
			return fmt.Sprintf("dated %02d/%02d/%d and 2024-%02d-%02d", 1+r.IntN(28), 1+r.IntN(12), 1990+i, 1+r.IntN(12), 1+r.IntN(28))
		}},
		{"days in one number", func(r *rand.Rand, i int) string {
			return fmt.Sprintf("version of %d%02d%02d", 2000+i, 1+r.IntN(12), 1+r.IntN(28))
		}},
		{"tax years", func(_ *rand.Rand, i int) string { return fmt.Sprintf("council tax %d/%02d", 2000+i, i+1) }},
		{"amounts", func(r *rand.Rand, _ int) string {
			return fmt.Sprintf("paid £%d.50, total 1,%d.00, amount %d", r.IntN(90000)+10000, 100+r.IntN(900), 10000+r.IntN(90000))
		}},
		{"telephones", func(r *rand.Rand, _ int) string {
			return fmt.Sprintf("Tel: 01632960%03d or 07700900%03d", r.IntN(1000), r.IntN(1000))
		}},
		{"part numbers", func(r *rand.Rand, _ int) string {
			return fmt.Sprintf("part no. %d, model XR%d", 10000+r.IntN(90000), 10000+r.IntN(90000))
		}},
		{"a standard", func(*rand.Rand, int) string { return "certified to ISO27001 since COVID-19, form SC01234" }},
		{"network", func(r *rand.Rand, _ int) string {
			return fmt.Sprintf("at 10.0.%d.%d, https://sarsen.example/case/AB%d", r.IntN(250), r.IntN(250), 10000+r.IntN(90000))
		}},
		{"a bare number", func(r *rand.Rand, _ int) string { return fmt.Sprintf("%d\n", 10000000+r.IntN(90000000)) }},
		{"small letters", func(r *rand.Rand, _ int) string { return fmt.Sprintf("img%d.jpg", 10000+r.IntN(90000)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := count(texts(20, c.write)).Candidates(shape.Options{}); len(got) > 0 {
				t.Errorf("%s: %q", got[0].Shape, got[0].Why)
			}
		})
	}
}

func TestSamePerson(t *testing.T) {
	list := texts(12, func(_ *rand.Rand, i int) string {
		who := []string{"Mrs Patel", "Mr Okafor", "ann.brown@post.example"}[i%3]
		return fmt.Sprintf("%s wrote about TN/44%d0000, again.", who, i%3)
	})
	got := count(list).Candidates(shape.Options{})
	if len(got) != 1 || got[0].Repeated != 3 || got[0].SamePeople != 3 {
		t.Errorf("%+v", got)
	}
}

func TestColumnAndRules(t *testing.T) {
	c := shape.New()
	for i := range 5 {
		text := fmt.Sprintf("Ann\t8%d123456", i)
		c.Add(text, []recognise.Hint{{Kind: "cell", Label: "Name", Start: 0, End: 3}, {Kind: "cell", Label: "Council tax account no.", Start: 4, End: len(text)}})
	}
	found := 0
	got := c.Candidates(shape.Options{Find: func(s string) []redact.Found {
		found++
		return []redact.Found{{Span: redact.Span{Start: 0, End: len(s)}, Rule: "council"}}
	}})
	if len(got) != 1 || !slices.Equal(got[0].Labels, []string{"council tax account"}) || !got[0].Known() || got[0].FoundBy != "council" || found == 0 {
		t.Errorf("%+v", got)
	}
	if m := got[0].Mask("80123456"); m != "••••••••" {
		t.Errorf("masked as %s", m)
	}
}

// TestLabelsAreNoNames: what a rule says is no personal data.
func TestLabelsAreNoNames(t *testing.T) {
	got := count(texts(8, func(r *rand.Rand, _ int) string { return fmt.Sprintf("Mrs Patel CQ%d", 100000+r.IntN(900000)) })).Candidates(shape.Options{})
	if len(got) != 1 || len(got[0].Labels) != 0 {
		t.Errorf("%+v", got)
	}
}

// TestBounded: of more shapes than are counted, one that recurs is known.
func TestBounded(t *testing.T) {
	list := texts(60000, func(r *rand.Rand, i int) string {
		junk := make([]byte, 12)
		for k := range junk {
			junk[k] = "A9-/"[r.IntN(4)]
		}
		if i%100 == 0 {
			return fmt.Sprintf("%s ref HA-%d", junk, 100000+i)
		}
		return string(junk)
	})
	got := count(list).Candidates(shape.Options{})
	if !slices.ContainsFunc(got, func(c shape.Candidate) bool { return c.Shape == "HA-999999" && c.Texts > 100 && c.Values > 100 }) {
		t.Errorf("%d candidates", len(got))
	}
}

// FuzzAdd: whatever the texts, the candidates are the same twice, and their rules
// load.
func FuzzAdd(f *testing.F) {
	f.Add("Your ref: HB/2019/12345 and CQ12345678; rent account 31123456\nZ-9/AA.12345", 4, 20)
	f.Add("K9/AA.RRR45, CQ12345678", 0, 0) // digits that stand far apart
	f.Add("'ref' \xff\xfe 12345678 it''s: [A] {9} 1111A/", 0, 3)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		var hints []recognise.Hint
		if 0 <= start && start < end && end <= len(text) {
			hints = []recognise.Hint{{Kind: "cell", Label: text[start:end], Start: start, End: end}}
		}
		var first string
		for range 2 {
			c := shape.New()
			c.Add(text, hints)
			c.Add(text, nil)
			list := c.Candidates(shape.Options{Texts: 1, Values: 1})
			file, err := shape.YAML(list)
			if err != nil {
				t.Fatal(err)
			}
			if first != "" && file != first {
				t.Fatal("not the same twice")
			}
			first = file
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	text := strings.Repeat("Dear Mrs Patel,\n\nThank you for your letter of 3 May 2024 about the repairs at 14 Larch Close, ref HB/2024/12345.\nI have passed it on to our contractor, who will ring you on 01632 960123 this week about rent account 31123456.\n\n", 300)
	b.SetBytes(int64(len(text)))
	c := shape.New()
	for b.Loop() {
		c.Add(text, nil)
	}
}
