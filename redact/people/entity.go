package people

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"sarsen/index/fold"
	"sarsen/redact"
)

// An entity is a person while they are being put together.
type entity struct {
	id       string
	shown    string // the fullest form met
	name     name
	also     []name // other full names
	titles   map[string]bool
	mentions int
	named    int // in how many of them in full
	items    map[string]bool
	values   map[string]bool
	firm     bool            // met under a full name
	rowsOnly bool            // met only in rows that are withheld whole
	cue      cue             // what holds wherever they are named
	here     map[string]cue  // what holds in one item only
	foreign  bool            // has an address elsewhere
	own      bool            // has an address in a domain of the council
	private  bool            // met where only private persons stand
	address  bool            // met in an item that holds an address of the subject
	family   bool            // met as one of the subject's family, or at their address
	perhaps  bool            // met under a short name that may be the subject's, see called
	listed   bool            // a name of staff in the directory
	confided bool            // a confidential source
	asked    map[string]bool // the items in which they asked not to be named
	role     redact.Role
	proposed proposal
}

// A mention is a name or a personal e-mail address in a text.
type mention struct {
	redact.Found
	name   name
	who    *entity
	linked int  // index of the mention whose address this is, or -1
	far    bool // told by the surname alone, from another item
	cue    cue  // what its surroundings say
	// private is set where only private persons are named: as a neighbour,
	// somebody's mother, an emergency contact.
	private bool
	whole   string // the name in full of one half of a couple, as in "Mr and Mrs Jones"
}

// identity makes an ID from what makes a person one.
func identity(key string) string {
	sum := sha256.Sum256([]byte(key))
	return "p" + hex.EncodeToString(sum[:6])
}

// entity returns the person of that key, made when it is new.
func (b *builder) entity(key string, n name) *entity {
	if e, ok := b.byKey[key]; ok {
		return e
	}
	e := &entity{id: identity(key), name: n, titles: map[string]bool{}, items: map[string]bool{}, values: map[string]bool{}, here: map[string]cue{}, asked: map[string]bool{}}
	b.byKey[key] = e
	b.all = append(b.all, e)
	return e
}

// met counts a mention.
func (e *entity) met(t *text, f redact.Found, n name) {
	e.mentions++
	e.items[t.doc.Item] = true
	shown := strings.Join(strings.Fields(f.Text), " ")
	e.values[shown] = true
	if f.Kind == redact.Person && (e.shown == "" || strings.Contains(e.shown, "@") || len(n.given) > 0 && n.last != "" && n.key() == e.name.key() && betterShown(shown, e.shown)) {
		e.shown = shown
	}
	if e.shown == "" {
		e.shown = shown
	}
	if n.title != "" {
		e.titles[n.title] = true
		if e.name.title == "" {
			e.name.title = n.title
		}
	}
}

// betterShown reports whether a tells more than b: it is longer, or the same
// in an earlier spelling, so that the order of documents does not matter.
func betterShown(a, b string) bool {
	if len(a) != len(b) {
		return len(a) > len(b)
	}
	return a < b
}

func (e *entity) person() Person {
	p := Person{ID: e.id, Name: e.shown, Role: e.role, Mentions: e.mentions, Items: len(e.items), Proposal: e.proposed.verdict, Code: e.proposed.code, Reason: e.proposed.reason, Class: e.proposed.class}
	for v := range e.values {
		p.Values = append(p.Values, v)
	}
	slices.Sort(p.Values)
	return p
}

// A profile is the subject's, ready to be compared with.
type profile struct {
	names     []name
	relatives []name
	values    map[string]bool // compact forms of e-mails, phones, identifiers
	shapes    map[string]bool // of phones and identifiers, see shape
	addresses []place
	born      string
	phoned    bool   // a phone number is known
	sex       string // "f", "m" or ""
}

func newBuilder(s Subject, pol Policy) *builder {
	b := &builder{pol: pol, never: exclusions(pol.Exclude), byKey: make(map[string]*entity), personal: make(map[string]bool)}
	for _, n := range s.Names {
		b.subj.names = append(b.subj.names, parse(n))
	}
	for _, n := range s.Relatives {
		b.subj.relatives = append(b.subj.relatives, parse(n))
	}
	for _, a := range s.Addresses {
		b.subj.addresses = append(b.subj.addresses, parsePlace(a))
	}
	b.subj.born, b.subj.phoned, b.subj.sex = s.DateOfBirth, len(s.Phones) > 0, s.Sex
	b.subj.values = make(map[string]bool)
	for _, list := range [][]string{s.Emails, s.Phones, s.Identifiers} {
		for _, v := range list {
			b.subj.values[compact(v)] = true
		}
	}
	delete(b.subj.values, "")
	b.subj.shapes = make(map[string]bool)
	for _, v := range slices.Concat(s.Phones, s.Identifiers) {
		if c := compact(v); len(c) >= 5 {
			b.subj.shapes[shape(c)] = true
		}
	}
	e := b.entity(SubjectID, name{})
	e.id, e.role, e.proposed = SubjectID, redact.Subject, proposal{verdict: redact.Disclose, reason: "the requester"}
	if len(s.Names) > 0 {
		e.shown, e.name = s.Names[0], b.subj.names[0]
	}
	return b
}

// compact is the form in which values compare equal: folded letters and
// digits; telephone numbers without the country's code.
func compact(s string) string {
	c := strings.Map(func(r rune) rune {
		if fold.IsWord(r) || r == '@' {
			return r
		}
		return -1
	}, fold.String(s))
	if d := strings.TrimPrefix(c, "00"); len(d) == 12 && strings.HasPrefix(d, "44") && strings.Trim(d, "0123456789") == "" {
		return "0" + d[2:]
	}
	if len(c) == 13 && strings.HasPrefix(c, "440") { // +44 (0)
		return c[2:]
	}
	return c
}
