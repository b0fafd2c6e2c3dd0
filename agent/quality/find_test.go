package quality

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/testdata/council"
)

// TestEveryday measures the find half alone on an everyday council: it runs in
// seconds on councils of any size.
func TestEveryday(t *testing.T) {
	if testing.Short() {
		t.Skip("a council takes seconds to make and crawl")
	}
	svc, key, _ := prepare(t)
	var all figures
	for i := range key.Subjects {
		var f figures
		f.find(t, svc, &key, key.Subjects[i])
		all.add(f)
		t.Logf("subject %d (%s): %s", i+1, key.Subjects[i].Why, f.finding())
		if os.Getenv("SARSEN_EXPLAIN") != "" {
			t.Logf("missed:\n  %s\nwrong:\n  %s", strings.Join(f.missed, "\n  "), strings.Join(f.wrongs, "\n  "))
		}
	}
	t.Logf("all: %s", all.finding())
	if got := share(all.found, all.about); got < 0.99 {
		t.Errorf("found %.3f of the subjects' documents, want 0.99", got)
	}
	if got := share(all.sure, all.about); got < 0.95 {
		t.Errorf("found %.3f of the subjects' documents as certain or likely, want 0.95", got)
	}
	if got := share(all.wrong, max(all.claimed, 1)); got > 0.02 {
		t.Errorf("%.3f of certain and likely matches are wrong, want at most 0.02", got)
	}
	if all.settled > 0 {
		t.Errorf("%d items of namesakes are certain", all.settled)
	}
}

// finding prints the figures of the find half.
func (f *figures) finding() string {
	return fmt.Sprintf("found %.3f (%d of %d), sure %.3f, wrong %.3f (%d of %d), of namesakes' %d items %d certain, %d likely, %d possible",
		share(f.found, f.about), f.found, f.about, share(f.sure, f.about), share(f.wrong, max(f.claimed, 1)), f.wrong, f.claimed,
		f.namesakes, f.settled, f.mistaken-f.settled, f.open)
}

type place struct{ path, part string }

// find opens a request for a subject, runs find and counts what it found.
func (f *figures) find(t *testing.T, svc *service.Service, key *council.Key, subject council.Subject) (id string, likelihood map[place]string) {
	t.Helper()
	id, list := findAll(t, svc, subject)
	matches := map[place]request.Match{}
	likelihood = map[place]string{}
	for _, m := range list {
		at := place{m.Path, m.Part}
		matches[at], likelihood[at] = m, m.Likelihood
	}
	for _, item := range key.Items {
		f.item(item, subject, matches[place{item.Path, item.Part}])
	}
	return id, likelihood
}

// findAll opens a request for a subject and runs find.
func findAll(t *testing.T, svc *service.Service, subject council.Subject) (id string, list []request.Match) {
	t.Helper()
	ctx := t.Context()
	p := subject.Profile
	c, _, err := svc.NewRequest(ctx, "officer", request.Request{Right: request.Access, Profile: request.Profile{
		Names: p.Names, FormerNames: p.FormerNames, Nicknames: p.Nicknames, DateOfBirth: p.DateOfBirth, Addresses: p.Addresses, Emails: p.Emails,
		Phones: p.Phones, Identifiers: p.Identifiers, References: p.References, Relatives: p.Relatives,
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := svc.AddEvent(ctx, "officer", c.ID, request.Event{Kind: request.IdentitySeen}); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	found, err := svc.Find(ctx, "officer", c.ID)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("found and held %d matches in %s", len(found.List), time.Since(start).Round(time.Millisecond))
	return c.ID, found.List
}

// item counts an item of the key.
func (f *figures) item(item *council.Item, subject council.Subject, match request.Match) {
	sure := match.Likelihood == "certain" || match.Likelihood == "likely"
	mine, namesake := false, false
	for _, m := range item.Mentions {
		mine = mine || m.Person == subject.Person
		namesake = namesake || slices.Contains(subject.Namesakes, m.Person)
	}
	where := item.Path + " › " + item.Part + " " + strings.Join(item.Tags, ",")
	if os.Getenv("SARSEN_EXPLAIN") != "" {
		where += fmt.Sprintf("\n    %s %.3f %v against %v\n    names %v", match.Likelihood, match.Score, match.Reasons, match.Against, confusing(item, subject))
	}
	// An item on the subject's affairs that does not mention them at all can be
	// told from others by people only.
	if mine && slices.Contains(item.About, subject.Person) && !slices.Contains(item.Weak, subject.Person) && (item.State == "" || item.State == "indexed") {
		f.about++
		if match.Likelihood != "" {
			f.found++
		} else {
			f.missed = append(f.missed, where)
		}
		if sure {
			f.sure++
		} else if match.Likelihood != "" {
			f.missed = append(f.missed, match.Likelihood+": "+where)
		}
	}
	if sure && item.Kind != "container" { // a container is named after what it holds
		f.claimed++
		if !mine {
			f.wrong++
			f.wrongs = append(f.wrongs, match.Likelihood+": "+where)
		}
	}
	if namesake && !mine {
		f.namesakes++
		if sure {
			f.mistaken++
		}
		if match.Likelihood == "certain" {
			f.settled++
		}
		if match.Likelihood == "possible" {
			f.open++
			f.missed = append(f.missed, "namesake's, possible: "+where)
		}
	}
}

// confusing are an item's mentions of the subject, and of people taken for the
// subject easily.
func confusing(item *council.Item, subject council.Subject) []string {
	var list []string
	for _, m := range item.Mentions {
		switch {
		case m.Person == subject.Person:
			list = append(list, m.Text)
		case slices.Contains(subject.Namesakes, m.Person):
			list = append(list, "namesake's "+m.Text)
		case slices.Contains(subject.Household, m.Person):
			list = append(list, "household's "+m.Text)
		}
	}
	return slices.Compact(list)
}
