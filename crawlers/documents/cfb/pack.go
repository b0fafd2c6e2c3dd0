package cfb

import (
	"errors"
	"strings"
	"unicode/utf16"
)

// ErrTooLarge is wrapped by errors of [Entry.Pack].
var ErrTooLarge = errors.New("over the limit of size")

// Copy returns a node with everything in a storage or stream, as far as it can
// be read, and no more than limit bytes in all.
func (e *Entry) Copy(limit int64) Node { return e.copied(&limit) }

func (e *Entry) copied(left *int64) Node {
	n := Node{Name: e.Name, Storage: e.Storage, Class: e.Class}
	if !e.Storage {
		n.Data = e.Bytes(*left)
		*left -= int64(len(n.Data))
		return n
	}
	for _, child := range e.Children {
		n.Nodes = append(n.Nodes, child.copied(left))
	}
	return n
}

// Pack returns a storage as a compound file of its own, such as an embedded
// document, with at most limit bytes of streams. Names that do not fit the
// format are made to. Equal storages give equal bytes.
func (e *Entry) Pack(limit int64) ([]byte, error) {
	if e.weight() > limit {
		return nil, ErrTooLarge
	}
	n := e.Copy(limit)
	n.fit()
	return Write(n)
}

// weight is how many bytes there are to copy, with those of the directory.
func (e *Entry) weight() int64 {
	if !e.Storage {
		return e.Open().Size() + entryLength
	}
	sum := int64(0)
	for _, c := range e.Children {
		sum += c.weight()
	}
	return sum
}

// fit makes names fit the format; of those that a storage has twice, the first
// stays.
func (n *Node) fit() {
	seen := map[string]bool{}
	kept := n.Nodes[:0]
	for _, c := range n.Nodes {
		c.Name = fitted(c.Name)
		if id := strings.ToUpper(c.Name); !seen[id] {
			seen[id] = true
			c.fit()
			kept = append(kept, c)
		}
	}
	n.Nodes = kept
}

func fitted(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(forbidden, r) {
			return '_'
		}
		return r
	}, name)
	if units := utf16.Encode([]rune(name)); len(units) > longestName {
		name = string(utf16.Decode(units[:longestName]))
	}
	if name == "" {
		return "_"
	}
	return name
}
