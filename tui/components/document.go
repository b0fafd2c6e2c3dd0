package components

import (
	"slices"
	"sort"
	"strings"

	"sarsen/redact"
	"sarsen/tui/styles"
)

// A Document is a text with marks, broken into lines of a width. It keeps
// offsets only, so that a text of megabytes costs little; what is drawn is
// drawn for the lines in view. It is not changed after it was made.
type Document struct {
	text   string
	segs   []segment
	lines  []redact.Span
	folded map[int]string // what stands in place of a line, by its number
	Width  int
}

// A Layer are spans that are shown in one tone.
type Layer struct {
	Spans []redact.Span
	Tone  styles.Tone
}

// A Fold is a span that is left out, and what is said in its place.
type Fold struct {
	redact.Span
	Words string
}

// A segment is a range of the text with one meaning.
type segment struct {
	redact.Span
	tone        styles.Tone
	open, close string // cues that need no colour
}

// Cue is what a mark of that kind stands between.
func Cue(tone styles.Tone) (before, after string) {
	switch tone {
	case styles.Withheld:
		return "▐", "▌"
	case styles.Disclosed:
		return "‹", "›"
	case styles.Undecided:
		return "[", "?]"
	case styles.Source:
		return "[!", "!]"
	case styles.Joint:
		return "[&", "?]"
	case styles.Look:
		return "(", "?)"
	case styles.Protected:
		return "§", ""
	case styles.Warn: // what differs from another text
		return "{", "}"
	}
	return "", ""
}

// ToneOf says how a mark is shown: as it was decided, and while it is not, by its
// class. What tells who a confidential source is stands out until it is withheld.
func ToneOf(m redact.Mark) styles.Tone {
	switch {
	case m.Decision == redact.Withhold:
		return styles.Withheld
	case m.Class == redact.ClassConfidential:
		return styles.Source
	case m.Decision == redact.Disclose:
		return styles.Disclosed
	case m.Class == redact.ClassShared:
		return styles.Joint
	case m.Kind.LowConfidence():
		return styles.Look
	}
	return styles.Undecided
}

// NewDocument breaks a text into lines of at most width columns. Spans that do
// not fit the text are left out. Where marks overlap, the first is shown;
// where a mark overlaps what is the subject's, the mark is.
func NewDocument(text string, subject []redact.Span, marks []redact.Mark, width int) Document {
	return NewFolded(text, marks, []Layer{{subject, styles.Subject}}, nil, width)
}

// NewFolded is NewDocument with layers below the marks, the upper ones first, and
// with folds, which are sorted and apart.
func NewFolded(text string, marks []redact.Mark, layers []Layer, folds []Fold, width int) Document {
	d := Document{text: text, Width: max(8, width), folded: map[int]string{}}
	d.segs = segments(len(text), layers, marks)
	at := 0
	for _, f := range folds {
		if f.Start < at || f.End <= f.Start || f.End > len(text) {
			continue
		}
		if before := strings.TrimSuffix(text[at:f.Start], "\n"); f.Start > at {
			d.wrap(at, at+len(before))
		}
		d.folded[len(d.lines)] = f.Words
		d.lines = append(d.lines, f.Span)
		at = f.End
		if at < len(text) && text[at] == '\n' {
			at++
		}
	}
	if at < len(text) || len(d.lines) == 0 {
		d.wrap(at, len(text))
	}
	return d
}

func segments(size int, layers []Layer, marks []redact.Mark) []segment {
	fits := func(s redact.Span) bool { return s.Start >= 0 && s.Start < s.End && s.End <= size }
	byStart := func(a, b segment) int { return a.Start - b.Start }
	var out []segment
	for _, m := range marks {
		if fits(m.Span) {
			tone := ToneOf(m)
			before, after := Cue(tone)
			out = append(out, segment{m.Span, tone, before, after})
		}
	}
	slices.SortStableFunc(out, byStart)
	out = apart(out)
	for _, l := range layers {
		above := out
		for _, s := range redact.Merge(slices.DeleteFunc(slices.Clone(l.Spans), func(s redact.Span) bool { return !fits(s) })) {
			out = append(out[:len(out):len(out)], gaps(s, above, l.Tone)...)
		}
		slices.SortStableFunc(out, byStart)
	}
	return out
}

// apart cuts what overlaps the segment before it.
func apart(segs []segment) []segment {
	out, at := segs[:0], 0
	for _, s := range segs {
		if s.End <= at {
			continue
		}
		s.Start = max(s.Start, at)
		at = s.End
		out = append(out, s)
	}
	return out
}

