package mapi_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/html"
	"sarsen/crawlers/documents/mapi"
	"sarsen/crawlers/documents/msg"
)

func str(key mapi.Key, s string) mapi.Property {
	var data []byte
	for _, u := range utf16.Encode([]rune(s)) {
		data = binary.LittleEndian.AppendUint16(data, u)
	}
	return mapi.Property{Key: key, Type: mapi.TypeString, Data: data}
}

func many(key mapi.Key, values ...string) mapi.Property {
	x := mapi.Property{Key: key, Type: mapi.TypeString | mapi.Many}
	for _, v := range values {
		x.Values = append(x.Values, str(key, v).Data)
	}
	return x
}

func num(key mapi.Key, n uint32) mapi.Property {
	return mapi.Property{Key: key, Type: mapi.TypeInt32, Data: binary.LittleEndian.AppendUint32(nil, n)}
}

func at(key mapi.Key, s string) mapi.Property {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	ticks := uint64(t.Unix()+11_644_473_600) * 10_000_000
	return mapi.Property{Key: key, Type: mapi.TypeTime, Data: binary.LittleEndian.AppendUint64(nil, ticks)}
}

func id(n uint16) mapi.Key { return mapi.Key{ID: n} }

func num2(set mapi.GUID, n uint32) mapi.Key { return mapi.Key{Set: set, Number: n} }

func item(class string, list ...mapi.Property) *mapi.Message {
	return &mapi.Message{Props: mapi.Props{List: append([]mapi.Property{str(mapi.MessageClass, class)}, list...)}}
}

func person(kind uint32, name, address string) mapi.Props {
	return mapi.Props{List: []mapi.Property{
		num(mapi.RecipientType, kind), str(mapi.DisplayName, name), str(mapi.AddressType, "SMTP"), str(mapi.EmailAddress, address),
	}}
}

func file(name, content string) mapi.Attachment {
	return mapi.Attachment{
		Props: mapi.Props{List: []mapi.Property{str(mapi.AttachLongName, name)}},
		Open:  func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil },
	}
}

// write makes an item of a message, once as it is and once by way of a file:
// both have to say the same.
func write(t *testing.T, m *mapi.Message) documents.Result {
	t.Helper()
	direct := documents.NewBuilder(0, nil)
	err := mapi.Write(t.Context(), m, direct, html.New())
	result := direct.Result()
	data, fault := mapi.Encode(m)
	if fault != nil {
		t.Fatal(fault)
	}
	again := documents.NewBuilder(0, nil)
	err2 := msg.New(html.New()).Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, again)
	other := again.Result()
	if result.Item.Text != other.Item.Text || !slices.Equal(result.Item.Bounds, other.Item.Bounds) || len(result.Parts) != len(other.Parts) {
		t.Errorf("by way of a file:\n%s\ndirect:\n%s", other.Item.Text, result.Item.Text)
	}
	if errors.Is(err, documents.ErrEncrypted) != errors.Is(err2, documents.ErrEncrypted) || !slices.Equal(result.Problems, other.Problems) {
		t.Errorf("by way of a file: %v, %q; direct: %v, %q", err2, other.Problems, err, result.Problems)
	}
	return result
}

var (
	from    = []mapi.Property{str(id(0x0042), "Smith, Ann"), str(id(0x0064), "SMTP"), str(id(0x0065), "ann@council.example")}
	sent    = at(mapi.SubmitTime, "2026-03-02 09:05")
	subject = str(mapi.Subject, "Repairs")
	text    = str(mapi.Body, "Dear Zoë")
)

