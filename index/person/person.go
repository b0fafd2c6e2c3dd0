// Package person finds one person in texts. It turns what is known of a
// subject into queries that over-find, reads the text of what was found with
// the same variants, and says how likely it is that the item is about them.
//
// An item is judged by itself first (Weigh), each row of a table apart. Then
// what all items tell of other people with the same name (Learn, Review), and
// what a conversation tells of its messages (Evidence.Context), corrects that.
//
// It promises that every hit is a place in the text with whole words, that the
// fact and the text of each hit explain the likelihood, and that equal input
// gives equal output. It refuses to guess from a forename or a surname alone
// when other people of that name are about, never takes a title and a surname
// for more than possible, and takes no word for a misspelt name that is itself a
// common name, unless a detail of the subject's stands beside it. Everything is
// compared in the folded form of index/fold.
package person

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sarsen/index/fold"
)

// A Profile is what is known of the subject: strings as they were given.
type Profile struct {
	Names       []string
	FormerNames []string
	Nicknames   []string
	DateOfBirth string // YYYY-MM-DD
	Addresses   []string
	Emails      []string
	Phones      []string
	// Identifiers by kind, such as nino or nhs_number; the kind is the fact of
	// their hits.
	Identifiers map[string]string
	References  []string
	// Relatives support a match when they stand in the text. They are never
	// hits: their details are not the subject's.
	Relatives []string
	// Offices are the mail domains of the organisation itself. Who of the name has
	// an address there is one of its officers: somebody else, where the profile's
	// own addresses are elsewhere.
	Offices []string
}

// The facts of hits. Identifiers have the kind given in the profile.
const (
	FactName        = "name"
	FactFormerName  = "former_name"
	FactNickname    = "nickname" // nickname with surname, or one of the profile's own
	FactInitials    = "initials" // initials with surname
	FactSurname     = "surname"  // alone or after a title
	FactForename    = "forename" // alone
	FactDateOfBirth = "date_of_birth"
	FactAddress     = "address"
	FactPostcode    = "postcode"
	FactEmail       = "email"
	FactPhone       = "phone"
	FactReference   = "reference"
)

// A Hit is a place that refers to the subject.
type Hit struct {
	Fact       string
	Start, End int     // bytes of the text given to Match
	Value      string  // the text there
	Strength   float64 // how surely it is this fact, 0 to 1
	// Exact is unset for misspellings, look-alikes and incomplete forms.
	Exact bool

	unasked bool // no query asks for it: it counts only beside another
}

// A Span is a byte range of a text.
type Span struct{ Start, End int }

// ErrEmpty is returned by Compile for a profile with nothing to look for.
var ErrEmpty = errors.New("profile has nothing to look for")

// A Subject is a profile made ready for matching. Its methods are safe for
// concurrent use.
type Subject struct {
	names     []*name
	relatives []*name
	lookup    map[string][]atom // folded word to the parts of names it stands for
	targets   []target          // parts of names that words may be misspellings of
	logins    map[string]login  // words that people of the names log in by
	heads     map[string]bool   // words that begin a part of several words
	halves    map[string][]half // of names, by the first
	doubled   bool              // a surname is double-barrelled
	longest   int               // most tokens that one part of a name may have
	codes     *codes
	emails    []string
	spelled   []spelled // of emails
	offices   []string  // mail domains of the organisation, without the @
	officer   bool      // the subject has an address there
	born      time.Time // zero when unknown
	addresses []address
	kinds     map[string]bool // facts that settle who it is
	shapes    map[string]bool // of references
	nicknames map[string]bool // of the profile, in one word

	parts  sieve // of lookup
	users  sieve // of logins
	headed sieve // of heads
	judged judged
}

// Compile makes a profile ready for matching. Errors do not repeat it.
func Compile(p Profile) (*Subject, error) {
	s := &Subject{lookup: map[string][]atom{}, logins: map[string]login{}, heads: map[string]bool{}, halves: map[string][]half{}, judged: judged{words: map[string][]atom{}}, longest: 1, codes: &codes{}, kinds: map[string]bool{}, shapes: map[string]bool{}, nicknames: map[string]bool{}}
	s.addNames(p.Names, FactName)
	s.addNames(p.FormerNames, FactFormerName)
	s.addNames(p.Nicknames, FactNickname)
	for _, r := range p.Relatives {
		if n := parseName(r, FactName); n != nil {
			s.relatives = append(s.relatives, n)
		}
	}
	if p.DateOfBirth != "" {
		born, err := time.Parse(time.DateOnly, strings.TrimSpace(p.DateOfBirth))
		if err != nil {
			return nil, errors.New("read profile: the date of birth is not written as YYYY-MM-DD")
		}
		s.born = born
	}
	for _, a := range p.Addresses {
		s.addAddress(a)
	}
	for _, e := range p.Emails {
		if e = fold.String(e); strings.Contains(e, "@") {
			s.addEmail(e)
		}
	}
	for _, o := range p.Offices {
		s.offices = append(s.offices, strings.TrimPrefix(fold.String(o), "@"))
	}
	s.officer = slices.ContainsFunc(s.emails, s.atOffice)
	if err := s.addCodes(p); err != nil {
		return nil, err
	}
	if len(s.names)+len(s.codes.list)+len(s.emails)+len(s.addresses) == 0 && s.born.IsZero() {
		return nil, fmt.Errorf("read profile: %w", ErrEmpty)
	}
	s.sift()
	return s, nil
}

func (s *Subject) addCodes(p Profile) error {
	for kind, value := range p.Identifiers {
		if compact(value) == "" {
			continue
		}
		if kind == "" {
			return errors.New("read profile: an identifier has no kind")
		}
		s.kinds[kind] = true
		s.codes.addIdentifier(kind, value)
	}
	for _, r := range p.References {
		s.codes.addReference(r)
		if text := compact(r); len(text) >= minSure && hasDigit(text) {
			s.shapes[shape(text)] = true
		}
	}
	for _, t := range p.Phones {
		s.codes.addPhone(t)
	}
	s.codes.sort()
	return nil
}

// compact returns the folded letters and digits of a text.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		if fold.IsWord(r) {
			return r
		}
		return -1
	}, fold.String(text))
}
