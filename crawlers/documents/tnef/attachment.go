package tnef

import (
	"bytes"

	"sarsen/crawlers/documents/mapi"
)

// The interfaces that an object may be stored for; they stand before it.
var (
	asMessage = guid(0x00020307)
	asStorage = guid(0x0000000B)
	asStream  = guid(0x0000000C)
)

func guid(n uint32) []byte {
	return []byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24), 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46} //nolint:gosec // cut into bytes
}

// attachmentAttribute takes an attribute of the attachment that was begun last.
func (p *parser) attachmentAttribute(id uint32, data []byte) {
	if id == attAttachRendData || len(p.message.Attachments) == 0 {
		p.message.Attachments = append(p.message.Attachments, mapi.Attachment{})
	}
	a := &p.message.Attachments[len(p.message.Attachments)-1]
	switch id {
	case attAttachTitle:
		p.name(a, mapi.AttachName, data)
	case attTransportName:
		p.name(a, mapi.AttachName, data)
	case attAttachData:
		if a.Open == nil && a.Embedded == nil {
			a.Open = opened(data)
		}
	case attAttachment:
		var props mapi.Props
		p.props(&reader{data: data, ok: true}, &props)
		p.properties(a, props)
	}
}

func (p *parser) name(a *mapi.Attachment, key mapi.Key, data []byte) {
	if data = terminated(data); len(data) > 0 && !a.Props.Has(key) {
		a.Props.Add(key, mapi.TypeString8, data)
	}
}

// properties takes the properties of an attachment; its content, when it is
// among them, is better than that of the older attribute.
func (p *parser) properties(a *mapi.Attachment, props mapi.Props) {
	older := a.Props
	a.Props = mapi.Props{}
	for _, x := range props.List {
		if x.Key != mapi.AttachData {
			a.Props.List = append(a.Props.List, x)
			continue
		}
		if x.Type == mapi.TypeObject {
			p.object(a, x.Data)
		} else if len(x.Data) > 0 || a.Open == nil {
			a.Open = opened(x.Data)
		}
	}
	merge(&a.Props, older)
}

// object takes an item or an object of another program.
func (p *parser) object(a *mapi.Attachment, data []byte) {
	if len(data) < 16 {
		p.problem("winmail.dat: an attachment is damaged")
		return
	}
	kind, rest := data[:16], data[16:]
	switch {
	case bytes.Equal(kind, asMessage):
		a.Open = nil
		a.Embedded = func() (*mapi.Message, error) { return Parse(rest) }
	case bytes.Equal(kind, asStorage), bytes.Equal(kind, asStream):
		a.Open = opened(rest)
	default:
		a.Open = opened(data)
	}
}
