package quality

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"sarsen/agent/service"
	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/people"
	"sarsen/testdata/council"
)

// standing counts what is proposed for the mentions, by name or e-mail address,
// in the items of a subject that are certain or likely.
type standing struct {
	own, ownMarked int // mentions of the subject, and those marked as another's

	others, bare, rows int // mentions of others, those without a mark, and those in rows withheld whole
	inRole, withheld   int // mentions of staff and professionals, and those not proposed for disclosure
	third, disclosed   int // mentions of the rest, and those proposed for disclosure
	recall, precision  float64
	clustered          int
	wrong              []string
}

func (s *standing) add(o standing) {
	s.own, s.ownMarked = s.own+o.own, s.ownMarked+o.ownMarked
	s.others, s.bare, s.rows = s.others+o.others, s.bare+o.bare, s.rows+o.rows
	s.inRole, s.withheld = s.inRole+o.inRole, s.withheld+o.withheld
	s.third, s.disclosed = s.third+o.third, s.disclosed+o.disclosed
	s.recall, s.precision, s.clustered = s.recall+o.recall, s.precision+o.precision, s.clustered+o.clustered
}

// f1 is that of B-cubed.
func (s *standing) f1() float64 {
	n := float64(max(s.clustered, 1))
	p, r := s.precision/n, s.recall/n
	return 2 * p * r / max(p+r, 1e-9)
}

func (s *standing) String() string {
	n := float64(max(s.clustered, 1))
	return fmt.Sprintf("of %d mentions of others %d bare, %d in rows; resolved (B-cubed) precision %.3f, recall %.3f, F1 %.3f; in role withheld %.3f (%d of %d); third parties disclosed %.3f (%d of %d); own marked %.3f (%d of %d)",
		s.others, s.bare, s.rows, s.precision/n, s.recall/n, s.f1(), share(s.withheld, max(s.inRole, 1)), s.withheld, s.inRole,
		share(s.disclosed, max(s.third, 1)), s.disclosed, s.third, share(s.ownMarked, max(s.own, 1)), s.ownMarked, s.own)
}

// TestPeople measures whom the mentions in a council's items are resolved to,
// and in which role they are taken to be.
func TestPeople(t *testing.T) {
	if testing.Short() {
		t.Skip("a council takes seconds to make and crawl")
	}
	for _, hard := range []bool{false, true} {
		t.Run(map[bool]string{false: "everyday", true: "hard"}[hard], func(t *testing.T) {
			standings(t, council.Options{Docs: setting(t, "SARSEN_COUNCIL", 300), Seed: int64(setting(t, "SARSEN_SEED", 7)), Hard: hard})
		})
	}
}

// standings measures all subjects of a council, of a hard one the first seven.
func standings(t *testing.T, opts council.Options) {
	t.Helper()
	svc, key, _ := crawled(t, opts)
	var all standing
	for i, subject := range key.Subjects[:min(7, len(key.Subjects))] {
		s := stand(t, svc, &key, subject)
		all.add(s)
		t.Logf("subject %d (%s): %s", i+1, subject.Why, &s)
		if os.Getenv("SARSEN_EXPLAIN") != "" {
			t.Logf("wrong:\n  %s", strings.Join(s.wrong, "\n  "))
		}
	}
	t.Logf("all: %s", &all)
	if got := all.f1(); got < 0.9 {
		t.Errorf("mentions are resolved with an F1 of %.3f, want 0.9", got)
	}
	if got := share(all.disclosed, max(all.third, 1)); got > 0.006 { // some share the name of somebody in role
		t.Errorf("%.4f of the mentions of third parties are proposed for disclosure, want at most 0.006", got)
	}
	if got := share(all.withheld, max(all.inRole, 1)); got > 0.15 {
		t.Errorf("%.3f of the mentions of people in their role are not proposed for disclosure, want at most 0.15", got)
	}
	if got := share(all.ownMarked, max(all.own, 1)); got > 0.02 {
		t.Errorf("%.3f of the mentions of subjects are marked, want at most 0.02", got)
	}
}

// A resolved mention is whom it is of, and whom it was taken for.
type resolved struct{ truth, taken string }

