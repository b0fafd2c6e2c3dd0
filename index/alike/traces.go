package alike

// Traces are what is kept of a text in place of its words, by which texts near
// it and the messages that it quotes can be found among very many.
type Traces struct {
	Sketch Sketch
	// Said are hashes of some of the words. Texts that share a run of twelve
	// words share at least one of them.
	Said []uint32
	// Quoted are those of what the text marks as quoted, Marked where that is.
	Quoted []uint32
	Marked []Span
}

const (
	traced = 5 // words that are taken together
	window = 8 // so many in a row, of which the smallest is kept
)

// TracesOf returns the traces of a text. The bytes before body, a message's own
// header, leave none but in the sketch.
func TracesOf(text string, body int) Traces {
	body = max(0, min(body, len(text)))
	ws := words(text)
	t := Traces{Sketch: sketch(text, ws), Said: winnow(from(ws, body))}
	for _, s := range segments(text, body, false) {
		if !s.marked {
			continue
		}
		own := from(ws, max(s.start, s.head))
		own = own[:len(own)-len(from(own, s.end))]
		if len(own) == 0 {
			continue
		}
		t.Quoted = append(t.Quoted, winnow(own)...)
		if n := len(t.Marked); n > 0 && t.Marked[n-1].End == s.start {
			t.Marked[n-1].End = s.end
		} else {
			t.Marked = append(t.Marked, Span{s.start, s.end})
		}
	}
	return t
}

// winnow keeps the smallest of every few hashes in a row.
func winnow(ws []word) []uint32 {
	var out []uint32
	hashes := make([]uint32, 0, len(ws))
	for i := 0; i+traced <= len(ws); i++ {
		hashes = append(hashes, uint32(mix(shingle(ws[i:i+traced])))) //nolint:gosec // half of the bits are enough
	}
	last := -1
	for end := min(window, len(hashes)); end <= len(hashes) && len(hashes) > 0; end++ {
		start := max(0, end-window)
		switch {
		case last < start: // the smallest went out of the window
			last = start
			for k := start + 1; k < end; k++ {
				if hashes[k] <= hashes[last] {
					last = k
				}
			}
		case hashes[end-1] <= hashes[last]:
			last = end - 1
		default:
			continue
		}
		out = append(out, hashes[last])
	}
	return out
}
