package person

// FactPronoun is the fact of a reason for a word such as she.
const FactPronoun = "pronoun"

// pronouns are words for one person who is known already, by sex.
var pronouns = map[string]byte{
	"he": 'm', "him": 'm', "his": 'm', "himself": 'm', "she": 'f', "her": 'f', "hers": 'f', "herself": 'f',
	"iddo": 'm', "iddi": 'f',
}

// Spoken judges an item that does not name the subject, in a conversation that is
// certain about them (Context), by one of whose items it is told whom it speaks of.
// Where it says he or she of nobody whom it names, it is possible: no more, since
// only a reader can tell. ok is false where it says neither, or of the other sex.
func Spoken(e Evidence, told Verdict) (v Verdict, ok bool) {
	h, ok := e.pronoun(told.sex)
	if !ok {
		return Verdict{}, false
	}
	v.About = AboutSubject
	v.judge(unit{
		reasons: []Reason{
			{Fact: FactContext, Text: e.Context, Weight: weighContext},
			{Fact: FactPronoun, Text: h.Value, Start: h.Start, End: h.End, Weight: weighPronoun},
		},
		most: limit{mostPossible, "it does not name them"},
	})
	return v, true
}

// pronoun finds the first word for a person, of one sex where that is known, before
// anybody is named outside of the header and the greeting.
func (e *Evidence) pronoun(sex byte) (Hit, bool) {
	d := e.document()
	for i, t := range d.tokens {
		of, introduced := pronouns[t.word], d.introduces(i)
		if of == 0 && !introduced {
			continue
		}
		h := d.hit(FactPronoun, t.start, t.end, asFore, true)
		switch {
		case within(len(e.Heads), func(n int) Span { return e.Heads[n] }, h) >= 0:
		case introduced:
			return Hit{}, false
		case sex == 0 || of == sex:
			return h, true
		}
	}
	return Hit{}, false
}

// introduces reports whether somebody's name begins at token i, by title or by
// forename.
func (d *document) introduces(i int) bool {
	t, next := d.at(i), d.at(i+1)
	if addressed(d, i) || !t.upper || !next.wordy() || !next.upper || next.link != linkSpace && next.link != linkDot {
		return false
	}
	return isTitle(t) || names().forename[t.word] && !names().word[t.word]
}
