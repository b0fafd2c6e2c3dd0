package cli

import (
	"fmt"
	"slices"
	"strings"

	"sarsen/agent/service"
)

// sayTaught says what a decision on one item made of others.
func (a *app) sayTaught(list []service.Taught) {
	for _, s := range taughtWords(list) {
		a.say("%s", s)
	}
}

// taughtWords has a sentence for each likelihood that other items have now. It
// names facts, and nothing that they say.
func taughtWords(list []service.Taught) []string {
	var out []string
	for _, now := range []string{"certain", "likely", "possible", "unlikely"} {
		n := 0
		var because []string
		for _, t := range list {
			if t.Now != now {
				continue
			}
			n++
			for _, b := range t.Because {
				if !slices.Contains(because, b) {
					because = append(because, b)
				}
			}
		}
		if n == 0 {
			continue
		}
		is := "is"
		if n > 1 {
			is = "are"
		}
		s := fmt.Sprintf("%s %s now %s", count(n, "other item"), is, now)
		if len(because) > 0 {
			s += ": " + oneLine(strings.Join(because, ", "))
		}
		out = append(out, s+".")
	}
	return out
}
