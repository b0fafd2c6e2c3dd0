package person

import (
	"embed"
	"slices"
	"strings"
	"sync"
)

//go:embed data/*.txt
var data embed.FS

// A lexicon is what is known of names in general.
type lexicon struct {
	short     map[string][]string // name to its short forms
	long      map[string][]string // short form to the names it stands for
	spellings map[string][]string // name to its other spellings
	surnames  map[string][]string // surname to its other spellings
	forename  map[string]bool
	surname   map[string]bool
	common    map[string]bool // the commonest of both
	family    map[string]bool // the commonest surnames
	word      map[string]bool // names that are everyday words

	abroad      map[string][]string // name to its forms in other languages and romanisations
	first       map[string]bool     // surnames that come first at home
	double      map[string]bool     // surnames of which people have two
	tamil       map[string]bool     // names of Tamils, of whom one is often an initial
	chain       map[string]bool     // names of a father, or that go with a forename
	honorific   map[string]bool     // forenames that are given before the one used
	middling    map[string]bool     // Vietnamese words between surname and forename
	abbreviated map[string]bool     // abbreviations, which have a full stop
	syllables   map[string][]string // to their other romanisations
	cyrillic    map[string]bool     // forenames that are written in Cyrillic at home
	greek       map[string]bool
}

// commonSurnames is how many of the first surnames in the list count as common.
const commonSurnames = 130

// names returns the lexicon, which is read once.
var names = sync.OnceValue(func() *lexicon {
	l := &lexicon{
		short: map[string][]string{}, long: map[string][]string{}, spellings: map[string][]string{},
		surnames: map[string][]string{}, forename: map[string]bool{}, surname: map[string]bool{},
		common: map[string]bool{}, family: map[string]bool{}, word: map[string]bool{},
		abroad: map[string][]string{}, first: map[string]bool{}, double: map[string]bool{}, chain: map[string]bool{}, tamil: map[string]bool{},
		syllables: map[string][]string{},
		honorific: set(honorifics), middling: set(middlings), abbreviated: set(abbreviations), cyrillic: set(cyrillicNames), greek: set(greekNames),
	}
	l.readNicknames()
	l.readSpellings()
	l.readFamilies()
	for _, line := range lines("forenames") {
		for _, n := range strings.Fields(line) {
			l.forename[n] = true
		}
	}
	l.readSurnames()
	for _, line := range lines("words") {
		for _, n := range strings.Fields(line) {
			l.word[n] = true
		}
	}
	return l
})

func (l *lexicon) readNicknames() {
	for _, line := range lines("nicknames") {
		if group, ok := strings.CutPrefix(line, "= "); ok {
			spell(l.spellings, strings.Fields(group), l.forename)
			continue
		}
		name, rest, _ := strings.Cut(line, ":")
		l.forename[name], l.common[name] = true, true
		for _, n := range strings.Fields(rest) {
			l.short[name] = append(l.short[name], n)
			l.long[n] = append(l.long[n], name)
			l.forename[n] = true
		}
	}
}

func (l *lexicon) readSurnames() {
	n := 0
	for _, line := range lines("surnames") {
		if group, ok := strings.CutPrefix(line, "= "); ok {
			fields := strings.Fields(strings.ReplaceAll(group, "'", ""))
			spell(l.surnames, fields, l.surname)
			continue
		}
		for _, s := range strings.Fields(strings.ReplaceAll(line, "'", "")) {
			l.surname[s] = true
			if n++; n <= commonSurnames {
				l.common[s], l.family[s] = true, true
			}
		}
	}
}

// readSpellings reads names that serve as forenames and surnames.
func (l *lexicon) readSpellings() {
	for _, line := range lines("spellings") {
		group := strings.Fields(line[1:])
		switch line[0] {
		case '~':
			spell(l.abroad, group, map[string]bool{})
		case '^':
			spell(l.surnames, group, l.surname)
		case '&':
			spell(l.surnames, group, l.surname)
			fallthrough
		default:
			spell(l.spellings, group, l.forename)
		}
	}
	for _, line := range lines("syllables") {
		for _, s := range strings.Fields(line) {
			l.syllables[s] = append([]string{}, l.syllables[s]...)
		}
		spell(l.syllables, strings.Fields(line), map[string]bool{})
	}
}

