package recognise

// A Directory knows the names of people whom the council's sources give where
// a name is sure to stand: in the headers of messages, in lists of staff, in
// columns of names. With it a name is known that no list of names has, and one
// that is written in small letters.
//
// Words are as Key makes them. A Directory is safe for concurrent use.
type Directory interface {
	// Name returns how many of the leading words are the whole name of
	// somebody, with the surname last or first: two at least, or 0.
	Name(words []string) int
	// Part reports whether a word is the forename, and whether it is the
	// surname, of somebody.
	Part(word string) (forename, surname bool)
}

// WrittenName reports whether words that stand where a name is written are those
// of a person, forename first: none of them says that they name a body, a post or
// a mailbox, and one at least is known as part of names, or none is known at all.
// With sure something else says it too, such as the local part of an address:
// then everyday words are taken for names.
func WrittenName(words []string, sure bool) bool {
	named, common := 0, 0
	for i, w := range words {
		c := known(Key(w))
		name := c & (isForename | isSurname)
		last := i == len(words)-1
		switch {
		case c&isParticle != 0 && i > 0 && !last:
			continue
		case c&isTitle != 0 && name == 0 || c&(isOrg|isUnit|isGreeting|isLead|isRole) != 0 && name == 0:
			return false
		case c&(isOrg|isRole) != 0 && !(last && sure && named > 0): // Head, Bank
			return false
		}
		switch {
		case name != 0:
			named++
		case c&(isWord|isPlace|isStreet|isKin|isVerb|isSays) != 0:
			common++
		}
	}
	switch {
	case len(words) < 2 || common == len(words):
		return false
	case sure:
		return true
	}
	return common == 0 || named > 0 && known(Key(words[0]))&isForename != 0
}

// NameOnly reports whether a word is known as part of names and as nothing else.
func NameOnly(w string) bool {
	c := known(Key(w))
	return c != 0 && c&^(isForename|isSurname) == 0
}

// PostWord reports whether a word is one of those that posts are called by.
func PostWord(w string) bool { return known(Key(w))&isRole != 0 }
