package person

import (
	"slices"
	"strings"
	"unicode"
)

// digraphs are how letters with marks are written where there are no marks, other
// than by leaving the marks away.
var digraphs = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe", "æ", "ae", "ð", "th",
	"ş", "sh", "š", "sh", "ç", "ch", "č", "ch", "ć", "ch", "ž", "zh", "đ", "dj", "ğ", "gh", "ñ", "ny", "ł", "w", "ě", "ie",
)

// contracted are digraphs as fold leaves the letter that they stand for.
var contracted = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u", "aa", "a")

// respelt returns a name with its marked letters as two, and with what may be two
// for a marked letter as the plain one: Müller and Mueller.
func respelt(given string) []string {
	lower := strings.ToLower(given)
	folded := compact(given)
	var list []string
	for _, w := range []string{compact(digraphs.Replace(lower)), contracted.Replace(folded)} {
		if w != folded && len(w) > 2 && !names().common[w] && !names().word[w] {
			list = append(list, w)
		}
	}
	return list
}

// spell notes how the profile writes the parts of a name before they were folded.
func (n *name) spell(given string) {
	for _, w := range strings.FieldsFunc(given, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;()", r) }) {
		switch compact(w) {
		case "":
		case n.surname:
			n.given = w
		case n.fore:
			n.called = w
		}
	}
}

// joinedParticles are particles that are written with the surname or apart.
var joinedParticles = []string{"mac", "mc", "mag", "o", "dell", "de", "le", "la", "du", "di", "van", "von", "al", "el", "ap", "fitz"}

// cutPrefix cuts the first of the prefixes that leaves four letters.
func cutPrefix(word string, prefixes []string) (rest string, ok bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(word, p); ok && len(rest) >= minInexact-1 {
			return rest, true
		}
	}
	return word, false
}

// celtic swaps the prefixes of Scottish and Irish surnames: McDonald, MacDonald
// and M'Donald; O'Brien, Ní Bhriain and Uí Bhriain.
func celtic(n *name) []string {
	if rest, ok := strings.CutPrefix(n.apart, "m'"); ok {
		return []string{"mac" + compact(rest), "mc" + compact(rest)}
	}
	if rest, ok := cutPrefix(n.surname, []string{"mac", "mc"}); ok {
		return []string{"mac" + rest, "mc" + rest, "m" + rest}
	}
	before, rest, ok := strings.Cut(n.apart, " ")
	if !ok {
		before, rest, ok = strings.Cut(n.apart, "'")
	}
	rest = compact(rest)
	if !ok || len(rest) < minInexact-1 || !slices.Contains([]string{"o", "ni", "ui", "nic", "mac", "ua"}, before) {
		return nil
	}
	plain := rest
	if len(rest) > 2 && rest[1] == 'h' { // the softened letter after Ní
		plain = rest[:1] + rest[2:]
	}
	soft := plain[:1] + "h" + plain[1:]
	if before == "nic" || before == "mac" {
		return []string{"mac" + plain, "nic" + plain, "nic" + soft, "mc" + plain}
	}
	return []string{"o" + plain, "ni" + soft, "ni" + plain, "ui" + soft, plain}
}

// pairs are endings of one family's surnames, by sex and by custom of writing.
var pairs = [][]string{
	{"skaya", "sky", "ski", "skiy", "skij", "skii", "skyi", "skaia", "ska"},
	{"cki", "cka", "cky"},
	{"dzki", "dzka"},
	{"auskas", "auskiene", "auskaite"},
	{"enas", "eniene", "enaite"},
	{"ys", "iene", "yte"},
	{"is", "iene", "yte"},
	{"us", "iene", "ute"},
	{"as", "iene", "aite"},
	{"ov", "ova", "off", "ow"},
	{"ev", "eva", "eff", "ew"},
	{"in", "ina"},
	{"opoulos", "opoulou", "opulos"},
	{"akis", "aki"},
	{"idis", "idou", "ides"},
	{"ins", "ina"},
	{"nns", "nna"},
	{"ak", "akova"},
	{"ek", "kova"},
	{"ik", "ikova"},
}

// endings gives a surname the other endings that men and women of one family
// bear: Kowalski and Kowalska, Kazlauskas and Kazlauskienė.
func endings(word string) []string {
	for _, group := range pairs {
		stem, own, most := "", "", 0
		for _, e := range group {
			if s, ok := strings.CutSuffix(word, e); ok && len(e) > most {
				stem, own, most = s, e, len(e)
			}
		}
		if len(stem) < 3 || most < 2 {
			continue
		}
		if most == 2 && !slavic(word) && !baltic(word) {
			continue
		}
		var list []string
		for _, e := range group {
			if e != own {
				list = append(list, stem+e)
			}
		}
		return unknown(list)
	}
	return nil
}

// slavic reports whether a surname ends as Slavic ones do, and as few others.
func slavic(word string) bool {
	return slices.ContainsFunc([]string{"nov", "rov", "lov", "kov", "mov", "pov", "tov", "ov", "ev", "kin", "shin", "lin", "nin", "cki", "ski"}, func(e string) bool {
		return strings.HasSuffix(word, e)
	}) && !names().surname[word] && !names().forename[word]
}

// baltic reports whether a surname ends as Lithuanian ones do.
func baltic(word string) bool {
	return len(word) > 6 && !names().surname[word] && !names().forename[word] && slices.ContainsFunc([]string{"as", "ys", "us", "is", "nns", "ins"}, func(e string) bool {
		return strings.HasSuffix(word, e)
	})
}
