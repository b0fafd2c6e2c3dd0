package main

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/redact/tagger"
)

// What the sets mark otherwise than the tagger is to, put right by rule.

// courtesy is a title that belongs to the name behind it.
const courtesy = `(?:Mr|Mrs|Ms|Miss|Mx|Master|Messrs|Mme|Dr|Doctor|Prof|Professor|Sir|Dame|Lady|Lord|Rev|Revd|Reverend|Fr|Cllr|Councillor|Judge)`

var (
	titleBefore = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(` + courtesy + `\.?[ \t]{1,2})$`)
	possessive  = regexp.MustCompile(`['’]s$`)
	titleOnly   = regexp.MustCompile(`(?i)^` + courtesy + `\.?$`)
)

// titles draws courtesy titles into the name behind them, and leaves the
// possessive out.
func (l *lesson) titles() {
	kept := l.Spans[:0]
	for i, s := range l.Spans {
		if s.Label == tagger.Person {
			head := l.Text[max(0, s.Start-14):s.Start]
			if m := titleBefore.FindStringSubmatch(head); m != nil && (len(kept) == 0 || kept[len(kept)-1].End <= s.Start-len(m[1])) {
				s.Start -= len(m[1])
			}
			if titleOnly.MatchString(l.Text[s.Start:s.End]) && i+1 < len(l.Spans) && strings.TrimSpace(l.Text[s.End:l.Spans[i+1].Start]) == "" {
				continue // the name that follows draws it in
			}
		}
		if cut := possessive.FindStringIndex(l.Text[s.Start:s.End]); cut != nil && cut[0] > 0 {
			s.End = s.Start + cut[0]
		}
		kept = append(kept, s)
	}
	l.Spans = kept
}

// between is what may stand inside one address: blanks, commas, the signs of
// a quoted message.
var between = regexp.MustCompile(`^[\s,>]*$`)

// oneAddress joins the parts of an address, which the set marks one by one,
// and the place names that stand behind it.
func oneAddress(l *lesson) {
	kept := l.Spans[:0]
	for _, s := range l.Spans {
		if n := len(kept); n > 0 && kept[n-1].Label == tagger.Address && (s.Label == tagger.Address || s.Label == tagger.Place) && between.MatchString(l.Text[kept[n-1].End:s.Start]) {
			kept[n-1].End = s.End
			continue
		}
		kept = append(kept, s)
	}
	l.Spans = kept
}

// judgment adds a span of a court's judgment: an organisation or place of one
// word in small letters is a description.
func judgment(l *lesson, start, end int, label tagger.Label) {
	if label != tagger.Person && !named(l.Text[start:end]) {
		return
	}
	l.add(start, end, label)
}

// post adds a span of a post on the web: "@jo" is an account and nobody's
// name, of "#London" it is not said what it is.
func post(l *lesson, start, end int, label tagger.Label) {
	switch l.Text[start] {
	case '@':
	case '#':
		l.forget(start, end)
	default:
		l.add(start, end, label)
	}
}

// office is a word of a post that somebody holds.
var office = regexp.MustCompile(`^(?i:he|she|i|we|they|the|a|an|his|her|its|my|our|former|deputy|prime|foreign|home|press|chief|staff|senior|minister|ministers|secretary|president|chancellor|ambassador|general|colonel|col\.|gen\.|lt\.|maj\.|capt\.|captain|major|lieutenant|commander|commodore|admiral|sheikh|king|queen|office|army|pentagon|of|for|state|to|spokesman|spokesperson|u\.s\.|us|uk|un|british|russian|iraqi|iranian|syrian|turkish|american|combined|joint|task|force)$`)

// release adds a span of a press release, which marks pronouns and posts as
// persons and descriptions as organisations: a post is left off before the
// name, and what has no name in it is none.
func release(l *lesson, start, end int, label tagger.Label) {
	for start < end {
		word, _, _ := strings.Cut(l.Text[start:end], " ")
		small := label != tagger.Person && !named(word)
		if !small && (label != tagger.Person || !office.MatchString(word)) {
			break
		}
		start = min(end, start+len(word)+1)
	}
	switch text := l.Text[start:end]; {
	case text == "" || !named(text):
	case strings.Contains(text, ","), label != tagger.Place && strings.Count(text, " ") > 5:
		l.forget(start, end)
	default:
		post(l, start, end, label)
	}
}

// party is what a contract calls those who make it.
var party = regexp.MustCompile(`^(?i:borrowers?|lenders?|company|executive|employee|employer|tenant|landlord|guarantor|agent|holder|seller|buyer|purchaser|trustee|optionee|participant)$`)

// goesOn is the rest of a name behind an initial.
var goesOn = regexp.MustCompile(`^\.\s?[A-Z][\pL'-]+`)

// contract adds a span of a contract: a defined party is nobody's name, one
// word by itself is not told apart from one, and a name that was cut at its
// initial ("Robert E" of "Robert E. Dean") goes on.
func contract(l *lesson, start, end int, label tagger.Label) {
	text := l.Text[start:end]
	switch {
	case label == tagger.Person && party.MatchString(text):
	case label == tagger.Person && !strings.Contains(text, " "):
		l.forget(start, end)
	default:
		if label == tagger.Person && len(text) > 2 && text[len(text)-2] == ' ' {
			end += len(goesOn.FindString(l.Text[end:]))
		}
		l.add(start, end, label)
	}
}

// clinic adds a span of a set that calls an address a location.
func clinic(l *lesson, start, end int, label tagger.Label) {
	if label == tagger.Place && l.Text[start] >= '0' && l.Text[start] <= '9' && strings.Contains(l.Text[start:end], " ") {
		label = tagger.Address
	}
	l.add(start, end, label)
}

// named reports whether a word of s begins with a capital or a sign that has
// no case.
func named(s string) bool {
	for _, w := range strings.Fields(s) {
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsLetter(c) && !unicode.IsLower(c) {
			return true
		}
	}
	return false
}
