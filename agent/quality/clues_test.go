package quality

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"sarsen/agent/request"
	"sarsen/testdata/council"
)

// clues measures what is offered for the profile. The key has no references of
// single letters and applications: what stands only in items about the subject is
// of their business.
type clues struct {
	offered, right, business int
	wrong                    []string
}

func (c *clues) count(t *testing.T, e *exam, id string, subject council.Subject, matches map[place]request.Match) {
	t.Helper()
	list, err := e.svc.Clues(t.Context(), id)
	if err != nil {
		t.Errorf("clues: %v", err)
		return
	}
	p := e.people[subject.Person]
	own := append(slices.Clone(p.Emails), p.Phones...)
	own = append(own, p.Born, fmt.Sprint(p.Previous), fmt.Sprint(p.Address))
	for _, v := range p.Identifiers {
		own = append(own, v)
	}
	flat := letters(strings.Join(own, "\x00"))
	items := map[string]*council.Item{}
	for _, item := range e.key.Items {
		items[matches[place{item.Path, item.Part}].Item] = item
	}
	theirs := func(id string) bool { return items[id] != nil && slices.Contains(items[id].About, subject.Person) }
	for _, clue := range list {
		c.offered++
		if strings.Contains(flat, letters(clue.Value)) || clue.Fact == "address" && strings.HasPrefix(letters(clue.Value), letters(p.Previous.House+p.Previous.Street)) {
			c.right++
		} else if clue.Fact == "reference" && !slices.ContainsFunc(clue.Items, func(id string) bool { return !theirs(id) }) {
			c.business++
		} else {
			where := ""
			if item := items[clue.Items[0]]; item != nil {
				where = item.Path + " › " + item.Part
			}
			c.wrong = append(c.wrong, fmt.Sprintf("%s %q for %v in %s", clue.Fact, clue.Value, subject.Profile.Names, where))
		}
	}
}

func (c *clues) String() string {
	return fmt.Sprintf("clues: %d of %d are the subject's, %d references of their business; not theirs: %s", c.right, c.offered, c.business, strings.Join(c.wrong[:min(len(c.wrong), 20)], "; "))
}

// letters are the letters and digits of a text in small letters.
func letters(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == 0 {
			return r
		}
		return -1
	}, s))
}