// gaps returns the parts of a span that no segment covers.
func gaps(s redact.Span, segs []segment, tone styles.Tone) []segment {
	before, after := Cue(tone)
	var out []segment
	at := s.Start
	add := func(end int) {
		if end > at {
			out = append(out, segment{redact.Span{Start: at, End: end}, tone, before, after})
		}
	}
	first := sort.Search(len(segs), func(i int) bool { return segs[i].End > s.Start })
	for _, o := range segs[first:] {
		if o.Start >= s.End {
			break
		}
		add(o.Start)
		at = max(at, o.End)
	}
	add(s.End)
	return out
}

// wrap fills lines with the text from byte from to end. It breaks after spaces,
// else inside a word.
func (d *Document) wrap(from, to int) {
	if d.lines == nil {
		d.lines = make([]redact.Span, 0, (to-from)/40+1)
	}
	start, used := from, 0 // of the line being filled
	space, behind := -1, 0 // after the last space: offset, columns used
	d.each(from, to, func(at, end int, s string, w int, _ *segment) {
		if d.text[at] == '\n' {
			d.lines = append(d.lines, redact.Span{Start: start, End: at})
			start, used, space = end, 0, -1
			return
		}
		if used+w > d.Width && s != " " {
			if space > start {
				d.lines = append(d.lines, redact.Span{Start: start, End: space})
				start, used = space, used-behind
			}
			if used+w > d.Width && at > start {
				d.lines = append(d.lines, redact.Span{Start: start, End: at})
				start, used = at, 0
			}
			space = -1
		}
		used += w
		if strings.HasSuffix(s, " ") {
			space, behind = end, used
		}
	})
	d.lines = append(d.lines, redact.Span{Start: start, End: to})
}

// each calls fn for every character from byte at to end: where it is, what is
// shown for it with the cues of its segment, and how wide that is.
func (d *Document) each(at, end int, fn func(at, end int, s string, w int, seg *segment)) {
	i := sort.Search(len(d.segs), func(i int) bool { return d.segs[i].End > at })
	for at < end {
		var seg *segment
		stop := end
		if i < len(d.segs) {
			if s := &d.segs[i]; s.Start <= at {
				seg, stop = s, min(end, s.End)
			} else {
				stop = min(end, s.Start)
			}
		}
		for at < stop {
			s, w, n := next(d.text[at:stop])
			if d.text[at] == '\n' {
				s, w, n = "", 0, 1
			}
			if seg != nil && at == seg.Start {
				s, w = seg.open+s, w+len([]rune(seg.open))
			}
			if seg != nil && at+n >= seg.End {
				s, w = s+seg.close, w+len([]rune(seg.close))
			}
			fn(at, at+n, s, w, seg)
			at += n
		}
		if seg != nil && at >= seg.End {
			i++
		}
	}
}

// Lines is the number of lines.
func (d Document) Lines() int { return len(d.lines) }

// Offset is where a line begins in the text.
func (d Document) Offset(line int) int {
	return d.lines[min(max(0, line), len(d.lines)-1)].Start
}

// LineOf is the line in which an offset of the text stands.
func (d Document) LineOf(offset int) int {
	return max(0, sort.Search(len(d.lines), func(i int) bool { return d.lines[i].Start > offset })-1)
}

// View draws height lines from line top. The span current is shown as the one
// that keys act on, with a pointer at the edge of its lines.
func (d Document) View(st styles.Styles, top, height int, current redact.Span) []string {
	out := make([]string, 0, height)
	for i := max(0, top); i < min(len(d.lines), top+height); i++ {
		lead := "   "
		if l := d.lines[i]; current.Start < current.End && current.Start < max(l.End, l.Start+1) && l.Start < current.End {
			lead = " " + st.Paint(styles.Current, ">") + " "
		}
		if words, ok := d.folded[i]; ok {
			out = append(out, lead+st.Paint(styles.Dim, Cut(words, d.Width)))
			continue
		}
		out = append(out, lead+d.draw(st, d.lines[i], current))
	}
	return Box(out, height)
}

func (d Document) draw(st styles.Styles, line, current redact.Span) string {
	var b, run strings.Builder
	tone, used := styles.Plain, 0
	d.each(line.Start, line.End, func(at, _ int, s string, w int, seg *segment) {
		if used += w; used > d.Width {
			return // spaces at the end of a line
		}
		t := styles.Plain
		if seg != nil {
			t = seg.tone
		}
		if current.Start <= at && at < current.End {
			t = styles.Current
		}
		if t != tone {
			b.WriteString(st.Paint(tone, run.String()))
			run.Reset()
			tone = t
		}
		run.WriteString(s)
	})
	b.WriteString(st.Paint(tone, strings.TrimRight(run.String(), " ")))
	return b.String()
}