// readFamilies reads how surnames stand in names.
func (l *lexicon) readFamilies() {
	for _, line := range lines("families") {
		kind, list, _ := strings.Cut(line, ": ")
		into := map[string]map[string]bool{"first": l.first, "double": l.double, "chain": l.chain, "tamil": l.tamil}[kind]
		for _, n := range strings.Fields(list) {
			into[n] = true
			l.surname[n] = true
		}
	}
}

// syllabled writes a forename of Chinese or Korean syllables in other
// romanisations.
func (l *lexicon) syllabled(parts []string) []string {
	const most = 8
	list := []string{""}
	for _, p := range parts {
		var next []string
		for _, before := range list {
			for _, s := range append([]string{p}, l.syllables[p]...) {
				if len(next) < most {
					next = append(next, before+s)
				}
			}
		}
		list = next
	}
	return list[min(len(parts), 1):]
}

// What is known of names beside the lists.
const (
	honorifics    = "mohammed muhammad mohamed mohammad muhammed mohamad mohd muhd md syed sayed sayyid sheikh shaikh hafiz haji hajji chaudhry mian mir mirza nana"
	middlings     = "thi van huu duc ngoc minh dinh xuan quoc thanh thuy kim hoang"
	abbreviations = "wm chas geo jas thos jos robt saml danl benj edw alexr jno fredk richd mohd md muhd mhd xtopher eliz margt cath patk ed wm"
	cyrillicNames = "ivan igor oleg olga oksana irina elena yelena tatiana svetlana natalia natalya yuliya yulia iuliia maria anna sergei sergey dmitri dmitry vladimir volodymyr oleksandr aleksandr mykola nikolai andriy andrey andrei viktor petro pavel bohdan taras yuri yuriy yurii yana vasyl vasiliy boris mikhail"
	greekNames    = "georgios giorgos ioannis yiannis giannis dimitrios dimitris eleni maria nikos nikolaos konstantinos kostas panagiotis vasilis katerina sofia anna christos"
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// spell records that the words of a group are spellings of each other.
func spell(into map[string][]string, group []string, known map[string]bool) {
	for _, a := range group {
		known[a] = true
		for _, b := range group {
			if a != b && !slices.Contains(into[a], b) {
				into[a] = append(into[a], b)
			}
		}
	}
}

// lines returns the lines of an embedded list, without comments.
func lines(list string) []string {
	b, err := data.ReadFile("data/" + list + ".txt")
	if err != nil {
		return nil // the list is embedded: cannot be
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// variantsOf returns the short, long and sibling forms of a forename, the
// likeliest first, without the forename itself.
func (l *lexicon) variantsOf(forename string) []string {
	var list []string
	add := func(more ...string) {
		for _, n := range more {
			if n != forename && !slices.Contains(list, n) {
				list = append(list, n)
			}
		}
	}
	for _, s := range append([]string{forename}, l.spellings[forename]...) {
		add(l.short[s]...)
		for _, long := range l.long[s] {
			add(long)
			add(l.spellings[long]...)
			add(l.short[long]...)
		}
	}
	for _, n := range slices.Clone(list) {
		if stem, ok := strings.CutSuffix(n, "ie"); ok {
			add(stem + "y")
		} else if stem, ok := strings.CutSuffix(n, "y"); ok && len(stem) > 2 {
			add(stem + "ie")
		}
	}
	if len(list) == 0 && !l.surname[forename] && !follower(forename) && servantOf(forename) == "" {
		add(shortened(forename)...)
	}
	return list
}

// shortened are the ways in which a name that no list knows is cut short: Herbert,
// Herb, Herbie.
func shortened(name string) []string {
	if len(name) < 6 || !spelt(name) {
		return nil
	}
	list := []string{name[:3], name[:4]}
	for _, stem := range list[:2] {
		if !vowel(rune(stem[len(stem)-1])) {
			list = append(list, stem+"ie", stem+"y")
		}
	}
	return list
}
