package pst

import (
	"errors"
	"slices"
)

// propSubject is a property that is not taken as it is.
const propSubject = 0x0037

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

// IsTooLarge reports whether an error is about a limit, not about damage.
func IsTooLarge(err error) bool { return errors.Is(err, errTooLarge) }
