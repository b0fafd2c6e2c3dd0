package msg_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/html"
	message "sarsen/crawlers/documents/mail"
	"sarsen/crawlers/documents/mapi"
	"sarsen/crawlers/documents/msg"
)

// corpora returns the Outlook files of the shared material.
func corpora(t *testing.T) []string {
	t.Helper()
	dir, err := filepath.Abs("../../../../shared/corpora")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("shared corpora not found: " + dir)
	}
	var files []string
	for _, pattern := range []string{"mail-msg/*/*.msg", "mail-msg/*/*.oft", "doc-*/*.msg", "doc-*/*/*.msg", "hostile/*.msg", "hostile/*/*.msg"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	return files
}

// extracted is what a format makes of one file: its item, and the names of what
// is inside.
type extracted struct {
	documents.Item
	problems []string
	parts    []string
}

// extract reads a file; an error is a problem like others.
func extract(t *testing.T, f documents.Format, data []byte) extracted {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	err := f.Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	result := out.Result()
	x := extracted{Item: result.Item, problems: result.Problems}
	for _, p := range result.Parts {
		x.parts = append(x.parts, p.Name)
	}
	if err != nil {
		x.problems = append(x.problems, err.Error())
	}
	return x
}

func whole(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Every message of the shared material is read, or says why not; every
// attachment that the file lists is a part or a line of text.
func TestCorpusAccount(t *testing.T) {
	messages, attachments, partial := 0, 0, 0
	for _, file := range corpora(t) {
		data := whole(t, file)
		in := documents.Input{Name: filepath.Base(file), Content: bytes.NewReader(data), Size: int64(len(data))}
		if kind, err := documents.Sniff(in); err != nil || kind.MediaType != documents.TypeOutlook {
			continue // an older document with that ending, or a message as it was sent
		}
		messages++
		got := extract(t, msg.New(html.New()), data)
		m, err := msg.Open(in)
		if err != nil {
			t.Logf("%s: %v", in.Name, err)
			continue
		}
		if len(got.problems) > 0 {
			partial++
			t.Logf("%s: %q", in.Name, got.problems)
		}
		attachments += len(m.Attachments)
		if lines := strings.Count(got.Text, "Linked attachment: "); len(got.parts)+lines+len(m.Problems) < len(m.Attachments) {
			t.Errorf("%s: %d attachments, %d parts, %d lines", in.Name, len(m.Attachments), len(got.parts), lines)
		}
		if title := documents.OneLine(m.Props.Text(mapi.Subject)); title != "" && !strings.Contains(got.Text, title) {
			t.Errorf("%s: its subject is not in the text", in.Name)
		}
	}
	t.Logf("%d messages with %d attachments, %d read in part", messages, attachments, partial)
}

// converted returns what an independent reader makes of a message file: a
// message as it is sent. The command of the same package wants a module that
// its package does not bring, so its library is called.
func converted(t *testing.T, file string) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, "perl", "-MEmail::Outlook::Message", "-e",
		`print Email::Outlook::Message->new($ARGV[0])->to_email_mime->as_string`, file).Output()
	if err != nil {
		return nil
	}
	return out
}

// needConverter skips where the independent reader is not there.
func needConverter(t *testing.T) {
	t.Helper()
	if exec.CommandContext(t.Context(), "perl", "-MEmail::Outlook::Message", "-e", "1").Run() == nil {
		return
	}
	if os.Getenv("SARSEN_CI") != "" {
		t.Fatal("msgconvert is not installed")
	}
	t.Skip("msgconvert is not installed")
}

// A tally counts how often something was as the other reader says.
type tally struct{ same, all int }

func (c *tally) add(ok bool) {
	c.all++
	if ok {
		c.same++
	}
}

