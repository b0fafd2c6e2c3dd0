package pst

// Encode returns how a store of an encoding encodes a block: the inverse of
// what reading does.
func Encode(c byte) func(data []byte, id uint32) {
	return func(data []byte, id uint32) {
		switch crypt(c) {
		case cryptPermute:
			for i, b := range data {
				data[i] = permuted[b]
			}
		case cryptCyclic: // its own inverse
			crypt(c).decode(data, blockID(id))
		}
	}
}

// Tables are those of the encodings.
func Tables() (permuted256, substituted256, unpermuted256 [256]byte) {
	return permuted, substituted, unpermuted
}