func TestMessages(t *testing.T) {
	headers := func(lines ...string) mapi.Property {
		return str(mapi.TransportHeaders, strings.Join(append(lines, ""), "\r\n"))
	}
	tests := []struct {
		name string
		m    *mapi.Message
		to   []mapi.Props
		want string
	}{
		{
			"from properties", item("IPM.Note", append(from, sent, subject, text, str(mapi.InternetID, "<1@council.example>"))...),
			[]mapi.Props{person(1, "Zoë Okafor", "zoe@home.example"), person(2, "bob@council.example", "bob@council.example"), person(3, "Cy Dee", "cy@council.example")},
			"From: Smith, Ann <ann@council.example>\nTo: Zoë Okafor <zoe@home.example>\nCc: bob@council.example\nBcc: Cy Dee <cy@council.example>\nDate: Mon, 02 Mar 2026 09:05:00 +0000\nSubject: Repairs\n\nDear Zoë\n",
		},
		{
			"from its header", item("IPM.Note", subject, text, headers("From: Ann <ann@council.example>", "To: zoe@home.example", "Date: Mon, 2 Mar 2026 10:05:00 +0100", "Subject: Repairs")),
			[]mapi.Props{person(1, "Zoë Okafor", "zoe@home.example"), person(3, "", "hidden@council.example")},
			"From: Ann <ann@council.example>\nTo: Zoë Okafor <zoe@home.example>\nBcc: hidden@council.example\nDate: Mon, 2 Mar 2026 10:05:00 +0100\nSubject: Repairs\n\nDear Zoë\n",
		},
		{
			"header of another message", item("IPM.Note", append(from, subject, text, headers("From: Eve <eve@other.example>", "Subject: Lunch menu"))...), nil,
			"From: Smith, Ann <ann@council.example>\nSubject: Repairs\nX-From: Eve <eve@other.example>\nComments: Lunch menu\n\nDear Zoë\n",
		},
		{
			"sent for somebody", item("IPM.Note", append(from, subject, str(id(0x0C1A), "Bob Jones"), str(id(0x0C1E), "SMTP"), str(id(0x0C1F), "bob@council.example"))...), nil,
			"From: Smith, Ann <ann@council.example>\nSubject: Repairs\nSender: Bob Jones <bob@council.example>\n\n",
		},
		{
			"address in a directory", item("IPM.Note", subject, str(id(0x0042), "Ann Smith"), str(id(0x0064), "EX"), str(id(0x0065), "/o=Council/cn=asmith"), str(id(0x5D02), "ann@council.example")), nil,
			"From: Ann Smith <ann@council.example>\nSubject: Repairs\n\nFrom: /o=Council/cn=asmith\n",
		},
		{
			"names only", item("IPM.Note", subject, str(mapi.DisplayTo, "Zoë Okafor; 'bob@council.example'")), nil,
			"To: Zoë Okafor, bob@council.example\nSubject: Repairs\n\n",
		},
		{
			"marks", item("IPM.Note", subject, text, num(mapi.MessageFlags, mapi.FlagUnsent), num(id(0x0017), 2), num(id(0x0036), 3), many(mapi.Categories, "Housing", "Zoë"), str(num2(mapi.SetCommon, 0x8524), "Approve")),
			nil,
			"Subject: Repairs\n\nImportance: high\nSensitivity: confidential\nCategories: Housing; Zoë\nVoted: Approve\nStatus: draft, not sent\n\nDear Zoë\n",
		},
		{
			"what nobody sees", item("IPM.Note", subject, str(id(0x3FFA), "Eve Hall"), str(id(0x0070), "Repairs"), str(num2(mapi.SetCommon, 0x8580), "eve@council.example"), str(mapi.Key{Set: mapi.SetPublic, Text: "Case officer"}, "Cy Dee"), str(mapi.Key{Set: mapi.GUID{1}, Text: "Diagnosis"}, "a lot for c@d.example")),
			nil,
			"Subject: Repairs\n\nLast modified by: Eve Hall\nAccount: eve@council.example\nCase officer: Cy Dee\nDiagnosis: c@d.example\n",
		},
		{
			"report", item("REPORT.IPM.Note.NDR", str(mapi.Subject, "Undeliverable: Repairs"), str(id(0x1001), "Could not be delivered to zoe@home.example."), str(id(0x0049), "Repairs to 4 Mill Lane")), nil,
			"Subject: Undeliverable: Repairs\n\nReport: Could not be delivered to zoe@home.example.\nOriginal subject: Repairs to 4 Mill Lane\n\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.m.Recipients = tt.to
			result := write(t, tt.m)
			if result.Item.Text != tt.want {
				t.Errorf("got\n%q, want\n%q", result.Item.Text, tt.want)
			}
			if result.Item.Mail == nil || result.Item.Title != result.Item.Mail.Subject {
				t.Errorf("mail %+v", result.Item.Mail)
			}
		})
	}
}

