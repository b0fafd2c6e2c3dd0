// Package council makes a council that does not exist: its people, and the
// letters, case notes, spreadsheets, mail and archives it has written about
// them, with a key that says where each of them is named.
//
// It promises that the same options give the same bytes, that every string
// telling of a person stands in the key exactly as it stands in the document,
// and that nobody in it can be taken for somebody real: telephone numbers
// come from the ranges kept for drama, domains end in .example, identifiers
// pass the rules of their kind but were never issued. It has no opinion on
// what should be found or withheld: that is for the tests that read the key.
package council

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Options say which council to make.
type Options struct {
	Docs int   // about how many documents and messages, attachments not counted; at least 1
	Seed int64 // councils of different seeds differ in everything but their subjects
	// Hard makes a council in which finding is hard: twenty subjects who are
	// other people under every seed, and every second thing written is made for
	// one difficulty, which its tags name. See Difficulties.
	Hard bool
}

// Generate writes a council's files below dir, which is made when missing and
// should be empty, and returns the key. It is single-threaded; calls for
// different folders may run together.
func Generate(dir string, opts Options) (Key, error) {
	if opts.Docs < 1 {
		return Key{}, fmt.Errorf("make a council of %d documents: %w", opts.Docs, os.ErrInvalid)
	}
	templates, err := loadTemplates(everyday)
	if err != nil {
		return Key{}, err
	}
	m := newMaker(dir, opts, templates)
	if err := m.everything(); err != nil {
		return Key{}, err
	}
	if err := m.stale(); err != nil {
		return Key{}, err
	}
	if err := m.writeStores(); err != nil {
		return Key{}, err
	}
	return m.key(), nil
}

// everything makes units until there are enough documents.
func (m *maker) everything() error {
	var hard *examiner
	if m.opts.Hard {
		var err error
		if hard, err = newExaminer(m); err != nil {
			return err
		}
	}
	for unit := uint64(0); m.done < m.opts.Docs; unit++ {
		if err := m.unit(unit); err != nil {
			return err
		}
		if hard == nil {
			continue
		}
		if err := hard.next(); err != nil {
			return err
		}
	}
	return nil
}

// A maker holds a council in the making.
type maker struct {
	dir       string
	opts      Options
	people    *population
	templates map[string][]template // by class, shuffled
	next      map[string]int        // templates and formats taken, by class and kind
	done      int                   // documents and messages written
	items     []*Item
	paths     map[string]bool // in lower case
	folders   map[string]bool
	stores    map[string]*mbox
	passwords []string
	attached  int
}

func newMaker(dir string, opts Options, templates []template) *maker {
	m := &maker{
		dir: dir, opts: opts, people: populate(opts), templates: map[string][]template{}, next: map[string]int{},
		paths: map[string]bool{}, folders: map[string]bool{}, stores: map[string]*mbox{},
	}
	r := newRandom(opts.Seed, 1<<41)
	for _, t := range shuffled(r, templates) {
		m.templates[t.class] = append(m.templates[t.class], t)
	}
	return m
}

// pattern is the order of the units: d document, m mail, s sheet, a archive,
// u one that cannot be read.
const pattern = "dmdsdmddamddmudmsddmddmdmdsdmddaudmddmddmsdmddmd"

// unit makes the next document, thread or archive.
func (m *maker) unit(n uint64) error {
	r := newRandom(m.opts.Seed, n)
	switch pattern[n%uint64(len(pattern))] {
	case 'm':
		return m.mail(r)
	case 's':
		return m.single(r, m.template("sheet"))
	case 'a':
		return m.archive(r)
	case 'u':
		return m.unreadable(r)
	}
	return m.single(r, m.template("document"))
}

// template takes the next of a class, in turn.
func (m *maker) template(class string) template {
	list := m.templates[class]
	t := list[m.next[class]%len(list)]
	m.next[class]++
	return t
}

// format takes the next format of a template, in turn over the whole class,
// so that even a small council has them all.
func (m *maker) format(t template) string {
	best := slices.MinFunc(t.formats, func(a, b string) int { return cmp.Compare(m.next["."+a], m.next["."+b]) })
	m.next["."+best]++
	return best
}

// scene sets a scene for a template: the main resident is now and then a
// subject, or a subject's namesake.
func (m *maker) scene(r *random, t template, item *Item) *scene {
	s := &scene{
		people: m.people, r: r, dept: t.dept, cast: map[string]*Person{}, item: item, seen: map[string]bool{}, fault: &fault{},
		date: time.Date(2017, 1, 1, 9, 0, 0, 0, time.UTC).Add(time.Duration(r.below(9*365*24*60)) * time.Minute),
	}
	item.Kind, item.Date = t.kind, s.date
	if who := m.protagonist(r); who != nil {
		s.cast["s"] = who
	}
	return s
}

// protagonist picks the first subject so often that the share of documents
// grows with the council, but slower, and the others in turn about as often
// together; nil leaves the part to chance.
func (m *maker) protagonist(r *random) *Person {
	if m.opts.Hard {
		return m.hardProtagonist(r)
	}
	share := 14 + 2*math.Sqrt(float64(m.opts.Docs))
	draw := float64(r.below(1_000_000)) / 1_000_000 * float64(m.opts.Docs)
	subject := m.people.subjects[0]
	if draw > share {
		if draw > 2.2*share {
			return nil
		}
		subject = m.people.subjects[1+m.next["subject"]%(len(m.people.subjects)-1)]
		m.next["subject"]++
	}
	if len(subject.Namesakes) > 0 && r.chance(10) {
		return m.people.byID[pick(r, subject.Namesakes)]
	}
	return m.people.byID[subject.Person]
}

// key gathers what is known of the council when all is written.
func (m *maker) key() Key {
	k := Key{Council: Name, Seed: m.opts.Seed, Docs: m.done, Passwords: m.passwords, Items: m.items}
	used := map[string]bool{}
	if m.opts.Hard {
		m.markStrong()
	}
	for _, item := range m.items {
		for _, mention := range item.Mentions {
			used[mention.Person] = true
		}
	}
	for _, s := range m.people.subjects {
		k.Subjects = append(k.Subjects, *s)
		for _, id := range slices.Concat([]string{s.Person}, s.Household, s.Namesakes) {
			used[id] = true
		}
	}
	for _, p := range m.people.all {
		if used[p.ID] {
			k.People = append(k.People, p)
		}
	}
	return k
}

// path reserves a path that no other file has, on systems that ignore case
// either.
func (m *maker) path(folder, name, ext string) string {
	name = strings.TrimRight(strings.TrimSpace(fileSafe(name)), ".")
	if runes := []rune(name); len(runes) > 90 {
		name = strings.TrimSpace(string(runes[:90]))
	}
	for n := 1; ; n++ {
		p := folder + "/" + name
		if n > 1 {
			p += fmt.Sprintf(" (%d)", n)
		}
		p += ext
		if low := strings.ToLower(p); !m.paths[low] {
			m.paths[low] = true
			return p
		}
	}
}

// write puts a file into the council's folder and counts it.
func (m *maker) write(path string, data []byte, date time.Time) error {
	full := filepath.Join(m.dir, filepath.FromSlash(path))
	if folder := filepath.Dir(full); !m.folders[folder] {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return fmt.Errorf("make folder: %w", err)
		}
		m.folders[folder] = true
	}
	if err := os.WriteFile(full, data, 0o600); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	if err := os.Chtimes(full, date, date); err != nil {
		return fmt.Errorf("date file: %w", err)
	}
	return nil
}