// What an independent reader finds in a message is found here, too.
func TestBesideMsgconvert(t *testing.T) {
	needConverter(t)
	if testing.Short() {
		t.Skip("takes a process for each file")
	}
	var subjects, senders, dates, recipients, words, names tally
	for _, file := range corpora(t) {
		raw := converted(t, file)
		if raw == nil {
			continue
		}
		a, b := extract(t, msg.New(html.New()), whole(t, file)), extract(t, message.Message(html.New()), raw)
		if a.Mail == nil || b.Mail == nil {
			continue
		}
		name := filepath.Base(file)
		note := func(c *tally, ok bool, what string, values ...any) {
			if c.add(ok); !ok {
				t.Logf("%s: %s: %q", name, what, values)
			}
		}
		note(&subjects, a.Mail.Subject == b.Mail.Subject, "subject", a.Mail.Subject, b.Mail.Subject)
		if len(b.Mail.From) > 0 {
			note(&senders, sameParty(strings.Join(a.Mail.From, " "), b.Mail.From[0]), "sender", a.Mail.From, b.Mail.From)
		}
		if made := time.Since(b.Created) < time.Hour; !b.Created.IsZero() && !made && !strings.Contains(a.Text, "Status: draft") {
			note(&dates, a.Created.Truncate(time.Second).Equal(b.Created), "date", a.Created, b.Created)
		}
		mine := slices.Concat(a.Mail.To, a.Mail.Cc, a.Mail.Bcc)
		for _, r := range slices.Concat(b.Mail.To, b.Mail.Cc, b.Mail.Bcc) {
			note(&recipients, slices.ContainsFunc(mine, func(m string) bool { return sameParty(m, r) }), "recipient", r, mine)
		}
		known := wordSet(a.Text)
		for w := range wordSet(bodyText(b.Item)) {
			words.add(known[w])
			if !known[w] {
				t.Logf("%s: word %q", name, w)
			}
		}
		for _, part := range b.parts {
			if strings.HasPrefix(part, "part ") || strings.HasPrefix(part, "message ") {
				continue // bodies in RTF and items have no name of their own there
			}
			note(&names, slices.ContainsFunc(a.parts, func(o string) bool { return sameName(o, part) }), "attachment", part)
		}
	}
	for _, c := range []struct {
		what string
		tally
		least float64
	}{
		// Where they differ in the shared material the other reader has taken a
		// string in a code page for one in another.
		{"subjects", subjects, 0.9},
		{"senders", senders, 0.95},
		{"dates", dates, 0.95},
		{"recipients", recipients, 0.97},
		{"words of bodies", words, 0.99},
		{"names of attachments", names, 0.95},
	} {
		share := float64(c.same) / float64(max(1, c.all))
		t.Logf("%s: %d of %d (%.4f)", c.what, c.same, c.all, share)
		if share < c.least {
			t.Errorf("%s: below %.2f", c.what, c.least)
		}
	}
}

// sameParty compares the addresses, or where there is none that people write
// to, the names.
func sameParty(a, b string) bool {
	name, address, found := strings.Cut(b, " <")
	if !found {
		address = b
	}
	address = strings.ToLower(strings.Trim(address, "<>"))
	if strings.Contains(address, "@") && address[0] != '/' {
		return strings.Contains(strings.ToLower(a), address)
	}
	return strings.Contains(strings.ToLower(a), strings.ToLower(strings.Trim(name, `'"<> `)))
}

func sameName(ours, theirs string) bool {
	ours, theirs = strings.ToLower(ours), strings.ToLower(theirs)
	return ours == theirs || strings.TrimSuffix(ours, ".msg") == strings.TrimSuffix(strings.TrimSuffix(theirs, ".eml"), ".msg")
}

// bodyText is the text of the bodies of a message.
func bodyText(item documents.Item) string {
	var out strings.Builder
	for _, b := range item.Bounds {
		if b.Kind == documents.Body {
			out.WriteString(item.Text[b.Start:b.End] + "\n")
		}
	}
	return out.String()
}

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		set[w] = true
	}
	return set
}
