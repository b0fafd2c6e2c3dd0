package person

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// western reads a name with the surname last.
func western(parts []string, fact string) *name {
	first := len(parts) - 1
	for first > 1 && slices.Contains(particles, parts[first-1]) {
		first--
	}
	n := &name{fact: fact, whole: first == 0}
	n.setSurname(parts[first:])
	n.setForenames(parts[:first])
	n.setSeconds(parts[:first])
	return n
}

// eastern reads a name with the surname first. Its forenames are a compound; a
// Vietnamese one is called by the last.
func eastern(parts []string, fact string) *name {
	n := &name{fact: fact, eastern: true}
	n.setSurname(parts[:1])
	given := parts[1:]
	switch {
	case len(given) > 1 && names().middling[given[0]]: // Nguyen Thi Lan
		n.setForenames(append([]string{given[len(given)-1]}, given[:len(given)-1]...))
	case len(given) > 1 && (!names().forename[given[0]] || names().syllables[given[0]] != nil):
		n.setForenames([]string{strings.Join(given, " ")})
	default:
		n.setForenames(given)
	}
	return n
}

func (n *name) setSurname(parts []string) {
	n.surname = compact(strings.Join(parts, ""))
	n.bare = withoutParticle(parts[len(parts)-1])
	n.apart = strings.Join(parts, " ")
	if rest := servantOf(n.surname); rest != "" {
		n.bare = rest
	}
	if n.bare == "" {
		n.bare = n.surname
	}
	halves := strings.FieldsFunc(parts[len(parts)-1], func(r rune) bool { return r == '-' })
	if len(halves) == 2 && len(halves[0]) > 2 && len(halves[1]) > 2 {
		a, b := compact(halves[0]), compact(halves[1])
		if a == "" || b == "" {
			return
		}
		n.seconds = append(n.seconds, variant{word: b + a, quality: asTyped}, variant{word: a, quality: asHalf}, variant{word: b, quality: asHalf})
	}
}

func (n *name) setForenames(parts []string) {
	for i, w := range parts {
		words := strings.FieldsFunc(w, func(r rune) bool { return r == ' ' || r == '-' })
		if len(words) > 1 && !slices.Contains(servants, words[0]) {
			for _, x := range words {
				n.initials += initial(compact(x))
			}
		} else {
			words = nil
			n.initials += initial(compact(w))
		}
		w = compact(w)
		_, size := utf8.DecodeRuneInString(w)
		switch {
		case i > 0:
			n.middles = append(n.middles, w)
		case size < len(w):
			n.fore, n.foreOf = w, words
		}
	}
}

// setSeconds notes which of the forenames may stand for the surname: one of two
// Spanish surnames, the father's name of a Somali one, a patronymic.
func (n *name) setSeconds(fores []string) {
	if len(fores) < 2 {
		return
	}
	w := compact(fores[len(fores)-1])
	l := names()
	switch {
	case iberian(w) && iberian(n.surname):
		n.seconds = append(n.seconds, variant{word: w, quality: asSounds})
	case l.chain[w] || l.chain[n.surname] || patronymic(w) || follower(w):
		n.seconds = append(n.seconds, variant{word: w, quality: asHalf})
		for _, v := range l.surnames[w] {
			n.seconds = append(n.seconds, variant{word: v, quality: asHalf * asSpelt})
		}
	}
}

// iberian reports whether a surname is one of those of which people have two.
func iberian(word string) bool {
	l := names()
	return l.double[word] || len(word) > 4 && (strings.HasSuffix(word, "ez") || strings.HasSuffix(word, "iz")) && !l.forename[word]
}

// follower reports whether a word ends as names of two words do: Salahuddin.
func follower(word string) bool {
	return slices.ContainsFunc(followers, func(end string) bool { return len(word) > len(end)+2 && strings.HasSuffix(word, end) })
}

// patronymic reports whether a word is made of a father's name.
func patronymic(word string) bool {
	return len(word) > 5 && slices.ContainsFunc([]string{"ovich", "evich", "ovych", "ovna", "evna", "ivna", "yevna", "owicz", "ovic"}, func(end string) bool {
		return strings.HasSuffix(word, end)
	})
}

// withoutParticle returns hassan for al-hassan.
func withoutParticle(word string) string {
	if particle, rest, ok := strings.Cut(word, "-"); ok && slices.Contains(particles, particle) {
		word = rest
	}
	return compact(word)
}
