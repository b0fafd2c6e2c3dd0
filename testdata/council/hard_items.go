package council

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// scene sets a scene for a probe.
func (x *examiner) scene(r *random, t template, p *probe) (*scene, *Item) {
	item := &Item{Tags: []string{p.tag}}
	s := x.m.scene(r, t, item)
	s.probe = p
	s.cast["s"] = p.who
	if x.m.people.isJunior(p.who) && !slices.Contains(p.facts, "date_of_birth") {
		p.facts = append(p.facts, "date_of_birth") // without it nobody could tell
	}
	return s, item
}

// document writes a template to the share; format "" is the next of its own.
func (x *examiner) document(r *random, t template, p *probe, format string) error {
	return x.file(r, t, p, format, nil, 0)
}

// file writes a template under a name of its own; scan misreads so many of a
// thousand characters, and a negative one is a shift of the date in days.
func (x *examiner) file(r *random, t template, p *probe, format string, name func(*scene) string, scan int) error {
	s, item := x.scene(r, t, p)
	if format == "" {
		format = x.m.format(t)
	}
	if scan > 0 {
		s.scan = scan
	} else {
		s.date = s.date.AddDate(0, 0, scan)
	}
	data, called, err := x.m.make(s, t, format)
	if err != nil {
		return fmt.Errorf("make %s as %s: %w", t.kind, format, err)
	}
	if name != nil {
		s.field = "name"
		called = name(s) + "." + format
		s.field = ""
		s.finish()
	}
	return x.keep(item, t.dept.folder+"/"+t.folder, called, data)
}

// keep writes an item's bytes to the share.
func (x *examiner) keep(item *Item, folder, name string, data []byte) error {
	item.Path = x.m.path(folder, strings.TrimSuffix(name, "."+item.Format), "."+item.Format)
	x.m.items = append(x.m.items, item)
	x.m.done++
	return x.m.write(item.Path, data, item.Date)
}

// mail writes a conversation to the store whose turn it is.
func (x *examiner) mail(r *random, t template, p *probe) error {
	_, err := x.conversation(r, t, p, func(*scene, int) ([]attachment, []*Item, error) { return nil, nil, nil })
	return err
}

func (x *examiner) conversation(r *random, t template, p *probe, attach func(*scene, int) ([]attachment, []*Item, error)) ([]*Item, error) {
	s, _ := x.scene(r, t, p)
	made := map[*Item][]*Item{}
	messages, err := s.thread(t, func() *Item { return &Item{Tags: []string{p.tag}} }, func(sc *scene, turn int) ([]attachment, error) {
		files, items, err := attach(sc, turn)
		made[sc.item] = items
		return files, err
	})
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", t.kind, err)
	}
	home := x.m.next["store"] % 3
	x.m.next["store"]++
	var out []*Item
	for _, msg := range messages {
		if err := x.m.deliver(home, t, msg, made[msg.item]); err != nil {
			return nil, err
		}
		msg.item.About = []string{p.who.ID}
		s.as(msg.item).finish()
		x.m.done++
		out = append(out, msg.item)
	}
	return out, nil
}

// thread writes a conversation whose first message alone names the person.
func (x *examiner) thread(r *random, who *Person) (bool, error) {
	p := &probe{tag: "thread_pronoun", who: who, name: "plain", facts: []string{"date_of_birth", "address"}, quiet: true}
	x.groups++
	items, err := x.conversation(r, x.take("threads"), p, func(*scene, int) ([]attachment, []*Item, error) { return nil, nil, nil })
	for _, item := range items {
		item.Thread = fmt.Sprintf("thread%d", x.groups)
	}
	return true, err
}

// cover writes a message that names the person, with a report that does not.
func (x *examiner) cover(r *random, who *Person) (bool, error) {
	p := &probe{tag: "cover_names", who: who, name: "plain", facts: []string{"reference", "address"}}
	_, err := x.conversation(r, x.take("covers"), p, func(s *scene, _ int) ([]attachment, []*Item, error) {
		t := x.take("enclosed")
		item := &Item{Tags: []string{"attachment", "cover_names"}}
		format := pick(s.r, t.formats)
		inner := s.as(item)
		data, name, err := x.m.make(inner, t, format)
		item.Part = name
		return []attachment{{name, mediaTypes[format], data}}, []*Item{item}, err
	})
	return true, err
}

// log makes a long file of lines, one of which is the person's.
func log(tag string) func(*examiner, *random, *Person) (bool, error) {
	return func(x *examiner, r *random, who *Person) (bool, error) {
		if tag == "door_log" && x.hasNamesake(who) || x.m.people.isJunior(who) {
			return false, nil // it has nothing but the name, or nothing that tells the two
		}
		t := template{kind: "hard." + tag, dept: departmentByID("parking"), folder: "Logs", about: []string{"s"}}
		s, item := x.scene(r, t, &probe{tag: tag, who: who})
		item.Kind, item.Format, item.Date = t.kind, "txt", s.date
		if r.chance(40) {
			item.Format = "csv"
		}
		var b strings.Builder
		at := s.date
		n, strangers := r.between(80, 300), s.people.strangers()
		mine := r.below(n)
		b.WriteString(logHeads[tag][item.Format])
		for i := range n {
			at = at.Add(time.Duration(r.between(5, 400)) * time.Second)
			p := who
			if i != mine {
				p = pick(r, strangers)
			}
			b.WriteString(strings.Join(s.logLine(tag, p, at), map[string]string{"txt": "  ", "csv": ","}[item.Format]) + "\n")
		}
		item.About = []string{who.ID}
		s.finish()
		return true, x.keep(item, t.dept.folder+"/"+t.folder, strings.ReplaceAll(tag, "_", " ")+" "+s.date.Format("2006-01-02")+"."+item.Format, []byte(b.String()))
	}
}

// logHeads are the lines above a log.
var logHeads = map[string]map[string]string{
	"door_log":    {"txt": "# access control, doors 1 to 9\n", "csv": "time,door,result,name\n"},
	"call_log":    {"txt": "# calls\n", "csv": "time,number,seconds,agent\n"},
	"parking_log": {"txt": "# cameras\n", "csv": "time,camera,registration,keeper\n"},
}

// logLine is one line of a log, in fields.
func (s *scene) logLine(tag string, p *Person, at time.Time) []string {
	stamp := at.Format("2006-01-02 15:04:05")
	tags := []string{}
	if p == s.probe.who {
		tags = append(tags, tag)
	}
	named := func() string {
		return s.write(p, strings.ToUpper(p.Surname)+" "+p.First, "person", append(tags, "capitals")...)
	}
	switch tag {
	case "door_log":
		return []string{stamp, fmt.Sprintf("D%d", s.r.between(1, 9)), pick(s.r, []string{"granted", "denied"}), named()}
	case "call_log":
		number := strings.ReplaceAll(first(p.Phones), " ", "")
		s.write(p, number, "phone", tags...)
		s.item.Mentions[len(s.item.Mentions)-1].whole = first(p.Phones)
		return []string{stamp, number, fmt.Sprint(s.r.between(4, 900)), "agent" + fmt.Sprint(s.r.between(1, 30))}
	}
	plate := s.write(p, strings.ReplaceAll(p.Identifiers["vehicle"], " ", ""), "vehicle", tags...)
	s.item.Mentions[len(s.item.Mentions)-1].whole = p.Identifiers["vehicle"]
	if s.r.chance(50) {
		return []string{stamp, fmt.Sprintf("C%d", s.r.between(1, 9)), plate, named()}
	}
	return []string{stamp, fmt.Sprintf("C%d", s.r.between(1, 9)), plate, "-"}
}
