package person

import (
	"strings"
	"unicode/utf8"
)

// A region is the folded text after a name that belongs to it, and no further
// than the name of somebody else.
type region struct {
	d        *document
	from, to int              // folded bytes
	offset   int              // of the document in the item's text
	label    func(int) string // the heading of the cell at a byte of the item's text
	row      bool
}

// regionOf returns what belongs to a name: some way on in a text, all the rest
// of a row.
func (e *Evidence) regionOf(h Hit) region {
	r := region{offset: h.Start, label: func(int) string { return "" }}
	end := wordEnd(e.Text, h.End+near)
	if e.row != nil {
		r.row, r.label = true, e.row.label
		end = wordEnd(e.Text, h.End+far)
	}
	r.d = read(e.Text[h.Start:end], false)
	r.from = r.d.folded.Folded(h.End - h.Start)
	r.to = r.d.reach(r.from)
	return r
}

// before returns what stands in a row before the name, where that names nobody:
// records often begin with a number or a date of birth.
func (e *Evidence) before(h Hit) (region, bool) {
	if e.row == nil || h.Start == 0 || h.Start > far {
		return region{}, false
	}
	r := region{d: read(e.Text[:h.Start], false), label: e.row.label, row: true}
	r.to = len(r.d.s)
	for i, t := range r.d.tokens {
		if strings.Contains(r.labelAt(t.start), "name") || r.d.somebody(i) {
			return region{}, false
		}
	}
	return r, true
}

// somebody reports whether token i is a word of a person's name.
func (d *document) somebody(i int) bool {
	t := d.at(i)
	return t.wordy() && months[t.word] == 0 && !streetName(t.word) && !streetName(d.at(i+1).word) &&
		(names().forename[t.word] || names().surname[t.word])
}

// wordEnd returns the end of the word at a byte of a text.
func wordEnd(text string, i int) int {
	for most := i + near; i < len(text) && text[i] > ' ' && (i < most || !utf8.RuneStart(text[i])); {
		i++
	}
	return min(i, len(text))
}

// reach returns how far details after a name that ends at start belong to it:
// not past another person's name.
func (d *document) reach(start int) int {
	for i := d.tokenAt(start); d.at(i).word != ""; i++ {
		t, next := d.at(i), d.at(i+1)
		if !t.wordy() || !next.wordy() || next.link != linkSpace || months[t.word] > 0 || streetName(next.word) || streetName(t.word) {
			continue
		}
		if names().forename[t.word] || isTitle(t) || names().surname[next.word] && !names().word[t.word] || d.introduced(i) {
			return t.start
		}
	}
	return len(d.s)
}

// introduced reports whether two words from token i on are named with a date of
// birth of their own, whatever names they are: Olumide Afolabi (born 1961).
func (d *document) introduced(i int) bool {
	first, last, label := d.at(i), d.at(i+1), d.at(i+2).word
	return first.upper && last.upper && !names().word[first.word] && !names().word[last.word] && (label == "born" || label == "dob")
}

// detail makes a Detail of folded bytes of the region's document.
func (r region) detail(fact, value string, start, end int, weight float64) Detail {
	h := r.d.hit(fact, start, end, 1, true)
	return Detail{Fact: fact, Text: h.Value, Start: h.Start + r.offset, End: h.End + r.offset, key: fact + " " + value, weight: weight, telling: weight != 0}
}

// text is the region's folded text.
func (r region) text() string {
	return r.d.s[min(r.from, len(r.d.s)):min(max(r.from, r.to), len(r.d.s))]
}

// labelAt returns the heading over a folded byte, folded as well.
func (r region) labelAt(at int) string {
	from, _ := r.d.folded.Source(at, min(at+1, len(r.d.s)))
	return strings.ToLower(r.label(from + r.offset))
}

// cells returns the cells of a row in the region, in folded bytes.
func (r region) cells() []Span {
	if !r.row {
		return nil
	}
	var list []Span
	start := r.from
	for i := r.d.tokenAt(r.from); r.d.at(i).word != "" && r.d.at(i).end <= r.to; i++ {
		if r.d.at(i).link == linkCell {
			start = r.d.at(i).start
		}
		if next := r.d.at(i + 1); next.word == "" || next.link == linkCell || next.start >= r.to {
			list = append(list, Span{max(start, r.from), r.d.at(i).end})
		}
	}
	return list
}
