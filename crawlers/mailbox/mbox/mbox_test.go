package mbox_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/mailbox/mbox"
)

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
		"date with a zone":       {"From a@b Fri Sep 26 17:18:40 +0000 2025\nSubject: a\n", []string{"Subject: a\n"}},
		"sender unknown":         {"From - Fri, 26 Sep 2025 17:18:40 +0000\nSubject: a\n", []string{"Subject: a\n"}},
		"byte order mark":        {"\xef\xbb\xbf" + from + "Subject: a\n", []string{"Subject: a\n"}},
		"words before the first": {"hello\n\n" + from + "Subject: a\n", []string{"Subject: a\n"}},
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
		"mail-mime/imaptest/esearch.mbox":           7,
		"mail-mime/imaptest/sort-display-to.mbox":   8,
		"mail-mime/imaptest/thread7.mbox":           4,
		"mail-mime/mimekit/mbox/issue1189.mbox.txt": 4,
		"doc-tika/mail/complex.mbox":                3,
		"doc-tika/mail/single_mail.mbox":            1,
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
