package people

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func draws(seed uint64) Below { return rand.New(rand.NewPCG(seed, 1)).IntN }

func TestStories(t *testing.T) {
	for seed := range uint64(50) {
		stories := Stories(draws(seed))
		if len(stories) != 20 {
			t.Fatalf("%d stories", len(stories))
		}
		for _, s := range stories {
			if s.Name.First == "" || s.Name.Surname == "" || s.Name.Title == "" || strings.Contains(s.Name.Full(), "_") {
				t.Errorf("%+v", s.Name)
			}
			for _, n := range s.Namesakes {
				same := n.First == s.Name.First && n.Surname == s.Name.Surname
				if same == (n.Likeness == Sibling) {
					t.Errorf("%s is no %s of %s", n.Full(), n.Likeness, s.Name.Full())
				}
			}
		}
	}
}

func TestWrite(t *testing.T) {
	irish := Name{Title: "Mrs", First: "Margaret", Middle: "Anne", Surname: "O'Hara-Shaw", Former: "Shaw", Sex: "f", Nicknames: []string{"Peggy"}}
	chinese := Name{Title: "Mrs", First: "Siu-Ling", Surname: "Wong", English: "Grace", FamilyFirst: true, Sex: "f"}
	dutch := Name{Title: "Mr", First: "Willem", Surname: "van der Berg", Sex: "m"}
	tests := map[string]struct {
		name   Name
		manner string
		want   string
	}{
		"comma":            {irish, "order_comma", "O'Hara-Shaw, Margaret"},
		"initials":         {irish, "initials", "Mrs M A O'Hara-Shaw"},
		"nickname":         {irish, "nickname_surname", "Peggy O'Hara-Shaw"},
		"former":           {irish, "former_name", "Margaret Shaw"},
		"barrel":           {irish, "barrel_blank", "Margaret O'Hara Shaw"},
		"family first":     {chinese, "plain", "Wong Siu-Ling"},
		"swapped":          {chinese, "order_swapped", "Siu-Ling Wong"},
		"English name":     {chinese, "english_name", "Grace Wong"},
		"none":             {chinese, "nickname_surname", ""},
		"particle last":    {dutch, "particle_last", "Berg, Willem van der"},
		"particle capital": {dutch, "particle_capital", "Willem Van der Berg"},
		"unknown manner":   {dutch, "backwards", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.name.Write(tt.manner, draws(1)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := Lines(irish.Write("split_line", draws(1))); got != "Margaret\nO'Hara-Shaw" {
		t.Errorf("got %q", got)
	}
}
