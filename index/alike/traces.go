package alike

// Traces are a few hashes of a message's words, by which the message that
// another one quotes can be found among very many. Texts that share a run of
// twelve words share at least one of them.
type Traces struct {
	Said   []uint64 // of all words
	Quoted []uint64 // of what is marked as quoted
}

const (
	traced = 5 // words that are taken together
	window = 8 // so many in a row, of which the smallest is kept
)

// TracesOf returns the traces of text from offset body on.
func TracesOf(text string, body int) Traces {
	body = max(0, min(body, len(text)))
	var t Traces
	t.Said = winnow(words(text[body:]))
	for _, s := range segments(text, body, false) {
		if s.marked {
			t.Quoted = append(t.Quoted, winnow(words(text[max(s.start, s.head):s.end]))...)
		}
	}
	return t
}

// winnow keeps the smallest of every few hashes in a row.
func winnow(ws []word) []uint64 {
	var out []uint64
	hashes := make([]uint64, 0, len(ws))
	for i := 0; i+traced <= len(ws); i++ {
		hashes = append(hashes, mix(shingle(ws[i:i+traced])))
	}
	last := -1
	for i := range hashes {
		if i+1 < min(window, len(hashes)) {
			continue
		}
		low := max(0, i+1-window)
		for k := low + 1; k <= i; k++ {
			if hashes[k] <= hashes[low] {
				low = k
			}
		}
		if low != last {
			out = append(out, hashes[low])
			last = low
		}
	}
	return out
}
