package person

import (
	"slices"
	"strings"
)

// streets maps the short forms of the last word of a street to the long ones.
var streets = map[string]string{
	"st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close",
	"dr": "drive", "drv": "drive", "ct": "court", "crt": "court", "cres": "crescent", "cr": "crescent", "crs": "crescent",
	"gdns": "gardens", "gdn": "gardens", "pl": "place", "sq": "square", "ter": "terrace", "terr": "terrace", "tce": "terrace",
	"gr": "grove", "grv": "grove", "wy": "way", "pk": "park", "wlk": "walk", "bldgs": "buildings", "hse": "house", "mt": "mount",
	"blvd": "boulevard", "pde": "parade", "est": "estate", "cott": "cottage", "cotts": "cottages", "flt": "flat",
	"wk": "walk", "whf": "wharf", "mans": "mansions", "hts": "heights", "vw": "view",
}

// firsts maps the short forms of the first word of a street to the long ones.
var firsts = map[string]string{"st": "saint", "mt": "mount", "gt": "great", "lt": "little", "upr": "upper", "lwr": "lower", "stn": "station", "n": "north", "s": "south", "e": "east", "w": "west"}

// sameWord reports whether two words of an address are one, in its place.
func sameWord(a, b string, first bool) bool {
	return a == b || long(a) == long(b) || first && (firsts[a] == b || firsts[b] == a)
}

// sift fills the sieve of the words that are the first of the street: those that
// sameWord takes for it, with or without an s that follows an apostrophe.
func (a *address) sift() {
	a.begins = &sieve{}
	first := a.street[0]
	list := []string{first, long(first), firsts[first]}
	for short := range streets {
		if sameWord(short, first, true) {
			list = append(list, short)
		}
	}
	for short := range firsts {
		if sameWord(short, first, true) {
			list = append(list, short)
		}
	}
	for _, w := range list {
		if w == "" {
			continue
		}
		a.begins.add(w)
		if stem := strings.TrimSuffix(w, "s"); stem != "" {
			a.begins.add(stem)
		}
	}
}

// spellings returns a word of an address in all its forms.
func spellings(word string, first, last bool) []string {
	list := []string{word}
	add := func(forms map[string]string) {
		for short, full := range forms {
			if full == word || forms[word] == full {
				list = append(list, short, full)
			}
		}
	}
	if last {
		add(streets)
	}
	if first {
		add(firsts)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// leads returns the ways to write what stands before the street.
func (a *address) leads() []string {
	if a.number == "" {
		return []string{strings.Join(a.house, " ")}
	}
	list := []string{a.number}
	if a.upTo != "" {
		list = append(list, a.upTo, a.number+" "+a.upTo)
	}
	if split := strings.TrimRight(a.number, "abcdefghijklmnopqrstuvwxyz"); split != a.number {
		list = append(list, split+" "+a.number[len(split):])
	}
	if a.flat != "" {
		for _, w := range []string{"", "flat ", "flt ", "apartment ", "apt "} {
			list = append(list, a.number+" "+w+a.flat)
		}
	}
	return list
}

// lines returns the ways to write the number and the street, without signs.
func (a *address) lines() []string {
	streets := []string{""}
	for i, w := range a.street {
		var next []string
		for _, s := range streets {
			for _, spelling := range spellings(w, i == 0 && len(a.street) > 1, i == len(a.street)-1) {
				next = append(next, strings.TrimSpace(s+" "+spelling))
			}
		}
		streets = next
	}
	var list []string
	for _, s := range streets {
		for _, lead := range a.leads() {
			list = append(list, strings.TrimSpace(lead+" "+s))
		}
		if a.number != "" && len(a.street) > 1 {
			list = append(list, s+" "+a.number, s+" no "+a.number, s+" number "+a.number)
		}
	}
	return list
}
