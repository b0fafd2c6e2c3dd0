package cli

import (
	"fmt"

	"sarsen/agent/request"
)

// alsoWords says on how many other items of a group was decided, and how many
// were left as they are; "" when no group was asked for.
func alsoWords(group string, also, left int) string {
	switch {
	case group == "":
		return ""
	case also == 0 && left == 0:
		return ", and nothing else is of its " + group
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
