package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"

	"sarsen/index/fold"
)

// Bounds on joined words and identifiers, in bytes and groups.
const (
	maxJoined      = 64
	minIdentifier  = 6
	maxIdentifier  = 20
	minDigits      = 4
	maxGroups      = 8
	maxGroup       = 12
	maxLinkLetters = 8
)

// A tokeniser cuts text into the words of the index. It has no stop words and
// no stemming: May and Will are names. At the position of a word that begins
// one it adds
//
//   - the joined form of words linked by apostrophes and hyphens, so that
//     O'Neill is found as oneill and Smith-Jones as smithjones;
//   - the joined form of groups that may be one identifier, so that
//     QQ 12 34 56 C is found as qq123456c.
//
// With camel set, as for file names, JaneSmith2024 is three words and, joined,
// one. With plain set, groups are joined only where there is no space between
// them: see crowded.
type tokeniser struct{ camel, plain bool }

// A piece is one word, kept small because a text of many megabytes has
// millions: where it lies in the folded text, and the joint to the
// piece before it.
type piece struct {
	start, end int
	digits     int32
	joint      joint
	// short is set for groups of letters that may be part of an identifier
	// even after a space, linked for longer ones that need a direct link.
	short, linked bool
}

// A joint tells what stands between two pieces.
type joint uint8

const (
	apart  joint = iota
	spaced       // within an identifier: blanks and parentheses
	linked       // within an identifier: - . / _
	bound        // within a name: one apostrophe or hyphen, or nothing
)

// A token is a word or a joined form: folded, with the range of the source that
// made it and its position, from 1.
type token struct {
	term                 string
	start, end, position int
}

// Tokenize implements analysis.Tokenizer, for the words of queries.
func (t tokeniser) Tokenize(source []byte) analysis.TokenStream {
	var stream analysis.TokenStream
	t.each(string(source), func(k token) {
		stream = append(stream, &analysis.Token{Term: []byte(k.term), Start: k.start, End: k.end, Position: k.position})
	})
	return stream
}

// each calls fn for each token of a text.
func (t tokeniser) each(source string, fn func(token)) {
	text := fold.New(source)
	folded := text.String()
	pieces := t.pieces(source, text)
	add := func(term string, from, to, position int) {
		start, end := text.Source(from, to)
		fn(token{term, start, end, position + 1})
	}
	for i, p := range pieces {
		add(folded[p.start:p.end], p.start, p.end, i)
		last := i
		if n := chain(pieces[i:]); n > 1 && (i == 0 || p.joint != bound) {
			last = i + n - 1
			if q := pieces[last]; q.end-p.start <= maxJoined {
				add(compact(folded[p.start:q.end]), p.start, q.end, i)
			}
		}
		for _, n := range t.identifiers(pieces[i:]) {
			if q := pieces[i+n-1]; i+n-1 != last {
				add(compact(folded[p.start:q.end]), p.start, q.end, i)
			}
		}
	}
}

// words returns the folded words of a text, without the joined forms.
func (t tokeniser) words(source string) []string {
	text := fold.New(source)
	pieces := t.pieces(source, text)
	words := make([]string, len(pieces))
	for i, p := range pieces {
		words[i] = text.String()[p.start:p.end]
	}
	return words
}

// pieces cuts the folded text into words.
func (t tokeniser) pieces(source string, text *fold.Text) []piece {
	s := text.String()
	pieces := make([]piece, 0, len(s)/5)
	end := 0 // of the last piece
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !fold.IsWord(r) {
			i += n
			continue
		}
		stop := wordEnd(s, i)
		for i < stop {
			next := stop
			if t.camel {
				next = humpEnd(source, text, i, stop)
			}
			p := describe(s, i, next)
			p.short = p.short || p.digits == 0 && next-i <= 4 && capitals(source, text, i, next)
			if len(pieces) > 0 {
				p.joint = jointOf(source, text, end, i)
			}
			pieces = append(pieces, p)
			i, end = next, next
		}
	}
	return pieces
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !fold.IsWord(r) {
			break
		}
		i += n
	}
	return i
}

// humpEnd returns the end of the part of a word that begins at i: where a
// capital follows a small letter, or letters and digits meet.
func humpEnd(source string, text *fold.Text, i, stop int) int {
	before := sourceRune(source, text, i)
	for j := i; j < stop; {
		_, n := utf8.DecodeRuneInString(text.String()[j:])
		r := sourceRune(source, text, j)
		if unicode.IsLower(before) && unicode.IsUpper(r) || unicode.IsDigit(before) != unicode.IsDigit(r) {
			return j
		}
		before = r
		j += n
	}
	return stop
}

func sourceRune(source string, text *fold.Text, i int) rune {
	start, _ := text.Source(i, i+1)
	r, _ := utf8.DecodeRuneInString(source[start:])
	return r
}

// capitals reports whether the source of a piece has no small letter.
func capitals(source string, text *fold.Text, from, to int) bool {
	start, end := text.Source(from, to)
	return strings.IndexFunc(source[start:end], unicode.IsLower) < 0
}

// describe counts the digits of a piece and says whether it may be a group of
// an identifier.
func describe(s string, start, end int) piece {
	p := piece{start: start, end: end}
	for i := start; i < end; i++ {
		if '0' <= s[i] && s[i] <= '9' {
			p.digits++
		}
	}
	n := end - start
	p.short = p.digits > 0 && n <= maxGroup || n <= 2
	p.linked = p.short || n <= maxLinkLetters
	return p
}

// jointOf tells what stands between the pieces that end and start here.
func jointOf(source string, text *fold.Text, end, start int) joint {
	gap := text.String()[end:start]
	switch {
	case gap == "" || gap == "'" || gap == "-":
		return bound
	case len(gap) > 3 || strings.Trim(gap, " -./_()") != "":
		return apart
	}
	if !strings.Contains(gap, " ") {
		if strings.Trim(gap, "()") == "" {
			return spaced
		}
		return linked
	}
	from, to := text.Gap(end, start)
	if strings.Trim(gap, " ") == "-" && strings.Count(source[from:to], "\n") == 1 {
		return bound // a word in capitals, or a compound, cut at a line's end
	}
	if strings.Trim(gap, " -()") != "" || strings.ContainsAny(source[from:to], "\n\t\r") {
		return apart // the end of a sentence, a line or a cell
	}
	return spaced
}

// chain returns how many of the pieces are bound into one name.
func chain(pieces []piece) int {
	n := 1
	for n < len(pieces) && pieces[n].joint == bound {
		n++
	}
	return n
}

// identifiers returns the numbers of pieces, from the first on, that may make
// up one identifier.
func (t tokeniser) identifiers(pieces []piece) []int {
	first := pieces[0]
	if !first.linked || first.joint == linked {
		return nil
	}
	var counts []int
	size, digits := first.end-first.start, first.digits
	for n := 1; n < len(pieces) && n < maxGroups; n++ {
		p := pieces[n]
		if p.joint == apart || !p.linked || p.joint == spaced && (t.plain || !p.short || !pieces[n-1].short) {
			break
		}
		size += p.end - p.start
		digits += p.digits
		if size > maxIdentifier {
			break
		}
		ends := n+1 == len(pieces) || pieces[n+1].joint != linked
		if size >= minIdentifier && digits >= minDigits && ends {
			counts = append(counts, n+1)
		}
	}
	return counts
}

// compact returns the letters and digits of folded text.
func compact(folded string) string {
	return strings.Map(func(r rune) rune {
		if fold.IsWord(r) {
			return r
		}
		return -1
	}, folded)
}
