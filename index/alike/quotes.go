package alike

import (
	"slices"
	"strings"
)

// A Quote is a place of a message that repeats an earlier one.
type Quote struct {
	Span
	// Of is the number that Add gave to the message it repeats, -1 where only
	// the marks of a quotation tell and no message of the thread has the words.
	Of int
}

const (
	// quoted is the fewest words that are looked for together.
	quoted = 4
	// repeated is how many words repeat an earlier message without being marked
	// as quoted, and lined how many of them when they fill whole lines.
	repeated, lined = 12, 6
	// stray is how many words inside a line of a quotation may be others: an
	// address that a mail program adds to a name.
	stray = 5
	// kept is how many places of the same words are remembered.
	kept = 4
	// mostWords is how many words a thread holds: further messages are not
	// remembered, so that nothing is taken for repeated in error.
	mostWords = 4_000_000
)

// A Thread holds the earlier messages of a conversation. The zero value is empty.
// Add must not be called while another method runs.
type Thread struct {
	messages [][]word
	heads    map[uint64]int32
	places   []placed
	total    int
}

type placed struct{ message, at, next int32 }

// Add adds a message, in the order of their dates, and returns its number, which
// counts from 0.
func (t *Thread) Add(text string) int {
	ws := words(text)
	n := len(t.messages)
	if t.total += len(ws); t.total > mostWords {
		t.messages = append(t.messages, nil)
		return n
	}
	t.messages = append(t.messages, ws)
	if t.heads == nil {
		t.heads = map[uint64]int32{}
	}
	for i := 0; i+quoted <= len(ws); i++ {
		key := shingle(ws[i : i+quoted])
		head, chained := t.heads[key], 0
		for at := head; at > 0; at = t.places[at-1].next {
			chained++
		}
		if chained < kept {
			t.places = append(t.places, placed{int32(n), int32(i), head}) //nolint:gosec // mostWords
			t.heads[key] = int32(len(t.places))                           //nolint:gosec // as above
		}
	}
	return n
}

// run is words [from, to) of a message that stand in an earlier one.
type run struct{ from, to, of int }

// Quotes returns what text repeats of the messages that were added, from offset
// body on, and what it marks as quoted beside that: sorted and apart. A reply
// that stands between quoted lines is not among it.
func (t *Thread) Quotes(text string, body int) []Quote {
	body = max(0, min(body, len(text)))
	ws := words(text)
	runs := t.runs(ws, first(ws, body))
	c := collector{text: text, body: body, ws: ws}
	for _, s := range segments(text, body, false) {
		from, to := first(ws, s.start), first(ws, s.end)
		switch mine := clip(runs, from, to); {
		case !s.marked:
			c.own(s, mine)
			continue
		case from < to:
			c.marked(t, s, from, to, mine)
		}
		c.bare(s.end)
	}
	return c.out
}

// runs finds the words from the first on that stand in a message of the thread.
func (t *Thread) runs(ws []word, first int) []run {
	var out []run
	for i := first; i+quoted <= len(ws); {
		best := run{i, i, -1}
		for at := t.heads[shingle(ws[i:i+quoted])]; at > 0; at = t.places[at-1].next {
			p := t.places[at-1]
			if n := common(ws[i:], t.messages[p.message][p.at:]); n >= quoted && n >= best.to-i {
				best = run{i, i + n, int(p.message)}
			}
		}
		if best.of < 0 {
			i++
			continue
		}
		out = append(out, best)
		i = best.to
	}
	return out
}

func common(a, b []word) int {
	n := 0
	for n < len(a) && n < len(b) && a[n].hash == b[n].hash {
		n++
	}
	return n
}

// clip returns the parts of runs within words [from, to).
func clip(runs []run, from, to int) []run {
	var out []run
	at, _ := slices.BinarySearchFunc(runs, from+1, func(r run, i int) int { return r.to - i })
	for _, r := range runs[at:] {
		if r.from >= to {
			break
		}
		out = append(out, run{max(r.from, from), min(r.to, to), r.of})
	}
	return out
}

