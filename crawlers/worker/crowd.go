package worker

import (
	"sync"

	"sarsen/crawlers"
)

// crowded ends the largest of several jobs, which is then done alone.
var crowded = &loss{crawlers.TooLarge, "needed more memory than all readers may have together"}

// A crowd is all children of a pool and what they hold together.
type crowd struct {
	limit int64

	mu   sync.Mutex
	used map[*child]int64
}

// member returns a function that notes what a child uses, and answers crowded
// when it is the one that has to go.
func (c *crowd) member(m *child) func(used int64) *loss {
	return func(used int64) *loss {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.used[m] = used
		all, most := int64(0), int64(0)
		for _, n := range c.used {
			all += n
			most = max(most, n)
		}
		if all > c.limit && len(c.used) > 1 && used == most {
			delete(c.used, m)
			return crowded
		}
		return nil
	}
}

// leave forgets a child that has ended.
func (c *crowd) leave(m *child) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.used, m)
}
