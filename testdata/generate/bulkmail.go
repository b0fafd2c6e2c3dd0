package main

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The mail of a council over eight years: forty mailboxes, officers who write to
// each other about residents, answers that quote.
const (
	mailboxes = 40
	years     = 8
)

var opening = time.Date(2018, 1, 1, 8, 0, 0, 0, time.UTC)

func zipf(rank, power float64) float64 { return math.Pow(rank, -power) }

// A post writes messages one after the other, by their date.
type post struct {
	*writer
	town   *town
	staff  *town
	garden *garden
	count  int
	vocabulary
	last [mailboxes]letter // in each mailbox
}

// A letter is a message as the next one may quote it.
type letter struct {
	id, from, subject, body string
	references              []string
	about                   int // a subject's number from 1, 0 for none
}

// newPost is of mail about a town, in which a resident is met a dozen times.
func newPost(w *writer, n int, seed uint64) *post {
	return &post{writer: w, town: newTown(seed, n/8), staff: newTown(seed+7, n/400), garden: plant(n), count: n, vocabulary: newVocabulary(w.words)}
}

// mbox writes the messages as MAILBOX/YEAR.mbox.
func (w *writer) mbox(n int, seed uint64) error {
	p := newPost(w, n, seed)
	var open [mailboxes]*mboxFile
	for i := range n {
		box, date := w.rand.IntN(mailboxes), p.date(i)
		if f := open[box]; f == nil || f.year != date.Year() {
			if err := f.close(); err != nil {
				return err
			}
			var err error
			if open[box], err = newMbox(filepath.Join(w.out, mailboxName(box)), date.Year()); err != nil {
				return err
			}
		}
		if err := open[box].write(p.message(i, box), date); err != nil {
			return err
		}
	}
	for _, f := range open {
		if err := f.close(); err != nil {
			return err
		}
	}
	return p.garden.write(w.out)
}

// mails writes the same messages one a file, in a maildir for each mailbox.
func (w *writer) mails(n int, seed uint64) error {
	p := newPost(w, n, seed)
	for box := range mailboxes {
		for _, d := range []string{"cur", "new", "tmp"} {
			if err := os.MkdirAll(filepath.Join(w.out, mailboxName(box), d), 0o700); err != nil {
				return err
			}
		}
	}
	for i := range n {
		box, date := w.rand.IntN(mailboxes), p.date(i)
		name := fmt.Sprintf("%d.M%07dP1.mail.council.example:2,S", date.Unix(), i)
		if err := os.WriteFile(filepath.Join(w.out, mailboxName(box), "cur", name), p.message(i, box), 0o600); err != nil {
			return err
		}
	}
	return p.garden.write(w.out)
}

func mailboxName(box int) string {
	return fmt.Sprintf("%s-%d", []string{"benefits", "council-tax", "environment", "housing", "legal", "licensing", "parking", "planning", "repairs", "schools"}[box/4], box%4+1)
}

// date spreads the messages over the years.
func (p *post) date(i int) time.Time {
	return opening.Add(time.Duration(float64(i) / float64(p.count) * float64(years*365*24-48) * float64(time.Hour))).Truncate(time.Second)
}

// message writes the message of that number, with line ends of one character.
func (p *post) message(i, box int) []byte {
	from, to := p.staff.some(p.rand), p.staff.some(p.rand)
	l := letter{id: fmt.Sprintf("%d.%d@mail.council.example", i, i*7919%10007), from: from.name()}
	about, isPlanted := p.garden.at[i]
	answers := &p.last[box]
	if isPlanted || answers.id == "" || len(answers.references) > 3 || p.rand.IntN(3) > 0 {
		answers = nil
	}
	l.subject = strings.TrimSuffix(p.sentence(4, 7), ".")
	var b strings.Builder
	fmt.Fprintf(&b, "Dear %s,\n\n", to.fore)
	switch {
	case isPlanted:
		l.about = about + 1
		p.planted(&b, about, l.id)
	case answers != nil:
		l.subject, l.references = "Re: "+strings.TrimPrefix(answers.subject, "Re: "), slices.Concat(answers.references, []string{answers.id})
		p.paragraph(&b, 1+p.rand.IntN(4))
	case p.rand.IntN(10) < 6:
		p.affairs(&b)
	}
	for range 1 + p.rand.IntN(5) {
		p.paragraph(&b, 3+p.rand.IntN(5))
	}
	p.signature(&b, &from)
	if answers != nil {
		l.about = p.quote(&b, answers)
	}
	if answers != nil && l.about > 0 {
		h := &p.garden.holdings[l.about-1]
		h.Quoted = append(h.Quoted, l.id)
	}
	l.body = b.String()
	p.last[box] = l
	return p.wrapped(&l, &from, &to, p.date(i))
}

