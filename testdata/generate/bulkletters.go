package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// A vocabulary is words by how often they are used: common English ones first,
// then invented ones without end.
type vocabulary struct {
	rank  *rand.Zipf
	words []string
}

func newVocabulary(rank *rand.Zipf) vocabulary {
	common, named := strings.Fields(commonWords), strings.Fields(wordsAndNames)
	words := make([]string, 80_001)
	for i := range words {
		switch n := i - leastNamed; {
		case i < len(common):
			words[i] = common[i]
		case n >= 0 && n < len(named)*5 && n%5 == 0:
			words[i] = named[n/5]
		default:
			words[i] = spell(i)
		}
	}
	return vocabulary{rank, words}
}

// leastNamed is the rank from which on every fifth word is one that is a name as
// well.
const leastNamed = 1200

var (
	onsets  = strings.Fields("b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sk sl sm sn sp st str sw t th tr tw v w wh")
	vowels  = strings.Fields("a e i o u ai ea ee oa oo ou")
	endings = strings.Fields("b ck ct d ft g ld lk lp lt m mp n nce nd ng nk nt p pt r rd rk rm rn rt se sh sk st t th x")
)

// spell makes an English-looking word of a rank: the rarer, the longer.
func spell(rank int) string {
	r := rand.New(rand.NewPCG(uint64(rank), 5)) //nolint:gosec // positive
	word := ""
	for n := 0; n == 0 || rank > 1500 && n == 1 || rank > 25_000 && n == 2; n++ {
		word += onsets[r.IntN(len(onsets))] + vowels[r.IntN(len(vowels))]
	}
	return word + endings[r.IntN(len(endings))]
}

// sentence is of a number of words, hiding the writer's.
func (p *post) sentence(least, more int) string {
	var b strings.Builder
	n := least + p.rand.IntN(more)
	for i := range n {
		word := p.vocabulary.words[p.rank.Uint64()]
		if i == 0 {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
			continue
		}
		b.WriteByte(' ')
		b.WriteString(word)
	}
	b.WriteByte('.')
	return b.String()
}

func (p *post) paragraph(b *strings.Builder, sentences int) {
	for i := range sentences {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.sentence(6, 14))
	}
	b.WriteString("\n\n")
}

func (p *post) signature(b *strings.Builder, from *resident) {
	name := from.name()
	if p.rand.IntN(4) == 0 {
		name = from.fore[:1] + " " + from.surname
	}
	fmt.Fprintf(b, "Kind regards\n%s\nTel %s\n", name, from.phone)
}

// mostQuoted is how many lines an answer repeats.
const mostQuoted = 30

// quote repeats an earlier message, and returns the subject who is named in it.
func (p *post) quote(b *strings.Builder, l *letter) (about int) {
	fmt.Fprintf(b, "\n%s wrote:\n", l.from)
	lines := strings.Split(strings.TrimRight(l.body, "\n"), "\n")
	for _, line := range lines[:min(len(lines), mostQuoted)] {
		b.WriteString("> " + line + "\n")
		if l.about > 0 && strings.Contains(strings.ToUpper(line), strings.ToUpper(p.garden.subjects[l.about-1].surname)) {
			about = l.about
		}
	}
	return about
}

// affairs says something of a resident or two.
func (p *post) affairs(b *strings.Builder) {
	for range 1 + p.rand.IntN(2) {
		r := p.town.some(p.rand)
		p.tell(b, &r, p.rand.IntN(8))
	}
}

// planted says something of a subject, and notes what: one time in six no more
// than the name.
func (p *post) planted(b *strings.Builder, subject int, id string) {
	s := &p.garden.subjects[subject]
	h := &p.garden.holdings[subject]
	kind := (len(h.Strong) + len(h.Named)) % 6
	if kind == 5 {
		h.Named = append(h.Named, id)
	} else {
		h.Strong = append(h.Strong, id)
	}
	p.tell(b, &s.resident, kind)
}

// tell writes of a resident, in one of eight ways; the first five have more than
// the name in full, the last two less.
func (p *post) tell(b *strings.Builder, r *resident, way int) {
	switch way {
	case 0:
		fmt.Fprintf(b, "%s %s, born %s, came to the desk. %s\n\n", r.title, r.name(), r.born.Format("2 January 2006"), p.sentence(5, 10))
	case 1:
		fmt.Fprintf(b, "%s of %s, %s, can be reached on %s. %s\n\n", r.name(), r.line, r.postcode, r.phone, p.sentence(5, 10))
	case 2:
		fmt.Fprintf(b, "Name: %s, %s\nAccount: %s\nDate: %s\n\n", strings.ToUpper(r.surname), r.fore, r.number, r.born.AddDate(40, 3, 0).Format("02/01/2006"))
	case 3:
		fmt.Fprintf(b, "We heard from %s (%s) again. %s\n\n", r.name(), r.email, p.sentence(5, 10))
	case 4:
		fmt.Fprintf(b, "Applicant: %s\nDOB: %s\nAddress: %s\n%s\n\n", r.name(), r.born.Format("02/01/2006"), r.line, r.postcode)
	case 5:
		fmt.Fprintf(b, "I spoke to %s about it. %s\n\n", r.name(), p.sentence(5, 10))
	case 6:
		fmt.Fprintf(b, "%s %s rang on %s. %s\n\n", r.title, r.surname, opening.Add(time.Duration(p.rand.IntN(years*365))*24*time.Hour).Format("2 January"), p.sentence(5, 10))
	default:
		fmt.Fprintf(b, "%s said so too. %s\n\n", r.fore, p.sentence(5, 10))
	}
}

const commonWords = `the to of and a in that is for it on be with as at this have by not are from or we you was which has will an
	if would all can been one had there their what so when who more no out do up any other into could them then should only its some
	time than her his him my new about may such our well over also after now year work first people way even because these us get good
	council house rent tenant repair letter form tax benefit school child case office visit call copy file date note report request
	payment bill account claim notice order plan site street road area service team manager officer meeting review agreed asked told
	sent received need help please thank find see make made take taken give given know known think want last next week month day today`

// wordsAndNames are decoys: a bill is no William, and who marks a price no Mark.
const wordsAndNames = `mark grant hope price bill rose page long young best green brown white black wood hill stone field king bishop
	cook baker carpenter mason smith frost winter rivers banks waters knight jack frank pat sue may june april dawn grace joy faith
	iris rob nick drew art gene miles dale glen heath cliff`
