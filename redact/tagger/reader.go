package tagger

// A reader is a text being read: its tokens, lines, spellings and words. It is
// scratch space that is used again for other texts.
type reader struct {
	lexicon *Lexicon
	tokens  []token
	lines   []line
	forms   []form
	stems   []stem
	byText  map[uint64]int32 // hash of a spelling to its form
	byStem  map[uint64]int32 // hash of a folded word to its stem
	arena   []uint64         // affixes of all forms
	low     []byte
	buf     []uint32
	scores  []int32 // of forms, tags at a time; the first is not used
	lattice lattice
}

func newReader() *reader {
	return &reader{byText: map[uint64]int32{}, byStem: map[uint64]int32{}, scores: make([]int32, tags)}
}

// read takes in a text.
func (r *reader) read(text string, lexicon *Lexicon) {
	r.lexicon = lexicon
	r.tokens, r.lines, r.forms, r.stems = r.tokens[:0], r.lines[:0], r.forms[:0], r.stems[:0]
	r.arena, r.scores = r.arena[:0], r.scores[:tags]
	clear(r.byText)
	clear(r.byStem)
	r.split(text)
	r.witness()
}

// formAt returns the form of the token at i, nil outside of the text.
func (r *reader) formAt(i int) *form {
	if i < 0 || i >= len(r.tokens) {
		return nil
	}
	return &r.forms[r.tokens[i].form]
}

// Blocks are read one by one: so many tokens that a sentence may begin a new
// one, and so many that any token does.
const (
	blockSoft = 200
	blockHard = 1000
)

// blockEnd returns where the block that begins with token from ends: before an
// empty line, or where it grew long.
func (r *reader) blockEnd(from int) int {
	for i := from + 1; i < len(r.tokens); i++ {
		f := r.tokens[i].flags
		if f&blockStart != 0 || f&sentence != 0 && i-from >= blockSoft || i-from >= blockHard {
			return i
		}
	}
	return len(r.tokens)
}

// What company a word was seen in, counted over a text.
const (
	seenSmall    = iota // in small letters
	seenCapital         // with a capital inside a sentence
	seenTitle           // after a title
	seenForename        // after a forename, with a capital
	seenSurname         // before a surname, with a capital
	seenOrg             // before a word of organisations
	seenStreet          // before a word of streets
	seenLine            // alone in its line
	evidences
)

// witness counts for each word the company in which it stands.
func (r *reader) witness() {
	for i := range r.tokens {
		seen := &r.stems[r.forms[r.tokens[i].form].stem].seen
		for e, set := 0, r.company(i); set != 0; e, set = e+1, set>>1 {
			if set&1 != 0 && seen[e] < 1<<15 {
				seen[e]++
			}
		}
	}
}

// company returns the evidences of one token, one bit each.
func (r *reader) company(i int) (set uint32) {
	t := &r.tokens[i]
	if t.flags&isWord == 0 {
		return 0
	}
	if t.flags&isSmall != 0 {
		return 1 << seenSmall
	}
	if t.flags&(sentence|isUpper) == isUpper && !r.lines[t.line].caps {
		set |= 1 << seenCapital
	}
	if t.flags&lineStart != 0 && t.flags&lineEnd != 0 {
		set |= 1 << seenLine
	}
	set |= r.companyBefore(i)
	if next := r.formAt(i + 1); next != nil && r.tokens[i+1].flags&lineStart == 0 && next.flags&isUpper != 0 {
		c := next.entry.Classes
		if c&Surname != 0 {
			set |= 1 << seenSurname
		}
		if c&(OrgWord|OrgEnd) != 0 {
			set |= 1 << seenOrg
		}
		if c&Street != 0 {
			set |= 1 << seenStreet
		}
	}
	return set
}

// companyBefore returns the evidences that come from the word before.
func (r *reader) companyBefore(i int) (set uint32) {
	if r.tokens[i].flags&lineStart != 0 {
		return 0
	}
	at := i - 1
	if f := r.formAt(at); f != nil && f.sign == '.' && at > 0 {
		at-- // "Mr."
	}
	f := r.formAt(at)
	if f == nil {
		return 0
	}
	if f.entry.Classes&Title != 0 {
		set |= 1 << seenTitle
	}
	if at == i-1 && f.flags&isUpper != 0 && f.entry.Classes&Forename != 0 {
		set |= 1 << seenForename
	}
	return set
}

// elsewhere returns the evidences that the word at i has apart from itself.
func (r *reader) elsewhere(i int) (set uint32) {
	own := r.company(i)
	seen := &r.stems[r.forms[r.tokens[i].form].stem].seen
	for e, n := range seen {
		if n > uint16(own>>e&1) {
			set |= 1 << e
		}
	}
	return set
}