// stand compares the proposals for one subject with the key.
func stand(t *testing.T, svc *service.Service, key *council.Key, subject council.Subject) standing {
	t.Helper()
	id, _ := findAll(t, svc, subject)
	review, err := svc.Review(t.Context(), id, "")
	if err != nil {
		t.Fatal(err)
	}
	items := map[place]service.Reviewed{}
	for _, r := range review.Items {
		if r.Likelihood == "certain" || r.Likelihood == "likely" {
			items[place{r.Path, r.Part}] = r
		}
	}
	var s standing
	var list []resolved
	for _, item := range key.Items {
		if r, ok := items[place{item.Path, item.Part}]; ok {
			list = append(list, s.item(key, subject, item, r)...)
		}
	}
	s.cubed(list)
	return s
}

// item compares one item. Mentions of the same words that are of several people
// in it are left out: nothing says which mark is whose.
func (s *standing) item(key *council.Key, subject council.Subject, item *council.Item, r service.Reviewed) []resolved {
	of := map[string]map[string]bool{}
	for _, m := range item.Mentions {
		if k := plainly(m.Text); of[k] == nil {
			of[k] = map[string]bool{m.Person: true}
		} else {
			of[k][m.Person] = true
		}
	}
	var list []resolved
	for _, m := range item.Mentions {
		if m.Kind != "person" && m.Kind != "email" || len(of[plainly(m.Text)]) > 1 || m.Field != "" {
			continue
		}
		where := item.Path + " › " + item.Part
		mark, ok := markOf(r.Marks, m)
		switch role := key.RoleFor(subject.Person, m.Person); {
		case role == "subject":
			s.own++
			if ok && mark.Kind != redact.Row && mark.Proposal != redact.Disclose {
				s.ownMarked++
				s.note("own marked", m, mark, where)
			}
			continue
		case !ok:
			s.others++
			s.bare++
			if role == "third" {
				s.note("bare", m, mark, where)
			}
			continue
		case mark.Kind == redact.Row:
			s.others++
			s.rows++
			continue
		case role == "third":
			s.third++
			if mark.Proposal == redact.Disclose {
				s.disclosed++
				s.note("disclosed", m, mark, where)
			}
		default:
			s.inRole++
			if mark.Proposal != redact.Disclose {
				s.withheld++
				s.note("in role", m, mark, where)
			}
		}
		s.others++
		list = append(list, resolved{m.Person, mark.Person})
	}
	return list
}

func (s *standing) note(what string, m council.Mention, mark redact.Mark, where string) {
	s.wrong = append(s.wrong, fmt.Sprintf("%s: %q of %s (%s) in %s: %s, %q", what, m.Text, m.Person, strings.Join(m.Tags, ","), where, mark.Reason, mark.Text))
}

// markOf returns the mark of a mention: that of its very words, else one in
// which they stand.
func markOf(marks []redact.Mark, m council.Mention) (redact.Mark, bool) {
	want := plainly(m.Text)
	best, found := redact.Mark{}, false
	for _, k := range marks {
		if k.Field != "" || k.Kind == redact.Context {
			continue
		}
		got := plainly(k.Text)
		switch {
		case got == want:
			return k, true
		case strings.Contains(got, want) && (!found || len(got) < len(best.Text)), !found && len(got) > 3 && strings.Contains(want, got) && k.Kind == redact.Person:
			best, found = k, true
		}
	}
	return best, found
}

func plainly(s string) string { return strings.Join(strings.Fields(fold.String(s)), " ") }

// cubed adds B-cubed precision and recall, mention by mention.
func (s *standing) cubed(list []resolved) {
	truth, taken, both := map[string]float64{}, map[string]float64{}, map[resolved]float64{}
	for _, r := range list {
		truth[r.truth]++
		taken[r.taken]++
		both[r]++
	}
	for _, r := range slices.SortedFunc(maps.Keys(both), func(a, b resolved) int { return strings.Compare(a.truth+a.taken, b.truth+b.taken) }) {
		n := both[r]
		s.clustered += int(n)
		if r.taken == "" || r.taken == people.SubjectID {
			continue // nobody's
		}
		s.precision += n * n / taken[r.taken]
		s.recall += n * n / truth[r.truth]
	}
}
