package person

import (
	"slices"
	"strings"
	"unicode"

	"sarsen/index/fold"
)

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
