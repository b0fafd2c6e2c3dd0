package vector

import (
	"bytes"
	"errors"

	"sarsen/redact/page/rebuild"
)

var errInline = errors.New("inline image not understood")

// long are the names for which inline images have short ones.
var long = map[name]name{
	"BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "DP": "DecodeParms", "F": "Filter", "H": "Height",
	"IM": "ImageMask", "I": "Interpolate", "W": "Width", "L": "Length",
}

// inline makes an image of its own of one inside of the content.
func (c *canvas) inline(l *lexer) error {
	d := dict{}
	for {
		k, err := l.next()
		if err != nil {
			return err
		}
		if k == word("ID") {
			break
		}
		key, ok := k.(name)
		v, err := l.next()
		if _, op := v.(word); !ok || op || err != nil {
			return errInline
		}
		if full, ok := long[key]; ok {
			key = full
		}
		d[key] = v
	}
	if l.at < len(l.b) && space(l.b[l.at]) {
		l.at++
	}
	data, err := c.inlineData(l, d)
	if err != nil {
		return err
	}
	s := &stream{dict: d, data: data}
	return c.drawImage(func() (*rebuild.Object, error) { return c.p.image(s, c.inlineSpace) })
}

// inlineSpace is the colour space of an inline image.
func (c *canvas) inlineSpace(v any) (colours, error) {
	if n, ok := v.(name); ok {
		return c.colourSpaceNamed(n)
	}
	return c.p.colours(v, 0)
}

// inlineData takes the image's data up to the operator that ends it: where
// they must end when they are not packed, else the first place where the
// operator stands and what follows is content.
func (c *canvas) inlineData(l *lexer, d dict) ([]byte, error) {
	rest := l.b[l.at:]
	from := 0
	if d["Filter"] == nil {
		n, err := c.inlineSize(d)
		if err != nil {
			return nil, err
		}
		if from = n; from > len(rest) {
			return nil, errInline
		}
	}
	for at := from; ; {
		i := bytes.Index(rest[at:], []byte("EI"))
		if i < 0 || d["Filter"] == nil && i > 2 {
			return nil, errInline
		}
		at += i
		after := at + len("EI")
		if (at == 0 || space(rest[at-1]) || at == from) && (after == len(rest) || space(rest[after])) && content(rest[after:]) {
			l.at += after
			return rest[:at], nil
		}
		at = after
	}
}

// content reports whether the next bytes may be content.
func content(b []byte) bool {
	for _, c := range b[:min(len(b), 16)] {
		if c >= 0x7F || c < ' ' && !space(c) {
			return false
		}
	}
	return true
}

func (c *canvas) inlineSize(d dict) (int, error) {
	w, werr := whole(d["Width"], 1, maxSide)
	h, herr := whole(d["Height"], 1, maxSide)
	if err := errors.Join(werr, herr); err != nil {
		return 0, errInline
	}
	if d["ImageMask"] == true {
		return (w + 7) / 8 * h, nil
	}
	bits, err := whole(d["BitsPerComponent"], 1, 16)
	if err != nil {
		return 0, errInline
	}
	cs, err := c.inlineSpace(d["ColorSpace"])
	if err != nil {
		return 0, err
	}
	return (w*bits*cs.n + 7) / 8 * h, nil
}
