package smime

// Tags of elements, with the bit that says they are made of others.
const (
	constructed = 0x20
	tagOctets   = 0x04
	tagOID      = 0x06
	tagSequence = 0x30
	tagExplicit = 0xA0
)

// maxDepth is how deep elements may nest.
const maxDepth = 32

// An element is a tag with what it holds.
type element struct {
	tag     byte
	content []byte
}

// next reads the element at the beginning of data (X.690); its length may be
// left open, to be ended by two zeros.
func next(data []byte, depth int) (e element, rest []byte, ok bool) {
	if len(data) < 2 || depth > maxDepth || data[0]&0x1F == 0x1F {
		return e, nil, false
	}
	e.tag = data[0]
	length, body := int(data[1]), data[2:]
	switch {
	case length == 0x80:
		return open(e.tag, body, depth)
	case length > 0x80:
		n := length & 0x7F
		if n > 4 || n > len(body) {
			return e, nil, false
		}
		length = 0
		for _, c := range body[:n] {
			length = length<<8 | int(c)
		}
		body = body[n:]
	}
	if length > len(body) { // cut short
		return element{e.tag, body}, nil, true
	}
	return element{e.tag, body[:length]}, body[length:], true
}

// open reads an element without a length.
func open(tag byte, body []byte, depth int) (element, []byte, bool) {
	at := body
	for len(at) >= 2 {
		if at[0] == 0 && at[1] == 0 {
			return element{tag, body[:len(body)-len(at)]}, at[2:], true
		}
		_, rest, ok := next(at, depth+1)
		if !ok {
			return element{}, nil, false
		}
		at = rest
	}
	return element{tag, body}, nil, true
}

// bytes returns the bytes of a string that may be made of several.
func (e element) bytes(depth int) []byte {
	if e.tag&constructed == 0 {
		return e.content
	}
	var out []byte
	for rest := e.content; len(rest) > 0; {
		part, after, ok := next(rest, depth)
		if !ok || depth > maxDepth {
			break
		}
		if part.tag&^constructed == tagOctets {
			out = append(out, part.bytes(depth+1)...)
		}
		rest = after
	}
	return out
}
