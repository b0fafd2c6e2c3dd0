package council

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// An mbox is a mail store in the making.
type mbox struct {
	path  string
	data  []byte
	count int
	box   *Item
	items []*Item // messages and what is in them
	last  time.Time
}

// mail writes a thread to a shared mailbox (mbox), to the old mail system's
// Maildir, or as single .eml files, in turn.
func (m *maker) mail(r *random) error {
	t := m.template("mail")
	home := m.next["store"] % 3
	m.next["store"]++
	s := m.scene(r, t, &Item{})
	made := map[*Item][]*Item{} // message to its parts
	messages, err := s.thread(t, func() *Item { return &Item{} }, func(sc *scene, turn int) ([]attachment, error) {
		files, items, err := m.attach(sc, turn)
		made[sc.item] = items
		return files, err
	})
	if err != nil {
		return fmt.Errorf("make %s: %w", t.kind, err)
	}
	for _, msg := range messages {
		if err := m.deliver(home, t, msg, made[msg.item]); err != nil {
			return err
		}
		for _, part := range t.about {
			msg.item.About = append(msg.item.About, s.who(part).ID)
		}
		s.as(msg.item).finish()
		m.done++
	}
	return nil
}

// maildir is the folder of the old mail system's messages. Names carry no
// flags, since Windows allows no colon in them.
const maildir = "Mail/Archive Maildir"

// stale writes a delivery that never began: a Maildir is one only with its
// folder tmp, and neither git nor an embedded file system keeps an empty one.
func (m *maker) stale() error {
	item := &Item{Path: maildir + "/tmp/1483228800.M000000P999.thornmere", Kind: "unreadable", Format: "eml", Date: zipDate, State: "empty"}
	m.items = append(m.items, item)
	return m.write(item.Path, nil, item.Date)
}

// deliver writes one message to its store.
func (m *maker) deliver(home int, t template, msg said, parts []*Item) error {
	data := message(msg.letter)
	item := msg.item
	switch home {
	case 0:
		m.deliverMbox(t.dept, msg, data, parts)
		return nil
	case 1:
		folder := maildir + "/cur"
		if m.done%3 == 0 {
			folder = maildir + "/new"
		}
		item.Path = fmt.Sprintf("%s/%d.M%06dP%d.thornmere", folder, item.Date.Unix(), m.done, 1000+m.done%97)
	default:
		name, mentions := fileSafe(msg.letter.subject), []Mention(nil)
		for _, mention := range item.Mentions {
			if slices.Contains(mention.Tags, "subject") {
				mention.Text, mention.Field = fileSafe(mention.Text), "name"
				mentions = append(mentions, mention)
			}
		}
		item.Mentions = append(item.Mentions, mentions...)
		item.Path = m.path(t.dept.folder+"/Correspondence", name, ".eml")
		if strings.HasSuffix(t.kind, "all-staff") {
			item.Path = m.path("Customer Services/Correspondence", name, ".eml")
		}
	}
	place(item, parts, item.Path, "")
	m.items = append(append(m.items, item), parts...)
	return m.write(item.Path, data, item.Date)
}

// place gives a message's parts their path, and their part its beginning.
func place(item *Item, parts []*Item, path, inside string) {
	item.Path, item.Part = path, inside
	for _, p := range parts {
		p.Path, p.MessageID = path, item.MessageID
		if inside != "" {
			p.Part = inside + "/" + p.Part
		}
	}
}

func (m *maker) deliverMbox(d department, msg said, data []byte, parts []*Item) {
	box := m.stores[d.id]
	if box == nil || box.count >= 400 {
		path := m.path("Mail/Shared mailboxes", d.inbox, ".mbox")
		box = &mbox{path: path, box: &Item{Path: path, Kind: "container", Format: "mbox"}}
		m.stores[d.id] = box
		m.stores[path] = box
	}
	box.count++
	box.data = appendMbox(box.data, bare(msg.letter.from), msg.item.Date, data)
	place(msg.item, parts, box.path, fmt.Sprintf("message %d", box.count))
	box.items = append(append(box.items, msg.item), parts...)
	box.last = msg.item.Date
}