// wrapped puts the header before a letter; one in four has its text as HTML as
// well, one in twelve a list of people with it.
func (p *post) wrapped(l *letter, from, to *resident, date time.Time) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "From: %s <%s>\nTo: %s <%s>\n", from.name(), officerAddress(from), to.name(), officerAddress(to))
	if p.rand.IntN(4) == 0 {
		cc := p.staff.some(p.rand)
		fmt.Fprintf(&b, "Cc: %s <%s>\n", cc.name(), officerAddress(&cc))
	}
	fmt.Fprintf(&b, "Date: %s\nMessage-ID: <%s>\nSubject: %s\n", date.Format(time.RFC1123Z), l.id, l.subject)
	if n := len(l.references); n > 0 {
		fmt.Fprintf(&b, "In-Reply-To: <%s>\nReferences: <%s>\n", l.references[n-1], strings.Join(l.references, ">\n <"))
	}
	b.WriteString("MIME-Version: 1.0\n")
	const plain = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
	boundary := fmt.Sprintf("=_%016x", p.rand.Uint64())
	parts := func(kind string, parts ...string) {
		fmt.Fprintf(&b, "Content-Type: multipart/%s; boundary=\"%s\"\n\n", kind, boundary)
		for _, part := range parts {
			fmt.Fprintf(&b, "--%s\n%s\n", boundary, part)
		}
		fmt.Fprintf(&b, "--%s--\n", boundary)
	}
	switch kind := p.rand.IntN(12); {
	case kind == 0:
		parts("mixed", plain+l.body, "Content-Type: text/csv; name=\"list.csv\"\nContent-Disposition: attachment; filename=\"list.csv\"\n\n"+p.list())
	case kind < 4:
		parts("alternative", plain+l.body, "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<html><body><p>"+
			strings.NewReplacer("<", "&lt;", ">", "&gt;", "\n\n", "</p>\n<p>", "\n", "<br>\n").Replace(l.body)+"</p></body></html>")
	default:
		b.WriteString(plain + l.body)
	}
	return b.Bytes()
}

func officerAddress(p *resident) string {
	return strings.ToLower(strings.ReplaceAll(p.fore+"."+p.surname, "'", "")) + "@council.example"
}

// list is a table of residents.
func (p *post) list() string {
	var b strings.Builder
	b.WriteString("Surname,Forename,Date of birth,Address,Remark\n")
	for range 5 + p.rand.IntN(10) {
		r := p.town.some(p.rand)
		fmt.Fprintf(&b, "%s,%s,%s,\"%s, %s\",%s\n", r.surname, r.fore, r.born.Format("02/01/2006"), r.line, r.postcode, p.sentence(3, 6))
	}
	return b.String()
}

// An mboxFile is one mailbox's mail of a year.
type mboxFile struct {
	file *os.File
	out  *bufio.Writer
	year int
}

func newMbox(dir string, year int) (*mboxFile, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, fmt.Sprintf("%d.mbox", year)), os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return &mboxFile{f, bufio.NewWriterSize(f, 1<<17), year}, nil
}

// write appends a message; lines of it that begin like the next one are quoted.
func (f *mboxFile) write(message []byte, date time.Time) error {
	fmt.Fprintf(f.out, "From post@council.example %s\n", date.Format(time.ANSIC))
	_, err := f.out.Write(bytes.ReplaceAll(message, []byte("\nFrom "), []byte("\n>From ")))
	fmt.Fprint(f.out, "\n\n")
	return err // a bufio.Writer keeps the first one
}

func (f *mboxFile) close() error {
	if f == nil {
		return nil
	}
	if err := f.out.Flush(); err != nil {
		return err
	}
	return f.file.Close()
}
