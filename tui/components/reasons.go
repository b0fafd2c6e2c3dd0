package components

import (
	"fmt"
	"strings"

	"sarsen/agent/request"
	"sarsen/tui/styles"
)

// Likelihood is the tone of a likelihood, which is always shown in words too.
func Likelihood(l string) styles.Tone {
	switch l {
	case "certain", "likely":
		return styles.Good
	case "possible":
		return styles.Warn
	}
	return styles.Dim
}

// Change says what is new about a match, "" for nothing.
func Change(m request.Match, c request.Change) string {
	switch c {
	case request.Unchanged:
		return ""
	case request.ChangeNew:
		return "not found before"
	case request.ChangedLikelihood:
		return "was " + m.Was
	case request.ChangeVanished:
		return "vanished from its source"
	case request.ChangeLost:
		return "no longer found"
	}
	return "its text has changed"
}

// Where says where a reason stands.
func Where(r request.Reason, line int) string {
	switch {
	case line > 0:
		return fmt.Sprintf("line %d", line)
	case r.Field == "name":
		return "file name"
	case r.Field == request.FactQuery:
		return "own query"
	case r.Field != "":
		return strings.ReplaceAll(r.Field, "_", " ")
	}
	return ""
}

// Number writes a number with a noun whose plural is not formed by an s.
func Number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
