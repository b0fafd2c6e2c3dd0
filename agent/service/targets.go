package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sarsen/redact"
)

// target finds what a decision is about. A mark or an area that has lost its
// place can only be taken back to open.
func (s *Service) target(ctx context.Context, id, target string, v redact.Verdict, rev Review) (string, error) {
	kind, bare := "", target
	for _, prefix := range []string{redact.TargetItem, redact.TargetPerson, redact.TargetMark, redact.TargetArea} {
		if rest, ok := strings.CutPrefix(target, prefix); ok {
			kind, bare = prefix, rest
		}
	}
	var found []string
	add := func(prefix, id string) {
		if id == bare && (kind == "" || kind == prefix) && !slices.Contains(found, prefix+id) {
			found = append(found, prefix+id)
		}
	}
	for _, i := range rev.Items {
		add(redact.TargetItem, i.Item)
		for _, m := range i.Marks {
			add(redact.TargetMark, m.ID)
		}
		for _, a := range i.Areas {
			add(redact.TargetArea, a.ID)
		}
	}
	if v == redact.Open {
		for _, d := range rev.Lost {
			prefix, rest, _ := strings.Cut(d.Target, ":")
			add(prefix+":", rest)
		}
	}
	all, _, err := s.people(ctx, id)
	if err != nil {
		return "", err
	}
	for _, p := range all {
		add(redact.TargetPerson, p.ID)
	}
	switch len(found) {
	case 0:
		return "", fmt.Errorf("request %s has no item, person, mark or area %q: 'sarsen find', 'sarsen people' and 'sarsen review --json' list them", id, target)
	case 1:
		return found[0], nil
	}
	return "", fmt.Errorf("%q is more than one thing: %s", target, strings.Join(found, ", "))
}
