package mail_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/html"
	"sarsen/crawlers/documents/mail"
)

func read(t *testing.T, f documents.Format, content string) documents.Result {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	in := documents.Input{Content: strings.NewReader(content), Size: int64(len(content))}
	if err := f.Read(t.Context(), in, out); err != nil {
		t.Fatal(err)
	}
	return out.Result()
}

func message(t *testing.T, lines ...string) documents.Result {
	t.Helper()
	return read(t, mail.Message(html.New()), strings.Join(lines, "\r\n"))
}

// parts lists the parts with what they hold.
func parts(t *testing.T, result documents.Result) []string {
	t.Helper()
	var all []string
	for _, p := range result.Parts {
		r, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s: %q", p.Name, p.MediaType, data)))
	}
	return all
}

func TestHeader(t *testing.T) {
	result := message(t,
		"From: =?utf-8?Q?Zo=C3=AB_Hall?= <zoe@council.example>",
		"To: \"Lee, Sam\" <sam@council.example>, Team: ann@council.example, bob@council.example;",
		"Cc: care@council.example (Care Team)",
		"Date: Mon, 2 Mar 2026 09:05:00 +0000",
		"Subject: =?iso-8859-1?Q?caf=E9?= =?iso-8859-1?Q?_visit?=",
		"Message-ID: <1@council.example>", "In-Reply-To: <0@council.example>",
		"References: <a@council.example>", "\t<0@council.example>",
		"Reply-To: desk@council.example", "Return-Path: <zoe@council.example>",
		"Thread-Index: AQHZ0123456789abcdefghijklmnopqrstuv",
		"", "Hello")
	item := result.Item
	want := strings.Join([]string{
		"From: Zoë Hall <zoe@council.example>",
		"To: Lee, Sam <sam@council.example>, ann@council.example, bob@council.example",
		"Cc: Care Team <care@council.example>",
		"Date: Mon, 2 Mar 2026 09:05:00 +0000",
		"Subject: café visit", "Reply-To: desk@council.example", "", "Hello", "",
	}, "\n")
	if item.Text != want {
		t.Errorf("text %q\nwant %q", item.Text, want)
	}
	var kinds []string
	for _, b := range item.Bounds {
		kinds = append(kinds, string(b.Kind)+" "+b.Label)
	}
	wantKinds := []string{"field From", "field To", "field Cc", "field Date", "field Subject", "field Reply-To", "body text"}
	if !slices.Equal(kinds, wantKinds) {
		t.Errorf("bounds %q", kinds)
	}
	m := item.Mail
	if m.MessageID != "1@council.example" || m.InReplyTo != "0@council.example" || len(m.References) != 2 || m.Subject != "café visit" ||
		!slices.Equal(m.To, []string{"Lee, Sam <sam@council.example>", "ann@council.example", "bob@council.example"}) {
		t.Errorf("mail %+v", m)
	}
	if len(m.Conversation) != 44 || !strings.HasPrefix(m.Conversation, "0101d9d35db7") {
		t.Errorf("conversation %q", m.Conversation)
	}
	if item.Title != "café visit" || item.Author != "Zoë Hall <zoe@council.example>" ||
		!item.Created.Equal(time.Date(2026, 3, 2, 9, 5, 0, 0, time.UTC)) {
		t.Errorf("title %q, author %q, created %v", item.Title, item.Author, item.Created)
	}
}

func TestOtherHeaders(t *testing.T) {
	const from, to = "From: Joanne Lee <joanne@council.example>", "To: sam@council.example"
	tests := []struct{ name, lines, want string }{
		{"reply and sender", "Reply-To: Ann Hall <ann@home.example>\r\nSender: post@council.example", "Sender: post@council.example\nReply-To: Ann Hall <ann@home.example>\n"},
		{"an address inside another", "Reply-To: anne@council.example", "Reply-To: anne@council.example\n"},
		{"known ones", "Reply-To: joanne@council.example\r\nReturn-Path: <JOANNE@council.example>\r\nDelivered-To: sam@council.example", ""},
		{"the same address with a name", "Reply-To: Jo Smith <joanne@council.example>", "Reply-To: Jo Smith <joanne@council.example>\n"},
		{"resent", "Resent-From: a@x.example\r\nResent-Sender: b@x.example\r\nResent-Bcc: c@x.example", "Resent-From: a@x.example\nResent-Sender: b@x.example\nResent-Bcc: c@x.example\n"},
		{"delivered twice", "Delivered-To: a@x.example\r\nDelivered-To: b@x.example\r\nX-Original-To: b@x.example", "Delivered-To: a@x.example, b@x.example\n"},
		{"lines of exports", "X-From: Lee, Joanne\r\nX-To: Sam Hall", "X-From: Lee, Joanne\nX-To: Sam Hall\n"},
		{"any other line", "X-Forwarded-For: ann@home.example sam@council.example\r\nErrors-To: ANN@home.example", "X-Forwarded-For: ann@home.example\n"},
		{
			"lines between machines", "Message-ID: <1@mail.council.example>\r\nReferences: <2@mail.council.example>\r\nDKIM-Signature: i=x@y.example\r\nList-Unsubscribe: <mailto:off@y.example>\r\n" +
				"Received: from a.example by b.example with SMTP id x@b.example for <ann@home.example>; Mon, 2 Mar 2026 09:05:00 +0000",
			"Received: ann@home.example\n",
		},
		{"no flood", "X-All: " + strings.Repeat("a1@x.example ", 3) + "b2@x.example", "X-All: a1@x.example, b2@x.example\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			item := message(t, from, to, tt.lines, "", "x").Item
			got := strings.TrimSuffix(strings.TrimPrefix(item.Text, from+"\n"+to+"\n"), "\nx\n")
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			for _, b := range item.Bounds[2 : len(item.Bounds)-1] {
				if b.Kind != documents.Field || !b.Hidden {
					t.Errorf("bound %+v", b)
				}
			}
		})
	}
}

