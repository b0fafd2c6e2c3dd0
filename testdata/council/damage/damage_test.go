package damage

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

func draws(seed uint64) Below { return rand.New(rand.NewPCG(seed, 1)).IntN }

func TestDamageIsSlight(t *testing.T) {
	for name, how := range map[string]func(Below, string) string{"typed": Typed, "heard": Heard} {
		t.Run(name, func(t *testing.T) {
			changed := 0
			for seed := range uint64(200) {
				for _, word := range []string{"Hargreaves", "O'Shaughnessy", "Łukaszewska", "Ng"} {
					got := how(draws(seed), word)
					if !utf8.ValidString(got) || []rune(got)[0] != []rune(word)[0] {
						t.Fatalf("%s became %q", word, got)
					}
					if n := utf8.RuneCountInString(got) - utf8.RuneCountInString(word); n < -2 || n > 2 {
						t.Errorf("%s became %q", word, got)
					}
					if word == "Ng" && got != word {
						t.Errorf("a name of two letters became %q", got)
					}
					if got != word {
						changed++
					}
				}
			}
			if changed < 300 {
				t.Errorf("only %d words of 600 were damaged", changed)
			}
		})
	}
}

func TestScanned(t *testing.T) {
	const text = "Mr Cornelius Barnwell of 11 Old Mill Lane, born 10 May 1958"
	hits := 0
	for seed := range uint64(300) {
		s := Scanned(draws(seed), text, 20)
		if !utf8.ValidString(s.Text) || (s.Text == text) != (s.Hits == 0) || s.Worst > s.Hits {
			t.Fatalf("%+v", s)
		}
		hits += s.Hits
	}
	if rate := 1000 * hits / (300 * len(text)); rate < 8 || rate > 22 {
		t.Errorf("%d of a thousand characters were misread, want about 15", rate)
	}
	if s := Scanned(draws(1), text, 0); s.Text != text || !s.Classic {
		t.Errorf("a clean scan changed: %+v", s)
	}
}
