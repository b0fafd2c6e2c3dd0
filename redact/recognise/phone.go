package recognise

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/redact"
)

// phoneWords announce a telephone number.
var phoneWords = []string{
	"tel", "tel no", "telephone", "telephone number", "telephone no", "phone", "phone number", "phone no", "mobile", "mobile number",
	"mobile no", "mob", "mob no", "cell", "fax", "fax no", "call", "ring", "text", "contact number", "contact no", "landline", "hotline", "helpline",
	"number is", "whatsapp", "direct dial", "ddi", "dial", "called", "tel/fax", "t", "m", "ffôn", "ffon", "rhif ffôn", "daytime", "evening",
	"call me on", "call me at", "me on", "me at", "him on", "him at", "her on", "her at", "them on", "them at", "us on", "us at",
}

// placeWords announce one with a colon only.
var placeWords = []string{"desk", "office", "work", "home", "direct", "switchboard", "pager", "emergency contact", "out of hours", "voicemail"}

// verbWords announce one of nine digits or more.
var verbWords = []string{"contact", "calls to", "messages to", "texts to", "team at", "desk at", "line is", "hotline is", "helpline is", "mobile is", "phone is", "reached on", "reached at", "available on"}

// afterWords say behind a number what it is.
var afterWords = []string{"fax", "mobile", "mob", "home", "office", "work", "tel", "cell", "landline", "daytime", "evening", "desk"}

// notPhone are words right before digits that say they are no telephone number.
var notPhone = []string{
	"ref", "reference", "account", "account no", "account number", "a/c", "invoice", "invoice no", "order", "order no", "isbn", "barcode", "meter", "mpan", "mprn",
	"uprn", "grid ref", "easting", "northing", "version", "section", "serial", "serial no", "case", "claim", "application", "charity", "company", "vat", "nhs", "card",
}

// Phone finds telephone numbers: all British forms, with the ranges set apart
// for fiction; international ones with + or 00; North American ones by their
// form; those of other countries by their 0 and groups; others beside a word
// that announces them. An extension belongs to the number. Short codes and 999
// are no numbers of a person.
func Phone(t *Text) []redact.Found {
	var out []redact.Found
	for i := 0; i < len(t.S); {
		c := t.S[i]
		if !digit(c) && c != '+' && c != '(' || !t.phoneMayStart(i) {
			i = t.pastDigits(i)
			continue
		}
		n, ok := t.phone(i)
		if !ok {
			i = t.pastDigits(i)
			continue
		}
		if t.S[i] == '(' && !strings.Contains(t.S[i:n.end], ")") {
			i++ // a bracket around the number or in front of it
		}
		end, ext := t.extension(n.end)
		if ext {
			n.reason += ", with an extension"
		}
		out = append(out, t.found(i, end, redact.Phone, n.score, "phone", n.reason))
		i = end
	}
	return out
}

// phoneMayStart reports whether what stands before i lets a number begin.
func (t *Text) phoneMayStart(i int) bool {
	p, n := utf8.DecodeLastRuneInString(t.S[:i])
	switch {
	case n == 0:
		return true
	case unicode.IsDigit(p):
		return false
	case unicode.IsLetter(p): // "M07700 900123", "is415-555-0132"
		return unicode.IsLower(p) || i == 1 || !alnum(t.S[i-2])
	case t.S[i] == '+' || t.S[i] == '(':
		return true
	case p == '/':
		return i > 1 && digit(t.S[i-2])
	case p == '.': // "Tel.01632 960123"
		return i > 1 && letterByte(t.S[i-2])
	}
	return !strings.ContainsRune("+-_$#£€", p)
}

// pastDigits returns the next offset at which a number may begin.
func (t *Text) pastDigits(i int) int {
	was := digit(t.S[i])
	i++
	for was && i < len(t.S) && digit(t.S[i]) {
		i++
	}
	return i
}

// A dialled is where a telephone number ends and what it is.
type dialled struct {
	end    int
	score  float64
	reason string
}

// phone reads the number at i.
func (t *Text) phone(i int) (dialled, bool) {
	g := t.group(i)
	if len(g.d) < 5 {
		return dialled{}, false
	}
	list := i > 1 && t.S[i-1] == '/' // "01632 960123/01632 960124"
	ways := []func(int, groups) (dialled, bool){t.british, t.northAmerican, t.international, t.announcedPhone, t.foreign}
	switch {
	case list:
		ways = ways[:1]
	case i > 0 && letterByte(t.S[i-1]) && t.S[i-1] < utf8.RuneSelf:
		ways = ways[:2] // stuck to a word: only what has an unmistakable form
	}
	for _, read := range ways {
		if n, ok := read(i, g); ok {
			return n, true
		}
	}
	return dialled{}, false
}

// sure reports whether a number may end at end.
func (t *Text) sure(end int) bool {
	if end == len(t.S) {
		return true
	}
	switch c := t.S[end]; {
	case c == 'x' || c == 'X':
		return end+1 < len(t.S) && digit(t.S[end+1])
	case c == '/' || c == ',' || c == '.':
		return end+1 == len(t.S) || c == '/' && end+3 < len(t.S) && digit(t.S[end+1]) && digit(t.S[end+2]) && digit(t.S[end+3]) || !digit(t.S[end+1])
	case c >= 0x80:
		return true
	default:
		return !letterByte(c) && c != '_' && c != '@'
	}
}

