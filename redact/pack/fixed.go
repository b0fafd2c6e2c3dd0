package pack

import (
	"regexp"
	"slices"
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
	for _, text := range []string{indexText, chronologyText, partText} {
		z := html.NewTokenizer(strings.NewReader(action.ReplaceAllString(text, "<i>")))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			if kind == html.TextToken {
				add(z.Token().Data)
			}
		}
	}
	for _, c := range redact.Codes() {
		add(c.Meaning)
		add(c.Provision)
	}
	for _, s := range fixedTexts {
		add(s)
	}
	for _, s := range natures {
		add(s)
	}
	p := plan{labels: NewLabels(nil, nil)}
	_, words := p.terms()
	for _, w := range words {
		add(w.Meaning)
	}
	for _, t := range []*table{p.schedule(), p.items(), p.messages(), p.occurrences(), p.chronology(nil), p.supplementary(), p.glossary(), partsTable()} {
		t.stamp()
		add(t.title)
		for _, f := range t.fields {
			add(f.Description)
		}
		for _, r := range t.rules {
			for _, word := range r.Enum {
				add(word)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// fixedTexts are the sentences that no template holds.
var fixedTexts = []string{
	rightsText, rebuiltNote, scannedNote, pictureNote, soundNote, addedNote, droppedNote, laidOutNote, unshownNote, recordingNote, transcriptLabel,
	unshownLabel, leftOutTitle, leftOutText, toPages, wholeTitle, wholeText,
	byHandFact, byHandSentence, draftBanner, draftText, askAgain, askAgree, askLawyer, askHealth, askResults, askScope,
}
