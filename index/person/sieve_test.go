package person

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sifted are subjects of many kinds of names.
func sifted(t *testing.T) []*Subject {
	t.Helper()
	var list []*Subject
	for _, p := range []Profile{
		{Names: []string{"Catherine Mary O'Neill"}, FormerNames: []string{"Catherine Smith-Jones"}, Nicknames: []string{"Big Cath"}},
		{Names: []string{"Siân Llewellyn"}, Addresses: []string{"12 St Mary's Road, Anytown", "Rose Cottage, Mill Lane"}},
		{Names: []string{"Abdul Rahman Mohammed Hussain"}, Addresses: []string{"4 South Kings Terrace"}},
		{Names: []string{"Wong Siu Ling"}, Nicknames: []string{"Grace"}},
		{Names: []string{"Łukasz van der Berg"}, Addresses: []string{"Flat 3, 7 Mount Pleasant"}},
		{Names: []string{"Ольга Петрова"}, Addresses: []string{"1 St Street"}},
	} {
		s, err := Compile(p)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

// mistyped draws a word with up to so many errors.
func mistyped(t *rapid.T, word string, most int) string {
	letters := []rune(word)
	for range rapid.IntRange(0, most).Draw(t, "errors") {
		i := rapid.IntRange(0, len(letters)).Draw(t, "at")
		c := rapid.SampledFrom([]rune("aeihnrmstłо5")).Draw(t, "letter")
		switch kind := rapid.IntRange(0, 3).Draw(t, "kind"); {
		case kind == 0 || i == len(letters):
			letters = slices.Insert(letters, i, c)
		case kind == 1:
			letters[i] = c
		case kind == 2 && i > 0:
			letters[i], letters[i-1] = letters[i-1], letters[i]
		case len(letters) > 1:
			letters = slices.Delete(letters, i, i+1)
		}
	}
	return string(letters)
}

// What the sieves hold back would have been nothing.
func TestSievesLoseNothing(t *testing.T) {
	subjects := sifted(t)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(subjects).Draw(t, "subject")
		var known []string
		for _, target := range s.targets {
			known = append(known, target.word)
		}
		for word := range s.lookup {
			known = append(known, word)
		}
		slices.Sort(known)
		word := mistyped(t, rapid.SampledFrom(known).Draw(t, "word"), 3)
		means := s.lookup[word] != nil
		for i := range s.targets {
			means = means || s.targets[i].alike(word) > 0
		}
		if means && !s.may(word[0], len(word), letters(word)) {
			t.Errorf("%q is held back", word)
		}
		if _, ok := s.logins[word]; ok && !s.users.may(word[0], len(word)) {
			t.Errorf("%q is held back as a log-in", word)
		}
		if s.heads[word] && !s.isHead(word) {
			t.Errorf("%q is held back as the head of a name", word)
		}
	})
}

func TestSievesOfStreetsLoseNothing(t *testing.T) {
	words := []string{"st", "saint", "street", "mary", "marys", "s", "south", "kings", "mt", "mount", "mountain", "mill", "rose", "road", "rd", "hse", "house", "houses"}
	for _, s := range sifted(t) {
		for i := range s.addresses {
			a := &s.addresses[i]
			for _, w := range words {
				stem := strings.TrimSuffix(w, "s")
				if sameWord(w, a.street[0], true) && (!a.begins.may(w[0], len(w)) || stem != "" && !a.begins.may(stem[0], len(stem))) {
					t.Errorf("%q is held back for %q", w, a.street)
				}
			}
		}
	}
}

// Looking only where there may be something finds the same.
func TestPatternsFindTheSame(t *testing.T) {
	pieces := []string{"a", "zq", "QQ", "12", "34", "5", " ", "-", "d", "c", "@", ".", "x.example", "co", "+", "'", "\n", "é", "_", "ab12 34 56 c", "ann@home.example"}
	rapid.Check(t, func(t *rapid.T) {
		s := read(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 24).Draw(t, "pieces"), ""), false).s
		if got, want := mailsIn(s), mailPattern.FindAllString(s, -1); !slices.Equal(got, want) {
			t.Errorf("addresses in %q: %q, want %q", s, got, want)
		}
		if got, want := ninosIn(s), ninoPattern.FindAllString(s, -1); !slices.Equal(got, want) {
			t.Errorf("numbers in %q: %q, want %q", s, got, want)
		}
	})
}

// The words of a text say the same in another text, and in another order.
func TestJudgedWordsStayAsTheyAre(t *testing.T) {
	words := strings.Fields("cathrine oniel o'niell smyth-jonse kathryn catherina oneal neal siann llewelyn hussien petrova")
	fresh := sifted(t)
	for n, used := range sifted(t) {
		for range 2 {
			for _, w := range words {
				if got, want := used.inexact(w), fresh[n].judge(w, letters(w)); len(got) != len(want) || len(got) > 0 && got[0].quality != want[0].quality {
					t.Errorf("%q: %v, want %v", w, got, want)
				}
			}
		}
	}
}
