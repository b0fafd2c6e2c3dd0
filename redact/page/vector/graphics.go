package vector

import (
	"errors"

	"sarsen/redact/page/rebuild"
)

var errGraphics = errors.New("graphics state not understood")

var blends = []name{
	"Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn",
	"HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity",
}

var graphicsRules = rules{
	"LW": anyNumber, "LC": integer(0, 2), "LJ": integer(0, 2), "ML": anyNumber, "D": dashes, "RI": oneOf(intents...),
	"OP": flag, "op": flag, "OPM": integer(0, 1), "FL": anyNumber, "SM": anyNumber, "SA": flag, "AIS": flag, "TK": flag,
	"CA": anyNumber, "ca": anyNumber, "BM": blend,
}

func dashes(_ *painter, v any) (any, error) {
	a, ok := v.(array)
	if !ok || len(a) != 2 {
		return nil, errValue
	}
	if _, err := floats(a[0], 0, 32); err != nil {
		return nil, err
	}
	if _, ok := a[1].(float64); !ok {
		return nil, errValue
	}
	return v, nil
}

// blend is a name, or the first known one of a list.
func blend(p *painter, v any) (any, error) {
	if a, ok := v.(array); ok {
		for _, e := range a {
			if got, err := oneOf(blends...)(p, e); err == nil {
				return got, nil
			}
		}
	}
	return oneOf(blends...)(p, v)
}

// graphicsState writes a dictionary of parameters anew and applies it.
func (c *canvas) graphicsState(d dict) (dict, error) {
	if d["Font"] != nil {
		return nil, errGraphics
	}
	clean, err := c.p.pick(d, graphicsRules)
	if err != nil {
		return nil, err
	}
	if err := c.softMask(d["SMask"], clean); err != nil {
		return nil, err
	}
	st := &c.st
	set := func(key name, to *float64) {
		if f, ok := clean[key].(float64); ok {
			*to = f
		}
	}
	set("LW", &st.line)
	set("CA", &st.strokeAlpha)
	set("ca", &st.fillAlpha)
	if bm, ok := clean["BM"]; ok {
		st.blended = bm != name("Normal") && bm != name("Compatible")
	}
	return clean, nil
}

// softMask writes a mask by a form anew.
func (c *canvas) softMask(v any, to dict) error {
	v, err := c.p.resolve(v)
	if err != nil || v == nil {
		return err
	}
	if v == name("None") {
		to["SMask"], c.st.masked = v, false
		return nil
	}
	d, ok := v.(dict)
	if !ok {
		return errGraphics
	}
	out, err := c.p.pick(d, rules{"S": oneOf("Alpha", "Luminosity"), "BC": numbers(1, mostColours)})
	if err != nil {
		return err
	}
	if tr, err := c.p.resolve(d["TR"]); err != nil || tr != nil && tr != name("Identity") {
		return errGraphics
	}
	g, err := c.p.resolve(d["G"])
	s, ok := g.(*stream)
	if err != nil || !ok {
		return errGraphics
	}
	if out["G"], err = c.mask(s); err != nil {
		return err
	}
	to["SMask"], c.st.masked = out, true
	return nil
}

// mask writes the form of a mask anew. What it shows is light and shade.
func (c *canvas) mask(s *stream) (*rebuild.Object, error) {
	seen := c.seen
	c.seen = false
	o, err := c.form(s)
	c.seen = seen
	return o, err
}
