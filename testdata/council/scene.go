package council

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A scene is the making of one item: who plays which part in it, when it is
// set, and what has been written of whom so far.
//
// Every personal string of a council comes from write, which records it in
// the item's mentions. That is what makes the key exact.
type scene struct {
	people *population
	r      *random
	dept   department
	cast   map[string]*Person
	date   time.Time
	item   *Item
	field  string   // "name" while a file name is written
	layers []string // tags of all that is written now
	coding string   // how a text file is encoded
	worn   bool     // the document is a bad scan
	sloppy bool     // written by somebody careless with names
	days   int      // how far the dates given have moved on
	ocr    bool     // what is written looks badly scanned
	scan   int      // of a thousand characters so many are misread; 0 for none
	probe  *probe   // the difficulty that the item is made for; nil for none
	seen   map[string]bool
	used   map[*Person]bool // had a row of the sheet already
	fault  *fault           // shared with the scenes made of this one
}

// A fault holds what is wrong with a template: the first thing found.
type fault struct{ err error }

var errTemplate = errors.New("template is faulty")

func (s *scene) fail(format string, args ...any) string {
	if s.fault.err == nil {
		s.fault.err = fmt.Errorf(format+": %w", append(args, errTemplate)...)
	}
	return ""
}

// as returns the scene of another item with the same people.
func (s *scene) as(item *Item) *scene {
	next := *s
	next.item, next.seen, next.layers, next.field, next.ocr, next.worn = item, map[string]bool{}, nil, "", false, false
	next.days, next.used, next.sloppy = 0, nil, s.r.chance(15)
	next.scan = 0
	return &next
}

// under runs fn with a tag on all that it writes.
func (s *scene) under(tag string, fn func() string) string {
	if tag == "" {
		return fn()
	}
	before := s.layers
	s.layers = append(slices.Clone(before), tag)
	defer func() { s.layers = before }()
	return fn()
}

// write records a mention and returns its text as it stands in the document.
func (s *scene) write(who *Person, text, kind string, tags ...string) string {
	if text == "" {
		return ""
	}
	if s.field == "name" {
		text = fileSafe(text)
	}
	if s.ocr && (kind == "person" || kind == "address") {
		if worn := misread(s.r, text); worn != text {
			if tags = append(tags, "ocr"); spoilt(text, worn) {
				tags = append(tags, "ruined")
			}
			text = worn
		}
	}
	whole := text
	if s.scan > 0 && s.field == "" {
		text, tags = s.scanned(text, kind, tags)
	}
	tags = append(slices.Clone(tags), s.layers...)
	s.item.Mentions = append(s.item.Mentions, Mention{Person: who.ID, Text: text, Kind: kind, Field: s.field, Tags: tags, whole: whole})
	return text
}

// fileSafe drops what file names may not hold on some system.
func fileSafe(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("'’`\"/\\:*?<>|\n", r):
			return -1
		case r == '–':
			return '-'
		}
		return r
	}, s)
}

// confusions are what optical recognition takes for what.
var confusions = []struct{ from, to string }{{"O", "0"}, {"rn", "m"}, {"l", "1"}, {"S", "5"}, {"cl", "d"}, {"B", "8"}, {"I", "l"}, {"nn", "rm"}, {"e", "c"}, {"g", "q"}}

// misread damages one place of a string, two times in three.
func misread(r *random, s string) string {
	if r.chance(33) {
		return s
	}
	start := r.below(len(confusions))
	for i := range confusions {
		c := confusions[(start+i)%len(confusions)]
		if at := strings.LastIndex(s, c.from); at >= 0 {
			return s[:at] + c.to + s[at+len(c.from):]
		}
	}
	return s
}

// who returns the person who plays a part, casting it when it is new: s is
// the main resident, h of the same household, c a child, n a neighbour, w to z other
// residents, o, m and k staff (m the manager, k of another department), cllr
// a councillor, gp, head, nurse, pc and ha professionals from outside.
func (s *scene) who(part string) *Person {
	if p := s.cast[part]; p != nil {
		return p
	}
	var p *Person
	staff := s.people.staff[s.dept.id]
	switch part {
	case "s", "w", "x", "y", "z", "r":
		p = s.other(s.people.crowd)
	case "n":
		main := s.who("s").Address
		p = s.other(slices.DeleteFunc(slices.Clone(s.people.roads[main.Street+", "+main.Town]), func(p *Person) bool { return p.Address == main }))
	case "h":
		p = s.other(s.people.homes[s.who("s").Address.line()])
	case "c":
		p = s.child()
	case "o", "l":
		p = s.other(staff[1:])
	case "m":
		p = staff[0]
	case "k":
		p = s.other(s.people.officers)
	case "cllr":
		p = s.other(s.people.members)
	default:
		if outside := s.people.outside[part]; len(outside) > 0 {
			p = s.other(outside)
		}
	}
	if p == nil {
		s.fail("cast part %q", part)
		return &Person{}
	}
	s.cast[part] = p
	return p
}

// child picks a child of the main resident's household, else any child.
func (s *scene) child() *Person {
	for _, p := range s.people.homes[s.who("s").Address.line()] {
		if p.Title == "" {
			return p
		}
	}
	return s.other(s.people.children)
}

// other picks somebody who has no part and had no row yet; a stranger when
// there is nobody, and anybody when there are no strangers.
func (s *scene) other(from []*Person) *Person {
	taken := func(p *Person) bool {
		for _, c := range s.cast {
			if c == p {
				return true
			}
		}
		return s.used[p]
	}
	if len(from) > 0 {
		start := s.r.below(len(from))
		for i := range from {
			if p := from[(start+i)%len(from)]; !taken(p) {
				return p
			}
		}
	}
	for range 100 {
		if p := pick(s.r, s.people.crowd); !taken(p) {
			return p
		}
	}
	return pick(s.r, s.people.crowd)
}

// finish sums up the item: its tags, and who is only weakly named.
func (s *scene) finish() {
	named := map[string]bool{} // whether more than a weak form was written
	for _, m := range s.item.Mentions {
		for _, t := range m.Tags {
			if !slices.Contains(s.item.Tags, t) {
				s.item.Tags = append(s.item.Tags, t)
			}
		}
		weak := slices.Contains(m.Tags, "first_name") || slices.Contains(m.Tags, "nickname") || slices.Contains(m.Tags, "initials_only") || slices.Contains(m.Tags, "surname_only")
		named[m.Person] = named[m.Person] || !weak
	}
	slices.Sort(s.item.Tags)
	for id, strong := range named {
		if !strong {
			s.item.Weak = append(s.item.Weak, id)
		}
	}
	slices.Sort(s.item.Weak)
}
