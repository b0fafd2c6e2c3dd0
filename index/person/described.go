package person

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"sarsen/index/fold"
)

// The facts of what a text says of a person besides their details.
const (
	FactMiddle = "middle_name"
	FactAge    = "age"
	FactDeath  = "death"
)

var (
	ageAfter  = regexp.MustCompile(`^[ ,(:-]*(?:is |was |who is |who was )?(?:(?:aged?|now) ?:? ?([0-9]{1,3})\b|([0-9]{1,3})(?: |-)?(?:years?(?:(?: |-)old)?|yrs?(?: old)?|y/?o)\b)`)
	ageBefore = regexp.MustCompile(`(?:\b([0-9]{1,3})(?: |-)?(?:year(?: |-)old|years old|y/?o)|\baged ([0-9]{1,3}),?)(?: (?:mr|mrs|miss|ms|dr))?\.? *$`)
	deadAfter = regexp.MustCompile(`^[ ,(]*(?:\(?dec(?:ease)?'?d\b|(?:who )?(?:has )?(?:sadly |recently |since )?(?:died|passed away)\b)`)
	dead      = regexp.MustCompile(`\b(?:the late|estate of|executors? of|in memory of)(?: (?:mr|mrs|miss|ms|dr))?\.? *$`)
)

// described returns what the words around the name say against the subject:
// another middle name, another title, another age, that they have died.
func (s *Subject) described(e *Evidence) objections {
	var list objections
	add := func(r Reason, ok bool) {
		if ok && !slices.ContainsFunc(list, func(o Reason) bool { return o.Fact == r.Fact }) {
			list = append(list, r)
		}
	}
	add(s.otherMiddle(e))
	add(s.otherTitle(e))
	count := 0
	for _, h := range e.Hits {
		if groupOf(h.Fact) != FactName || h.Fact == FactForename || count == manySightings {
			continue
		}
		count++
		add(s.otherAge(e, h))
		add(e.death(h))
	}
	return list
}

// otherMiddle finds a middle name, or its initial, that is not the subject's,
// where theirs does not stand anywhere.
func (s *Subject) otherMiddle(e *Evidence) (Reason, bool) {
	var found Reason
	ok := false
	for _, h := range e.Hits {
		n := s.nameOf(h)
		if n == nil || len(n.middles) == 0 || groupOf(h.Fact) != FactName || h.Fact == FactForename || h.Fact == FactSurname {
			continue
		}
		for _, m := range e.middles(h, n) {
			switch {
			case s.isOwnMiddle(n, m):
				return Reason{}, false
			case !ok && (len(m) == 1 || names().forename[m]):
				found, ok = Reason{Fact: FactMiddle, Text: h.Value, Start: h.Start, End: h.End, Weight: weighOtherMiddle}, true
				if s.relativesMiddle(m) {
					found.Weight = weighOtherBorn
				}
			}
		}
	}
	return found, ok
}

// middles returns what stands between the first forename and the surname of a
// hit, or after the forename where the surname comes first.
func (e *Evidence) middles(h Hit, n *name) []string {
	if h.End > len(e.Text) {
		return nil
	}
	d := read(e.Text[h.Start:wordEnd(e.Text, h.End+near/8)], false)
	end := d.folded.Folded(h.End - h.Start)
	inside := d.tokenAt(end)
	words := make([]string, 0, inside)
	for _, t := range d.tokens[:inside] {
		if !isTitle(t) {
			words = append(words, t.word)
		}
	}
	if last := beforeSurname(words, n); last > 0 {
		return words[1:last]
	}
	first := afterSurname(words, n)
	if first == 0 || first == len(words) {
		return nil
	}
	words = words[first+1:]
	for i := inside; i < len(d.tokens); i++ {
		t := d.at(i)
		if t.link != linkSpace && t.link != linkDot || !t.letter() && (!t.wordy() || !names().forename[t.word]) || !t.upper {
			break
		}
		words = append(words, t.word)
	}
	return words
}

// beforeSurname returns how many words stand before the surname at the end of a
// name; 0 where it ends in something else.
func beforeSurname(words []string, n *name) int {
	joined, i := "", len(words)
	for i > 1 && len(joined)+len(words[i-1]) <= len(n.surname)+1 && joined != n.surname {
		i--
		joined = words[i] + joined
	}
	if joined == "" || distance(joined, n.surname, 2) > 2 && distance(joined, n.bare, 2) > 2 {
		return 0
	}
	for i > 1 && slices.Contains(particles, words[i-1]) {
		i--
	}
	return i
}

// afterSurname returns how many words the surname at the start of a name has; 0
// where it begins with something else.
func afterSurname(words []string, n *name) int {
	joined, i := "", 0
	for i < len(words) && len(joined)+len(words[i]) <= len(n.surname)+1 && joined != n.surname {
		joined += words[i]
		i++
	}
	if joined == "" || distance(joined, n.surname, 2) > 2 {
		return 0
	}
	return i
}

