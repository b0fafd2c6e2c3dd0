package pack

import (
	"slices"
	"strconv"
	"strings"
)

func (p *plan) messages() *table {
	t := &table{path: "messages.csv", title: "The messages that are given", fields: []field{
		{"number", "integer", "Number of the item in this pack"},
		{"from", "string", "Sender"},
		{"to", "string", "Receivers, parted by semicolons"},
		{"cc", "string", "Receivers of copies, parted by semicolons"},
		{"date", "date", "Date of the message"},
		{"subject", "string", "Subject line"},
		{"thread", "integer", "Messages of one conversation have the same number"},
		{"new_text", "string", "What the message says that no earlier one in this pack does, with a mask in place of what is withheld"},
		{"repeats", "string", "Numbers of the items of which it repeats something, parted by semicolons"},
	}, key: []string{"number"}, refs: map[string]string{"number": "items"}}
	given := map[string]int{}
	for _, e := range p.entries {
		if e.shown() {
			given[e.ID] = e.number
		}
	}
	for _, e := range p.entries {
		if e.Mail == nil || !e.shown() {
			continue
		}
		list := func(l []string) string { return strings.Join(p.labels.each(l), "; ") }
		text, repeats := e.newText(given)
		t.add(strconv.Itoa(e.number), list(e.Mail.From), list(e.Mail.To), list(e.Mail.Cc), date(e.Date),
			p.labels.Mask(e.Mail.Subject), number(e.thread), text, strings.Join(repeats, "; "))
	}
	return t
}

// newText is a message's body, as far as it may be read, without what it
// repeats of items that are given, and the numbers of these.
func (e *entry) newText(given map[string]int) (text string, repeats []string) {
	at := len(e.Text)
	for _, b := range e.Bounds {
		if b.Kind == "body" {
			at = min(at, b.Start)
		}
	}
	if at == len(e.Text) {
		at = 0
	}
	var parts []string
	add := func(start, end int) {
		if start < end {
			if s := strings.TrimSpace(e.masked.plain(start, end)); s != "" {
				parts = append(parts, s)
			}
		}
	}
	for _, r := range e.Repeats {
		n := given[r.Of]
		if n == 0 || n == e.number || r.Start < at || r.End > len(e.Text) || r.End < r.Start {
			continue
		}
		add(at, r.Start)
		at = r.End
		if s := strconv.Itoa(n); !slices.Contains(repeats, s) {
			repeats = append(repeats, s)
		}
	}
	add(at, len(e.Text))
	return strings.Join(parts, "\n\n"), repeats
}
