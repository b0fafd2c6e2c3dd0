package person

// after reads "Smith, John Paul", "SMITH John", "Smith J.P.".
func (s *Subject) after(d *document, p *parts, surname part) (found, bool) {
	n := surname.name
	next := d.at(surname.to)
	if end, ok := d.formerName(surname.to); ok {
		if fore, ok := best(p.byStart[end], n, foreRole); ok {
			return s.named(d, fore, surname, surname.from, fore.to, surname.quality*fore.quality)
		}
	}
	if !binds(next.link) && next.link != linkComma {
		return found{}, false
	}
	if s.othersForename(d, surname.from, n) {
		return found{}, false // Ann Smith, John ...
	}
	quality := surname.quality
	switch l := names(); {
	case next.link == linkLine:
		quality *= overLine * overLine
	case next.link == linkSpace && l.word[d.tokens[surname.from].word] && l.word[next.word]:
		quality *= smallLetters // Winter May Fayre
	}
	at := d.afterTitle(surname.to)
	if _, own := best(p.byStart[at], n, foreRole); !own && len(next.word) > 1 && s.isMiddle(n, next) {
		at = s.middlesEnd(d, n, at+1) // Nguyen, Thi Lan
	}
	if fore, ok := best(p.byStart[at], n, foreRole); ok && (at == surname.to || d.at(at).link == linkSpace || d.at(at).link == linkDot) && !s.hyphened(d, n, fore.to) {
		if next.link != linkComma && s.place(d, fore.to) {
			return found{}, false // Jordan Ryan Ltd
		}
		end := s.middlesEnd(d, n, fore.to)
		if t := d.at(end); t.link == linkSpace && t.wordy() && names().surname[t.word] {
			if next.link != linkComma {
				return found{}, false // Smith John Brown
			}
			quality *= smallLetters
		}
		from := surname.from
		for l := d.at(from).link; (l == linkSpace || l == linkTight) && len(d.at(from-1).word) > 1 && s.isMiddle(n, d.at(from-1)); l = d.at(from).link {
			from-- // García López, María
		}
		return s.named(d, fore, surname, from, end, quality*fore.quality)
	}
	return s.initialsAfter(d, surname, d.afterTitle(surname.to), quality)
}

// afterTitle returns the token after a title that follows a surname, as in
// Smith, Mrs Jane.
func (d *document) afterTitle(i int) int {
	if t := d.at(i); isTitle(t) && (t.link == linkComma || t.link == linkSpace || t.link == linkCell) {
		return i + 1
	}
	return i
}

// hyphened reports whether a forename that ends before token i is a part of
// somebody else's: Min-seo, when the subject is Min-jun.
func (s *Subject) hyphened(d *document, n *name, i int) bool {
	t := d.at(i)
	if t.link != linkTight || !t.upper && !n.eastern || len(t.word) < 2 || d.s[t.start-1] != '-' || s.isMiddle(n, t) {
		return false
	}
	return distance(d.at(i-1).word+t.word, n.fore, 2) > 2
}

func (s *Subject) initialsAfter(d *document, surname part, at int, quality float64) (found, bool) {
	t := d.at(at)
	if !t.upper || t.link == linkLine || !t.letter() && !s.isInitials(surname.name, t) {
		return found{}, false
	}
	if (t.word == "i" || t.word == "a") && t.link != linkComma {
		return found{}, false // the words I and a
	}
	initials, end := "", at
	for d.at(end).letter() || end == at {
		initials += d.at(end).word
		end++
		if l := d.at(end).link; l != linkSpace && l != linkDot && l != linkJoin {
			break
		}
	}
	f, ok := s.initialled(d, surname.from, surname, initials, quality)
	f.to = end
	return f, ok
}

// middlesEnd returns the token after the middle names and initials at i.
func (s *Subject) middlesEnd(d *document, n *name, i int) int {
	for {
		t := d.at(i)
		if t.link != linkSpace && t.link != linkDot && t.link != linkCell || !s.isMiddle(n, t) {
			return i
		}
		i++
	}
}
