package directory

import (
	"mime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/redact/people"
	"sarsen/redact/recognise"
)

// longest is how long a display name, an address or a post may be, in bytes.
const longest = 120

// Person reads a display name and the address it stands with, either of which
// may be empty: "Patel, Sunita (Housing)", "PATEL Sunita", "'Sunita Patel'",
// "Cllr S Patel". Name is forename first, without title; "" where the display
// name is nobody's. Email is the address in lower case; "" where it is that of a
// team or none at all.
func Person(display, address string) (name, email string) {
	email = personal(address)
	words := nameWords(display)
	if len(words) == 0 && email != "" {
		return fromAddress(email), email
	}
	words = forenameFirst(words, email)
	if !accepted(words, email) {
		return "", email
	}
	return spelt(words), email
}

// forenameFirst turns a name round that an address has the other way: "Patel Sunita"
// of sunita.patel@….
func forenameFirst(words []string, email string) []string {
	local, _, _ := strings.Cut(email, "@")
	parts := strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '_' })
	if len(words) < 2 || len(parts) < 2 || letters(parts[0]) != letters(recognise.Key(words[1])) || letters(parts[len(parts)-1]) != letters(recognise.Key(words[0])) {
		return words
	}
	return slices.Concat(words[1:], words[:1])
}

// accepted reports whether words name a person.
func accepted(words []string, email string) bool {
	if len(words) < 2 || len(words) > 5 {
		return false
	}
	whole := 0
	for _, w := range words {
		if utf8.RuneCountInString(w) > 1 {
			whole++
		}
	}
	first, last := words[0], words[len(words)-1]
	if whole < 2 && !(whole == 1 && utf8.RuneCountInString(last) > 1 && utf8.RuneCountInString(first) == 1) {
		return false
	}
	return recognise.WrittenName(words, corroborates(email, first, last))
}

// corroborates reports whether the local part of an address is made of a forename,
// or its initial, and a surname.
func corroborates(email, first, last string) bool {
	local, _, _ := strings.Cut(email, "@")
	local = letters(local)
	f, s := letters(recognise.Key(first)), letters(recognise.Key(last))
	if len(f) < 2 || len(s) < 2 || local == "" {
		return false
	}
	return strings.HasPrefix(local, f+s) || strings.HasPrefix(local, f[:1]+s) || strings.HasPrefix(local, s+f[:1])
}

// letters returns the ASCII letters of s, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, s)
}

// personal returns an address in lower case, "" where it is none of one person.
func personal(address string) string {
	a := strings.ToLower(strings.Trim(address, " \t<>'\"[]"))
	a = strings.TrimPrefix(a, "mailto:")
	local, domain, ok := strings.Cut(a, "@")
	switch {
	case !ok || local == "" || !strings.Contains(domain, ".") || len(a) > longest:
		return ""
	case strings.ContainsAny(a, " \t\r\n,;:<>()\"/\\") || strings.Contains(domain, "@") || people.Mailbox(a):
		return ""
	}
	return a
}

// fromAddress makes a name of an address such as shabnam.nasreen@…: of two words
// of which the first is a known forename.
func fromAddress(email string) string {
	local, _, _ := strings.Cut(email, "@")
	words := strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '_' })
	if len(words) != 2 || !recognise.Forename(words[0]) {
		return ""
	}
	for _, w := range words {
		if utf8.RuneCountInString(w) < 3 || strings.ContainsFunc(w, func(r rune) bool { return !nameRune(r) }) {
			return ""
		}
	}
	if !recognise.WrittenName(words, false) {
		return ""
	}
	return spelt(words)
}

// qualifications stand behind names and are none.
var qualifications = []string{"mbe", "obe", "cbe", "kbe", "dl", "jp", "phd", "msc", "bsc", "ba", "ma", "mba", "llb", "frics", "mrics", "fca", "aca", "cpfa", "mrtpi", "cipfa", "rn", "rgn", "qc", "kc", "mp", "esq", "jnr", "snr", "jr", "sr", "ii", "iii"}

