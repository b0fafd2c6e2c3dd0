package tagger

// A Class is what a word is known to be, whoever uses it; a set of bits.
type Class uint32

// The classes.
const (
	Forename     Class = 1 << iota // somewhere in the UK's communities
	TopForename                    // among the most frequent
	Surname                        // somewhere in the UK's communities
	TopSurname                     // among the most frequent
	Title                          // Mrs, Cllr
	Particle                       // van, bin, of names
	Role                           // officer, tenant
	Kin                            // mother, neighbour
	OrgWord                        // council, services
	OrgEnd                         // Ltd, plc
	Street                         // Road, Close
	Unit                           // flat, floor
	Town                           // of the UK
	Country                        // and other places abroad
	Nationality                    // Polish
	Everyday                       // a word of everyday text in small letters
	Frequent                       // among the most frequent of these
	Greeting                       // Dear, Hi
	Closing                        // regards, sincerely
	Says                           // said, phoned: what people do
	Before                         // from, with: often before a name
	Heading                        // tenant, name: stands before a colon
	Calendar                       // Monday, January
	Nickname                       // short forms of forenames
	Abbreviation                   // capitals of organisations and things
)

// An Entry is what a lexicon knows of a word.
type Entry struct {
	Classes Class
	// Cluster is a group of words used alike, as learned from texts without
	// labels; 0 is none.
	Cluster uint16
}

// A Lexicon knows words by a hash of their folded form. It is immutable once
// made.
type Lexicon struct {
	slots []lexiconSlot // a power of two, open addressing
	count int
}

type lexiconSlot struct {
	key uint32 // 0 is empty
	Entry
}

// NewLexicon returns the lexicon of words, which must be folded as fold.String
// does, single words each.
func NewLexicon(words map[string]Entry) *Lexicon {
	l := makeLexicon(len(words))
	for w, e := range words {
		l.add(wordKey(hashString(w)), e)
	}
	return l
}

func makeLexicon(n int) *Lexicon {
	size := 8
	for size < n*2 {
		size *= 2
	}
	return &Lexicon{slots: make([]lexiconSlot, size)}
}

// wordKey shortens a word's hash; 0 is kept for no word.
func wordKey(hash uint64) uint32 {
	return max(1, uint32(hash>>7)) //nolint:gosec // meant to be cut
}

// add joins e to what is known under key; the greater cluster stays, so that
// order does not matter.
func (l *Lexicon) add(key uint32, e Entry) {
	mask := uint32(len(l.slots) - 1) //nolint:gosec // far below 2^32
	for i := key * 0x9e3779b1 & mask; ; i = (i + 1) & mask {
		s := &l.slots[i]
		if s.key == 0 {
			l.count++
			s.key = key
		}
		if s.key == key {
			s.Classes |= e.Classes
			s.Cluster = max(s.Cluster, e.Cluster)
			return
		}
	}
}

// find returns what is known of the word with that hash.
func (l *Lexicon) find(hash uint64) Entry {
	key := wordKey(hash)
	mask := uint32(len(l.slots) - 1) //nolint:gosec // far below 2^32
	for i := key * 0x9e3779b1 & mask; ; i = (i + 1) & mask {
		switch s := &l.slots[i]; s.key {
		case 0:
			return Entry{}
		case key:
			return s.Entry
		}
	}
}
