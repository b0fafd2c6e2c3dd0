package pack_test

import (
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/pack"
)

func TestContextsCutNothing(t *testing.T) {
	long := strings.Repeat("x", 100)
	tests := []struct{ name, before, after, want string }{
		{"short", "To ", ", here", "To Dilys Marrowby, here"},
		{
			"words", "elephants " + strings.Repeat("abcdefgh ", 6), strings.Repeat(" abcdefgh", 6) + " elephants",
			strings.Repeat("abcdefgh ", 6) + "Dilys Marrowby" + strings.Repeat(" abcdefgh", 6),
		},
		{
			"other blanks", "elephantselephants\n" + strings.Repeat("abcdefgh\t", 5), strings.Repeat("\u00a0abcdefgh", 5) + "\nelephantselephants",
			strings.Repeat("abcdefgh ", 5) + "Dilys Marrowby" + strings.Repeat(" abcdefgh", 5),
		},
		{"a word too long", long, long, "Dilys Marrowby"},
		{
			"a mask at the edge", "of Tamsin Wrexley " + strings.Repeat("abcdefgh ", 5), strings.Repeat(" abcdefgh", 5) + " and Tamsin Wrexley",
			"of █████ [S2.16] " + strings.Repeat("abcdefgh ", 5) + "Dilys Marrowby" + strings.Repeat(" abcdefgh", 5) + " and █████ [S2.16]",
		},
		{"a mask over the edge", "of Tamsin Wrexley " + strings.Repeat("abcdefg ", 7), "", strings.Repeat("abcdefg ", 7) + "Dilys Marrowby"},
		{"a mask in a word", "of m-Tamsin Wrexley-m " + strings.Repeat("abcdefg ", 6), "", strings.Repeat("abcdefg ", 6) + "Dilys Marrowby"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := tt.before + subject + tt.after
			in := pack.Input{Items: []pack.Item{{
				ID: "i", Text: s, Withhold: withhold(t, s, redact.Person, other),
				Subject: []pack.SubjectSpan{{Span: span(t, s, subject, 0), Fact: "name"}},
			}}}
			sum, _ := build(t, "p", in)
			if got := rows(t, sum.Path, "occurrences.csv")[1][3]; got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestOccurrencesBehindMasks: that the subject's surname stands behind a mask
// would tell the surname of somebody else.
func TestOccurrencesBehindMasks(t *testing.T) {
	s := "Tom Marrowby"
	in := pack.Input{Items: []pack.Item{{
		ID: "i", Text: s, Withhold: withhold(t, s, redact.Person, s),
		Subject: []pack.SubjectSpan{{Span: span(t, s, "Marrowby", 0), Fact: "surname"}},
	}}}
	sum, _ := build(t, "p", in)
	if got := rows(t, sum.Path, "occurrences.csv"); len(got) != 1 {
		t.Errorf("occurrences %q", got[1:])
	}
}

func TestDateOfDraft(t *testing.T) {
	for _, draft := range []bool{false, true} {
		in := sample(t)
		in.Draft = draft
		sum, _ := build(t, "p", in)
		page := files(t, sum.Path)["index.html"]
		if got := strings.Contains(page, "This draft was made from what was decided by 30 October 2026."); got != draft {
			t.Errorf("draft %v: the page says so %v", draft, got)
		}
		if got := strings.Contains(page, "This answer is dated 30 October 2026."); got == draft {
			t.Errorf("draft %v: the page has the date of an answer %v", draft, got)
		}
	}
}
