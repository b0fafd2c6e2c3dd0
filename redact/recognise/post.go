package recognise

import (
	"slices"

	"sarsen/redact"
)

var (
	// posts are held by one person at a place, or few.
	posts = set(`headteacher head headmaster headmistress principal manager manageress warden caretaker matron vicar priest imam rabbi pastor curate
		gp doctor dentist pharmacist nurse worker visitor midwife councillor councillors mp teacher tutor assistant owner proprietor licensee secretary receptionist
		chair chairman chairwoman chairperson treasurer governor director leader officer sergeant inspector constable keyworker caseworker coroner registrar
		childminder postman cleaner cook librarian coach psychologist psychiatrist consultant therapist counsellor solicitor lead coordinator supervisor senco`)
	// postTypes stand before the word for a post.
	postTypes = set(`deputy assistant acting former previous new duty on-call night ward local parish town county social health family support youth community
		class form head teaching school practice district care registered general senior site housing police neighbourhood mental lead designated safeguarding
		home hospital team dinner probation`)
	// anyPost needs a type to be one: "the social worker".
	anyPost   = set("worker visitor assistant officer lead head")
	postLinks = set("of at for from in")
	// office are posts of any office: their holders sign with them.
	office = set("head director leader manager officer assistant chair secretary governor consultant solicitor lead coordinator supervisor worker")
	// placed are posts of a ward or parish, whose name may be any word.
	placed = set("councillor councillors mp vicar priest curate")
	// nobodys are of posts that are none, or of no one place: the principal of a loan.
	nobodys = set("state loan")
	// ofPlace are bodies that small letters name: "the Elm practice".
	ofPlace = set("practice surgery school clinic hospital nursery centre home house court hostel church mosque temple college academy pharmacy ward shop pub club library")
)

// Post finds roles that tell who is meant: "the headteacher of Hill School",
// "the GP at the Elm practice", "ward councillor for Northgate", "the duty social
// worker on 3 May". The post of a body without a name ("the chair of the
// committee", "the head of Housing Benefits") is no such role.
func Post(t *Text) []redact.Found {
	ws := t.split()
	var out []redact.Found
	done := 0
	for i := range ws {
		if i < done || !posts[ws[i].key] || t.owns(i) {
			continue
		}
		from, typed := t.postFrom(i, done)
		if from < 0 || anyPost[ws[i].key] && !typed && ws[i].key != "head" {
			continue
		}
		to, why := t.postOf(i)
		if to == 0 {
			continue
		}
		out = append(out, t.phrase(from, to, redact.Post, vague, "post", "role: "+why))
		done = to
	}
	return out
}

// postFrom returns where the phrase begins whose post is word i, -1 when nothing
// leads to it that makes it one person's. It reports whether a word says what
// sort of post it is.
func (t *Text) postFrom(i, done int) (int, bool) {
	j := i
	for j > done && i-j < 3 && t.words[j].joined && postTypes[t.word(j-1)] {
		j--
	}
	typed := j < i
	if j == 0 || !t.words[j].joined {
		if typed || t.words[i].casing == capital && !office[t.words[i].key] {
			return j, typed
		}
		return -1, typed
	}
	switch p := t.word(j - 1); {
	case j-1 < done:
	case p == "the" || p == "our" || pronouns[p]:
		return j - 1, typed
	case typed && (p == "a" || p == "an"), p == "as" || p == "and" || p == "with" || p == "by" || p == "is" || p == "was" || p == "to":
		if typed || upperWord(t.words[i]) && !office[t.words[i].key] {
			return j, typed
		}
	}
	return -1, typed
}

// postOf returns the end of what follows the post at word i and says whose post
// it is: a body with a name, or a day.
func (t *Text) postOf(i int) (int, string) {
	switch link := t.next(i + 1); {
	case link == "of" && t.word(i) == "doctor": // a degree
	case postLinks[link]:
		j := i + 2
		if t.next(j) == "the" || t.next(j) == "our" || t.next(j) == "your" || t.next(j) == "his" || t.next(j) == "her" {
			j++
		}
		if t.next(j) == "" || !upperWord(t.words[j]) {
			return 0, ""
		}
		to, proper := t.capitals(j)
		if to < len(t.words) && ofPlace[t.next(to)] {
			to, proper = to+1, true
		}
		if placed[t.word(i)] && t.words[j].class&(isOrg|isRole) == 0 {
			return to, "the post and what it is of"
		}
		if !proper || to == j+1 && t.words[j].class&(isOrg|isRole|isWord) != 0 && t.words[j].class&(isSurname|isPlace) == 0 || nobodys[t.word(j)] {
			return 0, ""
		}
		return to, "the post and what it is of"
	case link == "on" && t.words[i+1].joined:
		if to := t.dayAt(i + 2); to > 0 {
			return to, "the post and the day"
		}
	}
	return 0, ""
}

// dayAt returns the word behind a day that word i begins: "3 May", "Tuesday".
func (t *Text) dayAt(i int) int {
	if i >= len(t.words) {
		return 0
	}
	if slices.Contains(weekdays, t.next(i)) {
		return i + 1
	}
	if end, _, ok := dateAt(t.S, t.Lower, t.words[i].start); ok {
		for i < len(t.words) && t.words[i].start < end {
			i++
		}
		return i
	}
	if t.words[i].casing == numeral && Count(t.words[i].key) <= 2 && slices.Contains(monthNames, t.next(i+1)) {
		return i + 2
	}
	return 0
}

var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
