package additem

import (
	"strings"

	"sarsen/agent/request"
	"sarsen/tui/components"
	"sarsen/tui/screen"
)

// check reads the form. What is wrong is said at the fields, and the cursor goes
// to the first of them.
func check(f components.Form) (screen.Addition, components.Form, bool) {
	value := func(at int) string { return f.Fields[at].Value() }
	a := screen.Addition{
		Kind: request.AddedKind(value(fieldKind)), File: value(fieldFile), Title: value(fieldTitle), Note: value(fieldNote), Of: value(fieldOf),
	}
	first := -1
	wrong := func(at int, problem string) {
		f = f.Complain(at, problem)
		if first < 0 {
			first = at
		}
	}
	fields, problem := fieldsOf(value(fieldForm))
	a.Fields = fields
	typed := value(fieldForm) != ""
	of := a.Kind == request.Copy || a.Kind == request.Transcript
	switch {
	case problem != "":
		wrong(fieldForm, problem)
	case typed && a.Kind != request.Form:
		wrong(fieldForm, "Fields are for a form: choose form above, or leave this empty.")
	case typed && a.File != "":
		wrong(fieldFile, "Either a file, or the fields below.")
	case !typed && a.File == "":
		wrong(fieldFile, "Say where the file lies.")
	}
	switch {
	case a.Of != "" && !of:
		wrong(fieldOf, "Only a transcript or a copy is one of an item.")
	case a.Of == "" && a.Kind == request.Copy:
		wrong(fieldOf, "Of which item is it a copy?")
	}
	if text := value(fieldDay); text != "" {
		day, ok := components.ParseDay(text)
		if !ok {
			wrong(fieldDay, "Write the day as 2/4/1987 or 2 Apr 1987.")
		}
		a.Day = day
	}
	if first >= 0 {
		return screen.Addition{}, f.Focus(first), false
	}
	return a, f, true
}

// fieldsOf reads fields as they are typed: NAME=VALUE; NAME=VALUE.
func fieldsOf(text string) (fields [][2]string, problem string) {
	for _, part := range strings.Split(text, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, value, ok := strings.Cut(part, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return nil, "Write each field as Name=Value."
		}
		fields = append(fields, [2]string{name, strings.TrimSpace(value)})
	}
	return fields, ""
}
