package people

import (
	"maps"
	"slices"
	"strings"

	"sarsen/redact"
)

// A cue is what the surroundings of a mention say of the role.
type cue struct {
	ground string // why they are staff, "" if nothing says so
	para   string // paragraph 17 ground of a professional
	// firm is set where a post stands as it does for those who hold it: in a
	// signature, behind a label, in a column. Such a cue holds in all items,
	// what a sentence says only in its own.
	firm bool
}

// says reports whether there is anything in c.
func (c cue) says() bool { return c.ground != "" || c.para != "" }

// or returns c, else d.
func (c cue) or(d cue) cue {
	if c.says() {
		return c
	}
	return d
}

// roles decides what each person is and what is proposed for them.
func (b *builder) roles() {
	for _, t := range b.texts {
		home := b.mentionsHome(t)
		for i := range t.mentions {
			m := &t.mentions[i]
			m.who.address = m.who.address || home
			b.look(t, i)
		}
	}
	for _, e := range b.all[1:] {
		b.propose(e)
	}
}

// look takes cues from what stands around mention i.
func (b *builder) look(t *text, i int) {
	m := &t.mentions[i]
	e := m.who
	switch {
	case m.Kind == redact.Email:
		e.own = e.own || b.ownAddress(m.Text)
		return
	case t.private(i):
		m.private = true
		e.private = e.private || !m.far
		return
	}
	c := t.cue(i)
	if m.name.title == "councillor" {
		c = cue{ground: "councillor acting in role", firm: true}
	}
	m.cue = c
	switch {
	case m.far: // perhaps another person of that surname
	case c.firm:
		e.cue = e.cue.or(c)
	case c.says():
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
	}
	return cue{}
}

// ownAddress reports whether an e-mail address is in a domain of the council.
func (b *builder) ownAddress(address string) bool {
	_, domain, _ := strings.Cut(strings.ToLower(address), "@")
	return slices.ContainsFunc(b.pol.OwnDomains, func(own string) bool {
		own = strings.ToLower(strings.Trim(own, " @."))
		return own != "" && (domain == own || strings.HasSuffix(domain, "."+own))
	})
}

// propose settles role, verdict and ground of a person.
func (b *builder) propose(e *entity) {
	e.code = redact.ThirdPartyCode(b.pol.Right)
	relative := slices.ContainsFunc(b.subj.relatives, func(r name) bool { return e.name.fits(r) && len(e.name.given) > 0 })
	surname := e.name.last != "" && slices.ContainsFunc(b.subj.names, func(s name) bool { return s.last == e.name.last })
	c := e.cue
	for _, item := range slices.Sorted(maps.Keys(e.here)) {
		c = c.or(e.here[item])
	}
	switch {
	case e.role == redact.Namesake:
		e.proposal, e.reason = redact.Open, "the subject's name in an item that does not otherwise refer to them"
	case e.own:
		e.role, e.proposal, e.code, e.reason = redact.Staff, redact.Disclose, "", "staff acting in role: an address of the council"
	case relative:
		e.role, e.proposal, e.reason = redact.Household, redact.Open, "a relative named in the profile"
	case c.says() && e.private && !e.cue.says():
		e.role, e.proposal, e.reason = redact.ThirdParty, redact.Open, "named with a post in one place and as a private person in another"
	case c.para != "":
		e.role, e.proposal, e.code, e.reason = redact.Professional, redact.Disclose, c.para, "professional acting in role"
	case c.ground != "":
		e.role, e.proposal, e.code, e.reason = redact.Staff, redact.Disclose, "", c.ground
	case surname && e.address:
		e.role, e.proposal, e.reason = redact.Household, redact.Open, "the subject's surname, in an item with the subject's address"
	default:
		e.role, e.proposal, e.reason = redact.ThirdParty, redact.Withhold, "another person"
	}
}

// inRole reports whether mention m of somebody who is proposed for disclosure
// may be disclosed too, and if not why.
func (t *text) inRole(m *mention) (bool, string) {
	e := m.who
	switch {
	case m.private:
		return false, "named here as a private person"
	case m.cue.says(), roleTitle(m.name.title) && !e.private: // "Dr Khan", once known as the GP
		return true, ""
	case m.far:
		return false, "named here by a surname that others may have"
	case e.own || e.cue.says() || e.here[t.doc.Item].says():
		return true, ""
	}
	return false, "named without a post here"
}
