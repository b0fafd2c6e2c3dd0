package council

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A turn is one message of a mail template.
type turn struct {
	from   string
	to, cc []string
	text   string
}

func parseTurns(t template) []turn {
	var out []turn
	for _, chunk := range strings.Split("\n"+t.body, "\n---")[1:] {
		head, text, _ := strings.Cut(chunk, "\n")
		from, to, _ := strings.Cut(head, ">")
		to, cc, _ := strings.Cut(to, " cc ")
		out = append(out, turn{strings.TrimSpace(from), words(to), words(cc), strings.Trim(text, "\n")})
	}
	return out
}

// A said is a message written, as the next one quotes it.
type said struct {
	letter   letter
	item     *Item
	from     *Person
	mentions []Mention // of the text
}

// thread writes the messages of a mail template. newItem makes the item of
// each; the subject line is the same throughout.
func (s *scene) thread(t template, newItem func() *Item, attach func(*scene, int) ([]attachment, error)) ([]said, error) {
	subjectLine, subjectMentions := "", []Mention(nil)
	var out []said
	date := s.date
	for i, turn := range parseTurns(t) {
		item := newItem()
		m := s.as(item)
		m.date = date
		item.Kind, item.Format, item.Date = t.kind, "eml", date
		l := letter{
			id: fmt.Sprintf("%016x@%s", s.r.next(), domain), date: date, html: s.r.chance(25),
			encoding: pick(s.r, []string{"7bit", "quoted-printable", "quoted-printable", "base64", "windows-1252"}),
		}
		item.MessageID = l.id
		if i == 0 {
			subjectLine = m.under("subject", func() string { return m.expand(t.name) })
			subjectMentions = slices.Clone(item.Mentions)
			l.subject = subjectLine
		} else {
			item.Mentions = append(item.Mentions, subjectMentions...)
			l.subject = "Re: " + subjectLine
		}
		item.Title = l.subject
		m.address(&l, turn)
		before := len(item.Mentions)
		text := m.mailText(turn.text)
		own := slices.Clone(item.Mentions[before:])
		if i > 0 {
			prev := out[i-1]
			l.inReplyTo = prev.letter.id
			l.references = append(slices.Clone(prev.letter.references), prev.letter.id)
			if s.probe == nil || !s.probe.quiet {
				text += m.quote(prev)
			}
		}
		l.text = text
		files, err := attach(m, i)
		if err != nil {
			return nil, err
		}
		l.attachments = files
		out = append(out, said{l, item, m.who(turn.from), own})
		date = date.Add(time.Duration(s.r.between(20, 4000)) * time.Minute)
	}
	return out, s.fault.err
}

func (s *scene) mailText(text string) string {
	var out []string
	for _, chunk := range strings.Split(text, "\n\n") {
		if done := tidied(s.expand(chunk)); done != "" {
			out = append(out, done)
		}
	}
	keep := s.texts()
	var lines []string
	for _, line := range strings.Split(strings.Join(out, "\n\n"), "\n") {
		lines = append(lines, wrap(line, 72, keep)...)
	}
	return strings.Join(lines, "\n") + "\n"
}

// address fills the letter's From, To and Cc.
func (s *scene) address(l *letter, t turn) {
	l.from = s.under("header", func() string { return s.headed(s.who(t.from)) })
	l.to = s.recipients(l, t.to)
	l.cc = s.recipients(l, t.cc)
}

// recipients resolves parts; "inbox" is the department's shared mailbox,
// "all" two dozen of staff by name, "list" the mailing list of all staff.
func (s *scene) recipients(l *letter, parts []string) []string {
	var out []string
	for _, part := range parts {
		switch part {
		case "inbox":
			out = append(out, s.dept.name+" <"+s.dept.inbox+"@"+domain+">")
		case "list":
			l.list = "all-staff@" + domain
			out = append(out, "All staff <"+l.list+">")
		case "all":
			for _, d := range departments {
				for _, p := range s.people.staff[d.id][:2] {
					out = append(out, s.under("recipient_list", func() string { return s.headed(p) }))
				}
			}
		default:
			out = append(out, s.under("header", func() string { return s.headed(s.who(part)) }))
		}
	}
	return out
}

// headed writes somebody for a header: "Name <address>".
func (s *scene) headed(p *Person) string {
	name := p.First + " " + p.Surname
	if p.Role == Staff && s.r.chance(10) {
		name = p.Surname + ", " + p.First
	}
	addr := first(p.Emails)
	if p.Role == Staff && s.date.Year() < 2020 {
		addr = last(p.Emails)
	}
	if addr == "" {
		return s.write(p, name, "person")
	}
	return s.write(p, name, "person") + " <" + s.write(p, addr, "email") + ">"
}

// quote repeats an earlier message below a reply. Mentions of several lines
// are split, since each line gets its own mark.
func (s *scene) quote(prev said) string {
	var b strings.Builder
	s.layers = []string{"quoted"}
	fmt.Fprintf(&b, "\nOn %s, %s wrote:\n\n", prev.letter.date.Format("2 January 2006 at 15:04"), s.headed(prev.from))
	s.layers = nil
	for line := range strings.Lines(prev.letter.text) {
		b.WriteString(strings.TrimRight("> "+line, " \n") + "\n")
	}
	s.item.Mentions = append(s.item.Mentions, prev.quotable()...)
	return b.String()
}

// quotable lists the mentions of a message's text, its own quotations among
// them, as they stand in a reply.
func (prev said) quotable() []Mention {
	all := slices.Clone(prev.mentions)
	for _, m := range prev.item.Mentions {
		if slices.Contains(m.Tags, "quoted") {
			all = append(all, m)
		}
	}
	var out []Mention
	for _, m := range all {
		if !slices.Contains(m.Tags, "quoted") {
			m.Tags = append(slices.Clone(m.Tags), "quoted")
		}
		lines := strings.Split(m.Text, "\n")
		if len(lines) == 1 {
			out = append(out, m)
			continue
		}
		for i, line := range lines {
			part := m
			part.Text = line
			if i == len(lines)-1 {
				part.Kind = "postcode"
			}
			if i == 0 || i == len(lines)-1 {
				out = append(out, part)
			}
		}
	}
	return out
}
