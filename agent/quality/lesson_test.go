package quality

import (
	"slices"
	"testing"

	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/testdata/council"
)

// TestLessons: the officer's word on one item of a namesake makes the others of
// the same namesake less likely, and none of the subject's own.
func TestLessons(t *testing.T) {
	if testing.Short() {
		t.Skip("a council takes seconds to make and crawl")
	}
	svc, key, _ := crawled(t, council.Options{Docs: 1500, Seed: int64(setting(t, "SARSEN_SEED", 11)), Hard: true})
	items := map[place]*council.Item{}
	for _, item := range key.Items {
		items[place{item.Path, item.Part}] = item
	}
	taught, followed, fell := 0, 0, 0
	for _, subject := range key.Subjects {
		for _, namesake := range subject.Namesakes {
			id, list := findAll(t, svc, subject)
			i := slices.IndexFunc(list, func(m request.Match) bool {
				item := items[place{m.Path, m.Part}]
				return item != nil && only(item, subject, namesake) && m.Likelihood == "possible" && telling(item, namesake)
			})
			if i < 0 {
				continue
			}
			taught++
			done, err := svc.DecideAll(t.Context(), "officer", id, []string{redact.TargetItem + list[i].Item}, redact.Withhold, redact.CodeScope, "")
			if err != nil {
				t.Fatal(err)
			}
			by := map[string]request.Match{}
			for _, m := range list {
				by[m.Item] = m
			}
			for _, c := range done.Taught {
				m := by[c.Item]
				item := items[place{m.Path, m.Part}]
				switch {
				case item == nil || c.Likelier:
				case only(item, subject, namesake):
					followed++
				case len(item.Strong[subject.Person]) > 1:
					fell++
					t.Errorf("%v: an item of theirs became %s: %s %s, because %v", subject.Profile.Names, c.Now, m.Path, m.Part, c.Because)
				}
			}
		}
	}
	t.Logf("taught %d times that an item is a namesake's: %d others of the namesake's followed, %d of the subject's fell", taught, followed, fell)
	if taught == 0 {
		t.Error("no item of a namesake was in doubt")
	}
}

// only reports whether an item tells of a namesake and not of the subject.
func only(item *council.Item, subject council.Subject, namesake string) bool {
	theirs := false
	for _, m := range item.Mentions {
		if m.Person == subject.Person {
			return false
		}
		theirs = theirs || m.Person == namesake
	}
	return theirs && !slices.Contains(item.About, subject.Person)
}

// telling reports whether an item has a detail of somebody beside the name.
func telling(item *council.Item, who string) bool {
	return slices.ContainsFunc(item.Mentions, func(m council.Mention) bool {
		return m.Person == who && slices.Contains([]string{"address", "phone", "email", "date_of_birth", "reference"}, m.Kind)
	})
}
