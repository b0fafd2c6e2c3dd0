package recognise

import (
	"slices"
	"strings"
)

// family are the words of kinship behind which a name needs no list to be known.
var family = []string{
	"mother", "mum", "mam", "father", "dad", "brother", "sister", "half-brother", "half-sister", "son", "daughter", "husband", "wife",
	"nan", "gran", "grandad", "granddad", "grandmother", "grandfather", "grandma", "grandson", "granddaughter", "uncle", "aunt", "auntie", "aunty", "nephew", "niece", "cousin",
	"stepson", "stepdaughter", "stepfather", "stepmother", "stepdad", "stepmum", "boyfriend", "girlfriend", "fiance", "fiancee", "ex-husband", "ex-wife", "ex-partner",
}

// relatives takes the word behind one of kinship that nothing says to be
// anything but a name: "Late wife: Eluned", "husband, Radu, drinks",
// "sister kasia (". "Partner" is one of kinship only behind "my", "his" and so on.
func (n *namer) relatives() {
	for i := 1; i < len(n.ws); i++ {
		kin, w := n.ws[i-1], n.ws[i]
		if w.class&^(isForename|isSurname|isParticle) != 0 || n.taken[i] || n.cues[i]&cueNever != 0 || w.line || kin.owns || len(w.key) < 3 || !n.kin(i-1) {
			continue
		}
		if n.named(i, strings.TrimSpace(n.t.S[kin.end:w.start])) {
			n.take(name{i, i + 1, 0.65, `name: behind "` + kin.key + `"`})
		}
	}
	sortNames(n.names)
}

func (n *namer) kin(i int) bool {
	if k := n.ws[i].key; k != "partner" {
		return slices.Contains(family, k)
	}
	return i > 0 && n.ws[i].joined && slices.Contains([]string{"my", "his", "her", "their", "your"}, n.ws[i-1].key)
}

// named reports whether word i, parted by gap from one of kinship, is a name.
func (n *namer) named(i int, gap string) bool {
	w := n.ws[i]
	if slices.Contains(monthNames, w.key) {
		return false
	}
	rest := strings.TrimLeft(n.t.Lower[w.end:min(len(n.t.S), w.end+8)], " ")
	age := strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, ", aged")
	switch {
	case w.casing == small:
		return gap == "" && (sure(w.class, isForename) || age && w.class == 0)
	case w.casing != capital || i+1 < len(n.ws) && n.ws[i+1].joined && upperWord(n.ws[i+1]) && n.ws[i+1].class&(isStreet|isOrg|isPlace) != 0:
		return false
	case gap == ",":
		return age || rest == "" || strings.IndexByte(",.;)\n", rest[0]) >= 0 || i+1 < len(n.ws) && n.ws[i+1].class&(isVerb|isSays) != 0
	}
	return gap == "" || gap == ":" || gap == "(" || gap == "-" || gap == "–"
}
