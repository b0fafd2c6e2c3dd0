package quality

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/agent/catalogue"
	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/detect"
	goldtext "sarsen/redact/gold"
	"sarsen/testdata/council"
)

// TestMarking measures the detector alone on the texts of a council, everyday
// and hard: how many of the mentions of people are covered, how much of what
// is marked as a person is one, how many identifiers are covered and how many
// are marked that are none.
func TestMarking(t *testing.T) {
	if testing.Short() {
		t.Skip("a council takes seconds to make and crawl")
	}
	for _, c := range []struct {
		name string
		opts council.Options
	}{
		{"everyday", council.Options{Docs: setting(t, "SARSEN_COUNCIL", 300), Seed: int64(setting(t, "SARSEN_SEED", 7))}},
		{"hard", council.Options{Docs: setting(t, "SARSEN_COUNCIL", 300), Seed: int64(setting(t, "SARSEN_SEED", 7)), Hard: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := marking{byTag: map[string]*[2]int{}, byKind: map[string]*[2]int{}}
			m.measure(t, c.opts)
			m.log(t)
			if got := m.persons.share(); got < 0.97 {
				t.Errorf("%.3f of the mentions of people are covered, want 0.97", got)
			}
			if got := share(m.right, m.flagged); got < 0.80 {
				t.Errorf("precision %.3f of what is marked as a person, want 0.80", got)
			}
			if got := m.identifiers.share(); got < 0.995 {
				t.Errorf("%.4f of identifiers are covered, want 0.995", got)
			}
			if got := float64(m.wrong) / float64(m.items) * 50; got >= 1 {
				t.Errorf("%.2f false identifiers in 50 documents, want fewer than 1", got)
			}
		})
	}
}

// covering counts what is covered of all.
type covering [2]int

func (c *covering) count(hit bool) {
	c[1]++
	if hit {
		c[0]++
	}
}

func (c covering) share() float64 { return share(c[0], c[1]) }

// marking are the figures of TestMarking.
type marking struct {
	items, missing       int // items with a text, and mentions that do not stand in it as written
	persons, identifiers covering
	flagged, right       int // bytes marked as a person, and those that are a person's
	wrong                int // identifiers that are none
	bytes                int
	took                 time.Duration
	byTag, byKind        map[string]*[2]int
	misses, alarms       []string
}

