package vector

import (
	"errors"

	"sarsen/redact/page/rebuild"
)

var errObject = errors.New("external object not understood")

// draw paints an image or a form.
func (c *canvas) draw(a []any) error {
	ref, err := c.entry("XObject", a[0])
	if err != nil {
		return err
	}
	v, err := c.p.resolve(ref)
	if err != nil {
		return err
	}
	s, ok := v.(*stream)
	if !ok {
		return errObject
	}
	if s.dict["OC"] != nil {
		return errLayer
	}
	kind, err := c.p.resolve(s.dict["Subtype"])
	if err != nil {
		return err
	}
	switch kind {
	case name("Image"):
		return c.drawImage(func() (*rebuild.Object, error) { return c.p.image(s, nil) })
	case name("Form"):
		return c.drawForm(s)
	}
	return errObject
}

// drawImage paints an image into the unit square, if any of it shows.
func (c *canvas) drawImage(image func() (*rebuild.Object, error)) error {
	box := c.st.ctm.box(rect{0, 0, 1, 1})
	if c.st.clip.grown(slack).apart(box) {
		return nil
	}
	if c.st.rough || !c.st.clip.grown(slack).holds(box) {
		return errCut
	}
	if c.st.faded(c.st.fillAlpha) {
		return errFaded
	}
	if c.seen {
		if c.st.opaque(c.st.fillAlpha) {
			if err := c.p.scene.cover(box); err != nil {
				return err
			}
		}
		c.p.scene.add(picture, box)
	}
	o, err := image()
	if err != nil {
		return err
	}
	c.emit("Do", c.names.add("XObject", "X", o))
	return nil
}

func (c *canvas) drawForm(s *stream) error {
	o, err := c.form(s)
	if err != nil {
		return err
	}
	c.emit("Do", c.names.add("XObject", "X", o))
	return nil
}

var formRules = rules{"BBox": numbers(4, 4), "Matrix": numbers(6, 6), "Group": group}

var groupRules = rules{"I": flag, "K": flag, "CS": func(p *painter, v any) (any, error) {
	cs, err := p.colours(v, 0)
	return cs.value, err
}}

func group(p *painter, v any) (any, error) {
	d, ok := v.(dict)
	if !ok {
		return nil, errValue
	}
	out, err := p.pick(d, groupRules)
	if err != nil {
		return nil, err
	}
	if s, err := p.resolve(d["S"]); err != nil || s != name("Transparency") {
		return nil, nil
	}
	out["S"] = name("Transparency")
	return out, nil
}

// form writes a form anew, as it shows at this place.
func (c *canvas) form(s *stream) (*rebuild.Object, error) {
	d, err := c.p.pick(s.dict, formRules)
	if err != nil {
		return nil, err
	}
	bbox, err := floats(d["BBox"], 4, 4)
	if err != nil {
		return nil, err
	}
	st := c.st
	if m, ok := d["Matrix"].(array); ok {
		st.ctm = matrixOf(m).then(st.ctm)
	}
	st.clip = st.clip.common(st.ctm.box(boxOf(bbox)))
	st.rough = st.rough || !st.ctm.straight()
	d["Type"], d["Subtype"] = name("XObject"), name("Form")
	return c.inside(s, d, st, c.seen)
}

// inside writes the content of a stream anew, on a canvas of its own.
func (c *canvas) inside(s *stream, d dict, st state, seen bool) (*rebuild.Object, error) {
	if c.depth >= maxDepth {
		return nil, errNested
	}
	data, err := c.p.unpack(s)
	if err != nil {
		return nil, err
	}
	res := c.res
	if own, ok := s.dict["Resources"]; ok {
		if res, err = c.p.dict(own); err != nil {
			return nil, err
		}
	}
	in := &canvas{
		p: c.p, depth: c.depth + 1, seen: seen, res: res, names: newNames(c.p), st: st, path: newPath(),
		base: c.base + len(c.saved),
	}
	if err := in.run(data); err != nil {
		return nil, err
	}
	d["Resources"] = in.names.kinds
	return streamed(d, in.out.Bytes()), nil
}
