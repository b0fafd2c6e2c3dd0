package vector

import (
	"errors"
	"math"
)

var (
	errInvisible = errors.New("invisible text")
	errNoFont    = errors.New("text without a font")
)

func (c *canvas) beginText([]any) error {
	if c.inText {
		return errOperator
	}
	c.inText = true
	c.tm, c.lm = identity, identity
	c.emit("BT")
	return nil
}

func (c *canvas) endText([]any) error {
	if !c.inText {
		return errOperator
	}
	c.inText = false
	c.emit("ET")
	return nil
}

// textState returns the function that sets a parameter of text.
func textState(op word) func(*canvas, []any) error {
	return func(c *canvas, a []any) error {
		v := nums(a, 0)
		switch op {
		case "Tc":
			c.st.charGap = v
		case "Tw":
			c.st.wordGap = v
		case "Tz":
			c.st.stretch = v / 100
		case "TL":
			c.st.lead = v
		case "Ts":
			c.st.rise = v
		}
		c.emit(op, a...)
		return nil
	}
}

func (c *canvas) rendering(a []any) error {
	mode, err := whole(a[0], 0, 7)
	c.st.mode = mode
	c.emit("Tr", a...)
	return err
}

func (c *canvas) setFont(a []any) error {
	v, err := c.entry("Font", a[0])
	if err != nil {
		return err
	}
	f, err := c.p.font(v, c)
	if err != nil {
		return err
	}
	c.st.font, c.st.size = f, nums(a, 1)
	c.emit("Tf", c.names.add("Font", "F", f.object), a[1])
	return nil
}

func (c *canvas) moveText(x, y float64) {
	c.lm = matrix{1, 0, 0, 1, x, y}.then(c.lm)
	c.tm = c.lm
}

func (c *canvas) textMove(a []any) error {
	c.moveText(nums(a, 0), nums(a, 1))
	c.emit("Td", a...)
	return nil
}

func (c *canvas) textMoveLeading(a []any) error {
	c.st.lead = -nums(a, 1)
	c.moveText(nums(a, 0), nums(a, 1))
	c.emit("TD", a...)
	return nil
}

func (c *canvas) textMatrix(a []any) error {
	c.lm = matrixOf(a)
	c.tm = c.lm
	c.emit("Tm", a...)
	return nil
}

func (c *canvas) textLine([]any) error {
	c.moveText(0, -c.st.lead)
	c.emit("T*")
	return nil
}

func (c *canvas) show(a []any) error {
	if err := c.shown(a[0]); err != nil {
		return err
	}
	c.emit("Tj", a...)
	return nil
}

func (c *canvas) showArray(a []any) error {
	list, _ := a[0].(array)
	for _, e := range list {
		switch e := e.(type) {
		case float64:
			c.advance(-e / 1000 * c.st.size * c.st.stretch)
		case text:
			if err := c.shown(e); err != nil {
				return err
			}
		default:
			return errOperands
		}
	}
	c.emit("TJ", a...)
	return nil
}

func (c *canvas) showLine(a []any) error {
	c.moveText(0, -c.st.lead)
	if err := c.shown(a[0]); err != nil {
		return err
	}
	c.emit("'", a...)
	return nil
}

func (c *canvas) showSpaced(a []any) error {
	c.st.wordGap, c.st.charGap = nums(a, 0), nums(a, 1)
	c.moveText(0, -c.st.lead)
	if err := c.shown(a[2]); err != nil {
		return err
	}
	c.emit("\"", a...)
	return nil
}

// advance moves along the line.
func (c *canvas) advance(by float64) {
	c.tm = matrix{1, 0, 0, 1, by, 0}.then(c.tm)
}

// shown notes where the characters of a string stand, and that their font
// needs them.
func (c *canvas) shown(v any) error {
	s, _ := v.(text)
	st := &c.st
	switch {
	case len(s) == 0:
		return nil
	case st.font == nil:
		return errNoFont
	case st.mode > 2 || !c.seen: // in a pattern or the like
		return errInvisible
	}
	codes, err := st.font.codes(s)
	if err != nil {
		return err
	}
	for _, code := range codes {
		if c.p.operators++; c.p.operators > maxOperators {
			return errBusy
		}
		st.font.object.Needs[code] = true
		if err := c.place(code); err != nil {
			return err
		}
	}
	return nil
}

// What a character takes at least, over the line, in sizes.
const (
	leastWidth = 0.25
	charAbove  = 0.6
)

// place notes where one character stands and moves on.
func (c *canvas) place(code int) error {
	st := &c.st
	width := st.font.width(code)
	box := rect{0, st.rise, max(width, leastWidth) * st.size * st.stretch, charAbove*st.size + st.rise}
	by := width*st.size + st.charGap
	blank := code == ' ' && st.font.short
	if blank {
		by += st.wordGap
	}
	onPage := c.tm.then(st.ctm).box(box)
	c.advance(by * st.stretch)
	if blank || math.IsNaN(onPage.left) {
		return nil
	}
	if st.clip.grown(slack).apart(onPage) && len(st.font.widths) > 0 {
		return errOutside
	}
	c.p.scene.add(glyph, onPage)
	return nil
}
