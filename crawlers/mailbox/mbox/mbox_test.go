package mbox_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/mailbox/mbox"
)

const mmdf = "\x01\x01\x01\x01\n"

const from = "From ann@parish.example Thu Jan  1 10:30:00 2026\n"

func split(t testing.TB, data string) (bodies []string, messages []mbox.Message) {
	t.Helper()
	err := mbox.Split(strings.NewReader(data), func(m mbox.Message) error {
		bodies = append(bodies, data[m.Offset:m.Offset+m.Length])
		messages = append(messages, m)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return bodies, messages
}

func TestSplit(t *testing.T) {
	long := strings.Repeat("x", 300_000)
	tests := map[string]struct {
		data string
		want []string
	}{
		"nothing":                    {"", nil},
		"no separator":               {"Subject: a\n\nb\n", nil},
		"one":                        {from + "Subject: a\n\nb\n", []string{"Subject: a\n\nb\n"}},
		"no last newline":            {from + "Subject: a\n\nb", []string{"Subject: a\n\nb"}},
		"separator and nothing else": {from, []string{""}},
		"two": {
			from + "Subject: a\n\nb\n\n" + from + "Subject: c\n\nd\n\n",
			[]string{"Subject: a\n\nb\n", "Subject: c\n\nd\n"},
		},
		"carriage returns": {
			strings.ReplaceAll(from+"Subject: a\n\nb\n\n"+from+"Subject: c\n\nd\n", "\n", "\r\n"),
			[]string{"Subject: a\r\n\r\nb\r\n", "Subject: c\r\n\r\nd\r\n"},
		},
		"text that begins with From": {
			from + "Subject: a\n\nFrom here on it rains.\n\nFrom 10:30 on, 2026 is dry.\nBring a coat.\n",
			[]string{"Subject: a\n\nFrom here on it rains.\n\nFrom 10:30 on, 2026 is dry.\nBring a coat.\n"},
		},
		"missing empty line": {
			from + "Subject: a\n\nb\n" + from + "Subject: c\n\nd\n",
			[]string{"Subject: a\n\nb\n", "Subject: c\n\nd\n"},
		},
		"addresses without a date": {
			"From 18@xxx\nSubject: a\n\nb\n\nFrom 19@xxx\nSubject: c\n",
			[]string{"Subject: a\n\nb\n", "Subject: c\n"},
		},
		"no header at all": {from + "\nb\n\n" + from + "\nd\n", []string{"\nb\n", "\nd\n"}},
		"long lines": {
			from + "Subject: a\n\n" + long + "\n\n" + from + "Subject: c\n\n" + long,
			[]string{"Subject: a\n\n" + long + "\n", "Subject: c\n\n" + long},
		},
		"date with a zone": {"From a@b Fri Sep 26 17:18:40 +0000 2025\nSubject: a\n", []string{"Subject: a\n"}},
		"sender unknown":   {"From - Fri, 26 Sep 2025 17:18:40 +0000\nSubject: a\n", []string{"Subject: a\n"}},
		"byte order mark":  {"\xef\xbb\xbf" + from + "Subject: a\n", []string{"Subject: a\n"}},
		"length, with what looks like a message inside (mboxcl2)": {
			from + "Content-Length: 84\n\nSee:\n\n" + from + "Subject: x\n\ny, from\nFrom me\n\n\n" + from + "Subject: c\n\nd\n",
			[]string{"Content-Length: 84\n\nSee:\n\n" + from + "Subject: x\n\ny, from\nFrom me\n\n", "Subject: c\n\nd\n"},
		},
		"length, without a line end of its own":     {from + "content-length: 1\n\na\n\n" + from + "x: y\n\nb", []string{"content-length: 1\n\na", "x: y\n\nb"}},
		"length up to the end of the file":          {from + "Content-Length: 60\n\n" + from + "x: y\n\n12345", []string{"Content-Length: 60\n\n" + from + "x: y\n\n12345"}},
		"length that is too large":                  {from + "Content-Length: 5000\n\na\n\n" + from + "x: y\n\nb\n", []string{"Content-Length: 5000\n\na\n", "x: y\n\nb\n"}},
		"length that is too small":                  {from + "Content-Length: 2\n\na\nb\n\n" + from + "x: y\n\nb\n", []string{"Content-Length: 2\n\na\nb\n", "x: y\n\nb\n"}},
		"length that makes no sense":                {from + "Content-Length: -7x\n\na\n\n" + from + "x: y\n", []string{"Content-Length: -7x\n\na\n", "x: y\n"}},
		"length in the text":                        {from + "x: y\n\nContent-Length: 60\n\n" + from + "x: y\n\n12345", []string{"x: y\n\nContent-Length: 60\n", "x: y\n\n12345"}},
		"MMDF":                                      {mmdf + "x: y\n\na\n" + from + "z: z\n\n" + mmdf + mmdf + "x: y\n\nb\n" + mmdf, []string{"x: y\n\na\n" + from + "z: z\n\n", "x: y\n\nb\n"}},
		"MMDF with both kinds, cut off":             {mmdf + from + "x: y\n\na\n" + mmdf + mmdf + from + "x: y\n\nb", []string{"x: y\n\na\n", "x: y\n\nb"}},
		"nothing but line ends":                     {"\n\r\n\n", nil},
		"several empty lines between":               {from + "x: y\n\na\n\n\n\n" + from + "x: y\n\nb\n", []string{"x: y\n\na\n\n\n", "x: y\n\nb\n"}},
		"separators of Eudora, Mozilla and Takeout": {"From ???@??? Mon Mar 02 09:11:05 1998\nx: 1\n\nFrom - Thu Jan 01 10:30:00 2026\nx: 2\n\nFrom 184@xxx Fri Sep 26 17:18:40 +0000 2025\nx: 3\n", []string{"x: 1\n", "x: 2\n", "x: 3\n"}},
		"a quoted separator is none":                {from + "x: y\n\n>" + from + "Subject: no\n\n>>" + from + "z: z\n", []string{"x: y\n\n>" + from + "Subject: no\n\n>>" + from + "z: z\n"}},
		"words before the first":                    {"hello\n\n" + from + "Subject: a\n", []string{"Subject: a\n"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, messages := split(t, tt.data)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			for i, m := range messages {
				if m.Index != i+1 {
					t.Errorf("message %d has index %d", i+1, m.Index)
				}
			}
		})
	}
}

func TestSplitReportsEscapes(t *testing.T) {
	_, got := split(t, from+"Subject: a\n\n>From me\n\n"+from+"Subject: b\n\n> From me\n")
	if len(got) != 2 || !got[0].Escaped || got[1].Escaped {
		t.Errorf("got %+v, want the first escaped and the second not", got)
	}
}

func TestSplitStopsWithTheCallersError(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	err := mbox.Split(strings.NewReader(from+"a: b\n\n"+from+"c: d\n"), func(mbox.Message) error { n++; return stop })
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("got %v after %d messages, want %v after 1", err, n, stop)
	}
}

func TestUnescape(t *testing.T) {
	in := "Subject: a\n\n>From me\n>>From you\n> From them\n>Fromage\nFrom us"
	want := "Subject: a\n\nFrom me\n>From you\n> From them\n>Fromage\nFrom us"
	if got := string(mbox.Unescape([]byte(in))); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestIs(t *testing.T) {
	tests := map[string]struct {
		head string
		want bool
	}{
		"mbox":                     {from + "Subject: a\n", true},
		"empty message":            {from + "\n", true},
		"cut after a field's name": {from + "Subject:", true},
		"cut in the line":          {from[:20], false},
		"address only":             {"From 18@xxx\nSubject: a\n", true},
		"a letter":                 {"From the desk of the clerk\nDate: 3 May 2026\n", false},
		"a message":                {"From: a@b.example\nSubject: a\n\n", false},
		"MMDF":                     {mmdf + "Subject: a\n\n", true},
		"MMDF with a separator":    {mmdf + from + "Subject: a\n\n", true},
		"MMDF of nothing":          {mmdf + mmdf, false},
		"UTF-16":                   {"\xff\xfeF\x00r\x00o\x00m\x00 \x00a\x00@\x00b\x00\n\x00", false},
		"nothing":                  {"", false},
		"text after a date":        {"From Monday 3 Mar 2026 at 10:30 we\nare open\n", false},
		"binary after a date":      {from + "\x00\x01\x02:", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := mbox.Is([]byte(tt.head)); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// TestCorpus counts the messages of mboxes whose number is known.
func TestCorpus(t *testing.T) {
	tests := map[string]int{
		"mail-mime/imaptest/esearch.mbox":                        7,
		"mail-mime/imaptest/fetch-binary-mime-base64.mbox":       1,
		"mail-mime/imaptest/fetch-body-message-rfc822-mime.mbox": 1,
		"mail-mime/imaptest/fetch-body-message-rfc822-x2.mbox":   1,
		"mail-mime/imaptest/sort-addresses.mbox":                 3,
		"mail-mime/imaptest/sort-display-from.mbox":              5,
		"mail-mime/imaptest/thread2.mbox":                        2,
		"mail-mime/imaptest/thread3.mbox":                        2,
		"mail-mime/imaptest/thread8.mbox":                        3,
		"mail-mime/imaptest/urlauth-binary.mbox":                 1,
		"mail-mime/imaptest/sort-display-to.mbox":                8,
		"mail-mime/imaptest/thread7.mbox":                        4,
		"mail-mime/mimekit/mbox/issue1189.mbox.txt":              4,
		"doc-tika/mail/complex.mbox":                             3,
		"doc-tika/mail/single_mail.mbox":                         1,
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(corpora(t), filepath.FromSlash(name)))
			if err != nil {
				t.Skip("shared corpora not found: ", err)
			}
			if !mbox.Is(data[:min(len(data), 4096)]) {
				t.Error("not recognised")
			}
			if got, _ := split(t, string(data)); len(got) != want {
				t.Errorf("got %d messages, want %d", len(got), want)
			}
		})
	}
}

// TestMimeKit compares places with those that MimeKit found, with both kinds of
// line ends.
func TestMimeKit(t *testing.T) {
	dir := filepath.Join(corpora(t), "mail-mime", "mimekit", "mbox")
	answers, err := filepath.Glob(filepath.Join(dir, "*-offsets.json"))
	if err != nil || len(answers) == 0 {
		t.Skip("shared corpora not found: ", dir)
	}
	for _, answer := range answers {
		name, ends, _ := strings.Cut(strings.TrimSuffix(filepath.Base(answer), "-offsets.json"), ".")
		t.Run(name+" "+ends, func(t *testing.T) {
			raw, err := os.ReadFile(answer)
			if err != nil {
				t.Fatal(err)
			}
			var want []struct{ BeginOffset, EndOffset int64 }
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(filepath.Join(dir, name+".mbox.txt"))
			if err != nil {
				t.Skip("its mbox is not on this side: ", err)
			}
			data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
			if ends == "dos" {
				data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
			}
			_, got := split(t, string(data))
			if len(got) != len(want) {
				t.Fatalf("%d messages, want %d", len(got), len(want))
			}
			for i, m := range got {
				if m.Offset != want[i].BeginOffset || m.Offset+m.Length != want[i].EndOffset {
					t.Errorf("message %d is at %d to %d, want %d to %d", i+1, m.Offset, m.Offset+m.Length, want[i].BeginOffset, want[i].EndOffset)
				}
			}
		})
	}
}

func corpora(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared", "corpora")
		}
		dir = filepath.Dir(dir)
	}
	t.Skip("shared corpora not found: no go.mod above")
	return ""
}

