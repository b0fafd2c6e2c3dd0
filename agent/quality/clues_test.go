package quality

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"sarsen/testdata/council"
)

// clues measures what is offered for the profile.
type clues struct {
	offered, right int
	wrong          []string
}

func (c *clues) count(t *testing.T, e *exam, id string, subject council.Subject) {
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
	for _, clue := range list {
		c.offered++
		if strings.Contains(flat, letters(clue.Value)) || clue.Fact == "address" && strings.HasPrefix(letters(clue.Value), letters(p.Previous.House+p.Previous.Street)) {
			c.right++
		} else {
			c.wrong = append(c.wrong, fmt.Sprintf("%s %q for %v", clue.Fact, clue.Value, subject.Profile.Names))
		}
	}
}

func (c *clues) String() string {
	return fmt.Sprintf("clues: %d of %d are the subject's; not theirs: %s", c.right, c.offered, strings.Join(c.wrong[:min(len(c.wrong), 20)], "; "))
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
