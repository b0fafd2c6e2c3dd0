package pipeline_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// ran returns the matches by path and part, and the clues as fact=value.
func ran(t *testing.T, find *pipeline.Find, p request.Profile) (map[string]request.Match, string) {
	t.Helper()
	found, err := find.Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]request.Match{}
	for _, m := range found.Matches {
		list[strings.Trim(m.Path+"/"+m.Part, "/")] = m
	}
	var clues []string
	for _, c := range found.Clues {
		clues = append(clues, c.Fact+"="+c.Value)
	}
	return list, strings.Join(clues, " ")
}

func likelihoods(ms map[string]request.Match) map[string]string {
	out := map[string]string{}
	for path, m := range ms {
		out[path] = m.Likelihood
	}
	return out
}

func TestLessons(t *testing.T) {
	find := finder(t, map[string][]documents.Item{
		"moved.txt":  text("Rowena Tolliver, 44 Oak Avenue, Othertown"),
		"bins.txt":   text("Rowena Tolliver of 44 Oak Avenue wants a bin"),
		"mail.txt":   text("Rowena Tolliver <rt@mail.example>"),
		"thanks.txt": text("Rowena Tolliver thanked us from rt@mail.example"),
		"own.txt":    text("Rowena Tolliver, rt@mail.example, QQ123456C"),
		"slip.txt":   text("Rowena Tolliver, born 1 April 1963, wants a skip"),
		"slip2.txt":  text("Rowena Tolliver (DoB 01/04/1963) has a skip"),
	})
	before, clues := ran(t, find, subject())
	if clues != "email=rt@mail.example" {
		t.Errorf("clues %q", clues)
	}
	id := func(path string) string { return before[path].Item }

	find.Lessons = map[string]bool{id("moved.txt"): true}
	after, _ := ran(t, find, subject())
	if m := after["bins.txt"]; m.Likelihood != "certain" || !slices.ContainsFunc(m.Reasons, func(r request.Reason) bool {
		return r.Text == "you said that moved.txt is theirs: same address, 44 Oak Avenue" && r.Weight > 0
	}) {
		t.Errorf("%s (%.3f) for %v against %v", m.Likelihood, m.Score, m.Reasons, m.Against)
	}
	if was, is := before["moved.txt"], after["moved.txt"]; was.Score != is.Score {
		t.Errorf("what was decided on goes from %.3f to %.3f", was.Score, is.Score)
	}

	find.Lessons = map[string]bool{id("moved.txt"): false}
	after, _ = ran(t, find, subject())
	if m := after["bins.txt"]; m.Likelihood != "unlikely" || !slices.Contains(m.Against, "you said that moved.txt is somebody else's: same address, 44 Oak Avenue") {
		t.Errorf("%s against %v", m.Likelihood, m.Against)
	}

	find.Lessons = map[string]bool{id("thanks.txt"): false}
	after, clues = ran(t, find, subject())
	if after["own.txt"].Likelihood != "certain" || clues != "" {
		t.Errorf("own.txt is %s, clues %q", after["own.txt"].Likelihood, clues)
	}

	// An officer's word outweighs another date of birth, and makes one of a slip.
	find.Lessons = map[string]bool{id("slip.txt"): true}
	if after, _ = ran(t, find, subject()); before["slip2.txt"].Likelihood != "unlikely" || after["slip2.txt"].Likelihood != "certain" {
		t.Errorf("taught another date of birth: %s, before %s", after["slip2.txt"].Likelihood, before["slip2.txt"].Likelihood)
	}
	find.Lessons = map[string]bool{id("slip.txt"): false}
	if after, _ = ran(t, find, subject()); after["slip2.txt"].Likelihood != "unlikely" {
		t.Errorf("taught that it is somebody else's: %s", after["slip2.txt"].Likelihood)
	}

	find.Lessons = nil
	if undone, _ := ran(t, find, subject()); !maps.Equal(likelihoods(undone), likelihoods(before)) {
		t.Errorf("undone: %v, before %v", likelihoods(undone), likelihoods(before))
	}
}

// What came with an item that is certain gains by it where it has the name.
func TestFamilies(t *testing.T) {
	p := request.Profile{Names: []string{"John Smith"}, Identifiers: map[string]string{"nino": "QQ123456C"}, Emails: []string{"j70@home.example"}}
	attached := func(id, body string, attachments ...string) []documents.Item {
		list := message(id, "", body)
		for i, a := range attachments {
			list = append(list, documents.Item{Part: string(rune('a'+i)) + ".txt", Name: string(rune('a'+i)) + ".txt", State: crawlers.Indexed, Text: a})
		}
		return list
	}
	find := finder(t, map[string][]documents.Item{
		"cover.eml":  attached("1@x.example", "John Smith, QQ123456C, sends the letter", "John Smith wants a bin", "Ann Patel wants a bin", "Dear Mr Smith"),
		"letter.eml": attached("2@x.example", "Please find what John Smith sent", "John Smith, QQ123456C, wants a bin", "John Smith again"),
		"mail.eml":   attached("4@x.example", "My papers, j70@home.example", "Tenant: J. Smith", "Ann Patel, J. Brown"),
		"other.eml":  attached("3@x.example", "John Smith called", "John Smith wants a bin"),
	})
	got, _ := ran(t, find, p)
	for path, want := range map[string]string{
		"cover.eml": "certain", "cover.eml/a.txt": "likely", "cover.eml/b.txt": "", "cover.eml/c.txt": "unlikely",
		"letter.eml": "likely", "letter.eml/a.txt": "certain", "letter.eml/b.txt": "likely", "mail.eml": "certain", "mail.eml/a.txt": "likely", "mail.eml/b.txt": "", "other.eml": "possible", "other.eml/a.txt": "possible",
	} {
		if got[path].Likelihood != want {
			t.Errorf("%s: %s (%.3f) for %v, want %s", path, got[path].Likelihood, got[path].Score, got[path].Reasons, want)
		}
	}
}