func TestOtherItems(t *testing.T) {
	address := func(n uint32) mapi.Key { return num2(mapi.SetAddress, n) }
	tests := []struct {
		name string
		m    *mapi.Message
		to   []mapi.Props
		want string
	}{
		{
			"contact", item("IPM.Contact", str(mapi.DisplayName, "Zoë Okafor"), str(id(0x3A06), "Zoë"), str(id(0x3A11), "Okafor"), str(id(0x3A1C), "07700 900123"),
				str(address(0x801A), "4 Mill Lane\r\nLeeds\r\nLS1 1AA"), str(id(0x3A59), "Leeds"), at(id(0x3A42), "1985-05-01 23:00"), many(id(0x3A58), "Kit", "Max"),
				str(address(0x8080), "Zoë Okafor (zoe@home.example)"), str(address(0x8082), "SMTP"), str(address(0x8083), "zoe@home.example"), str(mapi.Body, "prefers evenings")),
			nil,
			"Name: Zoë Okafor\nFirst name: Zoë\nSurname: Okafor\nMobile telephone: 07700 900123\nChildren: Kit; Max\nE-mail: Zoë Okafor (zoe@home.example) <zoe@home.example>\n" +
				"Home address: 4 Mill Lane, Leeds, LS1 1AA\nBirthday: 2 May 1985\n\nprefers evenings\n",
		},
		{
			"appointment", item("IPM.Appointment", append(from, str(mapi.Subject, "Review"), at(num2(mapi.SetAppointment, 0x820D), "2026-03-02 09:00"), at(num2(mapi.SetAppointment, 0x820E), "2026-03-02 10:30"),
				str(num2(mapi.SetAppointment, 0x8208), "Room 4"), str(num2(mapi.SetAppointment, 0x8232), "every Monday"))...),
			[]mapi.Props{{List: append(person(1, "Bob Jones", "bob@council.example").List, num(mapi.TrackStatus, 3))}, person(2, "Zoë Okafor", "zoe@home.example")},
			"Subject: Review\nLocation: Room 4\nRecurrence: every Monday\nStart: 2 March 2026 09:00 UTC\nEnd: 2 March 2026 10:30 UTC\nOrganiser: Smith, Ann <ann@council.example>\n" +
				"Required attendee: Bob Jones <bob@council.example> (accepted)\nOptional attendee: Zoë Okafor <zoe@home.example>\n\n",
		},
		{
			"whole days", item("IPM.Appointment", str(mapi.Subject, "Leave"), at(num2(mapi.SetAppointment, 0x820D), "2026-06-07 23:00"), at(num2(mapi.SetAppointment, 0x820E), "2026-06-08 23:00"),
				mapi.Property{Key: num2(mapi.SetAppointment, 0x8215), Type: mapi.TypeBool, Data: []byte{1, 0}}, num(num2(mapi.SetAppointment, 0x8231), 4)),
			nil, "Subject: Leave\nStart: 8 June 2026\nEnd: 9 June 2026\nRecurrence: yearly\nAll day: yes\n\n",
		},
		{
			"task", item("IPM.Task", str(mapi.Subject, "Call Zoë"), str(num2(mapi.SetTask, 0x811F), "Ann Smith"), at(num2(mapi.SetTask, 0x8105), "2026-03-05 00:00"), num(num2(mapi.SetTask, 0x8101), 1)), nil,
			"Subject: Call Zoë\nTask owner: Ann Smith\nDue: 5 March 2026\nStatus: in progress\n\n",
		},
		{"note", item("IPM.StickyNote", str(mapi.Subject, "Zoë rang"), str(mapi.Body, "Zoë rang at noon")), nil, "Note: Zoë rang\n\nZoë rang at noon\n"},
		{
			"journal", item("IPM.Activity", str(mapi.Subject, "Call"), str(num2(mapi.SetLog, 0x8700), "Phone call"), num(num2(mapi.SetLog, 0x8707), 15)), nil,
			"Subject: Call\nEntry type: Phone call\nDuration: 15m0s\n\n",
		},
		{
			"distribution list",
			&mapi.Message{Props: mapi.Props{List: []mapi.Property{
				str(mapi.MessageClass, "IPM.DistList"), str(num2(mapi.SetAddress, 0x8053), "Tenants"),
				{Key: num2(mapi.SetAddress, 0x8054), Type: mapi.TypeBinary | mapi.Many, Values: [][]byte{oneOff("Zoë Okafor", "SMTP", "zoe@home.example")}},
			}}}, nil,
			"Distribution list: Tenants\nMember: Zoë Okafor <zoe@home.example>\n\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.m.Recipients = tt.to
			result := write(t, tt.m)
			if result.Item.Text != tt.want {
				t.Errorf("got\n%q, want\n%q", result.Item.Text, tt.want)
			}
			if result.Item.Mail != nil {
				t.Error("is a message")
			}
		})
	}
}

