package pst

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Properties that are not taken as they are.
const (
	propSubject      = 0x0037
	propAttachData   = 0x3701
	propAttachMethod = 0x3705
	methodEmbedded   = 5
)

// What is said of a message that could not be read in full.
const (
	problemProps       = "some fields of the message are damaged in the store"
	problemNames       = "what some fields are called is damaged in the store"
	problemIndex       = "the store's index is damaged where it lists the message"
	problemRecipients  = "the list of recipients is damaged in the store"
	problemAttachments = "the list of attachments is damaged in the store"
	problemContent     = "an attachment is damaged in the store"
	problemSum         = "parts of the message do not add up: the store is damaged"
)

// maxAttachments bounds what is listed of one message.
const maxAttachments = 50_000

func (m *Message) problem(phrase string) {
	if !slices.Contains(m.Problems, phrase) {
		m.Problems = append(m.Problems, phrase)
	}
}

// message reads a message's own fields and what lies directly below it.
func (x *reader) message(n node, depth int) (*Message, error) {
	x.flawed = false
	m := &Message{CodePage: x.codePage}
	props, _, lost, err := x.object(n)
	if err != nil {
		return nil, err
	}
	m.Props = props
	if lost {
		m.problem(problemProps)
	}
	subs, err := x.children(n)
	if err != nil {
		return nil, err
	}
	if subs.lost {
		m.problem(problemAttachments)
	}
	if err := x.recipients(m, subs); err != nil {
		return nil, err
	}
	if err := x.attachments(m, subs, depth); err != nil {
		return nil, err
	}
	if x.flawed {
		m.problem(problemSum)
	}
	return m, nil
}

// object reads the properties of a node, but for the content of an attachment,
// which is returned as it is referred to.
func (x *reader) object(n node) (props []Property, content *attached, lost bool, err error) {
	h, err := x.heap(n)
	if err != nil {
		return nil, nil, false, err
	}
	err = h.rawProps(func(raw rawProp) error {
		if raw.id == propAttachData && n.id.kind() == typeAttachment {
			content = &attached{heap: h, raw: raw}
			return nil
		}
		p, err := h.prop(raw)
		if err != nil {
			lost = true
			if err := outside(err); err != nil {
				return err
			}
		}
		if raw.id == propSubject {
			p.Data = withoutPrefix(p.Data, raw.kind)
		}
		if name, ok := x.names[raw.id]; ok && raw.id >= 0x8000 {
			p.Name = &name
		}
		if err == nil || len(p.Data) > 0 || len(p.Values) > 0 {
			props = append(props, p)
		}
		return nil
	})
	if err != nil {
		lost = true
	}
	if err := outside(err); err != nil {
		return nil, nil, false, err
	}
	if err != nil && len(props) == 0 {
		return nil, nil, false, err
	}
	return props, content, lost, nil
}

// withoutPrefix takes the mark off a subject that says how long its prefix
// ("Re: ") is: a character 1 and one for the length; see [MS-PST] 2.5.3.1.1.1.
func withoutPrefix(subject []byte, kind uint16) []byte {
	switch {
	case kind == typeString && len(subject) >= 4 && subject[0] == 1 && subject[1] == 0:
		return subject[4:]
	case kind == typeString8 && len(subject) >= 2 && subject[0] == 1:
		return subject[2:]
	}
	return subject
}

// children are the nodes below a message.
type children struct {
	recipients  *node
	table       *node
	attachments []node
	lost        bool
}

func (x *reader) children(n node) (c children, err error) {
	err = x.subnodes(n.subs, func(sub node, err error) error {
		switch {
		case err != nil:
			c.lost = true
			return outside(err)
		case sub.id == nodeRecipients:
			c.recipients = &sub
		case sub.id == nodeAttachments:
			c.table = &sub
		case sub.id.kind() == typeAttachment && len(c.attachments) < maxAttachments:
			c.attachments = append(c.attachments, sub)
		}
		return nil
	})
	if err != nil {
		c.lost = true
	}
	return c, outside(err)
}

func (x *reader) recipients(m *Message, subs children) error {
	if subs.recipients == nil {
		return nil
	}
	t, err := x.table(*subs.recipients)
	if err == nil {
		m.Recipients, err = t.all()
	}
	if err != nil {
		m.problem(problemRecipients)
	}
	return outside(err)
}

// attachments reads those that are there, and lists those that should be.
func (x *reader) attachments(m *Message, subs children, depth int) error {
	for _, n := range subs.attachments {
		a, err := x.attachment(m, n, depth)
		if err != nil {
			return err
		}
		m.Attachments = append(m.Attachments, a)
	}
	if subs.table == nil {
		return nil
	}
	t, err := x.table(*subs.table)
	if err == nil {
		err = t.ids(func(id, row uint32) error {
			if slices.ContainsFunc(subs.attachments, func(n node) bool { return n.id == nodeID(id) }) || len(m.Attachments) >= maxAttachments {
				return nil
			}
			m.problem(problemContent)
			props, err := t.row(int64(row))
			m.Attachments = append(m.Attachments, Attachment{Props: props})
			return outside(err)
		})
	}
	if err != nil {
		m.problem(problemAttachments)
	}
	return outside(err)
}

// attachment opens one. What is wrong with it is a problem of the message.
func (x *reader) attachment(m *Message, n node, depth int) (a Attachment, err error) {
	props, content, lost, err := x.object(n)
	a.Props = props
	if err != nil || lost {
		m.problem(problemContent)
		if err != nil {
			return a, outside(err)
		}
	}
	if content == nil {
		return a, nil
	}
	if err := x.open(&a, content, depth); err != nil {
		m.problem(problemContent)
		return a, outside(err)
	}
	if s, ok := a.Content.(*stream); ok {
		sound, err := s.sound()
		if !sound {
			m.problem(problemContent)
		}
		return a, err
	}
	return a, nil
}

// attached is where the content of an attachment is.
type attached struct {
	heap *heap
	raw  rawProp
}

// open sets the content of an attachment, or the item that it is.
func (x *reader) open(a *Attachment, c *attached, depth int) error {
	s, data, err := c.heap.value(c.raw.ref)
	if err != nil {
		return err
	}
	if c.raw.kind != typeObject {
		a.Content = contentOf(s, data)
		return nil
	}
	if s != nil || len(data) < 4 {
		return ErrDamaged
	}
	n, err := x.find(c.heap.node.subs, nodeID(binary.LittleEndian.Uint32(data)))
	if err != nil {
		return err
	}
	if method(a.Props) == methodEmbedded {
		a.Embedded = func() (m *Message, err error) {
			defer guard(&err)
			if depth >= maxDepth {
				return nil, fmt.Errorf("read message: %w", errTooLarge)
			}
			return x.message(n, depth+1)
		}
		return nil
	}
	if s, err = x.stream(n.data); err == nil {
		a.Content = s
	}
	return err
}

func contentOf(s *stream, data []byte) Content {
	if s != nil {
		return s
	}
	return memory(data)
}

func method(props []Property) uint32 {
	for _, p := range props {
		if p.ID == propAttachMethod && len(p.Data) == 4 {
			return binary.LittleEndian.Uint32(p.Data)
		}
	}
	return 0
}

// IsTooLarge reports whether an error is about a limit, not about damage.
func IsTooLarge(err error) bool { return errors.Is(err, errTooLarge) }