func (m *marking) measure(t *testing.T, opts council.Options) {
	t.Helper()
	_, key, dir := crawled(t, opts)
	d, err := detect.New(detect.Options{OwnDomains: council.Domains(), Today: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	store, err := catalogue.Open(filepath.Join(dir, "data", "catalogue.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close() //nolint:errcheck // only reads
	items := map[place]*council.Item{}
	for _, item := range key.Items {
		items[place{item.Path, item.Part}] = item
	}
	err = store.Each(t.Context(), "council", func(item catalogue.Item) error {
		gold, ok := items[place{item.Path, item.Part}]
		if !ok {
			return nil
		}
		text, err := store.Text(t.Context(), item.ID)
		if err != nil || text.Text == "" {
			return nil //nolint:nilerr // not every item has a text
		}
		var hints []detect.Hint
		for _, b := range text.Bounds {
			hints = append(hints, detect.Hint{Start: b.Start, End: b.End, Kind: string(b.Kind), Label: b.Label})
		}
		start := time.Now()
		found := d.Find(text.Text, hints)
		m.took += time.Since(start)
		m.bytes += len(text.Text)
		m.item(gold, text.Text, found)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// item counts one text.
func (m *marking) item(gold *council.Item, text string, found []redact.Found) {
	m.items++
	var spans, people []redact.Span
	for _, mention := range distinct(gold.Mentions) {
		at := places(text, mention.Text)
		if len(at) == 0 {
			m.missing++
		}
		for _, s := range at {
			spans = append(spans, s)
			if mention.Kind == "person" {
				people = append(people, s)
			}
			m.mention(gold, mention, text, s, found)
		}
	}
	spans, people = redact.Merge(spans), redact.Merge(people)
	for _, f := range found {
		switch {
		case f.Kind == redact.Person:
			m.flagged += f.End - f.Start
			right := within(f.Span, people)
			m.right += right
			if right == 0 {
				m.alarms = append(m.alarms, fmt.Sprintf("%s %q (%s) in %s", f.Kind, f.Text, f.Reason, gold.Path))
			}
		case identifying(f.Kind) && within(f.Span, spans) == 0:
			m.wrong++
			m.alarms = append(m.alarms, fmt.Sprintf("%s %q (%s) in %s", f.Kind, f.Text, f.Reason, gold.Path))
		}
	}
}

func (m *marking) mention(gold *council.Item, mention council.Mention, text string, s redact.Span, found []redact.Found) {
	hit := goldtext.Covered(text, s, found)
	if mention.Kind == "person" {
		m.persons.count(hit)
	} else if mention.Kind != "address" {
		m.identifiers.count(hit)
	}
	bump(m.byKind, mention.Kind, hit)
	for _, tag := range mention.Tags {
		bump(m.byTag, tag, hit)
	}
	if !hit {
		around := strings.Join(strings.Fields(text[max(0, s.Start-50):min(len(text), s.End+40)]), " ")
		m.misses = append(m.misses, fmt.Sprintf("%s %q %v in %s: …%s…", mention.Kind, mention.Text, mention.Tags, gold.Path, strings.ToValidUTF8(around, "")))
	}
}

func bump(counts map[string]*[2]int, key string, hit bool) {
	if counts[key] == nil {
		counts[key] = new([2]int)
	}
	counts[key][1]++
	if hit {
		counts[key][0]++
	}
}

func (m *marking) log(t *testing.T) {
	t.Helper()
	t.Logf("%d items, %d mentions of people: covered %.3f, precision %.3f of bytes; %d identifiers: covered %.4f; %.2f false ones in 50 items; %d mentions not found in their text; %.2f MB/s",
		m.items, m.persons[1], m.persons.share(), share(m.right, m.flagged), m.identifiers[1], m.identifiers.share(),
		float64(m.wrong)/float64(max(m.items, 1))*50, m.missing, float64(m.bytes)/1e6/m.took.Seconds())
	for _, counts := range []map[string]*[2]int{m.byKind, m.byTag} {
		var line []string
		for _, k := range slices.Sorted(maps.Keys(counts)) {
			line = append(line, fmt.Sprintf("%s %d/%d", k, counts[k][0], counts[k][1]))
		}
		t.Log(strings.Join(line, ", "))
	}
	if os.Getenv("SARSEN_EXPLAIN") != "" {
		slices.Sort(m.misses)
		slices.Sort(m.alarms)
		t.Logf("missed:\n  %s\nfalse:\n  %s", strings.Join(m.misses, "\n  "), strings.Join(m.alarms, "\n  "))
	}
}

// distinct leaves each string of a kind once.
func distinct(all []council.Mention) []council.Mention {
	seen := map[string]bool{}
	var out []council.Mention
	for _, m := range all {
		if m.Field == "" && !seen[m.Kind+m.Text] {
			seen[m.Kind+m.Text] = true
			out = append(out, m)
		}
	}
	return out
}

// places returns where a string stands as a whole, blanks being alike.
func places(text, s string) []redact.Span {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = regexp.QuoteMeta(w)
	}
	var out []redact.Span
	for _, at := range regexp.MustCompile(strings.Join(words, `\s+`)).FindAllStringIndex(text, -1) {
		if fold.Whole(text, at[0], at[1]) {
			out = append(out, redact.Span{Start: at[0], End: at[1]})
		}
	}
	return out
}

// within returns how many bytes of s lie in spans, which are sorted and apart.
func within(s redact.Span, spans []redact.Span) (n int) {
	for _, o := range spans {
		n += max(0, min(s.End, o.End)-max(s.Start, o.Start))
	}
	return n
}

// identifying reports whether a kind is that of an identifier of which the key
// knows every one: references stand in it only where they are a person's.
func identifying(k redact.Kind) bool {
	switch k {
	case redact.Person, redact.Organisation, redact.Address, redact.Postcode, redact.Email, redact.URL, redact.Phone, redact.Reference,
		redact.Age, redact.Relation, redact.Post, redact.Context:
		return false
	}
	return true
}
