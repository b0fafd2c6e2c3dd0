package vector

import (
	"math"
	"slices"
)

// composite reads a font of double bytes.
func (p *painter) composite(f *font, d dict) error {
	if e, err := p.resolve(d["Encoding"]); err != nil || e != name("Identity-H") {
		return errFont
	}
	list, err := p.list(d["DescendantFonts"])
	if err != nil || len(list) != 1 {
		return errFont
	}
	below, err := p.dict(list[0])
	if err != nil {
		return err
	}
	kind, err := p.resolve(below["Subtype"])
	if err != nil {
		return err
	}
	if kind != name("CIDFontType0") && kind != name("CIDFontType2") {
		return errFont
	}
	if err := p.cidWidths(f, below); err != nil {
		return err
	}
	desc, pr, err := p.descriptor(below["FontDescriptor"])
	if err != nil {
		return err
	}
	if pr == nil {
		return errNotEmbedded
	}
	if err := p.may(pr); err != nil {
		return err
	}
	shapes, err := p.shapeNumbers(below["CIDToGIDMap"])
	if err != nil {
		return err
	}
	f.dict = dict{"Type": name("Font"), "Subtype": name("Type0"), "Encoding": name("Identity-H")}
	f.object.Key = fontKey(f, desc, pr, kind, shapes)
	f.write = func(codes []int, called name) (dict, error) {
		cut, err := pr.cutShapes(shapesOf(codes, shapes))
		if err != nil {
			return nil, err
		}
		under := dict{
			"Type": name("Font"), "Subtype": kind, "BaseFont": called,
			"CIDSystemInfo":  dict{"Registry": text("Adobe"), "Ordering": text("Identity"), "Supplement": 0.0},
			"FontDescriptor": described(desc, called, pr, cut), "DW": thousandths(f.other), "W": f.widthRuns(codes),
		}
		if kind == name("CIDFontType2") {
			under["CIDToGIDMap"] = name("Identity")
			if shapes != nil {
				under["CIDToGIDMap"] = streamed(dict{}, numbersOf(codes, shapes))
			}
		}
		return dict{"BaseFont": called, "DescendantFonts": array{object(under)}}, nil
	}
	return nil
}

// cidWidths reads the widths of a font of double bytes.
func (p *painter) cidWidths(f *font, d dict) error {
	f.other = 1
	v, err := p.resolve(d["DW"])
	if err != nil {
		return err
	}
	if w, ok := v.(float64); ok {
		f.other = w / 1000
	}
	list, err := p.list(d["W"])
	if err != nil {
		return err
	}
	for len(list) > 0 {
		n, err := p.widthRun(f, list)
		if err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}

// widthRun reads "first [widths]" or "first last width" and returns its
// length.
func (p *painter) widthRun(f *font, list array) (int, error) {
	if len(list) < 2 {
		return 0, errFont
	}
	first, err := whole(list[0], 0, 0xFFFF)
	if err != nil {
		return 0, err
	}
	if a, ok := list[1].(array); ok {
		widths, err := floats(a, 0, 1<<16)
		for i, w := range widths {
			f.widths[first+i] = w / 1000
		}
		return 2, err
	}
	last, err := whole(list[1], 0, 0xFFFF)
	if err != nil || len(list) < 3 {
		return 0, errFont
	}
	w, ok := list[2].(float64)
	if !ok {
		return 0, errFont
	}
	for code := first; code <= last; code++ {
		f.widths[code] = w / 1000
	}
	return 3, nil
}

// widthRuns are the widths of the codes used.
func (f *font) widthRuns(codes []int) array {
	out := array{}
	next := -1
	var run array
	for _, code := range codes {
		w, ok := f.widths[code]
		if !ok {
			continue
		}
		if code != next {
			if run != nil {
				out = append(out, run)
			}
			out = append(out, float64(code))
			run = nil
		}
		run = append(run, thousandths(w))
		next = code + 1
	}
	if run != nil {
		out = append(out, run)
	}
	return out
}

// thousandths writes a width as fonts have it.
func thousandths(w float64) float64 { return math.Round(w*1e7) / 1e4 }

// shapeNumbers reads which shape stands for a code: two bytes for each; nil
// where it has the same number.
func (p *painter) shapeNumbers(v any) ([]byte, error) {
	v, err := p.resolve(v)
	if err != nil {
		return nil, err
	}
	s, ok := v.(*stream)
	if !ok {
		return nil, nil
	}
	data, err := p.unpack(s)
	if err != nil {
		return nil, err
	}
	return slices.Clip(data[:min(len(data), 1<<17)]), nil
}

func shapeOf(code int, shapes []byte) int {
	switch {
	case shapes == nil:
		return code
	case 2*code+1 < len(shapes):
		return int(shapes[2*code])<<8 | int(shapes[2*code+1])
	}
	return 0
}

func shapesOf(codes []int, shapes []byte) map[int]bool {
	out := map[int]bool{}
	for _, code := range codes {
		out[shapeOf(code, shapes)] = true
	}
	return out
}

// numbersOf is shapes for the codes used, zero for the others.
func numbersOf(codes []int, shapes []byte) []byte {
	if len(codes) == 0 {
		return []byte{0, 0}
	}
	out := make([]byte, 2*codes[len(codes)-1]+2)
	for _, code := range codes {
		n := shapeOf(code, shapes)
		out[2*code], out[2*code+1] = byte(n>>8), byte(n) //nolint:gosec // two bytes
	}
	return out
}
