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
	word      map[string]bool // names that are everyday words
}

// commonSurnames is how many of the first surnames in the list count as common.
const commonSurnames = 130

// names returns the lexicon, which is read once.
var names = sync.OnceValue(func() *lexicon {
	l := &lexicon{
		short: map[string][]string{}, long: map[string][]string{}, spellings: map[string][]string{},
		surnames: map[string][]string{}, forename: map[string]bool{}, surname: map[string]bool{},
		common: map[string]bool{}, word: map[string]bool{},
	}
	l.readNicknames()
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
				l.common[s] = true
			}
		}
	}
}

// spell records that the words of a group are spellings of each other.
func spell(into map[string][]string, group []string, known map[string]bool) {
	for _, a := range group {
		known[a] = true
		for _, b := range group {
			if a != b {
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
	return list
}
