package vector

import "math"

// A matrix maps x, y to ax+cy+e, bx+dy+f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// then returns the matrix that applies m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) point(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// straight reports whether rectangles stay rectangles.
func (m matrix) straight() bool {
	const slack = 1e-6
	flat := func(x, y float64) bool { return math.Abs(x) < slack && math.Abs(y) < slack }
	return flat(m[1], m[2]) || flat(m[0], m[3])
}

// scale is how much longer lines become.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m[0]*m[3] - m[1]*m[2])) }

// box returns the rectangle around what m makes of r.
func (m matrix) box(r rect) rect {
	out := nowhere()
	for _, p := range [4][2]float64{{r.left, r.below}, {r.right, r.below}, {r.left, r.above}, {r.right, r.above}} {
		out.add(m.point(p[0], p[1]))
	}
	return out
}

// A rect is a rectangle of a page, from its bottom left.
type rect struct{ left, below, right, above float64 }

// nowhere encloses no point.
func nowhere() rect { return rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)} }

// everywhere is larger than every page.
func everywhere() rect { return rect{-1e9, -1e9, 1e9, 1e9} }

// boxOf returns the rectangle of two opposite corners.
func boxOf(v []float64) rect {
	return rect{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])}
}

func (r *rect) add(x, y float64) {
	r.left, r.below = min(r.left, x), min(r.below, y)
	r.right, r.above = max(r.right, x), max(r.above, y)
}

func (r rect) width() float64  { return r.right - r.left }
func (r rect) height() float64 { return r.above - r.below }

func (r rect) area() float64 {
	if r.right <= r.left || r.above <= r.below {
		return 0
	}
	return r.width() * r.height()
}

func (r rect) common(o rect) rect {
	return rect{max(r.left, o.left), max(r.below, o.below), min(r.right, o.right), min(r.above, o.above)}
}

// apart reports whether r and o share no point.
func (r rect) apart(o rect) bool {
	return r.left > o.right || o.left > r.right || r.below > o.above || o.below > r.above
}

// grown returns r with d more on each side.
func (r rect) grown(d float64) rect {
	return rect{r.left - d, r.below - d, r.right + d, r.above + d}
}

// holds reports whether o lies inside r.
func (r rect) holds(o rect) bool {
	return r.left <= o.left && o.right <= r.right && r.below <= o.below && o.above <= r.above
}
