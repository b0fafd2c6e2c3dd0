package fold

// A Hearing is an automaton that leads through the words of a dictionary to those
// that may have a phonetic key, past most of the others: it accepts every word of
// the letters a to z whose [Sound] is the key, and some more. Its states are
// numbers. It is safe for concurrent use.
type Hearing struct{ key string }

// mostHeard is how many letters of a key are heard; the states of so many fit in
// 62 bits. After them any letters may follow.
const mostHeard = 14

// A state is a set of places in the key, each with what stood before; bit 0 is
// for the beginning of a word. A place stands for the letters of the key that
// have been heard.
const (
	begun = iota // nothing that matters stood before
	afterM
	afterS
	beforeH // the next letter must be h
	moods
)

// Hear returns the automaton of a key that is not empty.
func Hear(key string) Hearing { return Hearing{key[:min(len(key), mostHeard+1)]} }

func bit(place, mood int) int { return 1 << (1 + moods*place + mood) }

// Start returns the state before the first letter.
func (Hearing) Start() int { return 1 }

// CanMatch reports whether more letters may make a word of the key.
func (Hearing) CanMatch(state int) bool { return state != 0 }

// WillAlwaysMatch reports whether all words match that begin so.
func (Hearing) WillAlwaysMatch(int) bool { return false }

// IsMatch reports whether the word so far may have the key.
func (h Hearing) IsMatch(state int) bool {
	end := h.last()
	return state&(bit(end, begun)|bit(end, afterM)|bit(end, afterS)) != 0
}

// last is the place at the end of the key.
func (h Hearing) last() int { return min(len(h.key), mostHeard) }

// open reports whether the key goes on after the last place.
func (h Hearing) open() bool { return len(h.key) > mostHeard }

// Accept returns the state after one more letter.
func (h Hearing) Accept(state int, letter byte) int {
	if letter < 'a' || letter > 'z' {
		return 0
	}
	next := 0
	if state&1 != 0 {
		next = h.first(letter)
	}
	for place := range h.last() + 1 {
		for mood := range moods {
			if state&bit(place, mood) != 0 {
				next |= h.step(place, mood, letter)
			}
		}
	}
	return next
}

// first returns where a word may be after a letter at its beginning, where some
// are silent that are not elsewhere.
func (h Hearing) first(letter byte) int {
	next := 0
	switch letter {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return h.hear(0, "a", begun)
	case 'h', 'w':
		return 1 | h.hear(0, string(letter), begun)
	case 'd', 'g', 'k', 'p':
		next = 1
	case 'x':
		next = h.sound(0, 's')
	}
	return next | h.sound(0, letter)
}

// step returns where a word may be after a letter inside it.
func (h Hearing) step(place, mood int, letter byte) int {
	if h.open() && place == h.last() {
		return bit(place, begun)
	}
	if mood == beforeH {
		if letter == 'h' {
			return bit(place, begun)
		}
		return 0
	}
	next := 0
	switch letter {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'h', 'w':
		return bit(place, begun)
	case 'd', 'g': // dh and gh
		next = bit(place, beforeH)
	case 'b': // mb
		if mood == afterM {
			next = bit(place, begun)
		}
	case 'c': // sch
		if mood == afterS {
			next = bit(place, begun)
		}
	}
	return next | h.sound(place, letter)
}

// sound returns where a consonant leads that is heard.
func (h Hearing) sound(place int, letter byte) int {
	mood := begun
	switch letter {
	case 'm':
		mood = afterM
	case 's':
		mood = afterS
	case 'x':
		next := h.hear(place, "s", begun)
		for _, at := range h.places(place, 'k') {
			if h.open() && at == h.last() {
				next |= bit(at, begun)
			}
			next |= h.hear(at, "s", begun)
		}
		return next
	}
	return h.hear(place, sounds[letter-'a'], mood)
}

// hear returns where any of some letters of keys leads.
func (h Hearing) hear(place int, heard string, mood int) int {
	next := 0
	for i := range len(heard) {
		for _, at := range h.places(place, heard[i]) {
			next |= bit(at, mood)
		}
	}
	return next
}

// places returns the places after a letter of a key: the next, if the letter is
// there, and the same, if it was heard last, since keys have no letter twice in a
// row.
func (h Hearing) places(place int, heard byte) []int {
	var list []int
	if place > 0 && h.key[place-1] == heard {
		list = append(list, place)
	}
	if place < h.last() && h.key[place] == heard {
		list = append(list, place+1)
	}
	return list
}

// sounds are the letters of keys that each letter from a to z may become.
var sounds = [26]string{
	'b' - 'a': "bf", 'c' - 'a': "ksSC", 'd' - 'a': "dtj", 'f' - 'a': "f", 'g' - 'a': "gj", 'j' - 'a': "j",
	'k' - 'a': "k", 'l' - 'a': "l", 'm' - 'a': "mf", 'n' - 'a': "n", 'p' - 'a': "pf", 'q' - 'a': "k", 'r' - 'a': "r",
	's' - 'a': "sS", 't' - 'a': "tSC", 'v' - 'a': "f", 'z' - 'a': "s",
}
