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
