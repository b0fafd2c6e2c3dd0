package pipeline

import (
	"sarsen/agent/catalogue"
	"sarsen/index/person"
)

const (
	// mostShelved is how many bytes of text a shelf holds in all, and
	// largestShelved of one text: most are small, and a large one is read again.
	mostShelved    = 64 << 20
	largestShelved = 64 << 10
)

// A shelf keeps what candidates say, so that it need not be read and matched again
// when it is weighed knowing more. It is not safe for concurrent use while
// something is put on it.
type shelf struct {
	items map[string]shelved
	size  int
}

// shelved is what an item says, and where its text begins behind the header.
type shelved struct {
	evidence person.Evidence
	body     int
}

// put keeps an item's evidence where there is room.
func (s *shelf) put(id string, e person.Evidence, text catalogue.Text) {
	if len(text.Text) > largestShelved || s.size+len(text.Text) > mostShelved {
		return
	}
	if s.items == nil {
		s.items = map[string]shelved{}
	}
	e.Forget()
	s.items[id] = shelved{e, body(text)}
	s.size += len(text.Text)
}

func (s *shelf) has(id string) bool {
	_, ok := s.items[id]
	return ok
}

func (s *shelf) get(id string) (kept shelved, ok bool) {
	kept, ok = s.items[id]
	return kept, ok
}