// british reads a number of this country, with or without +44.
func (t *Text) british(i int, g groups) (dialled, bool) {
	d := string(g.d)
	plus := strings.Contains(t.S[i:min(len(t.S), i+2)], "+")
	skip := 1
	switch {
	case plus && strings.HasPrefix(d, "44"):
		skip = 2
	case strings.HasPrefix(d, "0044"):
		skip = 4
	case plus || d[0] != '0' || len(d) < 10 || g.size[0] < 3:
		return dialled{}, false
	}
	score := 0.9
	if skip > 1 {
		score = 0.95
		if len(d) > skip && d[skip] == '0' { // +44 (0)
			skip++
		}
	}
	for _, n := range []int{10, 9} {
		if len(d) < skip+n || !national(d[skip:skip+n]) && !(n == 9 && d[skip] == '1' && g.size[0] == skip+4) {
			continue
		}
		if e, ok := g.upTo(skip + n); ok && t.sure(e) {
			number := "0" + d[skip:skip+n]
			if officeNumber(number) {
				return dialled{e, OfficeScore, "telephone number: British, of an office"}, true
			}
			return dialled{e, score, ukReason(number)}, true
		}
	}
	return dialled{}, false
}

// international reads a number with a + and the code of a country, or 00.
func (t *Text) international(i int, g groups) (dialled, bool) {
	plus := strings.Contains(t.S[i:min(len(t.S), i+2)], "+")
	if !plus && (g.d[0] != '0' || g.d[1] != '0' || g.d[2] == '0' || len(g.size) < 2 || len(g.d) < 11) {
		return dialled{}, false
	}
	for n := 17; n >= 8; n-- {
		if e, ok := g.upTo(n); ok && t.sure(e) {
			return dialled{e, 0.85, "telephone number: international form"}, true
		}
	}
	return dialled{}, false
}

// northAmerican reads (415) 555-0132, 415-555-0132 and 415.555.0132.
func (t *Text) northAmerican(i int, g groups) (dialled, bool) {
	e, ok := g.upTo(10)
	if !ok || len(g.size) < 3 || g.size[0] != 3 || g.size[1] != 6 || g.d[0] < '2' || g.d[3] < '2' && t.S[i] != '(' || !t.sure(e) {
		return dialled{}, false
	}
	s := t.S[i:e]
	if s[0] != '(' && !strings.Contains(s, ") ") && strings.Count(s, "-") != 2 && strings.Count(s, ".") != 2 {
		return dialled{}, false
	}
	return dialled{e, 0.6, "telephone number: North American form"}, true
}

// announcedPhone reads digits beside a word that says they are a number to
// ring.
func (t *Text) announcedPhone(i int, g groups) (dialled, bool) {
	word, ok := t.labelled(i, phoneWords)
	if !ok {
		if word, ok = t.labelled(i, placeWords); ok {
			ok = strings.Contains(t.S[max(0, i-6):i], ":")
		}
	}
	least := 5
	if !ok {
		word, ok = t.labelled(i, verbWords)
		least = 9
	}
	switch word {
	case "call", "ring", "text", "dial", "called":
		least = 6 // "text 60123" is no person's
	}
	for n := 15; n >= 5; n-- {
		e, fits := g.upTo(n)
		if !fits || !t.sure(e) {
			continue
		}
		if ok && n >= least && (len(word) > 1 || n >= 9) {
			return dialled{e, 0.65, `telephone number: behind "` + word + `"`}, true
		}
		if after, is := t.followed(e); is && n >= 6 && (g.d[0] == '0' || len(g.size) > 1 || n >= 9 || t.S[e] != ' ') {
			return dialled{e, 0.6, `telephone number: "` + after + `" behind it`}, true
		}
	}
	return dialled{}, false
}

// followed returns the word of afterWords that stands right behind i, in
// brackets or after a dash.
func (t *Text) followed(i int) (string, bool) {
	rest := strings.TrimLeft(t.Lower[i:min(len(t.Lower), i+16)], " -–([/")
	for _, w := range afterWords {
		if tail, ok := strings.CutPrefix(rest, w); ok && (tail == "" || !letterByte(tail[0])) && len(rest) < len(t.Lower[i:min(len(t.Lower), i+16)]) {
			return w, true
		}
	}
	return "", false
}

// clock reports whether four digits are a time of the day.
func clock(d []byte) bool { return string(d[:2]) < "24" && d[2] < '6' }

// extensions introduce an extension, longest first.
var extensions = []string{"extension", "extn", "ext", "x"}

// extension returns where the extension behind a number that ends at i ends,
// and whether there is one.
func (t *Text) extension(i int) (int, bool) {
	j := i
	for j < len(t.S) && j-i < 3 && strings.IndexByte(" ,(-", t.S[j]) >= 0 {
		j++
	}
	for _, w := range extensions {
		if !strings.HasPrefix(t.Lower[j:], w) || w == "x" && j > i+1 {
			continue
		}
		k := j + len(w)
		for k < len(t.S) && k-j-len(w) < 3 && strings.IndexByte(" .:", t.S[k]) >= 0 {
			k++
		}
		end := k
		for end < len(t.S) && digit(t.S[end]) {
			end++
		}
		if end > k && end-k <= 6 && (end == len(t.S) || !letterByte(t.S[end])) {
			return end, true
		}
		return i, false
	}
	return i, false
}
