package pipeline_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"sarsen/index/fold"
	"sarsen/index/person"
	"sarsen/redact"
	"sarsen/redact/detect"
	"sarsen/redact/gold"
	"sarsen/redact/people"
)

// attribution counts mentions of the subject of a text, and of others.
type attribution struct {
	own, kept         int // mentions of the subject, and those that are taken for theirs
	others, flagged   int // mentions of others, and those that have marks on every letter
	texts, whole      int // texts, and those in which all mentions of the subject are kept
	lost, left, taken []string
}

// TestSubjectOfJudgments is the subject test of the Text Anonymization Benchmark:
// whom a judgment is to protect is the subject of a request that has nothing but
// the name; every mention of them is to be theirs, and everybody else's marked.
// The names are recognised by the embedded model, which has seen these texts:
// who is the subject's depends on the matcher and on people, which have not.
func TestSubjectOfJudgments(t *testing.T) {
	dir, ok := gold.Dir()
	if !ok {
		t.Skip("shared corpora not found: det-tab")
	}
	d, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var all attribution
	for _, set := range gold.Sets() {
		if set.Name != "tab" {
			continue
		}
		texts, err := set.Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			all.count(t, d, text)
		}
	}
	if all.texts == 0 {
		t.Skip("shared corpora not found: det-tab")
	}
	t.Logf("%d texts: %d of %d mentions of the subject kept (%.3f), all of them in %d texts; %d of %d mentions of others marked (%.3f)",
		all.texts, all.kept, all.own, ratio(all.kept, all.own), all.whole, all.flagged, all.others, ratio(all.flagged, all.others))
	if os.Getenv("SARSEN_EXPLAIN") != "" {
		t.Logf("lost:\n  %s\nleft:\n  %s\ntaken for the subject:\n  %s", strings.Join(all.lost, "\n  "), strings.Join(all.left, "\n  "), strings.Join(all.taken, "\n  "))
	}
	if got := ratio(all.kept, all.own); got < 0.95 {
		t.Errorf("%.3f of the mentions of subjects are theirs, want 0.95", got)
	}
	if got := ratio(all.flagged, all.others); got < 0.95 {
		t.Errorf("%.3f of the mentions of others are marked, want 0.95", got)
	}
}

func ratio(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// count proposes marks for one text and compares them with its names.
func (a *attribution) count(t *testing.T, d *detect.Detector, text gold.Text) {
	t.Helper()
	entity := protected(text)
	if entity == "" {
		return
	}
	subject, err := person.Compile(person.Profile{Names: []string{text.Subject}})
	if err != nil {
		t.Fatal(err)
	}
	doc := people.Doc{Item: text.ID, Text: text.Text, Found: d.Find(text.Text, nil)}
	for _, h := range subject.Match(text.Text) {
		doc.Subject = append(doc.Subject, redact.Span{Start: h.Start, End: h.End})
	}
	r := people.Build([]people.Doc{doc}, people.Subject{Names: []string{text.Subject}, Sex: person.Sex(text.Subject)}, people.Policy{Right: redact.Access, Alike: person.Alike})
	var marks []redact.Span
	for _, m := range r.Marks {
		if m.Class != redact.ClassContext {
			marks = append(marks, m.Span)
		}
	}
	marks = redact.Merge(marks)
	a.texts++
	whole := true
	for _, s := range text.Spans {
		if s.Label != "PERSON" {
			continue
		}
		where := fmt.Sprintf("%s (%s): %q", text.ID, text.Subject, around(text.Text, s.Span))
		if s.Entity == entity {
			a.own++
			if slices.ContainsFunc(marks, s.Overlaps) {
				whole = false
				a.lost = append(a.lost, where)
			} else {
				a.kept++
			}
			continue
		}
		a.others++
		switch {
		case covered(text.Text, s.Span, marks):
			a.flagged++
		case slices.ContainsFunc(doc.Subject, s.Overlaps):
			a.taken = append(a.taken, where)
		default:
			a.left = append(a.left, where)
		}
	}
	if whole {
		a.whole++
	}
}

// protected returns the entity whose span has the name of whom the text is to
// protect in it.
func protected(text gold.Text) string {
	want := fold.String(text.Subject)
	for _, s := range text.Spans {
		if s.Label == "PERSON" && want != "" && strings.Contains(fold.String(text.Text[s.Start:s.End]), want) {
			return s.Entity
		}
	}
	return ""
}

// covered reports whether every letter and digit of s lies in one of spans.
func covered(text string, s redact.Span, spans []redact.Span) bool {
	for i, r := range text[s.Start:s.End] {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if !slices.ContainsFunc(spans, redact.Span{Start: s.Start + i, End: s.Start + i + 1}.Overlaps) {
			return false
		}
	}
	return true
}

func around(text string, s redact.Span) string {
	return strings.ToValidUTF8(text[max(0, s.Start-30):s.Start]+"["+text[s.Start:s.End]+"]"+text[s.End:min(len(text), s.End+20)], "")
}
