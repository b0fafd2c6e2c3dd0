package people

import (
	"maps"
	"slices"

	"sarsen/redact"
)

// withhold proposes that another person's data stays out.
func (b *builder) withhold(reason string) proposal {
	return proposal{verdict: redact.Withhold, code: redact.ThirdPartyCode(b.pol.Right), reason: reason}
}

// weigh leaves it to a person.
func (b *builder) weigh(class redact.Class, reason string) proposal {
	return proposal{verdict: redact.Open, code: redact.ThirdPartyCode(b.pol.Right), reason: reason, class: class}
}

// confidential proposes that what tells of a confidential source stays out.
func (b *builder) confidential(reason string) proposal {
	p := b.withhold(reason)
	p.class = redact.ClassConfidential
	return p
}

// disclose proposes that a span stays, on a ground that may have a code.
func disclose(code, reason string) proposal {
	return proposal{verdict: redact.Disclose, code: code, reason: reason}
}

// hidden proposes what is to happen to a part of a name that is withheld here,
// whatever its bearer is elsewhere.
func (b *builder) hidden(e *entity) proposal {
	if e.proposed.verdict != redact.Disclose {
		return e.proposed
	}
	return b.withhold("elsewhere disclosed as " + string(e.role) + " in role, the name in full is withheld in this item")
}

// propose settles role, verdict and ground of a person.
func (b *builder) propose(e *entity) {
	e.role, e.proposed = b.standing(e)
	if e.confided {
		e.proposed = b.confidential("confidential source: asked not to be named")
		if e.role != redact.Namesake {
			e.role = redact.ThirdParty // whatever else they are: not to be decided on with others of that role
		}
	}
}

// standing says in which role a person is met, and what that means for them.
func (b *builder) standing(e *entity) (redact.Role, proposal) {
	c := e.cue
	for _, item := range slices.Sorted(maps.Keys(e.here)) {
		c = c.or(e.here[item])
	}
	switch {
	case e.role == redact.Namesake:
		return redact.Namesake, b.weigh("", "the subject's name in an item that does not otherwise refer to them")
	case e.own:
		return redact.Staff, disclose("", "staff acting in role: an address of the council")
	case b.relative(e):
		return redact.Household, b.weigh(redact.ClassShared, "a relative named in the profile")
	case c.says() && e.private && !e.cue.says():
		return redact.ThirdParty, b.weigh("", "named with a post in one place and as a private person in another")
	case c.para != "":
		return redact.Professional, disclose(c.para, "professional acting in role")
	case c.ground != "" && e.foreign && !e.listed && !councillor(e):
		return redact.ThirdParty, b.weigh("", "named with a post, and with an address that is not the council's")
	case c.ground != "":
		return redact.Staff, disclose("", c.ground)
	case e.family:
		return redact.Household, b.weigh(redact.ClassShared, "named as one of the subject's family, or at their address")
	case b.surname(e) && e.address:
		return redact.Household, b.weigh(redact.ClassShared, "the subject's surname, in an item with the subject's address")
	case c.elsewhere != "":
		return redact.ThirdParty, b.weigh("", c.elsewhere)
	case e.perhaps:
		return redact.ThirdParty, b.weigh("", "a forename of the subject's, and of somebody else who is known here")
	case e.listed && !e.private:
		return redact.Staff, b.weigh("", "a name of staff in the council's own sources: perhaps it is they")
	}
	return redact.ThirdParty, b.withhold("another person")
}

// councillor reports whether e is met under that title: members have addresses of
// their own.
func councillor(e *entity) bool { return e.titles["councillor"] }

// relative reports whether the profile names e among the subject's relatives.
func (b *builder) relative(e *entity) bool {
	return len(e.name.given) > 0 && slices.ContainsFunc(b.subj.relatives, e.name.fits)
}

// surname reports whether e has a surname of the subject's.
func (b *builder) surname(e *entity) bool {
	return e.name.last != "" && slices.ContainsFunc(b.subj.names, func(s name) bool { return s.last == e.name.last })
}