// nameWords returns the words of a display name, forename first, without title,
// brackets and whatever follows the name; nil where it cannot be one.
func nameWords(display string) []string {
	s := cleaned(display)
	if s == "" || len(s) > longest || strings.HasPrefix(strings.ToLower(s), "dl-") || strings.ContainsAny(s, "@<>=*/&+") || strings.ContainsFunc(s, unicode.IsDigit) {
		return nil
	}
	if last, given, ok := strings.Cut(s, ","); ok {
		given, _, _ = strings.Cut(given, ",")
		g, l := plain(given), plain(last)
		if len(g) == 0 || len(l) == 0 || len(l) > 3 {
			return nil
		}
		if len(l) > 1 && bodyWord(g) { // "Sunita Patel, Housing"
			return l
		}
		return slices.Concat(g, l)
	}
	return surnameLast(plain(s))
}

// bodyWord reports whether words name no forename, but a body, a post or a place.
func bodyWord(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool {
		return recognise.Forename(w) || !recognise.Known(w) || utf8.RuneCountInString(w) == 1
	})
}

// cleaned takes encoding, quotes, brackets and what stands behind a dash from a
// display name.
func cleaned(s string) string {
	if strings.Contains(s, "=?") {
		if decoded, err := new(mime.WordDecoder).DecodeHeader(s); err == nil {
			s = decoded
		}
	}
	for _, pair := range []string{"()", "[]", "{}"} {
		for {
			open := strings.IndexByte(s, pair[0])
			if open < 0 {
				break
			}
			end := strings.IndexByte(s[open:], pair[1])
			if end < 0 {
				s = s[:open]
				break
			}
			s = s[:open] + " " + s[open+end+1:]
		}
	}
	for _, cut := range []string{" - ", " – ", " | ", " via ", " on behalf of ", " @ ", ";", ":"} {
		if i := strings.Index(s, cut); i > 0 {
			s = s[:i]
		}
	}
	s = strings.Trim(s, " \t\r\n'\"`‘’“”.,-")
	if !strings.ContainsAny(s, " ,") { // shabnam.nasreen
		s = strings.NewReplacer(".", " ", "_", " ").Replace(s)
	}
	return s
}

// plain returns the words of a name without titles and qualifications; nil where
// one is no word of a name.
func plain(s string) []string {
	var out []string
	for _, w := range strings.Fields(s) {
		w = strings.Trim(w, ".,'\"’‘")
		key := strings.ToLower(w)
		switch {
		case w == "":
			continue
		case slices.Contains(qualifications, strings.ReplaceAll(key, ".", "")) && len(out) > 1:
			return out
		case recognise.Title(w) && len(out) == 0 && !recognise.Forename(w):
			continue
		case strings.ContainsFunc(strings.ReplaceAll(w, ".", ""), func(r rune) bool { return !nameRune(r) }):
			return nil
		}
		for _, part := range strings.Split(w, ".") { // J.S.
			if part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

func nameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == '-'
}

// surnameLast moves a surname in capitals behind the forenames: "PATEL Sunita".
func surnameLast(words []string) []string {
	k := 0
	for k < len(words) && utf8.RuneCountInString(words[k]) > 1 && shouted(words[k]) {
		k++
	}
	if k == 0 || k == len(words) || shouted(words[len(words)-1]) && utf8.RuneCountInString(words[len(words)-1]) > 1 {
		return words
	}
	return slices.Concat(words[k:], words[:k])
}

func shouted(w string) bool { return strings.ToUpper(w) == w && strings.ToLower(w) != w }

// spelt writes a name with capitals where all of it has none, or nothing else.
func spelt(words []string) string {
	whole := strings.Join(words, " ")
	small, large := strings.ToLower(whole) == whole, strings.ToUpper(whole) == whole
	out := slices.Clone(words)
	for i, w := range out {
		if small || large || utf8.RuneCountInString(w) > 2 && shouted(w) {
			out[i] = capitals(w)
		}
	}
	return strings.Join(out, " ")
}

// capitals gives a word its capital, and one behind each hyphen and apostrophe.
func capitals(w string) string {
	begin := true
	return strings.Map(func(r rune) rune {
		defer func() { begin = r == '-' || r == '\'' || r == '’' }()
		if begin {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, w)
}