// collector gathers the quotes of one message.
type collector struct {
	text string
	body int
	ws   []word
	out  []Quote
	// tries counts the short quotations that were looked for word by word.
	tries int
}

const mostTries = 32

// own takes what a message's own words repeat: much of it, whole lines, or a
// signature.
func (c *collector) own(s segment, runs []run) {
	foot := signed(c.text, s.start, s.end)
	for _, r := range runs {
		n := r.to - r.from
		whole := c.starts(r.from) && c.ends(r.to)
		if n >= repeated || n >= lined && whole || int(c.ws[r.from].start) >= foot && whole {
			c.add(r)
		}
	}
}

// marked takes what is marked as quoted. Where the quoted message is known, lines
// that it does not have are new: somebody answered between them.
func (c *collector) marked(t *Thread, s segment, from, to int, runs []run) {
	head := from
	for head < to && int(c.ws[head].start) < s.head {
		head++
	}
	if to-head < 2*quoted && len(runs) == 0 && c.tries < mostTries {
		c.tries++
		if of := t.holds(c.ws[head:to]); of >= 0 {
			c.add(run{from, to, of})
			return
		}
	}
	found, of := 0, -1
	for _, r := range runs {
		if n := r.to - max(r.from, head); n > 0 {
			found += n
			if of < 0 {
				of = r.of
			}
		}
	}
	known := found > 0 && 2*found >= to-head
	if !known {
		of = -1
	}
	at := from
	if head > from && known {
		c.add(run{from, head, of})
		at = head
	}
	for _, r := range append(runs, run{to, to, of}) {
		if r.to <= at && r.from < to {
			continue
		}
		r.from = max(r.from, at)
		if r.from > at && (!known || r.from-at <= stray && !c.alone(at, r.from)) {
			gap := run{at, r.from, -1}
			if known {
				gap.of = r.of
			}
			c.add(gap)
		}
		if r.to > r.from {
			c.add(r)
			at = r.to
		}
	}
}

// bare adds the marks that stand before nothing, up to end, to the last quote.
func (c *collector) bare(end int) {
	n := len(c.out)
	if n == 0 || c.out[n-1].End >= end {
		return
	}
	last := &c.out[n-1]
	if rest := strings.TrimRight(c.text[last.End:end], " \t\n"); strings.Trim(rest, " \t\n>") == "" {
		last.End += len(rest)
	}
}

// alone reports whether words [from, to) hold a whole line.
func (c *collector) alone(from, to int) bool {
	for i := from; i < to; i++ {
		if c.starts(i) {
			for k := i + 1; k <= to; k++ {
				if c.ends(k) {
					return true
				}
			}
			return false
		}
	}
	return false
}

func (c *collector) starts(i int) bool { return firstOnLine(c.text, int(c.ws[i].start), c.body) }

func (c *collector) ends(i int) bool { return lastOnLine(c.text, int(c.ws[i-1].end)) }

// add adds a quote with the marks around it, or makes the last one longer.
func (c *collector) add(r run) {
	s := cover(c.ws, r.from, r.to)
	if c.starts(r.from) {
		s.Start = max(c.body, lineStart(c.text, s.Start))
	}
	if c.ends(r.to) {
		s.End = lineEnd(c.text, s.End)
	}
	if n := len(c.out); n > 0 {
		last := &c.out[n-1]
		s.Start = max(s.Start, last.End)
		if last.Of == r.of && !wordy(c.text[last.End:s.Start]) {
			last.End = max(last.End, s.End)
			return
		}
	}
	if s.Start < s.End {
		c.out = append(c.out, Quote{s, r.of})
	}
}

// holds returns the first message that has a few words in a row, -1 for none.
func (t *Thread) holds(ws []word) int {
	if len(ws) == 0 {
		return -1
	}
	for n, m := range t.messages {
		for i := range m {
			if len(m)-i >= len(ws) && common(ws, m[i:]) == len(ws) {
				return n
			}
		}
	}
	return -1
}
