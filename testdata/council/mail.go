package council

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"
	"time"
)

// A letter is one e-mail before it is written: what its headers say, its
// text, and its attachments.
type letter struct {
	id, inReplyTo string
	references    []string
	from          string
	to, cc        []string
	list          string // mailing list's address, for its List- headers
	subject       string
	date          time.Time
	text          string // plain text, lines broken
	html          bool   // with an HTML alternative of the same text
	encoding      string // "7bit", "quoted-printable", "base64" or "windows-1252"
	attachments   []attachment
}

type attachment struct {
	name, mediaType string
	data            []byte
}

// message writes a letter as RFC 5322 with CRLF line ends.
func message(l letter) []byte {
	var b bytes.Buffer
	head := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", name, value)
		}
	}
	head("Return-Path", "<"+bare(l.from)+">")
	head("Date", l.date.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
	head("From", mailbox(l.from))
	head("To", mailboxes(l.to))
	head("Cc", mailboxes(l.cc))
	head("Subject", mime.QEncoding.Encode("utf-8", l.subject))
	head("Message-ID", "<"+l.id+">")
	if l.inReplyTo != "" {
		head("In-Reply-To", "<"+l.inReplyTo+">")
		head("References", "<"+strings.Join(l.references, ">\r\n <")+">")
	}
	if l.list != "" {
		head("List-Id", "<"+strings.ReplaceAll(l.list, "@", ".")+">")
		head("Precedence", "list")
	}
	head("MIME-Version", "1.0")
	writeBody(&b, l)
	return b.Bytes()
}

func writeBody(b *bytes.Buffer, l letter) {
	if len(l.attachments) == 0 {
		writeText(b, l)
		return
	}
	boundary := "=_mixed_" + strings.NewReplacer("@", "_", ".", "_").Replace(l.id)
	fmt.Fprintf(b, "Content-Type: multipart/mixed; boundary=\"%s\"\r\n\r\n--%s\r\n", boundary, boundary)
	writeText(b, l)
	for _, a := range l.attachments {
		fmt.Fprintf(b, "\r\n--%s\r\n", boundary)
		writeAttachment(b, a)
	}
	fmt.Fprintf(b, "\r\n--%s--\r\n", boundary)
}

func writeText(b *bytes.Buffer, l letter) {
	if !l.html {
		writeLeaf(b, "text/plain", l.encoding, l.text)
		return
	}
	boundary := "=_alt_" + strings.NewReplacer("@", "_", ".", "_").Replace(l.id)
	fmt.Fprintf(b, "Content-Type: multipart/alternative; boundary=\"%s\"\r\n\r\n--%s\r\n", boundary, boundary)
	writeLeaf(b, "text/plain", l.encoding, l.text)
	fmt.Fprintf(b, "\r\n--%s\r\n", boundary)
	markup := "<html><body><div>" + strings.ReplaceAll(esc(l.text), "\n", "<br>\n") + "</div></body></html>"
	writeLeaf(b, "text/html", l.encoding, markup)
	fmt.Fprintf(b, "\r\n--%s--\r\n", boundary)
}

// writeLeaf writes one text part. Text that is not ASCII is never sent as 7bit.
func writeLeaf(b *bytes.Buffer, mediaType, encoding, text string) {
	data, charset := []byte(text), "utf-8"
	if encoding == "windows-1252" {
		data, charset = encode(text, encoding)
		encoding = "quoted-printable"
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	if encoding == "7bit" && !ascii(text) {
		encoding = "quoted-printable"
	}
	data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
	fmt.Fprintf(b, "Content-Type: %s; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n", mediaType, charset, encoding)
	switch encoding {
	case "base64":
		writeBase64(b, data)
	case "quoted-printable":
		w := quotedprintable.NewWriter(b)
		_, _ = io.Copy(w, bytes.NewReader(data)) // a bytes.Buffer does not fail
		_ = w.Close()
	default:
		b.Write(data)
	}
}

func writeAttachment(b *bytes.Buffer, a attachment) {
	disposition := mime.FormatMediaType("attachment", map[string]string{"filename": a.name})
	if strings.HasPrefix(a.mediaType, "message/") {
		fmt.Fprintf(b, "Content-Type: %s\r\nContent-Disposition: %s\r\n\r\n", a.mediaType, disposition)
		b.Write(a.data)
		return
	}
	fmt.Fprintf(b, "Content-Type: %s\r\nContent-Disposition: %s\r\nContent-Transfer-Encoding: base64\r\n\r\n", a.mediaType, disposition)
	writeBase64(b, a.data)
}

func writeBase64(b *bytes.Buffer, data []byte) {
	text := base64.StdEncoding.EncodeToString(data)
	for len(text) > 76 {
		b.WriteString(text[:76] + "\r\n")
		text = text[76:]
	}
	b.WriteString(text + "\r\n")
}

// mailbox writes "Name <address>" for a header; a name beyond ASCII in
// base64, since the Q encoding may hold no comma in a name.
func mailbox(s string) string {
	name, addr, ok := strings.Cut(s, " <")
	if !ok {
		return s
	}
	if !ascii(name) {
		return mime.BEncoding.Encode("utf-8", name) + " <" + addr
	}
	return `"` + name + `" <` + addr
}

func mailboxes(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = mailbox(s)
	}
	return strings.Join(out, ",\r\n ")
}

// bare is the address alone.
func bare(s string) string {
	if _, addr, ok := strings.Cut(s, " <"); ok {
		return strings.TrimSuffix(addr, ">")
	}
	return s
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// appendMbox adds a message to an mbox of the mboxrd kind.
func appendMbox(store []byte, from string, date time.Time, msg []byte) []byte {
	store = fmt.Appendf(store, "From %s %s\n", from, date.UTC().Format(time.ANSIC))
	for line := range bytes.Lines(bytes.ReplaceAll(msg, []byte("\r\n"), []byte("\n"))) {
		if bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
			store = append(store, '>')
		}
		store = append(store, line...)
	}
	if !bytes.HasSuffix(store, []byte("\n")) {
		store = append(store, '\n')
	}
	return append(store, '\n')
}
