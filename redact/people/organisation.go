package people

import (
	"slices"
	"sort"
	"strings"

	"sarsen/redact"
)

// organisation returns the body whose contact a value is: the one named last
// before it in its paragraph, else first behind it on its line. Only bodies
// with a contact become persons of the request: an officer decides on what
// leaves, and a name of a body does by itself.
func (b *builder) organisation(t *text, f redact.Found) *entity {
	lo, hi := t.paragraph(f.Start)
	hi = min(hi, f.End+60)
	at := sort.Search(len(t.found), func(k int) bool { return t.found[k].Start >= f.Start })
	body := -1
	for k := at - 1; k >= 0 && t.found[k].Start >= lo && body < 0; k-- {
		if t.found[k].Kind == redact.Organisation {
			body = k
		}
	}
	for k := at; k < len(t.found) && t.found[k].Start < hi && body < 0; k++ {
		if t.found[k].Kind == redact.Organisation && !strings.Contains(t.s[f.End:max(f.End, t.found[k].Start)], "\n") {
			body = k
		}
	}
	if body < 0 {
		return nil
	}
	found := t.found[body]
	ws := words(found.Text)
	if len(ws) > 0 && ws[0] == "the" {
		ws = ws[1:]
	}
	if len(ws) == 0 || slices.Contains(ws, "council") {
		return nil
	}
	e := b.entity("organisation:"+strings.Join(ws, " "), name{last: strings.Join(ws, " ")})
	e.role, e.proposed = redact.Body, disclose("", "an organisation: no data of a person")
	e.met(t, found, name{})
	return e
}