// oneOff makes an entry ID that has an address written out.
func oneOff(texts ...string) []byte {
	out := []byte{0, 0, 0, 0, 0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19, 0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02, 0, 0, 1, 0x90}
	for _, s := range texts {
		out = append(append(out, str(mapi.Body, s).Data...), 0, 0)
	}
	return out
}

func TestBodies(t *testing.T) {
	page := func(s string) mapi.Property {
		return mapi.Property{Key: mapi.BodyHTML, Type: mapi.TypeBinary, Data: []byte(s)}
	}
	stored := func(s string) mapi.Property {
		head := binary.LittleEndian.AppendUint32(nil, uint32(len(s)+12))
		head = binary.LittleEndian.AppendUint32(head, uint32(len(s)))
		return mapi.Property{Key: mapi.BodyRTF, Type: mapi.TypeBinary, Data: append(append(head, "MELA\x00\x00\x00\x00"...), s...)}
	}
	tests := []struct {
		name string
		list []mapi.Property
		want string
	}{
		{"plain", []mapi.Property{text}, "Dear Zoë\n"},
		{"HTML says the same", []mapi.Property{page("<p>Dear <b>Zo\xeb</b>"), num(mapi.InternetCodePage, 1252), text}, "Dear Zoë\n"},
		{"plain says more", []mapi.Property{page("<p>Dear"), text}, "Dear\nDear Zoë\n"},
		{"a link's target", []mapi.Property{page("<p><a href='http://x.example/4'>Here</a>"), str(mapi.Body, "Here <http://x.example/zoe>")}, "Here\nhttp://x.example/zoe\n"},
		{"RTF", []mapi.Property{stored(`{\rtf1\ansi Dear Zo\'eb}`), text}, "Dear Zoë\n"},
		{"HTML in RTF", []mapi.Property{stored(`{\rtf1\ansi\ansicpg1252\fromhtml1{\*\htmltag64 <p>}Dear {\htmlrtf\b hidden}Zo\'eb{\*\htmltag72 </p>}}`)}, "Dear Zoë\n"},
		{"Word's settings", []mapi.Property{page("<!--[if gte mso 9]><xml><w:x>EN-GB</w:x></xml><![endif]--><p><![if !mso]>Dear<![endif]>")}, "Dear\n"},
		{"HTML as a string", []mapi.Property{{Key: mapi.BodyHTML, Type: mapi.TypeString, Data: str(mapi.BodyHTML, "<p>Zoë").Data}}, "Zoë\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result := write(t, item("IPM.Note", tt.list...))
			if got := strings.TrimPrefix(result.Item.Text, "\n"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if len(result.Problems) > 0 {
				t.Errorf("problems %q", result.Problems)
			}
		})
	}
}

func TestDamagedRTFIsPartial(t *testing.T) {
	result := write(t, item("IPM.Note", text, mapi.Property{Key: mapi.BodyRTF, Type: mapi.TypeBinary, Data: []byte("no compressed RTF at all")}))
	if !strings.Contains(result.Item.Text, "Dear Zoë") || len(result.Problems) != 1 {
		t.Errorf("text %q, problems %q", result.Item.Text, result.Problems)
	}
}

func TestAttachments(t *testing.T) {
	m := item("IPM.Note", subject)
	m.Attachments = []mapi.Attachment{
		file("plan.txt", "the plan"),
		{
			Props:    mapi.Props{List: []mapi.Property{str(mapi.DisplayName, "Inner")}},
			Embedded: func() (*mapi.Message, error) { return item("IPM.Note", str(mapi.Subject, "Inner"), text), nil },
		},
		{Props: mapi.Props{List: []mapi.Property{str(mapi.AttachLongPath, `\\server\zoe\letter.doc`), num(mapi.AttachMethod, mapi.AttachByLink)}}},
		{Props: mapi.Props{List: []mapi.Property{str(mapi.AttachLongName, "lost.pdf"), num(mapi.AttachMethod, mapi.AttachByValue)}}},
	}
	result := write(t, m)
	var names []string
	for _, p := range result.Parts {
		names = append(names, p.Name+" "+p.MediaType)
	}
	if want := []string{"plan.txt ", "Inner " + documents.TypeOutlook}; !slices.Equal(names, want) {
		t.Errorf("parts %q", names)
	}
	if want := "Subject: Repairs\n\nLinked attachment: \\\\server\\zoe\\letter.doc\nLinked attachment: lost.pdf\n\n"; result.Item.Text != want {
		t.Errorf("got %q", result.Item.Text)
	}
	if len(result.Problems) != 1 {
		t.Errorf("problems %q", result.Problems)
	}
	inner := read(t, result.Parts[1])
	if !strings.HasSuffix(inner.Item.Text, "Subject: Inner\n\nDear Zoë\n") {
		t.Errorf("inner %q", inner.Item.Text)
	}
}

