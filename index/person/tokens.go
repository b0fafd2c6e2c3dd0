package person

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
)

// A link tells what stands between a token and the one before it.
type link byte

const (
	linkNone  link = iota // the start, or something that parts names
	linkTight             // nothing, an apostrophe or a hyphen
	linkBreak             // a hyphen beside a line end: of the name, or of a word cut there
	linkDash              // a hyphen beside blanks
	linkJoin              // . _ or + without blanks, as in user and file names
	linkSpace             // a blank; also with quotation marks or parentheses
	linkDot               // a full stop and a blank
	linkComma             // a comma
	linkLine              // a line end
	linkCell              // the edge of a table's cell
)

// hyphen reports whether a link may make two words a compound surname.
func (l link) hyphen() bool { return l == linkTight || l == linkBreak }

// A token is a word of the folded text.
type token struct {
	start, end int // folded bytes
	word       string
	link       link
	upper      bool   // begins with a capital, or case means nothing here
	mask       uint64 // its letters
}

// A document is a text made ready for matching.
type document struct {
	text   string
	folded *fold.Text
	s      string // folded
	tokens []token
	// caseless is set for file names, where capitals tell nothing.
	caseless bool
}

// read cuts a text into tokens. With label set, as for file names, words are
// also cut where a capital follows a small letter, and where letters and
// digits meet.
func read(text string, label bool) *document {
	d := &document{text: text, folded: fold.New(text), caseless: label}
	d.s = d.folded.String()
	d.tokens = make([]token, 0, len(d.s)/6)
	for i := 0; i < len(d.s); {
		r, n := utf8.DecodeRuneInString(d.s[i:])
		if !fold.IsWord(r) {
			i += n
			continue
		}
		for end := d.wordEnd(i); i < end; {
			stop := end
			if label {
				stop = d.humpEnd(i, end)
			}
			d.add(i, stop)
			i = stop
		}
	}
	return d
}

func (d *document) add(start, end int) {
	t := token{start: start, end: end, word: d.s[start:end]}
	t.mask = letters(t.word)
	t.upper = d.caseless || d.isUpper(start)
	if n := len(d.tokens); n > 0 {
		t.link = d.linkOf(d.tokens[n-1].end, start)
	}
	d.tokens = append(d.tokens, t)
}

// isUpper reports whether the source of folded byte i is a capital.
func (d *document) isUpper(i int) bool {
	start, _ := d.folded.Source(i, i)
	if b := d.text[start]; b < utf8.RuneSelf {
		return 'A' <= b && b <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(d.text[start:])
	return unicode.IsUpper(r)
}

func (d *document) wordEnd(i int) int {
	for i < len(d.s) {
		if b := d.s[i]; 'a' <= b && b <= 'z' || '0' <= b && b <= '9' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(d.s[i:])
		if !fold.IsWord(r) {
			break
		}
		i += n
	}
	return i
}

func (d *document) humpEnd(i, end int) int {
	before := d.sourceRune(i)
	for j := i; j < end; {
		r := d.sourceRune(j)
		if unicode.IsLower(before) && unicode.IsUpper(r) || unicode.IsDigit(before) != unicode.IsDigit(r) {
			return j
		}
		before = r
		_, n := utf8.DecodeRuneInString(d.s[j:])
		j += n
	}
	return end
}

func (d *document) sourceRune(i int) rune {
	start, _ := d.folded.Source(i, i)
	r, _ := utf8.DecodeRuneInString(d.text[start:])
	return r
}

// linkOf classifies the gap between two tokens.
func (d *document) linkOf(end, start int) link {
	gap := d.s[end:start]
	switch gap {
	case "", "'", "-":
		return linkTight
	case ".", "_", "+":
		return linkJoin
	case ",", ", ", " ,", " , ":
		return linkComma
	case ". ", ".-":
		return linkDot
	}
	if len(gap) > 4 {
		return linkNone
	}
	from, to := d.folded.Gap(end, start)
	source := d.text[from:to]
	switch source {
	case " ":
		return linkSpace
	case "\n":
		return linkLine
	}
	switch {
	case strings.Trim(gap, " ") == "-" && strings.Count(source, "\n") == 1:
		return linkBreak
	case strings.Trim(gap, " ") == "-" && !strings.ContainsAny(source, "\t\n"):
		return linkDash
	case strings.ContainsAny(source, "\t|") && strings.Trim(gap, " |\"") == "":
		return linkCell
	case strings.Count(source, "\n") == 1 && gap == " ":
		return linkLine
	case strings.ContainsRune(source, '\n') || strings.Trim(gap, ` "()'`) != "":
		return linkNone
	default:
		return linkSpace
	}
}

// at returns token i, or an empty one when there is none.
func (d *document) at(i int) token {
	if i < 0 || i >= len(d.tokens) {
		return token{}
	}
	return d.tokens[i]
}

// tokenAt returns the first token at or after a folded offset.
func (d *document) tokenAt(offset int) int {
	return sort.Search(len(d.tokens), func(i int) bool { return d.tokens[i].start >= offset })
}

// joined returns the words of tokens [from, to) as one, if they may be the
// parts of one name.
func (d *document) joined(from, to int) (string, bool) {
	if to > len(d.tokens) {
		return "", false
	}
	word := d.tokens[from].word
	for _, t := range d.tokens[from+1 : to] {
		switch t.link {
		case linkTight, linkJoin, linkSpace, linkLine, linkBreak, linkDash:
			word += t.word
		case linkDot:
			if d.tokens[from].word != "st" {
				return "", false
			}
			word += t.word // St. John
		default:
			return "", false
		}
	}
	return word, true
}

// broken reports whether a word may have been cut at a line's end among tokens
// [from, to).
func (d *document) broken(from, to int) bool {
	return to <= len(d.tokens) && slices.ContainsFunc(d.tokens[from+1:to], func(t token) bool { return t.link == linkBreak })
}

// hit makes a Hit of the folded range [start, end).
func (d *document) hit(fact string, start, end int, strength float64, exact bool) Hit {
	from, to := d.folded.Source(start, end)
	return Hit{Fact: fact, Start: from, End: to, Value: d.text[from:to], Strength: strength, Exact: exact}
}

// letter reports whether a token is a single letter.
func (t token) letter() bool {
	r, n := utf8.DecodeRuneInString(t.word)
	return t.word != "" && n == len(t.word) && unicode.IsLetter(r)
}

// wordy reports whether a token is a capitalised word of letters.
func (t token) wordy() bool {
	return t.upper && len(t.word) > 1 && strings.IndexFunc(t.word, unicode.IsDigit) < 0
}
