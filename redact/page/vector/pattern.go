package vector

import (
	"errors"

	"sarsen/redact/page/rebuild"
)

var errPattern = errors.New("pattern not understood")

var tilingRules = rules{
	"PatternType": integer(1, 1), "PaintType": integer(1, 2), "TilingType": integer(1, 3),
	"BBox": numbers(4, 4), "XStep": anyNumber, "YStep": anyNumber, "Matrix": numbers(6, 6),
}

// pattern writes a pattern anew.
func (c *canvas) pattern(n name) (*rebuild.Object, error) {
	v, err := c.resource("Pattern", n)
	if err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case *stream:
		return c.tiling(v)
	case dict:
		return c.p.shadingPattern(v)
	}
	return nil, errPattern
}

func (c *canvas) tiling(s *stream) (*rebuild.Object, error) {
	d, err := c.p.pick(s.dict, tilingRules)
	if err != nil {
		return nil, err
	}
	bbox, err := floats(d["BBox"], 4, 4)
	if err != nil || len(d) < len(tilingRules)-1 { // the matrix may be missing
		return nil, errPattern
	}
	d["Type"] = name("Pattern")
	return c.inside(s, d, firstState(identity, boxOf(bbox)), false)
}

func (p *painter) shadingPattern(d dict) (*rebuild.Object, error) {
	out, err := p.pick(d, rules{"PatternType": integer(2, 2), "Matrix": numbers(6, 6)})
	if err != nil {
		return nil, err
	}
	if out["Shading"], err = p.shading(d["Shading"]); err != nil {
		return nil, err
	}
	out["Type"] = name("Pattern")
	return object(out), nil
}

// shade paints a shading over all of the clip.
func (c *canvas) shade(a []any) error {
	called, _ := a[0].(name) // an operand of that kind
	o, err := once(c, "Shading", called, func() (*rebuild.Object, error) {
		v, err := c.resource("Shading", called)
		if err != nil {
			return nil, err
		}
		return c.p.shading(v)
	})
	if err != nil {
		return err
	}
	if c.seen && c.st.opaque(c.st.fillAlpha) {
		if err := c.p.scene.cover(c.st.clip); err != nil {
			return err
		}
	}
	c.emit("sh", c.names.add("Shading", "H", o))
	return nil
}

var shadingRules = rules{
	"ShadingType": integer(1, 7), "Background": numbers(1, mostColours), "BBox": numbers(4, 4), "AntiAlias": flag,
	"Domain": numbers(2, 4), "Matrix": numbers(6, 6), "Coords": numbers(4, 6), "Extend": flags(2, 2),
}

var meshRules = rules{
	"BitsPerCoordinate": integer(1, 32), "BitsPerComponent": integer(1, 16), "BitsPerFlag": integer(2, 8),
	"Decode": numbers(4, 4+2*mostColours), "VerticesPerRow": integer(2, 1<<16),
}

func (p *painter) shading(v any) (*rebuild.Object, error) {
	v, err := p.resolve(v)
	if err != nil {
		return nil, err
	}
	d, err := p.dict(v)
	if err != nil {
		return nil, err
	}
	out, err := p.pick(d, shadingRules)
	if err != nil {
		return nil, err
	}
	cs, err := p.colours(d["ColorSpace"], 0)
	if err != nil {
		return nil, err
	}
	out["ColorSpace"] = cs.value
	if d["Function"] != nil {
		if out["Function"], err = p.functions(d["Function"]); err != nil {
			return nil, err
		}
	}
	kind, _ := out["ShadingType"].(float64)
	s, mesh := v.(*stream)
	if mesh != (kind >= 4) {
		return nil, errPattern
	}
	if !mesh {
		return object(out), nil
	}
	more, err := p.pick(d, meshRules)
	if err != nil {
		return nil, err
	}
	for k, v := range more {
		out[k] = v
	}
	data, err := p.unpack(s)
	if err != nil {
		return nil, err
	}
	return streamed(out, data), nil
}
