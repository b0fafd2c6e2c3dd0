package pack

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"sarsen/redact"
)

var action = regexp.MustCompile(`\{\{[^}]*\}\}`)

// Fixed returns the phrases that stand in every pack, whatever it holds. Given
// to the verifier among the values to keep, they stop a withheld surname such
// as Law or Court from being found in them. Single words are not among them.
func Fixed() []string {
	var out []string
	add := func(s string) {
		if s = strings.Trim(strings.Join(strings.Fields(s), " "), " .,;:()"); strings.Contains(s, " ") {
			out = append(out, s)
		}
	}
	z := html.NewTokenizer(strings.NewReader(action.ReplaceAllString(indexText, "<i>")))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind == html.TextToken {
			add(z.Token().Data)
		}
	}
	for _, c := range redact.Codes() {
		add(c.Meaning)
		add(c.Provision)
	}
	for _, s := range []string{rightsText, rebuiltNote, scannedNote, pictureNote, soundNote, addedNote, droppedNote} {
		add(s)
	}
	p := plan{labels: NewLabels(nil, nil)}
	for _, t := range []*table{p.schedule(), p.items(), p.messages(), p.occurrences(), p.supplementary()} {
		add(t.title)
		for _, f := range t.fields {
			add(f.Description)
		}
	}
	return out
}
