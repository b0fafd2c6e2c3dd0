package person

import (
	"slices"
	"strings"
	"unicode"

	"sarsen/index/fold"
)

// digraphs are how letters with marks are written where there are no marks, other
// than by leaving the marks away.
var digraphs = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe", "æ", "ae", "ð", "th",
	"ş", "sh", "š", "sh", "ç", "ch", "č", "ch", "ć", "ch", "ž", "zh", "đ", "dj", "ğ", "gh", "ñ", "ny", "ł", "w", "ě", "ie",
)

// contracted are digraphs as fold leaves the letter that they stand for.
var contracted = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u", "aa", "a")

// respelt returns a name with its marked letters as two, and with what may be two
// for a marked letter as the plain one: Müller and Mueller.
func respelt(given string) []string {
	lower := strings.ToLower(given)
	folded := compact(given)
	var list []string
	for _, w := range []string{compact(digraphs.Replace(lower)), contracted.Replace(folded)} {
		if w != folded && len(w) > 2 && !names().common[w] && !names().word[w] {
			list = append(list, w)
		}
	}
	return list
}

// spell notes how the profile writes the parts of a name before they were folded.
func (n *name) spell(given string) {
	for _, w := range strings.FieldsFunc(given, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;()", r) }) {
		switch compact(w) {
		case "":
		case n.surname:
			n.given = w
		case n.fore:
			n.called = w
		}
	}
}

// joinedParticles are particles that are written with the surname or apart.
var joinedParticles = []string{"mac", "mc", "mag", "o", "dell", "de", "le", "la", "du", "di", "van", "von", "al", "el", "ap", "fitz"}

// cutPrefix cuts the first of the prefixes that leaves four letters.
func cutPrefix(word string, prefixes []string) (rest string, ok bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(word, p); ok && len(rest) >= minInexact-1 {
			return rest, true
		}
	}
	return word, false
}

// celtic swaps the prefixes of Scottish and Irish surnames: McDonald, MacDonald
// and M'Donald; O'Brien, Ní Bhriain and Uí Bhriain.
func celtic(n *name) []string {
	if rest, ok := strings.CutPrefix(n.apart, "m'"); ok {
		return []string{"mac" + compact(rest), "mc" + compact(rest)}
	}
	if rest, ok := cutPrefix(n.surname, []string{"mac", "mc"}); ok {
		return []string{"mac" + rest, "mc" + rest, "m" + rest}
	}
	before, rest, ok := strings.Cut(n.apart, " ")
	if !ok {
		before, rest, ok = strings.Cut(n.apart, "'")
	}
	rest = compact(rest)
	if !ok || len(rest) < minInexact-1 || !slices.Contains([]string{"o", "ni", "ui", "nic", "mac", "ua"}, before) {
		return nil
	}
	plain := rest
	if len(rest) > 2 && rest[1] == 'h' { // the softened letter after Ní
		plain = rest[:1] + rest[2:]
	}
	soft := plain[:1] + "h" + plain[1:]
	if before == "nic" || before == "mac" {
		return []string{"mac" + plain, "nic" + plain, "nic" + soft, "mc" + plain}
	}
	return []string{"o" + plain, "ni" + soft, "ni" + plain, "ui" + soft, plain}
}

// pairs are endings of one family's surnames, by sex and by custom of writing.
var pairs = [][]string{
	{"skaya", "sky", "ski", "skiy", "skij", "skii", "skyi", "skaia", "ska"},
	{"cki", "cka", "cky"},
	{"dzki", "dzka"},
	{"auskas", "auskiene", "auskaite"},
	{"enas", "eniene", "enaite"},
	{"ys", "iene", "yte"},
	{"is", "iene", "yte"},
	{"us", "iene", "ute"},
	{"as", "iene", "aite"},
	{"ov", "ova", "off", "ow"},
	{"ev", "eva", "eff", "ew"},
	{"in", "ina"},
	{"opoulos", "opoulou", "opulos"},
	{"akis", "aki"},
	{"idis", "idou", "ides"},
	{"ins", "ina"},
	{"nns", "nna"},
	{"ak", "akova"},
	{"ek", "kova"},
	{"ik", "ikova"},
}

