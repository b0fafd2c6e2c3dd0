package fold_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
)

func TestString(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"case":                     {"SMITH", "smith"},
		"accent":                   {"José Núñez", "jose nunez"},
		"combining accent":         {"Jose\u0301", "jose"},
		"special letters":          {"Łukasz Bjørn Weiß Þór Æon", "lukasz bjorn weiss thor aeon"},
		"capital sharp s":          {"WEIẞ", "weiss"},
		"turkish dotted i":         {"İpek Işık", "ipek isik"},
		"kelvin sign":              {"\u212aate", "kate"},
		"ligature":                 {"Griﬃths ﬁle", "griffiths file"},
		"full width":               {"Ｓｍｉｔｈ", "smith"},
		"apostrophes":              {"O’Neill O‘Neill O`Neill OʼNeill", "o'neill o'neill o'neill o'neill"},
		"dashes":                   {"Smith–Jones Smith‑Jones", "smith-jones smith-jones"},
		"soft hyphen":              {"Smi\u00adth", "smith"},
		"soft hyphen at line end":  {"Smi\u00ad\nth", "smith"},
		"hyphen at line end":       {"Rich-\nardson", "richardson"},
		"hyphen, blanks, line end": {"Rich-  \r\n  ardson", "richardson"},
		"hyphen before a capital":  {"Smith-\nJones", "smith- jones"},
		"dash in a range":          {"12-\n14", "12- 14"},
		"zero width":               {"S\u200bm\u200dith\ufeff", "smith"},
		"directional":              {"\u202eSmith\u202c", "smith"},
		"white space":              {"  a\t\n\u00a0 b\u2003c ", "a b c"},
		"NUL":                      {"a\x00b", "a b"},
		"spacing diaeresis":        {"a ¨b", "a b"},
		"invalid UTF-8":            {"a\xffb", "a\ufffdb"},
		"empty":                    {"", ""},
		"arabic ligature":          {"\ufdfa x", "صلى الله عليه وسلم x"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fold.String(tc.in); got != tc.want {
				t.Errorf("String(%q) = %q, want %q", tc.in, got, tc.want)
			}
		})
	}
}

func TestEveryRuneFoldsOnce(t *testing.T) {
	for r := rune(1); r <= unicode.MaxRune; r++ {
		s := "x" + string(r) + "y"
		once := fold.String(s)
		if twice := fold.String(once); twice != once {
			t.Fatalf("folding %U again gives %q, not %q", r, twice, once)
		}
		if strings.Contains(once, "  ") {
			t.Fatalf("%U leaves two spaces: %q", r, once)
		}
	}
}

func TestSource(t *testing.T) {
	for name, tc := range map[string]struct{ in, find, want string }{
		"plain":           {"Ann Smith", "smith", "Smith"},
		"accents":         {"für José Núñez da", "jose nunez", "José Núñez"},
		"combining":       {"x Jose\u0301 y", "jose", "Jose\u0301"},
		"ligature":        {"Griﬃths", "griffiths", "Griﬃths"},
		"broken word":     {"Rich-\nardson's", "richardson", "Rich-\nardson"},
		"zero width":      {"a S\u200bmith b", "smith", "S\u200bmith"},
		"many spaces":     {"Ann \n  Smith", "ann smith", "Ann \n  Smith"},
		"inside ligature": {"Griﬃths", "f", "ﬃ"},
	} {
		t.Run(name, func(t *testing.T) {
			text := fold.New(tc.in)
			at := strings.Index(text.String(), tc.find)
			if at < 0 {
				t.Fatalf("%q not in %q", tc.find, text.String())
			}
			start, end := text.Source(at, at+len(tc.find))
			if got := tc.in[start:end]; got != tc.want {
				t.Errorf("source %q, want %q", got, tc.want)
			}
			if back := text.Folded(start); back != at && tc.find != "f" {
				t.Errorf("Folded(%d) = %d, want %d", start, back, at)
			}
		})
	}
}

func TestSourceAtTheEdges(t *testing.T) {
	empty := fold.New("")
	if s, e := empty.Source(0, 0); s != 0 || e != 0 {
		t.Errorf("empty text: %d, %d", s, e)
	}
	text := fold.New("añb")
	if s, e := text.Source(3, 3); s != 4 || e != 4 {
		t.Errorf("end of text: %d, %d", s, e)
	}
	if s, e := text.Source(1, 1); s != 1 || e != 1 {
		t.Errorf("empty range: %d, %d", s, e)
	}
	if s, e := text.Source(1, 99); s != 1 || e != 4 {
		t.Errorf("range past the end: %d, %d", s, e)
	}
	if got := text.Folded(99); got != 3 {
		t.Errorf("Folded past the end = %d", got)
	}
}

