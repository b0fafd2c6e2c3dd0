package synth

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A person is somebody of a text.
type person struct {
	woman                            bool
	title, first, middle, nick, last string
	surnameFirst                     bool
}

// person makes somebody up. Some have names that stand in no list, so that
// what stands around a name is learned too.
func (g *grammar) person(r *rand.Rand) *person {
	at := r.IntN(g.weights)
	c := &g.cultures[0]
	for i := range g.cultures {
		if c = &g.cultures[i]; at < c.Weight {
			break
		}
		at -= c.Weight
	}
	p := &person{woman: r.IntN(2) == 0}
	forenames := c.Men
	if p.woman {
		forenames = c.Women
	}
	p.first, p.middle, p.last = pick(r, forenames), pick(r, forenames), pick(r, c.Surnames)
	if r.IntN(12) == 0 { // a family from elsewhere
		p.first = pick(r, g.given(r, p.woman))
	}
	switch {
	case c.doubled && r.IntN(2) == 0:
		p.last += " " + pick(r, c.Surnames)
	case r.IntN(16) == 0:
		p.last = strings.ReplaceAll(p.last+"-"+pick(r, c.Surnames), " ", "-")
	case r.IntN(5) == 0:
		p.last = blend(p.last, pick(r, c.Surnames))
	}
	if r.IntN(9) == 0 {
		p.first = blend(p.first, pick(r, forenames))
	}
	for _, e := range c.gender {
		if root, ok := strings.CutSuffix(p.last, e[0]); ok && p.woman {
			p.last = root + e[1]
			break
		}
	}
	p.surnameFirst = c.surnameFirst && r.IntN(5) < 3
	p.title = p.titled(r)
	p.nick = nickname(p.first)
	if r.IntN(5) < 2 {
		p.first, p.middle, p.last = plain(p.first), plain(p.middle), plain(p.last)
	}
	return p
}

// given returns the forenames of some culture.
func (g *grammar) given(r *rand.Rand, woman bool) []string {
	c := g.cultures[r.IntN(len(g.cultures))]
	if woman {
		return c.Women
	}
	return c.Men
}

func (p *person) titled(r *rand.Rand) string {
	t := "Mr"
	if p.woman {
		t = pick(r, []string{"Mrs", "Mrs", "Mrs", "Ms", "Ms", "Miss", "Miss"})
	}
	switch r.IntN(30) {
	case 0, 1:
		t = "Dr"
	case 2:
		t = "Cllr"
	case 3:
		t = pick(r, []string{"Prof", "Rev", "Revd", "Prof.", "Professor", "Mx", "Councillor", "Sir", "Lady"})
	}
	if r.IntN(9) == 0 && len(t) < 4 && t != "Mx" {
		t += "."
	}
	return t
}

// full is the name as it is given first, in one of its usual forms.
func (p *person) full(r *rand.Rand) string {
	switch n := r.IntN(100); {
	case n < 50:
		return p.order(p.first)
	case n < 58:
		return p.order(p.first + " " + p.middle)
	case n < 63:
		return p.order(p.first + " " + initial(p.middle) + pick(r, []string{"", "."}))
	case n < 70:
		return p.short(r)
	case n < 86:
		return p.title + " " + p.order(p.first)
	case n < 95:
		return p.title + " " + p.short(r)
	case n < 97 && p.nick != "":
		quotes := pick(r, [][2]string{{`"`, `"`}, {"'", "'"}, {"“", "”"}, {"(", ")"}})
		return p.first + " " + quotes[0] + p.nick + quotes[1] + " " + p.last
	default:
		return p.order(p.first)
	}
}

func (p *person) order(given string) string {
	if p.surnameFirst {
		return p.last + " " + given
	}
	return given + " " + p.last
}

func (p *person) short(r *rand.Rand) string {
	switch r.IntN(6) {
	case 0:
		return initial(p.first) + "." + initial(p.middle) + ". " + p.last
	case 1:
		return initial(p.first) + " " + initial(p.middle) + " " + p.last
	case 2, 3:
		return initial(p.first) + ". " + p.last
	default:
		return initial(p.first) + " " + p.last
	}
}

