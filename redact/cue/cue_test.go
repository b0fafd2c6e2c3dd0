package cue_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/redact/cue"
)

func finder(t testing.TB) *cue.Finder {
	t.Helper()
	f, err := cue.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// categories are those that a text raises, each once, in the order they stand.
func categories(t testing.TB, text string) string {
	var out []string
	for _, c := range finder(t).Find(text) {
		if !slices.Contains(out, string(c.Category)) {
			out = append(out, string(c.Category))
		}
	}
	return strings.Join(out, ", ")
}

func TestFind(t *testing.T) {
	apart := strings.Repeat("The hedge was cut. ", 20)
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "Your bin is emptied on Tuesday.", ""},
		{"one weak word", "The ambulance could not pass.", ""},
		{"the same weak word again", "An ambulance came, and a second ambulance.", ""},
		{"spellings of one word", "ill, and the illness", ""},
		{"two weak words", "The ambulance took her to hospital.", "health"},
		{"two weak words far apart", "The ambulance could not pass. " + apart + "The hospital wrote.", ""},
		{"a strong word", "He takes insulin.", "health"},
		{"over a line end and a hyphen", "a post-traumatic\nstress disorder", "health"},
		{"capitals", "DIAGNOSED WITH DIABETES", "health"},
		{"a typed apostrophe", "Alzheimer’s", "health"},
		{"possessive", "the psychiatrist's letter", "health"},
		{"possessive of several", "the social workers' visit", "social work"},
		{"part of a word", "precancerous, and an unsocial worker", ""},
		{"two at once", "a child protection plan", "social work, child abuse"},
		{"a trade", "the joiners' union street party", ""},
		{"a street", "12 Church Street; Hospital Road", ""},
		{"goods", "white goods", ""},
		{"a run", "Race for Life", ""},
		{"safety", "health and safety; Health & Safety", ""},
		{"a hole", "a depression in the road", ""},
		{"Welsh with and without its accents", "Cefndir: grŵp ethnig. GRWP ETHNIG", "racial or ethnic origin"},
		{"Welsh words in Welsh goods", "iechyd a diogelwch", ""},
		{"adherents", "He is a practising Sikh and wears a kirpan.", "religious or philosophical beliefs"},
		{"an enquiry by its short name", "The s42 enquiry was opened.", "social work"},
		{"letters of lawyers", "WITHOUT PREJUDICE: the council offers", "legal advice, negotiations and references"},
		{"a turn of lawyers' speech", "without prejudice to section 5", ""},
		{"other letters", "здоровье ąćę 健康", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := categories(t, c.text); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestFindSaysWhereAndWhy(t *testing.T) {
	text := "Seen at home.  Diagnosed   with depression by Dr Reed."
	got := finder(t).Find(text)
	if len(got) == 0 || got[0].Gate != cue.Health || text[got[0].Start:got[0].End] != "Diagnosed   with" || got[0].Reason != "speaks of health: diagnosed with" {
		t.Errorf("%+v", got)
	}
}

// TestFindSaysTheSpelling: the reason has the spelling that stands there, and two
// spellings of one word do not help each other.
func TestFindSaysTheSpelling(t *testing.T) {
	if got := finder(t).Find("a letter from the GP, a GP letter"); len(got) != 2 || got[0].Reason != "speaks of health: letter from the gp" || got[1].Reason != "speaks of health: gp letter" {
		t.Errorf("%+v", got)
	}
	if got := finder(t).Find("two doctors and a doctor"); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestLoad(t *testing.T) {
	const good = "categories: [{category: a, gate: health, strong: [sore toe], match: [his sore toe], nomatch: [his nose]}]"
	for _, c := range []struct{ name, data, say string }{
		{"good", good, ""},
		{"unknown key", "categories: [{colour: red}]", "colour"},
		{"no YAML", "categories: [", "words.yaml"},
		{"no such gate", strings.Replace(good, "health", "door", 1), `no gate "door"`},
		{"no example", strings.Replace(good, "match: [his sore toe], ", "", 1), "one match"},
		{"match fails", strings.Replace(good, "his sore toe", "his toe", 1), "raises nothing"},
		{"nomatch fails", strings.Replace(good, "his nose", "a sore toe", 1), "raises it"},
		{"capitals", strings.Replace(good, "sore toe]", "Sore toe]", 1), "lower case"},
		{"letters it cannot have", strings.Replace(good, "sore toe]", "sore, toe]", 1) + "\nordinary: [a.b]", "letter"},
		{"twice", good[:len(good)-1] + "," + good[len("categories: [")-0:], "twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := cue.Load(map[string][]byte{"words.yaml": []byte(c.data)})
			if c.say == "" && err != nil || c.say != "" && (!errors.Is(err, cue.ErrWords) || !strings.Contains(err.Error(), c.say)) {
				t.Errorf("%v, want %q", err, c.say)
			}
		})
	}
}

// FuzzFind: cues lie inside the text on rune boundaries, in order, with a
// reason of our words and a known gate; and the same text gives the same.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "diagnosed with", "GP’s GP'", "a\x00\xffb-", "ŵŷ â grŵp ethnig", "union union  street\n\nhospital ambulance", strings.Repeat("ill ", 50)} {
		f.Add(s)
	}
	find := finder(f)
	f.Fuzz(func(t *testing.T, text string) {
		got := find.Find(text)
		if !slices.Equal(got, find.Find(text)) {
			t.Fatal("not the same twice")
		}
		at := 0
		for _, c := range got {
			if c.Start < at || c.End <= c.Start || c.End > len(text) || c.Reason == "" || !slices.Contains(cue.Gates(), c.Gate) {
				t.Fatalf("%+v", c)
			}
			at = c.Start
			if utf8.ValidString(text) && !utf8.ValidString(text[c.Start:c.End]) {
				t.Fatalf("%+v cuts a letter", c)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Dear Mrs Marrowby, thank you for your letter about the noise from the flat above. The housing officer rang the hospital, and your GP has written to us about your asthma. We have asked the contractor to look at the drains in Church Street before the end of the month.\n", 400)
	find := finder(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		find.Find(text)
	}
}
