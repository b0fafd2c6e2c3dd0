package recognise

import (
	_ "embed"
	"strings"
	"sync"

	"sarsen/index/fold"
)

// What a word is known to be; one word may be several things.
type class uint32

const (
	isForename class = 1 << iota
	isSurname
	isWord // an everyday word, or one of council work
	isPlace
	isTitle
	isParticle
	isStreet
	isOrg
	isUnit
	isRole
	isKin
	isVerb
	isBefore
	isGreeting
	isLead
	isSays   // only a person does this
	isPhrase // two words, with a hyphen between, that are a place or a body
	isEnding // an ending of surnames, not a word
	isBrand  // two words, with a hyphen between, that are a firm, a charity or of a story and never a person
)

const (
	personal   = isForename | isSurname
	impersonal = isWord | isPlace | isOrg | isStreet | isRole | isGreeting | isLead | isUnit | isTitle
)

var (
	//go:embed data/forenames.txt
	forenames string
	//go:embed data/surnames.txt
	surnames string
	//go:embed data/words.txt
	everyday string
	//go:embed data/places.txt
	places string
	//go:embed data/roles.txt
	roles string
)

// lexicon is read once, when the first text needs it.
var lexicon = sync.OnceValue(func() map[string]class {
	m := make(map[string]class, 16<<10)
	add := func(list string, c class) {
		for _, w := range strings.Fields(list) {
			m[w] |= c
		}
	}
	add(withoutHeader(forenames), isForename)
	add(withoutHeader(surnames), isSurname)
	add(withoutHeader(everyday), isWord)
	add(withoutHeader(places), isPlace)
	classes := map[string]class{
		"title": isTitle, "particle": isParticle, "street": isStreet, "org": isOrg, "unit": isUnit, "role": isRole,
		"kin": isKin, "verb": isVerb, "before": isBefore, "greet": isGreeting, "lead": isLead, "says": isSays, "endings": isEnding, "phrase": isPhrase, "brand": isBrand,
	}
	for line := range strings.Lines(withoutHeader(roles)) {
		if name, list, ok := strings.Cut(line, ":"); ok {
			add(list, classes[name])
		}
	}
	return m
})

func withoutHeader(s string) string {
	for strings.HasPrefix(s, "#") {
		_, s, _ = strings.Cut(s, "\n")
	}
	return s
}

// known returns what a lower-case word is known to be.
func known(w string) class { return lexicon()[w] }

// surnameLike reports whether a word that is not known ends as surnames do.
func surnameLike(key string) bool {
	for n := 2; n <= 7 && n+3 <= len(key); n++ {
		if known(key[len(key)-n:])&isEnding != 0 {
			return true
		}
	}
	return false
}

// Key is the form in which words of names compare equal: folded, without a
// possessive ending.
func Key(w string) string {
	k := w
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			k = fold.String(w)
			break
		}
	}
	if s, ok := strings.CutSuffix(k, "'s"); ok {
		return s
	}
	return strings.TrimSuffix(k, "'")
}

// Forename reports whether a word, folded or not, is a known forename.
func Forename(w string) bool { return known(Key(w))&isForename != 0 }

// Title reports whether a word is a title such as Mrs or Cllr.
func Title(w string) bool { return known(strings.TrimSuffix(Key(w), "."))&isTitle != 0 }