// writeStores writes the mbox files, in the order of their paths.
func (m *maker) writeStores() error {
	boxes := map[string]*mbox{}
	for _, b := range m.stores {
		boxes[b.path] = b
	}
	var paths []string
	for p := range boxes {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, p := range paths {
		b := boxes[p]
		b.box.Date = b.last
		m.items = append(append(m.items, b.box), b.items...)
		if err := m.write(p, b.data, b.last); err != nil {
			return err
		}
	}
	return nil
}

// attach gives the first message of every other thread an attachment: a
// document, a workbook, an archive, an earlier message or a photograph.
func (m *maker) attach(s *scene, turn int) ([]attachment, []*Item, error) {
	if turn > 0 || s.r.chance(50) {
		return nil, nil, nil
	}
	m.attached++
	switch m.attached % 6 {
	case 1, 3:
		return m.attachDocument(s, "document")
	case 2:
		return m.attachDocument(s, "sheet")
	case 4:
		return m.attachArchive(s)
	case 5:
		return m.attachMessage(s)
	}
	data, err := photo(s.r)
	return []attachment{{"IMG_2041.png", "image/png", data}}, []*Item{{Part: "IMG_2041.png", Kind: "unreadable", Format: "png", Date: s.date, State: "needs_ocr"}}, err
}

// mediaTypes of attachments by format.
var mediaTypes = map[string]string{
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", "odt": "application/vnd.oasis.opendocument.text",
	"ods": "application/vnd.oasis.opendocument.spreadsheet", "odp": "application/vnd.oasis.opendocument.presentation", "pdf": "application/pdf",
	"rtf": "application/rtf", "html": "text/html; charset=utf-8", "txt": "application/octet-stream", "csv": "application/octet-stream", "zip": "application/zip",
}

func (m *maker) attachDocument(s *scene, class string) ([]attachment, []*Item, error) {
	t := m.template(class)
	item := &Item{Tags: []string{"attachment"}}
	inner := s.as(item)
	inner.dept = t.dept
	format := m.format(t)
	data, name, err := m.make(inner, t, format)
	if err != nil {
		return nil, nil, fmt.Errorf("attach %s: %w", t.kind, err)
	}
	item.Part = name
	return []attachment{{name, mediaTypes[format], data}}, []*Item{item}, nil
}

func (m *maker) attachArchive(s *scene) ([]attachment, []*Item, error) {
	box := &Item{Part: "documents.zip", Kind: "container", Format: "zip", Date: s.date}
	members, items, err := m.members(s.r, 2, box, "documents.zip/")
	if err != nil {
		return nil, nil, err
	}
	data, err := zipped(members)
	return []attachment{{"documents.zip", mediaTypes["zip"], data}}, append([]*Item{box}, items...), err
}

// attachMessage forwards a message as an attachment, which may have one of its own.
func (m *maker) attachMessage(s *scene) ([]attachment, []*Item, error) {
	t := m.template("mail")
	item := &Item{}
	inner := s.as(item)
	inner.dept = t.dept
	inner.cast = map[string]*Person{"s": s.who("s")}
	t.body, _, _ = strings.Cut(t.body, "\n---")
	messages, err := inner.thread(t, func() *Item { return item }, func(*scene, int) ([]attachment, error) { return nil, nil })
	if err != nil {
		return nil, nil, fmt.Errorf("attach %s: %w", t.kind, err)
	}
	item.Part, item.Tags = "forwarded message.eml", []string{"attachment"}
	for _, part := range t.about {
		item.About = append(item.About, inner.who(part).ID)
	}
	inner.as(item).finish()
	return []attachment{{item.Part, "message/rfc822", message(messages[0].letter)}}, []*Item{item}, nil
}
