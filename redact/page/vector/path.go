package vector

import (
	"bytes"
	"math"
)

// manyLines is how many lines a shape has that may be more than a box.
const manyLines = 12

// A path is what was built since the last painting.
type path struct {
	out   bytes.Buffer
	box   rect   // around all points, on the page
	lines []rect // around each line
	curve bool

	rects []rect // the parts, when all are upright rectangles
	other bool   // some part is not
	sub   [][2]float64

	clip string // W or W*, once it was asked for
}

func newPath() *path { return &path{box: nowhere()} }

// point takes a point of a line into account.
func (p *path) point(x, y float64) {
	p.box.add(x, y)
	if n := len(p.sub); n > 0 {
		line := nowhere()
		line.add(p.sub[n-1][0], p.sub[n-1][1])
		line.add(x, y)
		p.lines = append(p.lines, line)
	}
	p.sub = append(p.sub, [2]float64{x, y})
}

// end ends a part.
func (p *path) end() {
	switch {
	case len(p.sub) < 2:
	case upright(p.sub):
		box := nowhere()
		for _, q := range p.sub {
			box.add(q[0], q[1])
		}
		p.rects = append(p.rects, box)
	default:
		p.other = true
	}
	p.sub = p.sub[:0]
}

// upright reports whether points are the corners of an upright rectangle.
func upright(sub [][2]float64) bool {
	n := len(sub)
	if n == 5 && sub[4] == sub[0] {
		n = 4
	}
	if n != 4 {
		return false
	}
	const near = 0.01
	same := func(i, k, axis int) bool { return math.Abs(sub[i][axis]-sub[k][axis]) < near }
	return same(0, 1, 0) && same(1, 2, 1) && same(2, 3, 0) && same(3, 0, 1) ||
		same(0, 1, 1) && same(1, 2, 0) && same(2, 3, 1) && same(3, 0, 0)
}

// exact reports whether the path is rectangles and nothing else.
func (p *path) exact() bool { return !p.other && !p.curve && len(p.rects) > 0 }

// detailed reports whether the path may be more than lines and boxes.
func (p *path) detailed() bool { return p.curve || len(p.lines) >= manyLines }

// moveTo and the like build the path from a point in the space of ctm.

func (c *canvas) moveTo(a []any) error {
	p := c.path
	p.end()
	p.sub = append(p.sub, [2]float64{})
	p.sub[0][0], p.sub[0][1] = c.st.ctm.point(nums(a, 0), nums(a, 1))
	p.box.add(p.sub[0][0], p.sub[0][1])
	return nil
}

func (c *canvas) lineTo(a []any) error {
	c.path.point(c.st.ctm.point(nums(a, 0), nums(a, 1)))
	return nil
}

func (c *canvas) curveTo(a []any) error {
	c.path.curve = true
	for i := 0; i < len(a); i += 2 {
		c.path.point(c.st.ctm.point(nums(a, i), nums(a, i+1)))
	}
	return nil
}

func (c *canvas) closePath([]any) error {
	if p := c.path; len(p.sub) > 1 {
		first := p.sub[0]
		if p.sub[len(p.sub)-1] != first {
			p.point(first[0], first[1])
		}
		p.end()
		p.sub = append(p.sub, first)
	}
	return nil
}

func (c *canvas) rectangle(a []any) error {
	x, y, w, h := nums(a, 0), nums(a, 1), nums(a, 2), nums(a, 3)
	p, m := c.path, c.st.ctm
	p.end()
	for _, q := range [5][2]float64{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}} {
		p.point(m.point(q[0], q[1]))
	}
	p.end()
	return nil
}

// paint ends the path: with op it is stroked, filled, both or neither.
func (c *canvas) paint(op word) error {
	p := c.path
	c.path = newPath()
	p.end()
	if op == "s" || op == "b" || op == "b*" {
		p.other = p.other || len(p.rects) == 0
	}
	stroke, fill := paints(op)
	if p.clip == "" && (op == "n" || c.unseen(p, stroke)) {
		return nil
	}
	if err := c.painted(p, stroke, fill); err != nil {
		return err
	}
	c.out.Write(p.out.Bytes())
	if p.clip != "" {
		c.emit(word(p.clip))
		c.clipTo(p)
	}
	c.emit(op)
	return nil
}

func paints(op word) (stroke, fill bool) {
	switch op {
	case "S", "s":
		return true, false
	case "f", "F", "f*":
		return false, true
	case "B", "B*", "b", "b*":
		return true, true
	}
	return false, false
}

// unseen reports whether nothing of a path shows.
func (c *canvas) unseen(p *path, stroke bool) bool {
	box := p.box
	if stroke {
		box = box.grown(c.st.lineWidth()*mitre + 1)
	}
	return c.seen && c.st.clip.grown(slack).apart(box)
}

// mitre is how far a line's corners may reach beyond its width.
const mitre = 10

// painted notes what a path shows and what it covers.
func (c *canvas) painted(p *path, stroke, fill bool) error {
	if !c.seen {
		return nil
	}
	if fill && c.st.opaque(c.st.fillAlpha) {
		if err := c.covers(p); err != nil {
			return err
		}
	}
	if w := c.st.lineWidth(); stroke && w >= thick && c.st.opaque(c.st.strokeAlpha) {
		for _, line := range p.lines {
			if err := c.p.scene.cover(line.grown(w / 2).common(c.st.clip)); err != nil {
				return err
			}
		}
	}
	if (stroke || fill) && p.detailed() {
		if c.st.faded(max(c.alpha(fill, c.st.fillAlpha), c.alpha(stroke, c.st.strokeAlpha))) {
			return errFaded
		}
		c.p.scene.add(outline, p.box.common(c.st.clip))
	}
	return nil
}

// alpha is how opaque a painting is that may not happen.
func (c *canvas) alpha(happens bool, alpha float64) float64 {
	if !happens {
		return 0
	}
	return alpha
}

func (c *canvas) covers(p *path) error {
	if !p.exact() {
		return c.p.scene.cover(p.box.common(c.st.clip))
	}
	for _, r := range p.rects {
		if err := c.p.scene.cover(r.common(c.st.clip)); err != nil {
			return err
		}
	}
	return nil
}

// clipTo narrows the clip by a path.
func (c *canvas) clipTo(p *path) {
	c.st.clip = c.st.clip.common(p.box)
	if len(p.lines) == 0 {
		c.st.clip = rect{}
	}
	if !(p.exact() && len(p.rects) == 1) {
		c.st.rough = true
	}
}
