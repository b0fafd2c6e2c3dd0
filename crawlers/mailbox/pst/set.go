package pst

// sparse is a set of nodes.
type sparse map[nodeID]*[64]uint64

// add reports whether the node is new.
func (s *sparse) add(id nodeID) bool {
	if *s == nil {
		*s = sparse{}
	}
	// Types are apart; within one, nodes have neighbours.
	key, bit := id&0x1F<<24|nodeID(id.index()>>12), id.index()&0xFFF
	bits := (*s)[key]
	if bits == nil {
		bits = new([64]uint64)
		(*s)[key] = bits
	}
	if bits[bit/64]>>(bit%64)&1 != 0 {
		return false
	}
	bits[bit/64] |= 1 << (bit % 64)
	return true
}
