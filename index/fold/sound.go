package fold

import "strings"

// Sound returns a phonetic key of a folded word: words that sound alike in
// British English tend to share it (smith smyth, catherine kathryn, lee leigh,
// siobhan shivaun). It is made for names, ignores everything but the letters a
// to z, and is "" when there are none. Keys are comparable only with keys of
// the same program version.
func Sound(word string) string {
	w := lettersOnly(word)
	if w == "" {
		return ""
	}
	for _, p := range prefixes {
		if strings.HasPrefix(w, p.from) {
			w = p.to + w[len(p.from):]
			break
		}
	}
	w = respell.Replace(w)
	key := make([]byte, 0, len(w))
	for i := range len(w) {
		c := consonant(w, i)
		if c != 0 && (len(key) == 0 || key[len(key)-1] != c) {
			key = append(key, c)
		}
	}
	return string(key)
}

func lettersOnly(word string) string {
	keep := func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}
	return strings.Map(keep, word)
}

type rewrite struct{ from, to string }

// prefixes are spellings that matter at the start of a word only.
var prefixes = []rewrite{
	{"kn", "n"},
	{"gn", "n"},
	{"pn", "n"},
	{"wr", "r"},
	{"ps", "s"},
	{"x", "s"},
	{"wh", "w"},
	{"mack", "mak"},
	{"mac", "mak"},
	{"mc", "mak"},
	{"rh", "r"},
	{"ll", "l"},
	{"eoin", "owen"},
	{"eoghan", "owen"},
	{"euan", "ewan"},
	{"niamh", "neev"},
	{"gwy", "gwi"},
	{"geo", "jo"},
	{"ge", "je"},
	{"gi", "ji"},
}

// respell brings groups of letters that sound alike to one spelling. Longer
// ones come first. S is sh, T is th, C is ch.
var respell = strings.NewReplacer(
	"tch", "C", "sch", "S", "tio", "So", "cio", "So", "sio", "So",
	"aoi", "i", "augh", "a", "ough", "o", "eigh", "e", "igh", "i",
	"sh", "S", "chr", "kr", "chol", "kol", "ch", "C", "ph", "f", "th", "t", "gh", "",
	"bh", "v", "mh", "v", "dh", "", "ck", "k", "cqu", "kw", "qu", "kw",
	"dge", "j", "dg", "j", "sce", "se", "sci", "si", "ce", "se", "ci", "si", "cy", "sy",
	"mb", "m", "x", "ks", "z", "s", "c", "k", "q", "k",
)

// consonant returns the key's letter for w[i]: vowels count only at the start,
// where all of them are alike; h and w are silent elsewhere.
func consonant(w string, i int) byte {
	switch c := w[i]; c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		if i == 0 {
			return 'a'
		}
		return 0
	case 'h', 'w':
		if i == 0 {
			return c
		}
		return 0
	case 'd':
		if i+1 == len(w) {
			return 't'
		}
		return c
	case 'v':
		return 'f'
	default:
		return c
	}
}
