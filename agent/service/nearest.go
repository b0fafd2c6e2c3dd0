package service

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/agent/request"
	"sarsen/index/fold"
)

// nearest says, for names and addresses of which only some words stand in a text,
// which do and which do not.
func nearest(p request.Profile, text string) []string {
	there := map[string]bool{}
	for _, w := range words(text) {
		there[w] = true
	}
	var out []string
	for _, part := range []struct {
		what   string
		values []string
	}{{"name", p.Names}, {"former name", p.FormerNames}, {"nickname", p.Nicknames}, {"address", p.Addresses}} {
		for _, v := range part.values {
			var has, lacks []string
			for _, w := range strings.FieldsFunc(v, func(r rune) bool { return r == ' ' || r == ',' }) {
				if !slices.ContainsFunc(words(w), func(f string) bool { return !there[f] }) {
					has = append(has, w)
				} else {
					lacks = append(lacks, w)
				}
			}
			if len(has) > 0 && len(lacks) > 0 && slices.ContainsFunc(has, telling) {
				out = append(out, fmt.Sprintf("Of the %s, %s in it, %s not.", part.what, quoted(has, "stands", "stand"), quoted(lacks, "does", "do")))
			}
		}
	}
	return out
}

// telling reports whether a word of a name or an address is worth a mention.
func telling(word string) bool { return utf8.RuneCountInString(word) > 2 }

// words are the folded words of a text.
func words(text string) []string {
	return strings.FieldsFunc(fold.String(text), func(r rune) bool { return !fold.IsWord(r) })
}

// quoted lists words with the verb that follows them.
func quoted(words []string, one, several string) string {
	verb := one
	if len(words) > 1 {
		verb = several
	}
	return "“" + strings.Join(words, "” “") + "” " + verb
}
