package quality

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/testdata/council"
)

// TestFinding measures finding on a hard council: twenty subjects, other people
// under every seed, whose names and details are written in every manner that is
// hard, among namesakes, households and words that look like names. What counts
// is every item with a strong fact (council.StrongFacts).
//
// SARSEN_DOCS sets the size, SARSEN_SEED the council. The gate runs 10,000.
func TestFinding(t *testing.T) {
	if testing.Short() {
		t.Skip("a council takes seconds to make and crawl")
	}
	opts := council.Options{Docs: setting(t, "SARSEN_DOCS", 1500), Seed: int64(setting(t, "SARSEN_SEED", 11)), Hard: true}
	svc, key, _ := crawled(t, opts)
	e := newExam(svc, &key)
	for i := range key.Subjects {
		e.subject(t, key.Subjects[i])
	}
	t.Log("\n" + e.String())
	if os.Getenv("SARSEN_EXPLAIN") != "" {
		t.Log("\n" + strings.Join(e.wrong, "\n"))
	}
	e.judge(t)
}

// judge holds the figures to what the product promises.
func (e *exam) judge(t *testing.T) {
	t.Helper()
	if got := share(e.all.found, e.all.strong); got < 0.99 {
		t.Errorf("found %.4f of the items with a strong fact, want 0.99", got)
	}
	if got := share(e.all.sure, e.all.strong); got < 0.95 {
		t.Errorf("found %.4f of the items with a strong fact as certain or likely, want 0.95", got)
	}
	if got := share(e.all.wrong, max(e.all.claimed, 1)); got > 0.02 {
		t.Errorf("%.4f of certain and likely matches are wrong, want at most 0.02", got)
	}
	if c := &e.clues; share(c.right+c.business, c.offered) < 0.7 {
		t.Errorf("%d of %d clues are the subjects', want 0.7", c.right+c.business, c.offered)
	}
	if g := &e.groups; share(g.quiet, g.quietOf) < 0.9 {
		t.Errorf("found %d of %d answers that do not name the subject, want 0.9", g.quiet, g.quietOf)
	}
	if e.all.settled > 0 {
		t.Errorf("%d items of namesakes are certain", e.all.settled)
	}
}

// A tally counts the items of one subject, or of one difficulty.
type tally struct {
	strong, found, sure int // items with a strong fact: all, matched, matched as certain or likely
	shared              int // of strong, those that may be a namesake's as well
	claimed, wrong      int // certain or likely matches, and those that tell nothing of the subject
	settled             int // items of namesakes that are certain
	aboutOf, about      int // found items of strong but tables, and those whose "about" is right
}

// tables are the formats of which the key does not say whom they are about.
var tables = []string{"csv", "xlsx", "ods"}

// An exam holds the tallies of a council.
type exam struct {
	svc      *service.Service
	key      *council.Key
	people   map[string]*council.Person
	all      tally
	subjects []*tally
	tags     map[string]*tally
	groups   groups
	rows     rows
	clues    clues
	wrong    []string // what went wrong, for SARSEN_EXPLAIN
}

func newExam(svc *service.Service, key *council.Key) *exam {
	e := &exam{svc: svc, key: key, people: map[string]*council.Person{}, tags: map[string]*tally{}}
	for _, p := range key.People {
		e.people[p.ID] = p
	}
	return e
}

// subject runs find for a subject and counts what it found.
func (e *exam) subject(t *testing.T, subject council.Subject) {
	t.Helper()
	id, list := findAll(t, e.svc, subject)
	matches := map[place]request.Match{}
	for _, m := range list {
		matches[place{m.Path, m.Part}] = m
	}
	own := &tally{}
	e.subjects = append(e.subjects, own)
	for _, item := range e.key.Items {
		if item.State != "" && item.State != "indexed" || item.Kind == "container" {
			continue
		}
		m := matches[place{item.Path, item.Part}]
		e.item(t, id, item, subject, m, own)
		if m.Item != "" && len(item.Strong[subject.Person]) > 0 {
			e.rows.count(t, e, item, subject, m)
		}
	}
	e.groups.count(e, subject, matches)
	e.clues.count(t, e, id, subject, matches)
}

