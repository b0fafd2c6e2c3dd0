package vector

import "math"

// A state is what q saves.
type state struct {
	ctm   matrix
	clip  rect // around what shows
	rough bool // the clip is not a rectangle

	fillAlpha, strokeAlpha float64
	blended                bool // mixed with what is below
	masked                 bool // drawn through a mask
	line                   float64

	font                         *font
	size                         float64
	charGap, wordGap, rise, lead float64
	stretch                      float64
	mode                         int // in which text is drawn
}

func firstState(ctm matrix, clip rect) state {
	return state{ctm: ctm, clip: clip, fillAlpha: 1, strokeAlpha: 1, line: 1, stretch: 1}
}

// seeThrough is the alpha up to which what is below still shows.
const seeThrough = 0.6

// opaque reports whether something drawn hides what is below it.
func (s *state) opaque(alpha float64) bool { return !s.blended && !s.masked && alpha > seeThrough }

// leastShown is the alpha from which something shows.
const leastShown = 0.04

// faded reports whether something drawn may not show.
func (s *state) faded(alpha float64) bool { return s.masked || alpha < leastShown }

// lineWidth is the width of lines on the page.
func (s *state) lineWidth() float64 { return math.Abs(s.line) * s.ctm.scale() }

func (c *canvas) save([]any) error {
	if c.base+len(c.saved) >= maxSaved {
		return errState
	}
	c.saved = append(c.saved, c.st)
	c.emit("q")
	return nil
}

// restore ends what save began; one too many says nothing.
func (c *canvas) restore([]any) error {
	if n := len(c.saved); n > 0 {
		c.st = c.saved[n-1]
		c.saved = c.saved[:n-1]
		c.emit("Q")
	}
	return nil
}

func matrixOf(a []any) matrix {
	var m matrix
	for i := range m {
		m[i] = nums(a, i)
	}
	return m
}

func (c *canvas) concat(a []any) error {
	c.st.ctm = matrixOf(a).then(c.st.ctm)
	c.emit("cm", a...)
	return nil
}

func (c *canvas) width(a []any) error {
	c.st.line = nums(a, 0)
	c.emit("w", a...)
	return nil
}

func (c *canvas) dash(a []any) error {
	if _, err := floats(a[0], 0, 32); err != nil {
		return err
	}
	c.emit("d", a...)
	return nil
}

// intent takes the intents that there are.
func (c *canvas) intent(a []any) error {
	if v, err := oneOf(intents...)(nil, a[0]); err == nil {
		c.emit("ri", v)
	}
	return nil
}

var intents = []name{"AbsoluteColorimetric", "RelativeColorimetric", "Saturation", "Perceptual"}

// graphics applies a dictionary of parameters.
func (c *canvas) graphics(a []any) error {
	v, err := c.resource("ExtGState", a[0])
	if err != nil {
		return err
	}
	d, err := c.p.dict(v)
	if err != nil {
		return err
	}
	clean, err := c.graphicsState(d)
	if err != nil {
		return err
	}
	if len(clean) == 0 {
		return nil
	}
	c.emit("gs", c.names.add("ExtGState", "G", clean))
	return nil
}

// shapeWidth begins a shape of a font.
func shapeWidth(op word) func(*canvas, []any) error {
	return func(c *canvas, a []any) error {
		if !c.shape {
			return errOperator
		}
		c.emit(op, a...)
		return nil
	}
}
