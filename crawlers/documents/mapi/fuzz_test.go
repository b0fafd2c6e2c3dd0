package mapi_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/html"
	"sarsen/crawlers/documents/mapi"
	"sarsen/crawlers/documents/msg"
)

// keysToTry are those a hostile item may have, by the first byte of a record.
var keysToTry = []mapi.Key{
	mapi.MessageClass, mapi.Subject, mapi.Body, mapi.BodyHTML, mapi.BodyRTF, mapi.TransportHeaders, mapi.SubmitTime, mapi.MessageCodePage, mapi.InternetCodePage,
	mapi.RecipientType, mapi.DisplayName, mapi.EmailAddress, mapi.AddressType, mapi.SMTPAddress, mapi.AttachLongName, mapi.AttachLongPath, mapi.AttachMethod,
	mapi.DisplayTo, mapi.Categories,
	{ID: 0x0042},
	{ID: 0x0065},
	{ID: 0x3A42},
	{ID: 0x3A58},
	{ID: 0x3FFA},
	{Set: mapi.SetCommon, Number: 0x8520},
	{Set: mapi.SetAddress, Number: 0x8054},
	{Set: mapi.SetAddress, Number: 0x801A},
	{Set: mapi.SetAppointment, Number: 0x820D},
	{Set: mapi.SetTask, Number: 0x8102},
	{Set: mapi.SetHeaders, Text: "x-case"},
	mapi.ReplyToEntries, mapi.MessageFlags,
}

var typesToTry = []mapi.Type{
	mapi.TypeString, mapi.TypeString8, mapi.TypeBinary, mapi.TypeInt32, mapi.TypeTime, mapi.TypeFloat64, mapi.TypeBool, mapi.TypeString | mapi.Many, mapi.TypeBinary | mapi.Many, mapi.TypeInt32 | mapi.Many, mapi.TypeGUID, 0,
}

// hostile makes an item of bytes: records of a key, a type, a length and a
// value; some keys begin a recipient or an attachment.
func hostile(data []byte, depth int) *mapi.Message {
	m := &mapi.Message{}
	into := &m.Props
	for len(data) >= 3 {
		key, kind, n := data[0], data[1], min(int(data[2])*4, len(data)-3)
		value := data[3 : 3+n]
		data = data[3+n:]
		switch key {
		case 0xFF:
			m.Recipients = append(m.Recipients, mapi.Props{})
			into = &m.Recipients[len(m.Recipients)-1]
			continue
		case 0xFE:
			a := mapi.Attachment{Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(value)), nil }}
			if depth < 2 && kind&1 == 1 {
				a = mapi.Attachment{Embedded: func() (*mapi.Message, error) { return hostile(value, depth+1), nil }}
			}
			m.Attachments = append(m.Attachments, a)
			into = &m.Attachments[len(m.Attachments)-1].Props
			continue
		}
		x := mapi.Property{Key: keysToTry[int(key)%len(keysToTry)], Type: typesToTry[int(kind)%len(typesToTry)], Data: value}
		if x.Type&mapi.Many != 0 {
			x.Data, x.Values = nil, bytes.SplitAfter(value, []byte{0})
		}
		into.List = append(into.List, x)
	}
	return m
}

func record(key, kind byte, value string) []byte {
	for len(value)%4 != 0 {
		value += "\x00"
	}
	return append([]byte{key, kind, byte(len(value) / 4)}, value...)
}

// FuzzWrite: whatever the properties, writing ends, the text is UTF-8 with its
// bounds inside, and the item as a file says the same.
func FuzzWrite(f *testing.F) {
	head := binary.LittleEndian.AppendUint32([]byte("\x10\x00\x00\x00"), 4)
	f.Add(bytes.Join([][]byte{
		record(0, 1, "IPM.Contact"), record(1, 1, "x"), record(25, 8, string(oneOff("a", "SMTP", "b@c.example"))), record(21, 4, "\x00\x80\x3e\xd5\xde\xb1\x9d\x01"), record(24, 2, "\x02\x01\x01\x00\x00\x00\x04\x00\x00\x00\x03yes"),
	}, nil))
	f.Add(bytes.Join([][]byte{
		record(0, 1, "IPM.Note.SMIME"), record(5, 1, "From: a <b@c.example>\nSubject: y\n\n"), record(3, 2, "<p>b<table><tr><td>x"), record(4, 2, string(head)+"MELA\x00\x00\x00\x00{\\rtf1"),
		{0xFF, 0, 0},
		record(9, 3, "\x03\x00\x00\x00"), record(10, 1, "Ann"),
		{0xFE, 1, 1, 1, 1, 0, 0},
	}, nil))
	f.Add(bytes.Join([][]byte{record(0, 1, "IPM.Contact"), record(3, 3, "\x00\x00\x00\x00more than a number")}, nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := hostile(data, 0)
		out := documents.NewBuilder(1<<20, nil)
		_ = mapi.Write(t.Context(), m, out, html.New())
		text := out.Result().Item
		if !utf8.ValidString(text.Text) {
			t.Fatal("text is not UTF-8")
		}
		for _, b := range text.Bounds {
			if b.Start < 0 || b.End < b.Start || b.End > len(text.Text) {
				t.Fatalf("bound %+v outside the text", b)
			}
		}
		file, err := mapi.Encode(m)
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Props.List) == 0 {
			return
		}
		again := documents.NewBuilder(1<<20, nil)
		_ = msg.New(html.New()).Read(t.Context(), documents.Input{Content: bytes.NewReader(file), Size: int64(len(file))}, again)
		if other := again.Result().Item; len(other.Text) == 0 && len(text.Text) > 0 {
			t.Fatalf("the file has no text, the item %q", text.Text)
		}
	})
}
