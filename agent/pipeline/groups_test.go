package pipeline_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/agent/request"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// mailOf is a message of a conversation, sent on a day of June.
func mailOf(day int, m documents.Mail, body string) []documents.Item {
	head := fmt.Sprintf("From: %s\nSubject: %s\nDate: %d June 2024\n\n", strings.Join(m.From, ", "), m.Subject, day)
	return []documents.Item{{
		State: crawlers.Indexed, Text: head + body, Title: m.Subject, Mail: &m, Created: time.Date(2024, 6, day, 9, 0, 0, 0, time.UTC),
		Bounds: []documents.Bound{{Kind: documents.Body, Start: len(head), End: len(head) + len(body)}},
	}}
}

func byPath(t *testing.T, files map[string][]documents.Item) map[string]request.Match {
	t.Helper()
	found, err := finder(t, files).Run(t.Context(), subject())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]request.Match{}
	for _, m := range found.Matches {
		out[m.Path] = m
	}
	if len(out) != len(files) {
		t.Fatalf("found %v of %v", slices.Sorted(maps.Keys(out)), slices.Sorted(maps.Keys(files)))
	}
	return out
}

const (
	ann = "Ann Patel <ann@council.example>"
	rob = "Rob Hale <rob@council.example>"
	ivy = "Ivy Moss <ivy@council.example>"
)

// The paths of messages of one conversation are given in one string.
func TestThreads(t *testing.T) {
	said := "Rowena Tolliver rang about the hedge at the end of the garden, which nobody has cut since last summer, and asks who will do it."
	for _, c := range []struct {
		name  string
		files map[string][]documents.Item
		want  []string
	}{
		{"by references, the message between is missing", map[string][]documents.Item{
			"a": mailOf(1, documents.Mail{MessageID: "1@x", Subject: "Hedge", From: []string{ann}}, said),
			"b": mailOf(3, documents.Mail{MessageID: "3@x", InReplyTo: "2@x", References: []string{"1@x", "2@x"}, Subject: "Re: Hedge", From: []string{rob}}, "Rowena Tolliver was told."),
			"c": mailOf(4, documents.Mail{MessageID: "4@x", InReplyTo: "2@x", Subject: "Cutting", From: []string{ivy}}, "Rowena Tolliver has rung again."),
		}, []string{"a b c"}},
		{"by Outlook's number", map[string][]documents.Item{
			"a": mailOf(1, documents.Mail{MessageID: "1@x", Conversation: "01da", Subject: "Hedge", From: []string{ann}}, said),
			"b": mailOf(2, documents.Mail{MessageID: "2@x", Conversation: "01da", Subject: "Cut", From: []string{rob}}, "Rowena Tolliver was told."),
		}, []string{"a b"}},
		{"by subject and people", map[string][]documents.Item{
			"a": mailOf(1, documents.Mail{MessageID: "1@x", Subject: "Hedge", From: []string{ann}, To: []string{rob}}, said),
			"b": mailOf(9, documents.Mail{MessageID: "2@x", Subject: "Ymateb: RE: Hedge", From: []string{"rob@council.example"}, To: []string{ann}}, "Rowena Tolliver was told."),
		}, []string{"a b"}},
		{"the same subject among others", map[string][]documents.Item{
			"a": mailOf(1, documents.Mail{MessageID: "1@x", Subject: "Hedge", From: []string{ann}}, said),
			"b": mailOf(9, documents.Mail{MessageID: "2@x", Subject: "Re: Hedge", From: []string{ivy}, To: []string{rob}}, "Rowena Tolliver was told."),
		}, []string{"a", "b"}},
		{"the same subject, no answer", map[string][]documents.Item{
			"a": mailOf(1, documents.Mail{MessageID: "1@x", Subject: "Hedge", From: []string{ann}}, said),
			"b": mailOf(9, documents.Mail{MessageID: "2@x", Subject: "Hedge", From: []string{ann}}, "Rowena Tolliver was told."),
		}, []string{"a", "b"}},
		{"by what is quoted", map[string][]documents.Item{
			"a": mailOf(1, documents.Mail{MessageID: "1@x", Subject: "Hedge", From: []string{ann}}, said),
			"b": mailOf(9, documents.Mail{MessageID: "2@x", Subject: "Your call", From: []string{ivy}}, "Done.\n\nOn 1 June 2024, Ann Patel wrote:\n> "+said),
		}, []string{"a b"}},
		{"without an ID", map[string][]documents.Item{
			"a": mailOf(1, documents.Mail{Subject: "Hedge", From: []string{ann}, To: []string{rob}}, said),
			"b": mailOf(9, documents.Mail{Subject: "Re: Hedge", From: []string{rob}}, "Rowena Tolliver was told."),
		}, []string{"a b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			threads := map[string][]string{}
			found := byPath(t, c.files)
			for _, path := range slices.Sorted(maps.Keys(found)) {
				threads[found[path].Thread] = append(threads[found[path].Thread], path)
			}
			var got []string
			for _, paths := range threads {
				got = append(got, strings.Join(paths, " "))
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestQuotesNameTheMessage(t *testing.T) {
	said := "Rowena Tolliver rang about the hedge at the end of the garden, which nobody has cut since last summer.\n"
	found := byPath(t, map[string][]documents.Item{
		"a": mailOf(1, documents.Mail{MessageID: "1@x", Subject: "Hedge", From: []string{ann}}, said),
		"b": mailOf(2, documents.Mail{MessageID: "2@x", InReplyTo: "1@x", Subject: "Re: Hedge", From: []string{rob}}, "Told.\n\n> "+said),
		"c": mailOf(3, documents.Mail{MessageID: "3@x", Subject: "Fence", From: []string{ivy}}, "See below.\n\n-----Original Message-----\nFrom: Zoe\nSent: 1 June\nTo: Ivy\n\nRowena Tolliver has a fence.\n"),
	})
	if q := found["b"].Quotes; len(q) != 1 || q[0].Of != found["a"].Item {
		t.Errorf("the answer quotes %v, want the item %s", q, found["a"].Item)
	}
	if q := found["c"].Quotes; len(q) != 1 || q[0].Of != "" {
		t.Errorf("the other message quotes %v, want something that is not there", q)
	}
	if q := found["a"].Quotes; len(q) > 0 {
		t.Errorf("the first message quotes %v", q)
	}
}

func TestNearDuplicates(t *testing.T) {
	letter := "Rowena Tolliver, born 12 March 1984. Your housing benefit from %s is £%s a week. We worked this out from the payslips " +
		"that you sent us. If your income changes tell us within one month of the change, in writing or by telephone."
	found := byPath(t, map[string][]documents.Item{
		"a": text(fmt.Sprintf(letter, "3 June 2024", "84.20")),
		"b": text(fmt.Sprintf(letter, "9 July 2024", "91.75")),
		"c": text(fmt.Sprintf(letter, "9 July 2024", "91.75")),
		"d": text(strings.ReplaceAll(fmt.Sprintf(letter, "9 July 2024", "91.75"), "payslips", "bank statements")),
	})
	if a, b := found["a"], found["b"]; a.NearOf != "" || b.NearOf != a.Item || len(b.Near) != 2 {
		t.Errorf("the letter of July: near %q in %v, want the one of June in two places", b.NearOf, b.Near)
	}
	if c := found["c"]; c.DuplicateOf != found["b"].Item || c.NearOf != "" {
		t.Errorf("the copy: duplicate of %q, near %q", c.DuplicateOf, c.NearOf)
	}
	if d := found["d"]; d.NearOf != "" {
		t.Errorf("a letter that says something else is near %q", d.NearOf)
	}
}