func TestBodies(t *testing.T) {
	multi := func(kind string, parts ...string) []string {
		lines := []string{"Subject: x", "MIME-Version: 1.0", "Content-Type: multipart/" + kind + "; boundary=zz", ""}
		for _, p := range parts {
			lines = append(lines, "--zz", p)
		}
		return append(lines, "--zz--", "")
	}
	single := func(header string, body ...string) []string {
		return append([]string{"Subject: x", header, ""}, body...)
	}
	tests := []struct {
		name  string
		lines []string
		body  string // after the header
		parts []string
	}{
		{"plain", single("X: y", "a", "b"), "a\nb\n", nil},
		{"no content type but Latin-1", single("X: y", "caf\xe9 in the Stra\xdfe, se\xf1or"), "café in the Straße, señor\n", nil},
		{"quoted-printable", single("Content-Transfer-Encoding: quoted-printable", "caf=E9 is =", "closed"), "café is closed\n", nil},
		{"base64", single("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64", "WmnDqw=="), "Zië\n", nil},
		{"base64 with rubbish", single("Content-Transfer-Encoding: base64", "aGVs*bG8= rest", "IQ"), "hello!\n", nil},
		{"HTML only", single("Content-Type: text/html", "<p>Dear <b>Ann</b>"), "Dear Ann\n", nil},
		{
			"alternative, the same words", multi("alternative", "Content-Type: text/plain\r\n\r\nDear Ann", "Content-Type: text/html\r\n\r\n<p>Dear <b>Ann</b></p>"),
			"Dear Ann\n", nil,
		},
		{
			"alternative, HTML says more", multi("alternative", "Content-Type: text/plain\r\n\r\nSee HTML", "Content-Type: text/html\r\n\r\n<p>Dear Ann</p>"),
			"See HTML\nDear Ann\n", nil,
		},
		{
			"attachment", multi("mixed", "\r\nhello", "Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\ncaf\xe9"),
			"hello\n",
			[]string{`a.txt : "caf\xe9"`},
		},
		{
			"attachment's name by RFC 2231", multi("mixed", "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''Zo%C3%AB.pdf\r\n\r\n%PDF"),
			"",
			[]string{`Zoë.pdf : "%PDF"`},
		},
		{
			"inline picture", multi("related", "Content-Type: text/html\r\n\r\n<p>x", "Content-Type: image/png\r\nContent-ID: <1>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw=="),
			"x\n",
			[]string{`part 2 : "\x89PNG"`},
		},
		{
			"forwarded message", multi("mixed", "\r\nsee below", "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ntext"),
			"see below\n",
			[]string{`message 2 message/rfc822: "Subject: inner\r\n\r\ntext"`},
		},
		{"uuencode", single("X: y", "before", "begin 644 a.txt", "#0V%T", "`", "end", "after"), "before\nafter\n", []string{`a.txt : "Cat"`}},
		{"a line that only says begin", single("X: y", "begin 644 work", "on Monday"), "begin 644 work\non Monday\n", nil},
		{"no end of the multipart", []string{"Content-Type: multipart/mixed; boundary=zz", "", "--zz", "Content-Type: text/plain", "", "hello"}, "hello\n", nil},
		{"multipart without boundary", single("Content-Type: multipart/mixed", "hello"), "hello\n", nil},
		{
			"before and after the parts",
			[]string{"Content-Type: multipart/mixed; boundary=zz", "", "early", "--zz", "", "hello", "--zz--", "late"},
			"early\nhello\nlate\n", nil,
		},
		{
			"delivery report", multi("report", "\r\nfailed", "Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; ann@council.example"),
			"failed\nFinal-Recipient: rfc822; ann@council.example\n", nil,
		},
		{"no header at all", []string{"just text"}, "just text\n", nil},
		{"empty", nil, "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result := message(t, tt.lines...)
			_, body, _ := strings.Cut("\n"+result.Item.Text, "\n\n")
			if body != tt.body {
				t.Errorf("body %q, want %q", body, tt.body)
			}
			if got := parts(t, result); !slices.Equal(got, tt.parts) {
				t.Errorf("parts %q, want %q", got, tt.parts)
			}
		})
	}
}

func TestUTF16Message(t *testing.T) {
	var wide strings.Builder
	wide.WriteString("\xff\xfe")
	for _, c := range "From: ann@council.example\n\nhello\n" {
		wide.WriteByte(byte(c))
		wide.WriteByte(0)
	}
	item := message(t, wide.String()).Item
	if want := "From: ann@council.example\n\nhello\n"; item.Text != want {
		t.Errorf("got %q", item.Text)
	}
}

func TestManyMultipartsAreReadAsText(t *testing.T) {
	result := message(t, "Subject: x", strings.Repeat("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n", 3000)+"deep")
	if !strings.Contains(result.Item.Text, "deep") || len(result.Problems) == 0 {
		t.Errorf("problems %q", result.Problems)
	}
}

func TestMbox(t *testing.T) {
	result := read(t, mail.Mbox(), "From a Mon Mar  2 09:05:00 2026\nSubject: one\n\n>From x\n\nFrom b Mon Mar  2 09:05:00 2026\nSubject: two\n\ny\n")
	want := []string{`message 1 message/rfc822: "Subject: one\n\nFrom x\n"`, `message 2 message/rfc822: "Subject: two\n\ny\n"`}
	if got := parts(t, result); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
