package people

import (
	"slices"
	"strings"

	"sarsen/redact"
)

// A cue is what the surroundings of a mention say of the role.
type cue struct {
	ground string // why they are staff, "" if nothing says so
	para   string // paragraph 17 ground of a professional
	// elsewhere is why they are staff of another body, for whom the Act has no
	// ground of its own.
	elsewhere string
	// firm is set where a post stands as it does for those who hold it: in a
	// signature, behind a label, in a column. Such a cue holds in all items,
	// what a sentence says only in its own.
	firm bool
}

// says reports whether there is anything in c.
func (c cue) says() bool { return c.ground != "" || c.para != "" }

// or returns c, else d.
func (c cue) or(d cue) cue {
	if c.says() || !d.says() && c.elsewhere != "" {
		return c
	}
	return d
}

// roles decides what each person is and what is proposed for them.
func (b *builder) roles() {
	for _, t := range b.texts {
		home := b.mentionsHome(t)
		b.households(t)
		for i := range t.mentions {
			m := &t.mentions[i]
			m.who.address = m.who.address || home
			b.look(t, i)
		}
	}
	b.confide()
	for _, e := range b.all[1:] {
		e.listed = b.listed(e)
		b.propose(e)
	}
}

// look takes cues from what stands around mention i.
func (b *builder) look(t *text, i int) {
	m := &t.mentions[i]
	e := m.who
	switch {
	case e.id == SubjectID:
		return
	case m.Kind == redact.Email:
		e.foreign = e.foreign || !b.ownAddress(m.Text)
		if e.own = e.own || b.ownAddress(m.Text); !e.own {
			e.here[t.doc.Item] = e.here[t.doc.Item].or(writes(m.Text))
		}
		return
	case b.besideSubject(t, i) || b.subj.plural(m.name.last):
		e.family = true
		return
	case t.private(i):
		m.private = true
		e.private = e.private || !m.far && !(t.party(i) && b.listed(e))
		e.family = e.family || !m.far && b.familyOf(t, i)
		return
	}
	c := t.cue(i)
	switch m.name.title {
	case "councillor":
		c = cue{ground: "councillor acting in role", firm: true}
	case "pc", "dc", "ds", "di", "dci", "sgt", "sergeant", "insp", "inspector", "supt":
		c = c.or(cue{elsewhere: "a police officer acting in role: no ground of its own in the Act, to be weighed"})
	}
	c = c.or(b.listing(t, i)).or(t.doctor(i))
	m.cue = c
	switch {
	case m.far: // perhaps another person of that surname
	case c.firm && m.name.last != "": // a forename with a post is theirs in this item at most
		e.cue = e.cue.or(c)
	case c.says(), c.elsewhere != "":
		e.here[t.doc.Item] = e.here[t.doc.Item].or(c)
	}
}

// cue returns what the post that stands with mention i says.
func (t *text) cue(i int) cue {
	column := t.column(t.mentions[i].Start)
	behind, signed := t.postAfter(i)
	before, labelled := t.postBefore(i)
	for _, p := range []struct {
		post string
		firm bool
	}{{column, true}, {behind, signed}, {before, labelled}} {
		if para := paragraph17(p.post); para != "" {
			return cue{para: para, firm: p.firm}
		}
		if staffPost(p.post) {
			return cue{ground: "staff acting in role: the name of a post stands with the name", firm: p.firm}
		}
		if outsidePost(p.post) {
			return cue{elsewhere: "staff of another body acting in role: no ground of its own in the Act, to be weighed"}
		}
	}
	if t.tookDown(i) {
		return cue{ground: "staff acting in role: named as who took it down or deals with it"}
	}
	return cue{}
}

// tookDown reports whether the line of mention i says before the name, and
// nothing else, that its bearer wrote down what was said, or has the case. Who
// raised, signed or completed something may be anybody.
func (t *text) tookDown(i int) bool {
	start := t.mentions[i].Start
	head := strings.Join(words(t.s[strings.LastIndexByte(t.s[:start], '\n')+1:start]), " ")
	switch head {
	case "taken by", "call taken by", "message taken by", "statement taken by", "recorded by", "note taken by", "notes taken by", "notes by", "minutes by", "minuted by", "logged by",
		"interviewed by", "assessed by", "allocated to", "case officer", "case owner", "investigating officer", "interviewing officer", "duty worker", "note taker", "minute taker":
		return true
	}
	return false
}

// ownAddress reports whether an e-mail address is in a domain of the council.
func (b *builder) ownAddress(address string) bool {
	_, domain, _ := strings.Cut(strings.ToLower(address), "@")
	return slices.ContainsFunc(b.pol.OwnDomains, func(own string) bool {
		own = strings.ToLower(strings.Trim(own, " @."))
		return own != "" && (domain == own || strings.HasSuffix(domain, "."+own))
	})
}

// privately reports whether a text names somebody in full as a private person
// and nowhere with a post: shorter forms of the name are then that person's. It
// holds once roles are told.
func (t *text) privately(e *entity) bool {
	if t.privates == nil {
		t.privates = map[*entity]bool{}
		for _, m := range t.mentions {
			if m.private && m.name.full() {
				t.privates[m.who] = true
			}
		}
		for _, m := range t.mentions {
			if m.cue.says() {
				delete(t.privates, m.who)
			}
		}
	}
	return t.privates[e]
}

// inRole reports whether mention m of somebody who is proposed for disclosure
// may be disclosed too, and if not why.
func (t *text) inRole(m *mention) (bool, string) {
	e := m.who
	switch {
	case m.private:
		return false, "named here as a private person"
	case t.intimate(m):
		return false, "named here with what is private"
	case !m.cue.says() && !m.name.full() && m.Kind == redact.Person && t.privately(e):
		return false, "named here in full as a private person"
	case m.cue.says(), roleTitle(m.name.title) && !e.private: // "Dr Khan", once known as the GP
		return true, ""
	case m.far:
		return false, "named here by a surname that others may have"
	case e.own || e.cue.says() || e.here[t.doc.Item].says() || e.listed && !e.private:
		return true, ""
	}
	return false, "named without a post here"
}
