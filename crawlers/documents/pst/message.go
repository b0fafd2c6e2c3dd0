package pst

import (
	"io"
	"slices"

	"sarsen/crawlers/documents/mapi"
	"sarsen/crawlers/mailbox/pst"
)

// preview is a property of stores alone: the beginning of the body, which is
// no use beside the body.
const preview = 0x6619

// message makes a message of the model out of one of a store.
func message(m *pst.Message) *mapi.Message {
	out := &mapi.Message{Props: props(m.Props), Problems: m.Problems}
	if hasBody(&out.Props) {
		out.Props.List = slices.DeleteFunc(out.Props.List, func(p mapi.Property) bool { return p.Key.ID == preview && p.Type == mapi.TypeString })
	}
	if !tellsCodePage(&out.Props) {
		out.Props.CodePage = m.CodePage
	}
	for _, r := range m.Recipients {
		out.Recipients = append(out.Recipients, props(r))
	}
	for _, a := range m.Attachments {
		out.Attachments = append(out.Attachments, attachment(a))
	}
	return out
}

func hasBody(p *mapi.Props) bool {
	return p.Has(mapi.Body) || p.Has(mapi.BodyHTML) || p.Has(mapi.BodyRTF)
}

func tellsCodePage(p *mapi.Props) bool {
	return p.Has(mapi.MessageCodePage) || p.Has(mapi.InternetCodePage) || p.Has(mapi.MessageLocale)
}

func attachment(a pst.Attachment) mapi.Attachment {
	out := mapi.Attachment{Props: props(a.Props)}
	switch {
	case a.Embedded != nil:
		out.Embedded = func() (*mapi.Message, error) {
			m, err := a.Embedded()
			if err != nil {
				return nil, because(err)
			}
			return message(m), nil
		}
	case a.Content != nil:
		out.Open = func() (io.ReadCloser, error) {
			return section{io.NewSectionReader(a.Content, 0, a.Content.Size())}, nil
		}
	}
	return out
}

func props(list []pst.Property) mapi.Props {
	out := mapi.Props{List: make([]mapi.Property, 0, len(list))}
	for _, p := range list {
		key := mapi.Key{ID: p.ID}
		if n := p.Name; n != nil {
			key = mapi.Key{Set: n.Set, Number: n.Number, Text: n.Text}
		}
		out.List = append(out.List, mapi.Property{Key: key, Type: mapi.Type(p.Type), Data: p.Data, Values: p.Values})
	}
	return out
}
