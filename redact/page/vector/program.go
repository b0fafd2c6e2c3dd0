package vector

import (
	"errors"

	"sarsen/redact/page/rebuild"
)

var (
	errNotEmbedded = errors.New("font not embedded")
	errUncut       = errors.New("font that cannot be cut, of a document with something withheld")
	errProgram     = errors.New("font program not understood")
)

// may says whether a program can come along.
func (p *painter) may(pr *program) error {
	switch {
	case pr == nil:
		return nil
	case pr.key == "FontFile2":
		_, err := readTrueType(pr.data)
		return err
	case pr.key == "FontFile3" && pr.kind != "Type1C" && pr.kind != "CIDFontType0C" && pr.kind != "OpenType":
		return errProgram
	case !p.whole:
		return errUncut
	}
	return nil
}

// cutSimple cuts a program down to codes of single bytes, which have names.
func (pr *program) cutSimple(codes []int, names map[int][]rune) ([]byte, error) {
	if pr == nil {
		return nil, nil
	}
	if pr.key != "FontFile2" {
		return pr.clean()
	}
	t, err := readTrueType(pr.data)
	if err != nil {
		return nil, err
	}
	return t.cutByCode(codes, names)
}

// cutShapes cuts a program down to shapes by their number.
func (pr *program) cutShapes(shapes map[int]bool) ([]byte, error) {
	if pr.key != "FontFile2" {
		return pr.clean()
	}
	t, err := readTrueType(pr.data)
	if err != nil {
		return nil, err
	}
	return t.cut(shapes, nil)
}

// clean takes text that nobody needs out of a program that comes along whole.
func (pr *program) clean() ([]byte, error) {
	switch {
	case pr.key == "FontFile":
		return cleanType1(pr.data)
	case pr.kind == "OpenType":
		return nil, errProgram
	}
	return cleanCFF(pr.data)
}

// object writes a program.
func (pr *program) object(data []byte) *rebuild.Object {
	d := dict{}
	switch pr.key {
	case "FontFile3":
		d["Subtype"] = pr.kind
	case "FontFile2":
		d["Length1"] = float64(len(data))
	case "FontFile":
		head := type1Head(data)
		d["Length1"], d["Length2"], d["Length3"] = float64(head), float64(len(data)-head), 0.0
	}
	return streamed(d, data)
}
