package verify

import "encoding/binary"

// The extra fields that ordinary zip programs write: sizes, times and owners.
const (
	extraZip64 = 0x0001 // sizes over 4 GiB
	extraNTFS  = 0x000a // times of Windows
	extraTimes = 0x5455 // times of Unix
	extraOwner = 0x7875 // numbers of user and group
)

// zipExtra searches a member's extra fields and reports those that may hold
// anything else than sizes, times and owners.
func (c *check) zipExtra(name string, extra []byte) {
	if len(extra) == 0 {
		return
	}
	for _, t := range bytesToTexts(extra) {
		c.text(name, "zip extra field", t, mode{least: 4})
	}
	for len(extra) > 0 {
		id, body, rest, ok := nextExtra(extra)
		if !ok || !ordinary(id, body) {
			c.add(name, "zip extra field", Hidden, "the member carries extra fields that ordinary zip programs do not write")
			return
		}
		extra = rest
	}
}

// nextExtra cuts the first field off.
func nextExtra(extra []byte) (id uint16, body, rest []byte, ok bool) {
	if len(extra) < 4 {
		return 0, nil, nil, false
	}
	n := 4 + int(binary.LittleEndian.Uint16(extra[2:]))
	if n > len(extra) {
		return 0, nil, nil, false
	}
	return binary.LittleEndian.Uint16(extra), extra[4:n], extra[n:], true
}

func hasExtra(extra []byte, want uint16) bool {
	for len(extra) > 0 {
		id, _, rest, ok := nextExtra(extra)
		if !ok {
			return false
		}
		if id == want {
			return true
		}
		extra = rest
	}
	return false
}

// ordinary reports whether a field is of a known kind and no longer than that
// kind needs.
func ordinary(id uint16, b []byte) bool {
	switch id {
	case extraZip64: // up to three sizes and the number of a disk
		return len(b) == 0 || len(b) <= 24 && len(b)%8 == 0 || len(b) == 28
	case extraNTFS: // four bytes that are zero, then one list of three times
		return len(b) == 32 && binary.LittleEndian.Uint32(b) == 0 &&
			binary.LittleEndian.Uint16(b[4:]) == 1 && binary.LittleEndian.Uint16(b[6:]) == 24
	case extraTimes: // flags, then up to three times
		return len(b) >= 1 && len(b) <= 13 && len(b)%4 == 1 && b[0] < 8
	case extraOwner: // version, then two numbers, each with its length before it
		if len(b) < 3 || b[0] != 1 || b[1] > 8 || len(b) < int(b[1])+3 {
			return false
		}
		group := b[2+int(b[1])]
		return group <= 8 && len(b) == 3+int(b[1])+int(group)
	}
	return false
}
