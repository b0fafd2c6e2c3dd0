package pst

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// Properties that say how an attachment is kept.
const (
	propAttachData   = 0x3701
	propAttachMethod = 0x3705
	methodEmbedded   = 5
)

// maxAttachments bounds what is listed of one message.
const maxAttachments = 50_000

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
