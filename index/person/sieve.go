package person

import (
	"math/bits"
	"sync"
)

// A sieve tells of most words at once that they are none of a set, by the first
// byte and the length. It is empty at first.
type sieve [256]uint64

// mostSieved is the length from which on all words count as alike.
const mostSieved = 63

func (v *sieve) add(word string) { v[word[0]] |= 1 << min(len(word), mostSieved) }

// may reports whether a word of that first byte and length may be in the set.
func (v *sieve) may(first byte, length int) bool { return v[first]>>min(length, mostSieved)&1 != 0 }

// sift fills the sieves of a subject that is complete.
func (s *Subject) sift() {
	for word := range s.lookup {
		s.parts.add(word)
	}
	for word := range s.logins {
		s.users.add(word)
	}
	for word := range s.heads {
		s.headed.add(word)
	}
	for i := range s.addresses {
		s.addresses[i].sift()
	}
}

// may reports whether a word may stand for a part of a name.
func (s *Subject) may(first byte, length int, mask uint64) bool {
	return s.parts.may(first, length) || s.aimed(length, mask)
}

// aimed reports whether a word of that length, of these letters, may be a
// misspelling.
func (s *Subject) aimed(length int, mask uint64) bool {
	if length < minInexact-2 || length > mostInexact {
		return false
	}
	for i := range s.targets {
		if s.targets[i].near(length, mask) {
			return true
		}
	}
	return false
}

// mostApart is in how many letters the sets of two words may differ of which one
// is a misspelling of the other: an error takes one away and adds another.
const mostApart = 2 * mostHeard

// near reports whether a word of that length and of these letters may be a
// misspelling of the target.
func (t *target) near(length int, mask uint64) bool {
	n := length - len(t.word)
	return n <= 4 && n >= -4 && bits.OnesCount64(mask^t.mask) <= mostApart
}

// mostJudged is of how many words a subject remembers what they may be meant for.
const mostJudged = 1 << 14

// judged remembers what words that look like a part of a name may stand for: to
// find it out takes longer than all else, and the same errors come again in other
// texts. It is safe for concurrent use.
type judged struct {
	mu    sync.RWMutex
	words map[string][]atom
}

func (j *judged) get(word string) (atoms []atom, ok bool) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	atoms, ok = j.words[word]
	return atoms, ok
}

func (j *judged) put(word string, atoms []atom) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.words) < mostJudged {
		j.words[word] = atoms
	}
}
