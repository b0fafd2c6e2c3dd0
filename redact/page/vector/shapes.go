package vector

import (
	"fmt"
	"maps"
	"slices"

	"sarsen/redact/page/rebuild"
)

// shapes reads a Type 3 font, whose shapes are content.
func (p *painter) shapes(f *font, d dict, c *canvas) error {
	f.short = true
	clean, err := p.pick(d, rules{"FontBBox": numbers(4, 4), "FontMatrix": numbers(6, 6)})
	if err != nil {
		return err
	}
	m, ok := clean["FontMatrix"].(array)
	if !ok || clean["FontBBox"] == nil || c.depth >= 2 {
		return errFont
	}
	scale := nums(m, 0)
	if scale == 0 {
		return errFont
	}
	if err := p.readWidths(f, d, scale); err != nil {
		return err
	}
	_, differences, err := p.encoding(d["Encoding"])
	if err != nil {
		return err
	}
	inner, err := p.shapeContent(d, c)
	if err != nil {
		return err
	}
	procs, err := p.dict(d["CharProcs"])
	if err != nil {
		return err
	}
	drawn := map[int]*rebuild.Object{}
	var all array // that tell the font from others
	for _, code := range slices.Sorted(maps.Keys(differences)) {
		v, err := p.resolve(procs[differences[code]])
		if err != nil {
			return err
		}
		s, ok := v.(*stream)
		if !ok {
			continue
		}
		if drawn[code], err = inner.shapeOf(s); err != nil {
			return err
		}
		all = append(all, float64(code), drawn[code])
	}
	clean["Type"], clean["Subtype"], clean["Resources"] = name("Font"), name("Type3"), inner.names.kinds
	f.dict = clean
	digest := p.digest(array{clean, all})
	f.object.Key = fontKey(f, nil, nil, digest)
	f.write = func(codes []int, _ name) (dict, error) {
		out := dict{}
		f.cutWidths(out, codes, scale)
		procs, names := dict{}, map[int]name{}
		for _, code := range codes {
			if o := drawn[code]; o != nil {
				names[code] = name(fmt.Sprintf("G%d", code))
				procs[names[code]] = o
			}
		}
		out["CharProcs"], out["Encoding"] = procs, cutEncoding(nil, names, codes)
		if out["Encoding"] == nil {
			out["Encoding"] = dict{"Differences": array{}}
		}
		return out, nil
	}
	return nil
}

// shapeContent is a canvas for the shapes of a font, which share its
// resources.
func (p *painter) shapeContent(d dict, c *canvas) (*canvas, error) {
	res := c.res
	if d["Resources"] != nil {
		var err error
		if res, err = p.dict(d["Resources"]); err != nil {
			return nil, err
		}
	}
	return &canvas{p: p, depth: c.depth + 1, shape: true, res: res, names: newNames(p)}, nil
}

// shapeOf writes one shape anew.
func (c *canvas) shapeOf(s *stream) (*rebuild.Object, error) {
	data, err := c.p.unpack(s)
	if err != nil {
		return nil, err
	}
	c.st, c.path = firstState(identity, everywhere()), newPath()
	c.out.Reset()
	c.inText, c.saved = false, nil
	if err := c.run(data); err != nil {
		return nil, err
	}
	return streamed(dict{}, append([]byte(nil), c.out.Bytes()...)), nil
}
