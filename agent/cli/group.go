package cli

import (
	"context"
	"fmt"
	"time"

	"sarsen/agent/request"
)

// alsoWords says on how many other items of a group was decided, and how many
// were left as they are; "" when none was asked for.
func alsoWords(group string, also, left int) string {
	if group == "" {
		return ""
	}
	s := fmt.Sprintf(", with %s of its %s", count(also, "other item"), group)
	if left > 0 {
		s += fmt.Sprintf("; %d decided on before are left as they are", left)
	}
	return s
}

func targetsOf(ds []request.Decision) []string {
	out := make([]string, 0, len(ds))
	for _, d := range ds {
		out = append(out, d.Target)
	}
	return out
}

// others are the dates of the matches that m quotes or is nearly the same as.
func (b backend) others(ctx context.Context, id string, m request.Match) (map[string]time.Time, error) {
	asked := map[string]bool{}
	if m.NearOf != "" {
		asked[m.NearOf] = true
	}
	for _, q := range m.Quotes {
		if q.Of != "" {
			asked[q.Of] = true
		}
	}
	if len(asked) == 0 {
		return nil, nil
	}
	out := map[string]time.Time{}
	found, err := b.svc.Matches(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, o := range found.List {
		if asked[o.Item] {
			out[o.Item] = o.Date
		}
	}
	return out, nil
}