// FuzzSplit holds Split to this: messages lie in order, apart and inside the
// file; what Is accepts has at least one; and unescaping only takes away '>'.
func FuzzSplit(f *testing.F) {
	f.Add([]byte(from + "Subject: a\n\n>From b\n\n" + from + "Subject: c\n"))
	f.Add([]byte("From a@b\r\nx:\r\n\r\n"))
	f.Add([]byte("\n\n" + from + "\n"))
	f.Add([]byte("\n\rFrom a@b\r\nx:\r\n\r\n"))
	f.Add([]byte(from + "Content-Length: 9\n\n" + from + "\n\n\n" + from + "x: y\n"))
	f.Add([]byte(mmdf + from + "x: y\n" + mmdf + mmdf + "a: b\n\n>From me\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		end, n := int64(0), 0
		err := mbox.Split(bytes.NewReader(data), func(m mbox.Message) error {
			n++
			if m.Index != n || m.Offset < end || m.Length < 0 || m.Offset+m.Length > int64(len(data)) {
				t.Fatalf("message %+v after offset %d of %d", m, end, len(data))
			}
			end = m.Offset + m.Length
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 && mbox.Is(data) {
			t.Error("recognised as mbox, but no message found")
		}
		plain := mbox.Unescape(data)
		if got := bytes.ReplaceAll(plain, []byte(">"), nil); !bytes.Equal(got, bytes.ReplaceAll(data, []byte(">"), nil)) {
			t.Error("unescaping changed more than '>'")
		}
	})
}