// item counts one item for a subject, in all tallies that it belongs to.
func (e *exam) item(t *testing.T, id string, item *council.Item, subject council.Subject, m request.Match, own *tally) {
	t.Helper()
	mine, namesake := false, false
	for _, mention := range item.Mentions {
		mine = mine || mention.Person == subject.Person
		namesake = namesake || slices.Contains(subject.Namesakes, mention.Person)
	}
	about := slices.Contains(item.About, subject.Person)
	strong := len(item.Strong[subject.Person]) > 0
	sure := m.Likelihood == "certain" || m.Likelihood == "likely"
	one := tally{}
	switch {
	case strong:
		one.strong, one.found, one.sure, one.shared = 1, flag(m.Item != ""), flag(sure), flag(slices.Contains(item.Shared, subject.Person))
		if !slices.Contains(tables, item.Format) {
			one.aboutOf, one.about = one.found, flag(m.Item != "" && (m.About == "subject") == about)
		}
	case sure && !mine && !about:
		one.wrong = 1
	}
	one.claimed = flag(sure)
	one.settled = flag(namesake && !mine && !about && m.Likelihood == "certain")
	for _, in := range append(e.of(item), own, &e.all) {
		in.add(one)
	}
	if strong && !sure || one.wrong > 0 || one.settled > 0 {
		e.tell(t, id, item, subject, m, one)
	}
}

// of are the tallies of an item's difficulties.
func (e *exam) of(item *council.Item) []*tally {
	var out []*tally
	for _, tag := range item.Tags {
		if e.tags[tag] == nil {
			e.tags[tag] = &tally{}
		}
		out = append(out, e.tags[tag])
	}
	return out
}

// tell keeps what went wrong with an item, and why sarsen thinks it did right.
func (e *exam) tell(t *testing.T, id string, item *council.Item, subject council.Subject, m request.Match, one tally) {
	t.Helper()
	if os.Getenv("SARSEN_EXPLAIN") == "" {
		return
	}
	what := "missed"
	switch {
	case one.wrong > 0 && one.settled > 0:
		what = "namesake certain"
	case one.wrong > 0:
		what = "wrong"
	case m.Item != "":
		what = m.Likelihood
	}
	if one.shared > 0 {
		what += " (a namesake's as well)"
	}
	var facts []string
	for _, r := range m.Reasons {
		facts = append(facts, fmt.Sprintf("%s %q", r.Fact, r.Text))
	}
	line := fmt.Sprintf("%s: %v in %s › %s [%s] strong %v\n    %.3f %v against %v\n    written %q", what, subject.Profile.Names, item.Path, item.Part,
		strings.Join(item.Tags, " "), item.Strong[subject.Person], m.Score, facts, m.Against, confusing(item, subject))
	if m.Item == "" {
		line += "\n    explained: " + e.explain(t, id, item)
	}
	e.wrong = append(e.wrong, line)
}

// explain asks why an item was not found; that there is an answer is asserted.
func (e *exam) explain(t *testing.T, id string, item *council.Item) string {
	t.Helper()
	at := item.Path
	if item.Part != "" {
		at += " › " + item.Part
	}
	x, err := e.svc.Explain(t.Context(), id, at)
	if err != nil {
		t.Errorf("explain %s: %v", at, err)
		return ""
	}
	if len(x.Why) == 0 {
		t.Errorf("explain %s: no reason is given", at)
	}
	return strings.Join(append(x.Why, x.Nearest...), " | ")
}

func (y *tally) add(o tally) {
	y.strong, y.found, y.sure, y.shared = y.strong+o.strong, y.found+o.found, y.sure+o.sure, y.shared+o.shared
	y.claimed, y.wrong, y.settled = y.claimed+o.claimed, y.wrong+o.wrong, y.settled+o.settled
	y.aboutOf, y.about = y.aboutOf+o.aboutOf, y.about+o.about
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (y *tally) row(name string) string {
	return fmt.Sprintf("%-26s %6d  %6.3f  %6.3f  %6d  %7d  %6.3f  %6d  %6.3f", name, y.strong, share(y.found, y.strong), share(y.sure, y.strong),
		y.shared, y.claimed, 1-share(y.claimed-y.wrong, max(y.claimed, 1)), y.settled, share(y.about, y.aboutOf))
}

// String is the table: recall and wrong ones for each subject and difficulty.
func (e *exam) String() string {
	head := fmt.Sprintf("%-26s %6s  %6s  %6s  %6s  %7s  %6s  %6s  %6s", "", "strong", "found", "sure", "shared", "claimed", "wrong", "certN", "about")
	out := []string{head}
	for i, s := range e.key.Subjects {
		out = append(out, e.subjects[i].row(s.Profile.Names[0]))
	}
	var tags []string
	for tag, y := range e.tags {
		if y.strong > 0 || y.wrong > 0 {
			tags = append(tags, tag)
		}
	}
	slices.SortFunc(tags, func(a, b string) int {
		return cmp.Or(flagOrder(b)-flagOrder(a), strings.Compare(a, b))
	})
	out = append(out, "")
	for _, tag := range tags {
		out = append(out, e.tags[tag].row(tag))
	}
	return strings.Join(append(out, "", e.all.row("all"), e.groups.String(), e.rows.String(), e.clues.String()), "\n")
}

// flagOrder puts the difficulties that items were made for first.
func flagOrder(tag string) int { return flag(slices.Contains(council.Difficulties(), tag)) }