func TestGap(t *testing.T) {
	for name, tc := range map[string]struct {
		in         string
		end, start int
		want       string
	}{
		"blank":       {"ann lee", 3, 4, " "},
		"white space": {"ann \n\t lee", 3, 4, " \n\t "},
		"beginning":   {"  ann", 0, 1, "  "},
		"one rune":    {"¾", 1, 4, ""},
	} {
		t.Run(name, func(t *testing.T) {
			from, to := fold.New(tc.in).Gap(tc.end, tc.start)
			if got := tc.in[from:to]; got != tc.want {
				t.Errorf("gap %q, want %q", got, tc.want)
			}
		})
	}
}

func TestWhole(t *testing.T) {
	for name, tc := range map[string]struct {
		s, find string
		want    bool
	}{
		"alone":          {"ann", "ann", true},
		"inside":         {"joanna", "ann", false},
		"letter after":   {"anna", "ann", false},
		"accent before":  {"éann", "ann", false},
		"apostrophe":     {"ann's", "ann", true},
		"digit after":    {"ann2", "ann", false},
		"underscore":     {"ann_smith", "ann", true},
		"edge not alnum": {"x@ann", "@ann", true},
	} {
		t.Run(name, func(t *testing.T) {
			at := strings.Index(tc.s, tc.find)
			if got := fold.Whole(tc.s, at, at+len(tc.find)); got != tc.want {
				t.Errorf("Whole(%q in %q) = %v", tc.find, tc.s, got)
			}
		})
	}
}

func TestSound(t *testing.T) {
	same := [][]string{
		{"smith", "smyth", "smythe"},
		{"catherine", "kathryn", "katherine", "cathryn"},
		{"lee", "leigh", "lea"},
		{"stephen", "steven"},
		{"siobhan", "shivaun"},
		{"clark", "clarke"},
		{"philips", "phillips", "phillipps"},
		{"nicholas", "nikolas"},
		{"geoffrey", "jeffrey"},
		{"mcdonald", "macdonald"},
		{"wright", "right"},
		{"thomson", "tomson"},
		{"o'neill", "oneil"},
		{"knowles", "noles"},
	}
	for _, group := range same {
		for _, w := range group[1:] {
			if a, b := fold.Sound(group[0]), fold.Sound(w); a != b {
				t.Errorf("%s (%s) and %s (%s) differ", group[0], a, w, b)
			}
		}
	}
	for _, pair := range [][2]string{{"smith", "jones"}, {"brown", "green"}, {"john", "joan's"}, {"mark", "mary"}} {
		if fold.Sound(pair[0]) == fold.Sound(pair[1]) {
			t.Errorf("%v sound alike", pair)
		}
	}
	if got := fold.Sound("1984"); got != "" {
		t.Errorf("Sound of digits = %q", got)
	}
}

// FuzzNew holds folding to its promises: the map is monotone, its ranges are
// of whole runes inside the source, folding is idempotent, and New and String
// agree.
func FuzzNew(f *testing.F) {
	for _, s := range []string{"", "Ann Smith", "Rich-\nardson", "Jose\u0301 ﬃ \u00ad\n x", "\xff\xfe", "a ¨ b", "‑\nb-\n", "\u1fee\u0345", "a-\u0301\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := fold.New(s)
		folded := text.String()
		if strings.TrimSpace(folded) != fold.String(s) {
			t.Fatalf("New and String differ: %q, %q", folded, fold.String(s))
		}
		if again := fold.New(folded).String(); again != folded {
			t.Fatalf("not idempotent: %q, then %q", folded, again)
		}
		if !utf8.ValidString(folded) {
			t.Fatalf("folded text is not UTF-8: %q", folded)
		}
		last := 0
		for i := range len(folded) {
			start, end := text.Source(i, i+1)
			if start < last || end <= start || end > len(s) {
				t.Fatalf("byte %d maps to [%d,%d) after %d", i, start, end, last)
			}
			if !boundary(s, start) || !boundary(s, end) {
				t.Fatalf("byte %d maps to [%d,%d), inside a rune of %q", i, start, end, s)
			}
			last = start
		}
	})
}

// boundary reports whether i is not inside a valid rune of s.
func boundary(s string, i int) bool {
	for j := 0; j < i; {
		_, n := utf8.DecodeRuneInString(s[j:])
		if j += n; j > i {
			return false
		}
	}
	return true
}

func BenchmarkNew(b *testing.B) {
	text := strings.Repeat("Dear Mr O’Neill, your claim of 12 March was received at Anytown.\n", 2000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		fold.New(text)
	}
}
