package recognise

import (
	"slices"
	"strings"

	"sarsen/redact"
)

// MayName reports whether a word by itself may stand for a person wherever it
// has its capital as a name has: it is no month, and no word of places, streets,
// posts and bodies that is not a name first.
func MayName(w string) bool {
	k := Key(w)
	c := known(k)
	return !slices.Contains(monthNames, k) && (c&(isWord|isPlace|isStreet|isOrg|isRole|isUnit|isTitle|isGreeting|isLead|isKin) == 0 || c&(isForename|isSurname) != 0 && c&(isPlace|isStreet|isOrg|isRole|isTitle) == 0)
}

// Known reports whether a word, folded or not, is anything that is known, and so
// no other word misread.
func Known(w string) bool { return known(Key(w)) != 0 }

// PartKey is the form in which parts of names compare equal: as Key, without
// apostrophes.
func PartKey(w string) string { return strings.ReplaceAll(Key(w), "'", "") }

// LookAlike is the form in which words compare equal that a scanner takes for
// each other: O and 0, l and 1, e and c, nn and rm.
func LookAlike(w string) string { return lookAlike.Replace(PartKey(w)) }

var lookAlike = strings.NewReplacer(
	"nn", "rm", "m", "rm", "rn", "rm", "0", "o", "1", "l", "i", "l", "5", "s", "8", "b", "6", "b", "e", "c", "q", "g", "9", "g", "vv", "w", "cl", "d",
)

// Parts finds the words of a text that are parts of names already known, by
// PartKey, where they stand as a name does: with a capital, outside e-mail and
// web addresses, streets and bodies. A common word has to stand in the midst of
// a sentence, or before a verb. In small letters stands what is no common word:
// parts is told, and may ask for more.
func Parts(t *Text, parts func(key string, small bool) bool) []redact.Found {
	n := newNamer(t)
	n.addresses()
	var out []redact.Found
	for i, w := range n.ws {
		if !capitalWord(w) && !scanned(w) && !n.written(i) || len(w.key) < 3 || n.cues[i]&cueNever != 0 || !n.known(w, parts) || !n.stands(i) {
			continue
		}
		end := w.end
		if w.owns {
			end = w.start + strings.LastIndexAny(t.S[w.start:w.end], "'’")
			if k := strings.LastIndex(t.S[w.start:w.end], "’"); k > 0 {
				end = w.start + k
			}
		}
		out = append(out, t.found(w.start, end, redact.Person, 0.7, "part", "name: part of a name withheld in this request"))
	}
	return out
}

// known reports whether a word, or the parts of one with hyphens, is a part.
func (n *namer) known(w word, parts func(string, bool) bool) bool {
	key, small := strings.ReplaceAll(w.key, "'", ""), w.casing == small
	return parts(key, small) || strings.Contains(key, "-") && slices.ContainsFunc(strings.Split(key, "-"), func(p string) bool { return parts(p, small) })
}

// written reports whether word i, in small letters, may be a name all the same:
// it is nothing but one, or nothing that is known.
func (n *namer) written(i int) bool {
	w := n.ws[i]
	if w.casing != small || w.class&^(isForename|isSurname) != 0 || w.class&isForename == 0 && len(w.key) < 4 {
		return false
	}
	return i == 0 || !w.joined || n.ws[i-1].key != "the" && n.ws[i-1].key != "a" && n.ws[i-1].key != "an"
}

// scanned reports whether a word is one of letters in which a scanner took the
// first or another for a digit.
func scanned(w word) bool {
	n := len(digits(w.key))
	return w.casing == numeral && n > 0 && n <= 2 && len(w.key)-n >= 3
}

// stands reports whether capital word i stands as a name does.
func (n *namer) stands(i int) bool {
	w := n.ws[i]
	var before, after word
	if i > 0 && w.joined {
		before = n.ws[i-1]
	}
	if i+1 < len(n.ws) && n.ws[i+1].joined && !w.owns {
		after = n.ws[i+1]
	}
	if w.class&(isWord|isPlace|isStreet|isOrg|isRole|isUnit|isTitle|isGreeting|isLead) == 0 {
		return true
	}
	switch {
	case upperWord(after) && after.class&(isStreet|isOrg) != 0 || before.key == "the" || before.key == "a":
		return false
	case w.casing == shout, before.casing == numeral || after.casing == numeral, before.key == "in" || before.key == "by" && slices.Contains(monthNames, w.key):
		return false
	case w.opens || before.key == "":
		return after.casing == small && after.class&(isVerb|isSays) != 0
	}
	return !(upperWord(after) && after.class&(isForename|isSurname) == 0) && !(upperWord(before) && !before.opens && before.class&(isForename|isSurname|isTitle) == 0)
}
