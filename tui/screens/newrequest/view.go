package newrequest

import (
	"strings"

	"sarsen/tui/components"
)

// view shows as much of the form as there is room for, the field that one is
// in among it.
func view(lines []string, f components.Form, height int) string {
	lines = append([]string{""}, lines...)
	at := f.At + 2 // its line and the one below it
	for _, field := range f.Fields[:f.At] {
		if field.Problem != "" {
			at++
		}
	}
	top := max(0, min(at+3-height, len(lines)-height))
	return strings.Join(components.Box(lines[top:], height), "\n")
}