// read reads a part that is a message file.
func read(t *testing.T, p documents.Part) documents.Result {
	t.Helper()
	r, err := p.Open()
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	out := documents.NewBuilder(0, nil)
	if err := msg.New(html.New()).Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out); err != nil {
		t.Fatal(err)
	}
	return out.Result()
}

func TestSecureMessages(t *testing.T) {
	tests := []struct {
		name, class, content, mediaType string
		locked                          bool
	}{
		{"signed, text in the clear", "IPM.Note.SMIME.MultipartSigned", "Content-Type: multipart/signed; boundary=z\r\n\r\n", documents.TypeMessage, false},
		{"encrypted", "IPM.Note.SMIME", "\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03", "application/pkcs7-mime", true},
		{"signed, opaque", "IPM.Note.SMIME", "\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02", "application/pkcs7-mime", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := item(tt.class, subject)
			m.Attachments = []mapi.Attachment{file("smime.p7m", tt.content)}
			out := documents.NewBuilder(0, nil)
			err := mapi.Write(t.Context(), m, out, html.New())
			if errors.Is(err, documents.ErrEncrypted) != tt.locked {
				t.Errorf("error %v", err)
			}
			if got := out.Result().Parts[0].MediaType; got != tt.mediaType {
				t.Errorf("part is %q", got)
			}
		})
	}
}

func TestEncodeEnds(t *testing.T) {
	m := item("IPM.Note", subject)
	m.Attachments = []mapi.Attachment{{Embedded: func() (*mapi.Message, error) { return m, nil }}}
	if _, err := mapi.Encode(m); !errors.Is(err, documents.ErrTooLarge) {
		t.Errorf("error %v", err)
	}
}

func TestCodePages(t *testing.T) {
	narrow := func(list ...mapi.Property) string {
		p := mapi.Props{List: append(list, mapi.Property{Key: mapi.Subject, Type: mapi.TypeString8, Data: []byte("\xe6\xee\xff")})}
		return p.Text(mapi.Subject)
	}
	tests := []struct {
		name string
		list []mapi.Property
		want string
	}{
		{"told", []mapi.Property{num(mapi.MessageCodePage, 1251)}, "жоя"},
		{"by its language", []mapi.Property{num(mapi.MessageLocale, 0x0419), num(mapi.InternetCodePage, 65001)}, "жоя"},
		{"by its text's", []mapi.Property{num(mapi.InternetCodePage, 28591)}, "æîÿ"},
		{"unknown", []mapi.Property{num(mapi.MessageCodePage, 9), num(mapi.MessageLocale, 0x0809)}, "æîÿ"},
	}
	for _, tt := range tests {
		if got := narrow(tt.list...); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A message to everybody is no trouble.
func TestManyRecipients(t *testing.T) {
	const n = 20_000
	m := item("IPM.Note", append(from, subject)...)
	for i := range n {
		name := "Person " + strconv.Itoa(i)
		p := person(1, name, "p"+strconv.Itoa(i)+"@council.example")
		if i%2 == 1 {
			p = mapi.Props{List: []mapi.Property{str(mapi.DisplayName, name), str(mapi.AddressType, "EX"), str(mapi.EmailAddress, "/o=Council/cn=p"+strconv.Itoa(i))}}
		}
		m.Recipients = append(m.Recipients, p)
	}
	start := time.Now()
	out := documents.NewBuilder(0, nil)
	if err := mapi.Write(t.Context(), m, out, html.New()); err != nil {
		t.Fatal(err)
	}
	result := out.Result()
	if got := len(result.Item.Mail.To); got != n {
		t.Errorf("%d recipients", got)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}