// endings gives a surname the other endings that men and women of one family
// bear: Kowalski and Kowalska, Kazlauskas and Kazlauskienė.
func endings(word string) []string {
	for _, group := range pairs {
		stem, own, most := "", "", 0
		for _, e := range group {
			if s, ok := strings.CutSuffix(word, e); ok && len(e) > most {
				stem, own, most = s, e, len(e)
			}
		}
		if len(stem) < 3 || most < 2 {
			continue
		}
		if most == 2 && !slavic(word) && !baltic(word) {
			continue
		}
		var list []string
		for _, e := range group {
			if e != own {
				list = append(list, stem+e)
			}
		}
		return unknown(list)
	}
	return nil
}

// slavic reports whether a surname ends as Slavic ones do, and as few others.
func slavic(word string) bool {
	return slices.ContainsFunc([]string{"nov", "rov", "lov", "kov", "mov", "pov", "tov", "ov", "ev", "kin", "shin", "lin", "nin", "cki", "ski"}, func(e string) bool {
		return strings.HasSuffix(word, e)
	}) && !names().surname[word] && !names().forename[word]
}

// baltic reports whether a surname ends as Lithuanian ones do.
func baltic(word string) bool {
	return len(word) > 6 && !names().surname[word] && !names().forename[word] && slices.ContainsFunc([]string{"as", "ys", "us", "is", "nns", "ins"}, func(e string) bool {
		return strings.HasSuffix(word, e)
	})
}

// romanised are the sounds of Cyrillic as customs of transliteration write them:
// passports, maps, German, French, and by ear.
var romanised = [][]string{
	{"shch", "shch", "schtsch", "chtch", "sch"},
	{"zh", "zh", "sch", "j", "j"},
	{"kh", "kh", "ch", "kh", "h"},
	{"ts", "ts", "z", "ts", "c"},
	{"iy", "iy", "ij", "i", "y"},
	{"iu", "yu", "ju", "iou", "yu"},
	{"ia", "ya", "ja", "ia", "ya"},
	{"ie", "ye", "je", "ie", "ye"},
}

