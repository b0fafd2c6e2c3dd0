package components

import "maps"

// Chosen are the IDs of the rows that the next act is for. The zero value has
// none.
type Chosen map[string]bool

// Toggle returns the choice with id in it, or without it where it was in. c
// stays as it is: a screen that was shown keeps its own.
func (c Chosen) Toggle(id string) Chosen {
	out := maps.Clone(c)
	switch {
	case out == nil:
		out = Chosen{id: true}
	case out[id]:
		delete(out, id)
	default:
		out[id] = true
	}
	return out
}
