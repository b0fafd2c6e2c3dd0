package fold_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sarsen/index/fold"
)

func accepts(h fold.Hearing, word string) bool {
	state := h.Start()
	for i := range len(word) {
		if state = h.Accept(state, word[i]); !h.CanMatch(state) {
			return false
		}
	}
	return h.IsMatch(state)
}

// Every word is accepted by the automaton of its own key.
func TestHearAcceptsWhatSoundsAlike(t *testing.T) {
	// Letters by whose order and company Sound decides come more often.
	groups := strings.Split("abcdefghijklmnopqrstuvwxyz"+"ccgghhkmsstdpwx", "")
	groups = append(groups, "tch", "sch", "tio", "sio", "cio", "aoi", "augh", "eigh", "chr", "chol", "cqu", "dge", "sce", "mb", "mac", "mc", "gwy", "niamh", "eoghan")
	rapid.Check(t, func(t *rapid.T) {
		word := strings.Join(rapid.SliceOfN(rapid.SampledFrom(groups), 1, 14).Draw(t, "word"), "")
		key := fold.Sound(word)
		if key == "" {
			return
		}
		if !accepts(fold.Hear(key), word) {
			t.Fatalf("%s, which sounds %s, is not accepted", word, key)
		}
	})
}

func TestHearPassesWhatSoundsOtherwise(t *testing.T) {
	for _, tc := range []struct{ word, other string }{
		{"smith", "jones"}, {"smith", "smiths"}, {"lee", "long"}, {"catherine", "catering"}, {"patel", "petrol"}, {"lee", "l33"}, {"lee", "léon"},
	} {
		if accepts(fold.Hear(fold.Sound(tc.word)), tc.other) {
			t.Errorf("%s is accepted for %s", tc.other, tc.word)
		}
	}
	for _, tc := range []struct{ word, other string }{
		{"smith", "smyth"}, {"catherine", "kathryn"}, {"lee", "leigh"}, {"siobhan", "shivaun"},
	} {
		if !accepts(fold.Hear(fold.Sound(tc.word)), tc.other) {
			t.Errorf("%s is not accepted for %s", tc.other, tc.word)
		}
	}
}

// All words of up to four letters: what silences or respells a letter is no
// longer than that.
func TestHearAcceptsAllShortWords(t *testing.T) {
	var try func(word string)
	try = func(word string) {
		if key := fold.Sound(word); key != "" && !accepts(fold.Hear(key), word) {
			t.Errorf("%s, which sounds %s, is not accepted", word, key)
		}
		for c := 'a'; c <= 'z' && len(word) < 4; c++ {
			try(word + string(c))
		}
	}
	for c := 'a'; c <= 'z'; c++ {
		try(string(c))
	}
}
