package all_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// check holds items to the contract of documents: a state each, a reason where
// one is due, parts of different names, valid text, bounds that nest.
func check(t *testing.T, name string, items []documents.Item) {
	t.Helper()
	if len(items) == 0 || items[0].Part != "" {
		t.Errorf("%s: the document itself has no item", name)
	}
	parts := map[string]bool{}
	for _, item := range items {
		where := name + " " + item.Part
		if parts[item.Part] {
			t.Errorf("%s: part is there twice", where)
		}
		parts[item.Part] = true
		if !slices.Contains(crawlers.States(), item.State) {
			t.Errorf("%s: state %q", where, item.State)
		}
		if whole := item.State == crawlers.Indexed || item.State == crawlers.Empty; whole != (item.Reason == "") {
			t.Errorf("%s: state %s has reason %q", where, item.State, item.Reason)
		}
		if !utf8.ValidString(item.Text) || strings.ContainsAny(item.Text, "\x00\r") {
			t.Errorf("%s: text is not canonical", where)
		}
		if fault := boundsFault(item); fault != "" {
			t.Errorf("%s: %s", where, fault)
		}
	}
}

// boundsFault says what is wrong with an item's bounds, "" when nothing is.
func boundsFault(item documents.Item) string {
	var open []documents.Bound
	last := 0
	for _, b := range item.Bounds {
		if b.Start < last || b.End < b.Start || b.End > len(item.Text) {
			return "a bound is out of order or outside the text"
		}
		if !boundary(item.Text, b.Start) || !boundary(item.Text, b.End) {
			return "a bound splits a letter"
		}
		last = b.Start
		for len(open) > 0 && open[len(open)-1].End <= b.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && b.End > open[len(open)-1].End {
			return "bounds cross"
		}
		open = append(open, b)
	}
	return ""
}

func boundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }
