package person

import (
	"strings"
	"sync"
)

// sexed tells the sex, m or f, of forenames that nearly all bearers share one
// with. It is read once.
var sexed = sync.OnceValue(func() map[string]byte {
	list := map[string]byte{}
	for _, line := range lines("sexes") {
		sex, rest, _ := strings.Cut(line, ":")
		for _, n := range strings.Fields(rest) {
			list[n] = sex[0]
		}
	}
	return list
})

// sex tells the sex of who bears a name, by title or by forename; 0 where neither
// does.
func (n *name) sex() byte {
	switch {
	case n.male == n.female:
		return sexed()[n.fore]
	case n.male:
		return 'm'
	default:
		return 'f'
	}
}