// schemes writes a name as other customs of transliteration do. A name that has
// none of their marks stays alone.
func schemes(word string) []string {
	const least = 5
	if len(word) < least || !strings.ContainsAny(word, "yjkz") && !strings.Contains(word, "iu") {
		return nil
	}
	var list []string
	for column := range romanised[0] {
		w := transliterate(word, column)
		if w != word && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}

func transliterate(word string, column int) string {
	var b strings.Builder
next:
	for i := 0; i < len(word); {
		for _, row := range romanised {
			longest := ""
			for _, from := range row[:min(len(row), 3)] {
				if len(from) > 1 && len(from) > len(longest) && strings.HasPrefix(word[i:], from) {
					longest = from
				}
			}
			if longest != "" {
				b.WriteString(row[column])
				i += len(longest)
				continue next
			}
		}
		b.WriteByte(word[i])
		i++
	}
	return b.String()
}

// Letters of other scripts, as fold leaves them, in Latin ones.
var (
	cyrillic = strings.NewReplacer(
		"щ", "shch", "ж", "zh", "х", "kh", "ц", "ts", "ч", "ch", "ш", "sh", "ю", "yu", "я", "ya", "э", "e", "є", "ye",
		"а", "a", "б", "b", "в", "v", "г", "g", "ґ", "g", "д", "d", "е", "e", "з", "z", "и", "i", "і", "i", "к", "k", "л", "l", "м", "m",
		"н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "ы", "y", "ъ", "", "ь", "",
		"ђ", "dj", "ј", "j", "љ", "lj", "њ", "nj", "ћ", "c", "џ", "dz",
	)
	greek = strings.NewReplacer(
		"ου", "ou", "αυ", "av", "ευ", "ev", "μπ", "b", "ντ", "nt", "γγ", "ng", "γκ", "gk", "τσ", "ts", "τζ", "tz",
		"α", "a", "β", "v", "γ", "g", "δ", "d", "ε", "e", "ζ", "z", "η", "i", "θ", "th", "ι", "i", "κ", "k", "λ", "l", "μ", "m",
		"ν", "n", "ξ", "x", "ο", "o", "π", "p", "ρ", "r", "σ", "s", "ς", "s", "τ", "t", "υ", "y", "φ", "f", "χ", "ch", "ψ", "ps", "ω", "o",
	)
)

// latin writes a name of Greek or Cyrillic letters in Latin ones, and a name of
// Latin letters that is at home there in its own.
func latin(word string) []string {
	if i := strings.IndexFunc(word, func(r rune) bool { return unicode.In(r, unicode.Cyrillic, unicode.Greek) }); i < 0 {
		return native(word)
	}
	w := greek.Replace(cyrillic.Replace(word))
	l := names()
	list := []string{w, strings.ReplaceAll(w, "ii", "y"), strings.ReplaceAll(w, "ii", "iy")}
	list = append(list, schemes(w)...)
	list = append(list, l.spellings[w]...)
	return append(list, l.surnames[w]...)
}

// Latin letters in those of other scripts, for names that are at home there.
var (
	toCyrillic = strings.NewReplacer(
		"shch", "щ", "yu", "ю", "iu", "ю", "ya", "я", "ia", "я", "ye", "е", "zh", "ж", "kh", "х", "ts", "ц", "ch", "ч", "sh", "ш", "iy", "ии", "ii", "ии", "iii", "ии",
		"a", "а", "b", "б", "v", "в", "w", "в", "g", "г", "d", "д", "e", "е", "z", "з", "i", "и", "j", "и", "k", "к", "l", "л", "m", "м", "n", "н", "o", "о", "p", "п",
		"r", "р", "s", "с", "t", "т", "u", "у", "f", "ф", "h", "х", "c", "ц", "y", "ы", "x", "кс",
	)
	toGreek = strings.NewReplacer(
		"ou", "ου", "th", "θ", "ch", "χ", "ps", "ψ", "ph", "φ",
		"a", "α", "v", "β", "b", "μπ", "g", "γ", "d", "δ", "e", "ε", "z", "ζ", "i", "ι", "k", "κ", "c", "κ", "l", "λ", "m", "μ", "n", "ν", "x", "ξ", "o", "ο", "p", "π",
		"r", "ρ", "s", "σ", "t", "τ", "y", "υ", "f", "φ", "h", "χ", "u", "υ",
	)
)

// native writes a Slavic or Greek name in the letters of its home, where they can
// be told.
func native(word string) []string {
	switch {
	case ends(word, "ov", "ova", "ev", "eva", "enko", "chuk", "sky", "skiy", "skaya", "ovich", "evich", "ovna", "evna", "ivna", "kin", "kina"), names().cyrillic[word]:
		w := toCyrillic.Replace(word)
		if strings.HasSuffix(word, "sky") || strings.HasSuffix(word, "ry") || strings.HasSuffix(word, "ey") {
			w = strings.TrimSuffix(w, "ы") + "ии"
		}
		list := []string{fold.String(w)}
		if strings.Contains(w, "и") {
			list = append(list, strings.Replace(w, "и", "і", 1))
		}
		return list
	case ends(word, "opoulos", "opoulou", "akis", "aki", "idis", "idou", "iadis"), names().greek[word]:
		w := toGreek.Replace(word)
		if stem, ok := strings.CutSuffix(w, "σ"); ok {
			return []string{w, stem + "ς"}
		}
		return []string{w}
	default:
		return nil
	}
}

func ends(word string, with ...string) bool {
	return slices.ContainsFunc(with, func(e string) bool { return len(word) > len(e)+2 && strings.HasSuffix(word, e) })
}
