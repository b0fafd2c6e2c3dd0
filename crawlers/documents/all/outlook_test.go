package all_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/mapi"
)

// outlookItem makes an item of Outlook with a subject, a text and attachments.
func outlookItem(subject, body string, attachments ...mapi.Attachment) *mapi.Message {
	m := &mapi.Message{Attachments: attachments}
	for _, p := range []struct {
		key   mapi.Key
		value string
	}{{mapi.MessageClass, "IPM.Note"}, {mapi.Subject, subject}, {mapi.Body, body}} {
		m.Props.Add(p.key, mapi.TypeString, wideBytes(p.value))
	}
	return m
}

func wideBytes(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}

func attachedFile(name, content string) mapi.Attachment {
	a := mapi.Attachment{Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }}
	a.Props.Add(mapi.AttachLongName, mapi.TypeString, wideBytes(name))
	return a
}

func attachedItem(name string, m *mapi.Message) mapi.Attachment {
	a := mapi.Attachment{Embedded: func() (*mapi.Message, error) { return m, nil }}
	a.Props.Add(mapi.DisplayName, mapi.TypeString, wideBytes(name))
	return a
}

// tnefOf makes a winmail.dat with one attachment.
func tnefOf(body, name, content string) string {
	var out bytes.Buffer
	out.WriteString("\x78\x9F\x3E\x22\x01\x00")
	attribute := func(level byte, id uint32, data string) {
		head := binary.LittleEndian.AppendUint32([]byte{level}, id)
		out.Write(binary.LittleEndian.AppendUint32(head, uint32(len(data))))
		out.WriteString(data)
		sum := uint16(0)
		for _, c := range []byte(data) {
			sum += uint16(c)
		}
		out.Write(binary.LittleEndian.AppendUint16(nil, sum))
	}
	attribute(1, 0x0002800C, body+"\x00")
	attribute(2, 0x00069002, strings.Repeat("\x00", 14))
	attribute(2, 0x00018010, name+"\x00")
	attribute(2, 0x0006800F, content)
	return out.String()
}

// Messages in messages in messages are found, whatever program made them.
func TestOutlookNest(t *testing.T) {
	winmail := tnefOf("deep text", "plan.txt", "the plan")
	eml := "From: ann@council.example\nContent-Type: multipart/mixed; boundary=z\n\n--z\n\nsee below\n--z\n" +
		"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n" + base64Of(winmail) + "\n--z--\n"
	inner := outlookItem("Inner", "inner text", attachedFile("mail.eml", eml))
	data, err := mapi.Encode(outlookItem("Outer", "outer text", attachedItem("Inner", inner), attachedFile("a.zip", zipOf(t, file{"b.txt", "zipped"}))))
	if err != nil {
		t.Fatal(err)
	}
	found := items(t, extractor(), input("x.msg", string(data)), documents.Limits{})
	check(t, "x.msg", found)
	var got []string
	for _, item := range found {
		got = append(got, item.Part+" "+string(item.State)+" "+item.MediaType)
	}
	want := []string{
		" indexed application/vnd.ms-outlook", "Inner indexed application/vnd.ms-outlook", "Inner/mail.eml indexed message/rfc822",
		"Inner/mail.eml/winmail.dat indexed application/vnd.ms-tnef", "Inner/mail.eml/winmail.dat/plan.txt indexed text/plain",
		"a.zip indexed application/zip", "a.zip/b.txt indexed text/plain",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	again, err := extractor().Open(t.Context(), input("x.msg", string(data)), documents.Options{}, "Inner/mail.eml/winmail.dat/plan.txt")
	if err != nil || string(again) != "the plan" {
		t.Errorf("%q, %v", again, err)
	}
}
