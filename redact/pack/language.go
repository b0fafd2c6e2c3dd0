package pack

import (
	"strings"
	"unicode"
)

// The languages of scripts that are written in one language more than in any
// other, at least in a British council's files. A screen reader speaks a passage
// with the voice of its language.
var scripts = []struct {
	table *unicode.RangeTable
	lang  string
}{
	{unicode.Arabic, "ar"},
	{unicode.Hebrew, "he"},
	{unicode.Greek, "el"},
	{unicode.Cyrillic, "ru"},
	{unicode.Hiragana, "ja"},
	{unicode.Katakana, "ja"},
	{unicode.Hangul, "ko"},
	{unicode.Han, "zh"},
	{unicode.Devanagari, "hi"},
	{unicode.Bengali, "bn"},
	{unicode.Gurmukhi, "pa"},
	{unicode.Gujarati, "gu"},
	{unicode.Tamil, "ta"},
	{unicode.Thai, "th"},
}

// letters tell languages of one script apart.
var letters = []struct{ some, lang string }{
	{"ٹڈڑںےہ", "ur"},
	{"پچژگ", "fa"},
	{"іїєґ", "uk"},
}

// Short words that make up much of every Welsh or English text, and of no text
// in the other language.
var (
	welsh   = set("yn y yr ac mae wedi ar gan ei eich chi ni ein nad nid hwn hon bod fod oedd sydd gyda os neu eu mewn ddim eisiau gallwch bydd roedd fel cael am at hyn oddi wrth drwy dros mai rydym rydych annwyl gywir")
	english = set("the of and to that is was for on with as are be this have from by you we our your not at or an which has will been if")
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// languageOf returns the language of a passage, as HTML names it: "" for that
// of the page, English, and for what cannot be told.
func languageOf(s string) string {
	var counts [16]int
	latin := 0
	for _, r := range s {
		switch {
		case r < unicode.MaxLatin1 || unicode.Is(unicode.Latin, r):
			if unicode.IsLetter(r) {
				latin++
			}
		case unicode.IsLetter(r):
			for i, sc := range scripts {
				if unicode.Is(sc.table, r) {
					counts[i]++
					break
				}
			}
		}
	}
	for i, n := range counts {
		if n > latin {
			return among(s, scripts[i].lang)
		}
	}
	return latinLanguage(s)
}

// among looks at the letters that only one of some languages has.
func among(s, lang string) string {
	if lang == "zh" && strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }) {
		return "ja"
	}
	if lang != "ar" && lang != "ru" {
		return lang
	}
	for _, l := range letters {
		if strings.ContainsAny(s, l.some) && (l.lang == "uk") == (lang == "ru") {
			return l.lang
		}
	}
	return lang
}

// fewest is how many short words it takes to tell.
const fewest = 2

func latinLanguage(s string) string {
	cy, en := 0, 0
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if welsh[w] {
			cy++
		}
		if english[w] {
			en++
		}
	}
	if cy >= fewest && cy > 2*en {
		return "cy"
	}
	return ""
}
