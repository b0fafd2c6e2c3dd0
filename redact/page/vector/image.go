package vector

import (
	"bytes"
	"errors"

	"sarsen/redact/page/rebuild"
)

var errImage = errors.New("image not understood")

// Limits of an image.
const (
	maxSide   = 1 << 15
	maxPixels = 1 << 26
)

var imageRules = rules{
	"Width": integer(1, maxSide), "Height": integer(1, maxSide), "BitsPerComponent": integer(1, 16), "ImageMask": flag,
	"Decode": numbers(2, 2*mostColours), "Matte": numbers(1, mostColours),
}

// image writes an image anew. Its colour space is found by space when it is
// inline, where spaces may have the names of the content's resources.
func (p *painter) image(s *stream, space func(any) (colours, error)) (*rebuild.Object, error) {
	if had, ok := p.images[s]; ok {
		return had, nil
	}
	if space == nil {
		space = func(v any) (colours, error) { return p.colours(v, 0) }
	}
	d, data, err := p.picture(s, space, 0)
	if err != nil {
		return nil, err
	}
	o := streamed(d, data)
	p.images[s] = o
	return o, nil
}

func (p *painter) picture(s *stream, space func(any) (colours, error), depth int) (dict, []byte, error) {
	d, err := p.pick(s.dict, imageRules)
	if err != nil {
		return nil, nil, err
	}
	d["Type"], d["Subtype"] = name("XObject"), name("Image")
	n, err := p.samplesOf(s, d, space)
	if err != nil {
		return nil, nil, err
	}
	data, err := p.pixels(s, d, n)
	if err != nil {
		return nil, nil, err
	}
	if depth == 0 { // masks have none
		if err := p.masks(s, d, data, n); err != nil {
			return nil, nil, err
		}
	}
	if d["BitsPerComponent"] == 8.0 && d["ImageMask"] != true && d["Filter"] == nil {
		d["DecodeParms"] = dict{"Predictor": 15.0, "Colors": float64(n), "BitsPerComponent": 8.0, "Columns": d["Width"]}
		width, _ := d["Width"].(float64)
		data = predicted(data, int(width)*n, n)
	}
	return d, data, nil
}

// samplesOf settles what a sample of an image is and returns how many there
// are to a pixel.
func (p *painter) samplesOf(s *stream, d dict, space func(any) (colours, error)) (int, error) {
	if d["ImageMask"] == true {
		d["BitsPerComponent"] = 1.0
		return 1, nil
	}
	cs, err := p.resolve(s.dict["ColorSpace"])
	if err != nil || cs == nil {
		return 0, errImage
	}
	c, err := space(cs)
	if err != nil {
		return 0, err
	}
	d["ColorSpace"] = c.value
	return c.n, nil
}

// pixels returns an image's data without anything behind the last pixel.
func (p *painter) pixels(s *stream, d dict, n int) ([]byte, error) {
	data, rest, err := p.unpackTo(s)
	if err != nil {
		return nil, err
	}
	width, _ := d["Width"].(float64)
	height, _ := d["Height"].(float64)
	if n == 0 || width*height > maxPixels || width == 0 || height == 0 {
		return nil, errImage
	}
	if len(rest) > 0 {
		return p.photograph(rest, d, data, n)
	}
	bits, err := whole(d["BitsPerComponent"], 1, 16)
	if err != nil || bits&(bits-1) != 0 {
		return nil, errImage
	}
	row := (int(width)*n*bits + 7) / 8
	if want := row * int(height); want > maxStream {
		return nil, errLarge
	} else if len(data) < want {
		data = append(bytes.Clone(data), make([]byte, want-len(data))...)
	} else {
		data = bytes.Clone(data[:want])
	}
	return data, nil
}

// photograph returns a JPEG picture that holds nothing but itself.
func (p *painter) photograph(rest []step, d dict, data []byte, n int) ([]byte, error) {
	if len(rest) != 1 || rest[0].filter != "DCTDecode" && rest[0].filter != "DCT" || d["ImageMask"] == true {
		return nil, errFilter
	}
	d["Filter"], d["BitsPerComponent"] = name("DCTDecode"), 8.0
	out, colours, err := bare(data)
	if err == nil && colours != n {
		err = errImage
	}
	return out, err
}

// masks writes what masks an image anew. Of the image nothing remains where a
// mask lets nothing through.
func (p *painter) masks(s *stream, d dict, data []byte, n int) error {
	key, err := p.deep(s.dict["Mask"])
	if err != nil {
		return err
	}
	switch v := key.(type) {
	case nil:
	case array: // colours that are left out
		if _, err := floats(v, 2, 2*mostColours); err != nil {
			return errImage
		}
		d["Mask"] = v
	default:
		return errFaded
	}
	v, err := p.resolve(s.dict["SMask"])
	if err != nil || v == nil {
		return err
	}
	soft, ok := v.(*stream)
	if !ok {
		return errImage
	}
	m, alpha, err := p.picture(soft, func(any) (colours, error) { return deviceSpaces["DeviceGray"], nil }, 1)
	if err != nil {
		return err
	}
	plainAlpha, err := p.alpha(soft)
	if err != nil {
		return err
	}
	d["SMask"] = streamed(m, alpha)
	return blank(d, m, data, plainAlpha, n)
}

// alpha returns the samples of a soft mask, nil when they are not known.
func (p *painter) alpha(s *stream) ([]byte, error) {
	data, rest, err := p.unpackTo(s)
	if err != nil || len(rest) > 0 {
		return nil, err
	}
	if bits, err := p.resolve(s.dict["BitsPerComponent"]); err != nil || bits != 8.0 || s.dict["Decode"] != nil {
		return nil, err
	}
	return data, nil
}

// blank wipes the samples of an image that a mask hides, or says that it
// cannot.
func blank(d, m dict, data, alpha []byte, n int) error {
	if alpha == nil {
		return errFaded
	}
	if bytes.IndexByte(alpha, 0) < 0 {
		return nil
	}
	same := d["Width"] == m["Width"] && d["Height"] == m["Height"] && d["BitsPerComponent"] == 8.0
	if !same || d["Filter"] != nil || d["Matte"] != nil {
		return errFaded
	}
	for i, a := range alpha[:min(len(alpha), len(data)/n)] {
		if a == 0 {
			clear(data[i*n : (i+1)*n])
		}
	}
	return nil
}

// predicted writes rows as PNG does, each as its differences from the row
// above or from the pixel before, whichever are smaller.
func predicted(data []byte, row, pixel int) []byte {
	out := make([]byte, 0, len(data)+len(data)/max(row, 1)+1)
	above := make([]byte, row)
	left, up := make([]byte, row), make([]byte, row)
	for ; len(data) >= row && row > 0; data = data[row:] {
		sums := [2]int{}
		for i, v := range data[:row] {
			left[i], up[i] = v, v-above[i]
			if i >= pixel {
				left[i] -= data[i-pixel]
			}
			sums[0] += distance(0, int(int8(left[i]))) //nolint:gosec // a difference
			sums[1] += distance(0, int(int8(up[i])))   //nolint:gosec // as above
		}
		if sums[0] < sums[1] {
			out = append(append(out, 1), left...)
		} else {
			out = append(append(out, 2), up...)
		}
		above = data[:row]
	}
	return out
}