// form returns the name as a slot asks for it, and false for no such form.
func (p *person) form(r *rand.Rand, form string) (string, bool) {
	switch form {
	case "":
		return p.full(r), true
	case "full":
		return p.order(p.first), true
	case "first":
		return p.first, true
	case "nick":
		if p.nick != "" {
			return p.nick, true
		}
		return p.first, true
	case "last":
		return p.title + " " + p.last, true
	case "title":
		return p.title + " " + p.order(p.first), true
	case "sur":
		return p.last, true
	case "short":
		return p.short(r), true
	case "init":
		return initial(p.first) + initial(p.last), true
	case "rev":
		return p.last + ", " + p.first + pick(r, []string{"", "", "", " " + initial(p.middle)}), true
	case "caps":
		return strings.ToUpper(p.order(p.first)), true
	case "capsrev":
		return strings.ToUpper(p.last + ", " + p.first), true
	case "capslast":
		return strings.ToUpper(p.title + " " + p.last), true
	case "capssur":
		return strings.ToUpper(p.last), true
	case "capsfirst":
		return strings.ToUpper(p.first), true
	case "sharp":
		return strings.ToUpper(p.last) + " " + p.first, true
	case "legal":
		return p.first + " " + p.middle + " " + strings.ToUpper(p.last), true
	case "list":
		return p.last + " " + initial(p.first), true
	case "low":
		return strings.ToLower(p.order(p.first)), true
	case "lowfirst":
		return strings.ToLower(p.first), true
	case "lowlast":
		return strings.ToLower(p.title + " " + p.last), true
	case "any":
		return pick(r, []string{p.first, p.first, p.title + " " + p.last, p.title + " " + p.last, p.order(p.first), p.last}), true
	default:
		return "", false
	}
}

// blend makes a name that is in no list of the beginning of one and the end of
// another.
func blend(a, b string) string {
	x, y := []rune(a), []rune(b)
	if len(x) < 4 || len(y) < 5 {
		return a
	}
	i, j := (len(x)+1)/2, len(y)/2
	for j < len(y)-2 && vowel(x[i-1]) == vowel(y[j]) {
		j++
	}
	return string(x[:i]) + strings.ToLower(string(y[j:]))
}

func vowel(c rune) bool { return strings.ContainsRune("aeiouy", unicode.ToLower(c)) }

// nickname is a short form, "" where there is none.
func nickname(first string) string {
	short := map[string]string{
		"Margaret": "Maggie", "Susan": "Sue", "Elizabeth": "Liz", "Patricia": "Pat", "Christine": "Chris", "Deborah": "Debs", "Barbara": "Babs",
		"Samantha": "Sam", "Victoria": "Vicky", "Jennifer": "Jen", "Katherine": "Kath", "David": "Dave", "Michael": "Mick", "Stephen": "Steve",
		"Andrew": "Andy", "Robert": "Bob", "Christopher": "Chris", "James": "Jim", "Richard": "Dick", "Anthony": "Tony", "William": "Bill",
		"Thomas": "Tommo", "Daniel": "Danny", "Matthew": "Matt", "Mohammed": "Mo", "Muhammad": "Mo", "Agnieszka": "Aga", "Katarzyna": "Kasia",
		"Małgorzata": "Gosia", "Tomasz": "Tomek", "Oluwaseun": "Seun", "Oluwafemi": "Femi", "Babatunde": "Tunde", "Emmanuel": "Manny",
	}
	return short[first]
}

func initial(s string) string {
	for _, c := range s {
		if unicode.IsLetter(c) {
			return string(unicode.ToUpper(c))
		}
	}
	return ""
}

// plain leaves accents out, as many keyboards do.
func plain(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.Is(unicode.Mn, c):
			return -1
		case c == 'ł':
			return 'l'
		case c == 'Ł':
			return 'L'
		case c == 'ø':
			return 'o'
		case c == 'ı':
			return 'i'
		}
		return c
	}, norm.NFD.String(s))
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }
