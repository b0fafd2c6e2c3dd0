package person

import (
	"regexp"
	"slices"
	"strings"

	"sarsen/index/fold"
)

// particles are words that belong to the surname after them.
var particles = []string{
	"de", "da", "di", "du", "del", "della", "des", "la", "le", "van", "von", "der", "den", "ter",
	"bin", "binti", "bint", "al", "el", "ap", "ab", "mac", "mc", "o", "st", "dos", "das", "ibn", "ben",
	"do", "los", "las", "zu", "zum", "zur", "vom", "af", "av", "ten", "te", "ni", "nic", "ui", "ua", "mag", "ferch", "verch", "bat", "abu", "'t", "van't",
}

// titles tell the sex where they do.
var titles = map[string]byte{
	"mr": 'm', "mrs": 'f', "ms": 'f', "miss": 'f', "master": 'm', "sir": 'm', "dame": 'f', "lady": 'f', "lord": 'm',
	"dr": 0, "prof": 0, "professor": 0, "rev": 0, "revd": 0, "reverend": 0, "cllr": 0, "councillor": 0, "mx": 0,
	"doctor": 0, "fr": 0, "sister": 'f', "pc": 0, "sgt": 0, "capt": 0, "madam": 'f',
}

// honours follow a name and are not of it.
var honours = []string{"obe", "mbe", "cbe", "kbe", "phd", "esq", "esquire", "jr", "jnr", "sr", "snr", "junior", "senior", "ii", "iii", "jp", "qc", "kc", "mp", "frcs", "bsc"}

// another introduces a further name: Smith (née Jones).
var another = regexp.MustCompile(`[\s(\[,;]+(?:nee|born|formerly|previously|prev|also known as|previously known as|formerly known as|known as|maiden name|aka|a\.k\.a\.?|fka|f\.k\.a\.?|alias)[:\s]\s*`)

// quoted is a nickname amid a name: John "Jack" Smith, John (Jack) Smith.
var quoted = regexp.MustCompile(`\s["'(]\s?(\pL+)\s?["')]\s`)

// readings takes a name apart in every way that it may be meant: "Mr John Paul
// Smith-Jones", "Smith, John", "Wong Siu Ling", "Jane Smith (née Jones)". The
// likeliest comes first; there are none for a name without a word.
func readings(given, fact string) []*name {
	var list []*name
	folded := fold.String(given)
	nick := ""
	if m := quoted.FindStringSubmatchIndex(folded); m != nil {
		nick = folded[m[2]:m[3]]
		folded = folded[:m[0]] + " " + folded[m[1]:]
	}
	for i, part := range another.Split(folded, -1) {
		as := fact
		if i > 0 && fact == FactName {
			as = FactFormerName
		}
		for _, n := range orders(strings.TrimRight(part, " )]"), as) {
			if i > 0 && n.whole && len(list) > 0 {
				n.takeForenames(list[0])
			}
			list = append(list, n)
		}
	}
	if nick != "" && len(list) > 0 && list[0].fore != "" {
		list = append(list, list[0].bracketed(nick))
	}
	for _, n := range list {
		n.spell(given)
	}
	return list
}

// bracketed reads John (Jack) Smith and Jane (Jones) Smith.
func (n *name) bracketed(word string) *name {
	other := *n
	if names().surname[word] && !names().forename[word] {
		other.fact, other.surname, other.bare, other.apart, other.seconds = FactFormerName, word, word, word, nil
		return &other
	}
	other.fore, other.foreOf, other.middles, other.initials = word, nil, nil, initial(word)
	return &other
}

// parseName is the likeliest reading; nil when there is none.
func parseName(given, fact string) *name {
	if list := readings(given, fact); len(list) > 0 {
		return list[0]
	}
	return nil
}

// orders reads a folded name with the surname last, and first where it may be.
func orders(folded, fact string) []*name {
	last, first, comma := strings.Cut(folded, ",")
	if comma {
		folded = reorder(last, first)
	}
	parts, male, female := nameWords(folded)
	if len(parts) == 0 {
		return nil
	}
	var list []*name
	add := func(n *name) {
		n.male, n.female = male, female
		list = append(list, n)
	}
	east, west := !comma && surnameFirst(parts), true
	if east {
		west = names().first[parts[len(parts)-1]] || names().forename[parts[0]]
	}
	if east && !west || !comma && backwards(parts) {
		add(eastern(parts, fact))
		return list
	}
	if n := adopted(parts, fact); n != nil && !comma {
		add(n)
		add(eastern(parts[1:], fact))
		return list
	}
	add(western(parts, fact))
	if east {
		add(eastern(parts, fact))
	}
	if l := names(); !comma && len(parts) == 2 && (l.tamil[parts[0]] || l.tamil[parts[1]]) {
		add(western([]string{parts[1], parts[0]}, fact)) // S. Lakshmi, of Lakshmi Subramaniam
	}
	if n := list[0]; len(n.middles) > 0 && n.fore != "" && names().honorific[n.fore] && len(n.middles[0]) > 1 {
		called := western(parts[1:], fact)
		add(called) // Mohammed Tariq Khan is called Tariq
	} else if words := strings.Fields(parts[len(parts)-1]); len(parts) == 2 && len(words) > 1 && names().honorific[n.fore] {
		add(western(words, fact)) // Mohammed Abdul Karim is called Abdul Karim
	}
	return list
}

