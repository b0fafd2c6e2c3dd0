package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Material for the benchmarks of .ci/bench: much of it, and the same in every
// run of the same number and seed.

// bulk writes n things of a kind under out.
func bulk(kind, out string, n int, seed uint64) error {
	w := &writer{rand: rand.New(rand.NewPCG(seed, 0)), out: out}
	w.words = rand.NewZipf(w.rand, 1.12, 6, 80_000)
	switch kind {
	case "maildir":
		return w.maildir(n)
	case "small":
		return w.small(n)
	case "paper":
		return w.paper(n)
	case "mbox":
		return w.mbox(n, seed)
	case "mails":
		return w.mails(n, seed)
	case "rows":
		return w.rows(n, seed)
	}
	return fmt.Errorf("%w, and -bulk is maildir, small, paper, mbox, mails or rows", errUsage)
}

type writer struct {
	rand  *rand.Rand
	words *rand.Zipf
	out   string
}

// small writes files of a line each, a thousand to a folder.
func (w *writer) small(n int) error {
	for i := range n {
		dir := filepath.Join(w.out, fmt.Sprintf("%03d", i/1_000_000), fmt.Sprintf("%03d", i/1000%1000))
		if i%1000 == 0 {
			if err := os.MkdirAll(dir, 0o700); err != nil {
				return err
			}
		}
		text := fmt.Sprintf("Note %d on %s: %s", i, w.name(), w.sentence())
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("note-%07d.txt", i)), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// paper writes one long document as a web page, which an office program makes a
// PDF with fonts of: n notes of a page each, all about one person.
func (w *writer) paper(n int) error {
	var b bytes.Buffer
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Notes</title><style>
p { font-family: "Liberation Serif", serif; font-size: 11pt; text-align: justify }
h2 { font-family: "Liberation Sans", sans-serif; page-break-before: always }
</style></head><body>`)
	for i := range n {
		fmt.Fprintf(&b, "<h2>Note %d on Maria Delgado</h2>\n", i+1)
		for range 5 {
			b.WriteString("<p>")
			for range 3 {
				b.WriteString(w.sentence() + " ")
			}
			fmt.Fprintf(&b, "We wrote to Maria Delgado about it. %s</p>\n", w.sentence())
		}
		fmt.Fprintf(&b, "<p><b>Signed</b> <i>%s</i></p>\n", w.name())
	}
	b.WriteString("</body></html>\n")
	if err := os.MkdirAll(w.out, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.out, "paper.html"), b.Bytes(), 0o600)
}

// maildir writes a mail folder with one message in ten carrying a file.
func (w *writer) maildir(n int) error {
	for _, d := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(w.out, d), 0o700); err != nil {
			return err
		}
	}
	for i := range n {
		name := fmt.Sprintf("%d.M%06dP1.mail.council.example:2,S", 1_700_000_000+i, i)
		if err := os.WriteFile(filepath.Join(w.out, "cur", name), w.message(i), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) message(i int) []byte {
	var b bytes.Buffer
	from, to := w.name(), w.name()
	date := time.Date(2021, 1, 4, 9, 0, 0, 0, time.UTC).Add(time.Duration(i) * 17 * time.Minute)
	fmt.Fprintf(&b, "Return-Path: <%s>\r\nReceived: from relay.council.example (relay.council.example [192.0.2.%d])\r\n\tby mail.council.example with ESMTPS id %08x; %s\r\n",
		address(from), i%250, i, date.Format(time.RFC1123Z))
	fmt.Fprintf(&b, "From: %s <%s>\r\nTo: %s <%s>\r\nDate: %s\r\nMessage-ID: <%d.%d@mail.council.example>\r\n",
		from, address(from), to, address(to), date.Format(time.RFC1123Z), i, i*7919%10007)
	if i > 0 && w.rand.IntN(3) == 0 {
		fmt.Fprintf(&b, "In-Reply-To: <%d.%d@mail.council.example>\r\n", i-1, (i-1)*7919%10007)
	}
	fmt.Fprintf(&b, "Subject: %s\r\nMIME-Version: 1.0\r\n", strings.TrimSuffix(w.sentence(), "."))
	text := w.body(from, to)
	switch kind := w.rand.IntN(10); {
	case kind == 0:
		w.multipart(&b, "mixed", func(part func(header string)) {
			part("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit")
			b.WriteString(text)
			w.attachment(&b, part)
		})
	case kind < 4:
		w.multipart(&b, "alternative", func(part func(header string)) {
			part("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit")
			b.WriteString(text)
			part("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit")
			b.WriteString("<html><body><p>" + strings.ReplaceAll(text, "\r\n\r\n", "</p>\r\n<p>") + "</p></body></html>")
		})
	default:
		b.WriteString("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text)
	}
	return b.Bytes()
}

func (w *writer) multipart(b *bytes.Buffer, kind string, parts func(part func(header string))) {
	boundary := fmt.Sprintf("=_%016x", w.rand.Uint64())
	fmt.Fprintf(b, "Content-Type: multipart/%s; boundary=\"%s\"\r\n\r\n", kind, boundary)
	parts(func(header string) { fmt.Fprintf(b, "\r\n--%s\r\n%s\r\n\r\n", boundary, header) })
	fmt.Fprintf(b, "\r\n--%s--\r\n", boundary)
}

// attachment adds a list in CSV or, as often, a picture of noise.
func (w *writer) attachment(b *bytes.Buffer, part func(header string)) {
	name, kind := "list.csv", "text/csv"
	var data []byte
	if w.rand.IntN(2) == 0 {
		data = []byte("Name,E-mail,Remark\r\n")
		for range 20 + w.rand.IntN(60) {
			n := w.name()
			data = fmt.Appendf(data, "%s,%s,%s\r\n", n, address(n), w.sentence())
		}
	} else {
		name, kind = "photo.jpg", "image/jpeg"
		data = append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), make([]byte, 8_000+w.rand.IntN(24_000))...)
		for i := 11; i < len(data); i++ {
			data[i] = byte(w.rand.Uint32() & 0xFF)
		}
	}
	part(fmt.Sprintf("Content-Type: %s; name=\"%s\"\r\nContent-Disposition: attachment; filename=\"%s\"\r\nContent-Transfer-Encoding: base64", kind, name, name))
	encoded := base64.StdEncoding.EncodeToString(data)
	for len(encoded) > 76 {
		b.WriteString(encoded[:76] + "\r\n")
		encoded = encoded[76:]
	}
	b.WriteString(encoded + "\r\n")
}

// body is some hundred words, now and then many more.
func (w *writer) body(from, to string) string {
	var b strings.Builder
	b.WriteString("Dear " + to + ",\r\n")
	paragraphs := 2 + w.rand.IntN(6)
	if w.rand.IntN(20) == 0 {
		paragraphs *= 6
	}
	for range paragraphs {
		b.WriteString("\r\n")
		for range 3 + w.rand.IntN(5) {
			b.WriteString(w.sentence())
			b.WriteString(" ")
		}
		b.WriteString("\r\n")
	}
	fmt.Fprintf(&b, "\r\nYour reference is HB/%d/%04d. Ring 01632 960%03d.\r\n\r\nKind regards\r\n%s\r\n", 2018+w.rand.IntN(8), w.rand.IntN(10_000), w.rand.IntN(1000), from)
	return b.String()
}

func (w *writer) sentence() string {
	words := make([]string, 6+w.rand.IntN(14))
	for i := range words {
		words[i] = invent(w.words.Uint64())
	}
	words[0] = strings.ToUpper(words[0][:1]) + words[0][1:]
	return strings.Join(words, " ") + "."
}

func (w *writer) name() string {
	name := func() string {
		s := invent(w.rand.Uint64N(3000) + 40)
		return strings.ToUpper(s[:1]) + s[1:]
	}
	return name() + " " + name()
}

func address(name string) string {
	return strings.ReplaceAll(strings.ToLower(name), " ", ".") + "@council.example"
}

// invent makes a word of a number: the smaller, the shorter.
func invent(n uint64) string {
	const consonants, vowels = "bcdfghklmnprstvw", "aeiou"
	word := ""
	for n++; n > 0; n /= 80 {
		syllable := n % 80
		word += string(consonants[syllable/5]) + string(vowels[syllable%5])
	}
	return word + string(consonants[(len(word)*7)%16])
}
