package shape

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/redact/recognise"
)

// columns tells the heading of the column that an offset is in; asked in order.
type columns struct {
	hints []recognise.Hint
	next  int
	cell  recognise.Hint
}

func (c *columns) at(i int) string {
	for ; c.next < len(c.hints) && c.hints[c.next].Start <= i; c.next++ {
		if c.hints[c.next].Kind == "cell" {
			c.cell = c.hints[c.next]
		}
	}
	if i < c.cell.End {
		return c.cell.Label
	}
	return ""
}

// read returns the words that stand before a token, and what else it may be.
func (s *sighting) read() ([]string, kind) {
	words := label(s.column)
	if len(words) == 0 {
		words = label(s.before())
	}
	return words, s.kind(words)
}

// before returns what stands in front on the same line, in the same cell and
// sentence.
func (s *sighting) before() string {
	head := s.in[max(0, s.start-48):s.start]
	head = strings.TrimRight(head, " \t:#=-–(\u00a0.")
	if k := strings.LastIndexAny(head, "\n\t;,|>()[]!?"); k >= 0 {
		head = head[k+1:]
	}
	if k := strings.LastIndex(head, ". "); k >= 0 {
		head = head[k+2:]
	}
	return head
}

// tails say only that a reference follows.
var tails = []string{"no", "number", "num", "nos", "is", "was", "are", "as", "of", "under", "the", "and", "to", "on", "for", "in", "with", "by", "at", "from", "a", "an", "or", "see", "about", "re", "regarding", "concerning", "quote", "quoting", "subject", "per", "via", "than", "also", "not", "has", "had", "have", "our", "your", "my", "his", "her", "their", "this", "that"}

// label returns the last words of a phrase as a label: at most three, in lower
// case, without what only says that a reference follows. Names are none.
func label(phrase string) []string {
	if phrase == "" || len(phrase) > 60 {
		return nil
	}
	words := strings.FieldsFunc(strings.ToLower(strings.ToValidUTF8(phrase, " ")), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '/' })
	for len(words) > 0 && slices.Contains(tails, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	words = words[max(0, len(words)-3):]
	for i := len(words) - 1; i >= 0; i-- {
		w := words[i]
		if len(w) < 2 || recognise.Title(w) || recognise.NameOnly(w) || slices.Contains(tails, w) && w != "our" && w != "your" {
			return words[i+1:]
		}
	}
	return words
}

func joined(words []string) string { return strings.Join(words, " ") }

// parts and amounts are words of labels that say what a number is that belongs to
// no person.
var (
	parts   = []string{"part", "model", "serial", "version", "form", "section", "regulation", "directive", "isbn", "issn", "sku", "product", "item", "page", "paragraph", "schedule", "iso", "bs", "en", "si", "room", "junction", "order of", "catalogue", "meter", "postcode", "population", "uprn", "usrn", "easting", "northing", "grid", "asset"}
	amounts = []string{"amount", "total", "balance", "cost", "price", "paid", "due", "net", "gross", "value", "budget", "salary", "sum", "fee", "charge", "debit", "credit", "arrears", "£", "gbp", "hours", "quantity", "qty"}
	phones  = []string{"tel", "telephone", "phone", "mobile", "mob", "fax", "call", "ring", "extension", "ext"}
)

// kind says what a token may be by its form and its label.
func (s *sighting) kind(words []string) kind {
	has := func(list []string) bool {
		return len(words) > 0 && slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, w) })
	}
	digits := strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s.text)
	bare := len(digits) == len(s.text)
	switch {
	case has(phones), !strings.ContainsFunc(s.text, unicode.IsUpper) && digits[0] == '0' && (len(digits) == 10 || len(digits) == 11), bare && len(digits) == 12 && strings.HasPrefix(digits, "44"):
		return phoneLike
	case bare && (len(digits) == 8 || len(digits) == 6 || len(digits) == 14) && day(digits):
		return dateLike
	case has(amounts):
		return amountLike
	case has(parts):
		return partLike
	}
	return reference
}

// day reports whether digits are a day: 20240503, 03052024, or the start of a time
// stamp.
func day(d string) bool {
	in := func(s string, lo, hi string) bool { return s >= lo && s <= hi }
	if len(d) >= 8 && (in(d[:4], "1900", "2099") && in(d[4:6], "01", "12") && in(d[6:8], "01", "31")) {
		return true
	}
	if len(d) == 8 {
		return in(d[:2], "01", "31") && in(d[2:4], "01", "12") && in(d[4:], "1900", "2099")
	}
	return false
}

// people returns who stands near a token, as hashes: e-mail addresses, names behind
// a title and surnames behind a known forename.
func (s *sighting) people() []uint64 {
	from, to := max(0, s.start-160), min(len(s.in), s.end+160)
	words := strings.FieldsFunc(strings.ToValidUTF8(s.in[from:to], " "), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("<>()[],;:\"", r)
	})
	var out []uint64
	for i, w := range words {
		w = strings.Trim(w, ".'")
		switch {
		case strings.IndexByte(w, '@') > 0:
			out = append(out, hash(strings.ToLower(w)))
		case i == 0 || w == "" || !unicode.IsUpper(firstRune(w)) || !recognise.MayName(w):
		case recognise.Title(words[i-1]) || recognise.Forename(words[i-1]) && unicode.IsUpper(firstRune(words[i-1])):
			out = append(out, hash(recognise.Key(w)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