// nameWords cuts a folded name into its words, without titles and honours.
func nameWords(folded string) (parts []string, male, female bool) {
	for _, w := range strings.Fields(folded) {
		w = strings.Trim(w, ".,;:()\"")
		if sex, ok := titles[w]; ok && len(parts) == 0 {
			male, female = male || sex == 'm', female || sex == 'f'
			continue
		}
		if w != "" && compact(w) != "" {
			parts = append(parts, splitInitials(w)...)
		}
	}
	for len(parts) > 2 && slices.Contains(honours, parts[len(parts)-1]) {
		parts = parts[:len(parts)-1]
	}
	return compounds(parts), male, female
}

// servants begin a name of two words, as in Abdul Rahman; followers end one, as
// in Salah Uddin.
var (
	servants  = []string{"abd", "abdul", "abdel", "abdal", "abdur", "abdus", "abu", "umm"}
	articles  = []string{"al", "el", "ul", "ur", "us", "ar", "as", "ad", "az"}
	followers = []string{"uddin", "udin", "uddeen", "ud-din", "ullah", "ul-haq", "ul-islam"}
)

// compounds joins words that are one name.
func compounds(parts []string) []string {
	var list []string
	for i := 0; i < len(parts); i++ {
		w := parts[i]
		left := len(list) + len(parts) - i
		switch {
		case slices.Contains(servants, w) && i+2 < len(parts) && slices.Contains(articles, parts[i+1]) && left > 3:
			w = strings.Join(parts[i:i+3], " ")
			i += 2
		case slices.Contains(servants, w) && i+1 < len(parts) && left > 2:
			w = strings.Join(parts[i:i+2], " ")
			i++
		case i+1 < len(parts) && slices.Contains(followers, parts[i+1]) && left > 2:
			w += " " + parts[i+1]
			i++
		}
		list = append(list, w)
	}
	return list
}

// surnameFirst reports whether the first word is a surname of those that stand
// first at home. Of who bears a British forename, the last name tells.
func surnameFirst(parts []string) bool {
	last := parts[len(parts)-1]
	return len(parts) > 1 && names().first[parts[0]] &&
		!(names().forename[parts[0]] && names().surname[last] && !names().first[last])
}

// backwards reports whether a name is written with the surname first, by its
// words: Patel Nita.
func backwards(parts []string) bool {
	first, last := parts[0], parts[len(parts)-1]
	l := names()
	return len(parts) == 2 && l.surname[first] && !l.forename[first] && l.forename[last] && !l.surname[last]
}

// adopted reads Grace Wong Siu Ling: a forename before a name with the surname
// first.
func adopted(parts []string, fact string) *name {
	l := names()
	if len(parts) < 3 || !l.forename[parts[0]] || !l.first[parts[1]] || l.forename[parts[1]] || l.first[parts[len(parts)-1]] || l.surname[parts[len(parts)-1]] {
		return nil
	}
	return western(append([]string{parts[0]}, append(slices.Clone(parts[2:]), parts[1])...), fact)
}

// reorder puts "smith, john" the other way round. What follows the comma of
// "john smith, obe" is no name.
func reorder(last, first string) string {
	words := strings.Fields(last)
	known := func(w string) bool { return names().forename[w] }
	names := slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		_, title := titles[strings.Trim(w, ".")]
		return title || slices.Contains(particles, w)
	})
	after := strings.Fields(first)
	if len(names) > 2 || len(after) == 0 || len(names) == 2 && (known(names[0]) || !known(strings.Trim(after[0], "."))) {
		return last
	}
	return first + " " + strings.Join(words, " ")
}

// splitInitials takes j.p. apart.
func splitInitials(w string) []string {
	if !strings.Contains(w, ".") {
		return []string{w}
	}
	return strings.FieldsFunc(w, func(r rune) bool { return r == '.' })
}