// isOwnMiddle reports whether a word is a further name of the subject, in full,
// as an initial or misspelt.
func (s *Subject) isOwnMiddle(n *name, word string) bool {
	return slices.ContainsFunc(s.names, func(o *name) bool {
		if o.surname != n.surname && !o.whole {
			return false
		}
		return o.whole && strings.Contains(o.surname, word) || o.fore == word || slices.ContainsFunc(o.middles, func(m string) bool {
			if len(m) == 1 || len(word) == 1 {
				return m[0] == word[0]
			}
			return m == word || len(m) >= minInexact && distance(m, word, 1) <= 1 || slices.Contains(names().variantsOf(m), word)
		})
	})
}

// otherTitle tells that all titles before the name are of the other sex than
// those in the profile.
func (s *Subject) otherTitle(e *Evidence) (Reason, bool) {
	var sex byte
	for _, n := range s.names {
		switch {
		case n.male && sex != 'f':
			sex = 'm'
		case n.female && sex != 'm':
			sex = 'f'
		}
	}
	other := sexes(e.Text, e.Hits)
	if sex == 0 || other == 0 || sex == other {
		return Reason{}, false
	}
	return Reason{Fact: FactTitle, Text: "another title than theirs", Weight: weighOtherTitle}, true
}

// ageIn reads the age that a text says of the person named by a hit.
func (e *Evidence) ageIn(h Hit) (age int, r Reason, ok bool) {
	after := e.regionOf(h)
	if at := ageAfter.FindStringSubmatchIndex(after.text()); at != nil {
		from, to := taken(at)
		start, end := after.d.folded.Source(after.from+from, after.from+to)
		start, end = start+after.offset, end+after.offset
		return number(after.text()[from:to]), Reason{Fact: FactAge, Text: e.Text[start:end], Start: start, End: end}, true
	}
	before := fold.New(e.Text[boundary(e.Text, h.Start-beside):h.Start])
	if at := ageBefore.FindStringSubmatchIndex(before.String()); at != nil {
		from, to := taken(at)
		start, end := before.Source(from, to)
		offset := boundary(e.Text, h.Start-beside)
		start, end = start+offset, end+offset
		return number(before.String()[from:to]), Reason{Fact: FactAge, Text: e.Text[start:end], Start: start, End: end}, true
	}
	return 0, Reason{}, false
}

// taken returns the first group of two that took part in a match.
func taken(at []int) (from, to int) {
	if at[2] >= 0 {
		return at[2], at[3]
	}
	return at[4], at[5]
}

// boundary returns the start of the first rune at or after byte i of a text.
func boundary(text string, i int) int {
	for i = max(0, i); i < len(text) && text[i]&0xc0 == 0x80; {
		i++
	}
	return i
}

// ageOn is how old the subject was on a day.
func (s *Subject) ageOn(day time.Time) int {
	age := day.Year() - s.born.Year()
	if day.Month() < s.born.Month() || day.Month() == s.born.Month() && day.Day() < s.born.Day() {
		age--
	}
	return age
}

// ageErrors is how many years an age may be off: papers are older than their
// covers.
const ageErrors = 2

// otherAge finds an age next to the name that is not the subject's. It tells
// only where it is known when the text was written.
func (s *Subject) otherAge(e *Evidence, h Hit) (Reason, bool) {
	if s.born.IsZero() || e.Date.IsZero() {
		return Reason{}, false
	}
	age, r, ok := e.ageIn(h)
	off := age - s.ageOn(e.Date)
	r.Weight = weighOtherAge
	return r, ok && (off > ageErrors || off < -ageErrors)
}

// rightAge finds the subject's age next to their name.
func (s *Subject) rightAge(e *Evidence) (Reason, bool) {
	if s.born.IsZero() || e.Date.IsZero() {
		return Reason{}, false
	}
	for _, h := range e.Hits {
		if groupOf(h.Fact) != FactName || h.Fact == FactForename {
			continue
		}
		if age, r, ok := e.ageIn(h); ok && age == s.ageOn(e.Date) {
			r.Weight = weighAge
			return r, true
		}
	}
	return Reason{}, false
}

// death finds words at the name that say that this person has died.
func (e *Evidence) death(h Hit) (Reason, bool) {
	r := Reason{Fact: FactDeath, Weight: weighDead}
	after := e.regionOf(h)
	if at := deadAfter.FindStringIndex(after.text()); at != nil {
		start, end := after.d.folded.Source(after.from+at[0], after.from+at[1])
		r.Start, r.End = start+after.offset, end+after.offset
	} else {
		offset := boundary(e.Text, h.Start-beside)
		before := fold.New(e.Text[offset:h.Start])
		at := dead.FindStringIndex(before.String())
		if at == nil {
			return Reason{}, false
		}
		start, end := before.Source(at[0], at[1])
		r.Start, r.End = start+offset, end+offset
	}
	r.Text = e.Text[r.Start:r.End]
	return r, true
}
