package pst

import "container/list"

// A cache keeps what was used last, up to a number of bytes.
type cache[K comparable, V any] struct {
	room  int
	items map[K]*list.Element
	order *list.List // used last in front
}

type cached[K comparable, V any] struct {
	key   K
	value V
	size  int
}

func newCache[K comparable, V any](room int) *cache[K, V] {
	return &cache[K, V]{room: room, items: map[K]*list.Element{}, order: list.New()}
}

func (c *cache[K, V]) get(key K) (V, bool) {
	e, ok := c.items[key]
	if !ok {
		var none V
		return none, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached[K, V]).value, true
}

func (c *cache[K, V]) put(key K, value V, size int) {
	if _, ok := c.items[key]; ok || size > c.room {
		return
	}
	for c.room < size {
		last := c.order.Back()
		if last == nil {
			return
		}
		old := c.order.Remove(last).(*cached[K, V])
		delete(c.items, old.key)
		c.room += old.size
	}
	c.room -= size
	c.items[key] = c.order.PushFront(&cached[K, V]{key, value, size})
}
