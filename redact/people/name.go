package people

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
	"sarsen/redact/recognise"
)

// A name is a person's name taken apart. All parts are folded.
type name struct {
	title string
	given []string // forenames and initials
	last  string   // surname with its particles
}

// parse takes a name apart: "Mrs S. Patel", "Patel, Sunita", "PATEL Sunita",
// "Sunita".
func parse(s string) name {
	var n name
	s = surnameFirst(s)
	if last, given, ok := strings.Cut(s, ","); ok && strings.TrimSpace(given) != "" {
		n = parse(given)
		n.given = append(n.given, strings.Fields(n.last)...)
		n.last = strings.Join(words(last), " ")
		return n
	}
	ws := words(s)
	for len(ws) > 1 && (recognise.Title(ws[0]) || ws[0] == "and" || ws[0] == "&") {
		if n.title == "" {
			n.title = ws[0]
			if n.title == "cllr" {
				n.title = "councillor"
			}
		}
		ws = ws[1:]
	}
	at := len(ws) - 1
	for at > 0 && particle(ws[at-1]) && at-1 > 0 {
		at--
	}
	switch {
	case len(ws) == 0:
	case len(ws) == 1 && n.title == "" && recognise.Forename(ws[0]):
		n.given = ws
	default:
		n.given, n.last = ws[:at], strings.Join(ws[at:], " ")
	}
	return n
}

// bare returns a name without the words around it that are none: numbers
// and references, and small ones that are everyday words, as in "am Sunita Patel of".
func bare(s string) string {
	ws := strings.Fields(s)
	for len(ws) > 1 && nameless(ws[0]) {
		ws = ws[1:]
	}
	for len(ws) > 1 && nameless(ws[len(ws)-1]) {
		ws = ws[:len(ws)-1]
	}
	return strings.Join(ws, " ")
}

// nameless reports whether a word is none of a name. One digit may be a letter
// that a scanner misread.
func nameless(w string) bool {
	letters := strings.Trim(w, "0123456789")
	if letters == "" || len(w)-len(letters) > 2 {
		return true
	}
	return strings.ToLower(w) == w && !recognise.MayName(w) && !recognise.Title(w) && !particle(w)
}

// surnameFirst puts the comma into a name that begins with its surname in
// capitals and goes on in small letters.
func surnameFirst(s string) string {
	ws := strings.Fields(s)
	k := 0
	for k < len(ws) && utf8.RuneCountInString(ws[k]) > 1 && strings.ToUpper(ws[k]) == ws[k] && !recognise.Title(ws[k]) && !strings.ContainsAny(ws[k], ".,") {
		k++
	}
	if k == 0 || k == len(ws) || strings.ToUpper(ws[k]) == ws[k] {
		return s
	}
	return strings.Join(ws[:k], " ") + ", " + strings.Join(ws[k:], " ")
}

// words returns the folded words of s without dots and possessives.
func words(s string) []string {
	return strings.FieldsFunc(strings.TrimSuffix(fold.String(s), "'s"), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-'
	})
}

func particle(w string) bool {
	switch w {
	case "van", "von", "de", "der", "den", "da", "di", "du", "la", "le", "al", "el", "bin", "ibn", "ap", "ab", "dos", "del", "st", "mac":
		return true
	}
	return false
}

// full reports whether n has a whole forename and a surname.
func (n name) full() bool {
	return n.last != "" && len(n.given) > 0 && utf8.RuneCountInString(n.given[0]) > 1
}

// parts returns all words of the name but its title.
func (n name) parts() []string { return append(slices.Clone(n.given), strings.Fields(n.last)...) }

// key is the form that makes two mentions one person. Of a surname of several
// words only the last counts: it is cut in different places.
func (n name) key() string {
	switch {
	case len(n.given) > 0 && n.last != "":
		return n.given[0] + " " + n.last[strings.LastIndexByte(n.last, ' ')+1:]
	case n.last != "":
		return n.title + " " + n.last
	}
	return strings.Join(n.given, " ")
}

// fits reports whether n may be a shorter or other form of the fuller name f:
// no part of it says otherwise.
func (n name) fits(f name) bool {
	if sex(n.title) != "" && sex(f.title) != "" && sex(n.title) != sex(f.title) {
		return false
	}
	switch {
	case n.last == "":
		return len(n.given) > 0 && slices.Contains(f.given, n.given[0])
	case n.tails(f):
		return true
	case n.last != f.last && !(len(n.given) == 0 && slices.Contains(strings.Split(f.last, "-"), n.last)):
		return false
	case len(n.given) == 0 || len(f.given) == 0:
		return true
	}
	return initials(n.given[0], f.given)
}

// tails reports whether the words of n are those of f, or with a title their
// end: "Mr Abdul Rahman" for Mohammed Abdul Rahman.
func (n name) tails(f name) bool {
	have, all := n.parts(), f.parts()
	if len(have) < 2 || len(have) > len(all) || len(have) < len(all) && n.title == "" {
		return false
	}
	return slices.Equal(have, all[len(all)-len(have):])
}

// misread reports whether n, with a title, is f but for letters that look
// alike, as scanned texts have them: "Mrs O'Cormor" for O'Connor. It is not
// when the surname is spelt as f's.
func (n name) misread(f name) bool {
	if n.title == "" || n.last == "" || n.last == f.last || len(n.given) > 0 && (f.given == nil || !initials(n.given[0], f.given)) {
		return false
	}
	a, b := recognise.LookAlike(n.last), recognise.LookAlike(f.last)
	return len(a) >= 4 && a == b
}

// roleTitle reports whether a title is that of an office or a profession.
func roleTitle(title string) bool { return title != "" && title != "mx" && sex(title) == "" }

// initials reports whether g is one of the forenames given, the initial of
// one, or the initials of several.
func initials(g string, given []string) bool {
	first, size := utf8.DecodeRuneInString(g)
	for i, f := range given {
		r, fsize := utf8.DecodeRuneInString(f)
		if g == f || (size == len(g) || i == 0 && fsize == len(f)) && r == first {
			return true
		}
	}
	if len(g) != 2 || len(given) < 2 {
		return false
	}
	return strings.HasPrefix(given[0], g[:1]) && strings.HasPrefix(given[1], g[1:])
}

func sex(title string) string {
	switch title {
	case "mr", "sir", "fr", "father", "master", "lord":
		return "m"
	case "mrs", "ms", "miss", "dame", "lady", "sister", "mme":
		return "f"
	}
	return ""
}
