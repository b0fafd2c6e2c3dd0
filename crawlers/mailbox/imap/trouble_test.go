package imap_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/mailbox/imap"
)

func few() map[uint32]string {
	return map[uint32]string{1: message(1), 2: message(2), 3: message(3), 9: message(9)}
}

// once lets a hook speak the first time only that a command begins with words.
func once(words, answer string, again bool) *hook {
	return &hook{words: words, answer: answer, again: again}
}

type hook struct {
	words, answer string
	again, done   bool
}

func (h *hook) on(command string) (string, bool) {
	if h.done || !strings.HasPrefix(command, h.words) {
		return "", true
	}
	h.done = true
	return h.answer, h.again
}

// TestTroubleThatPasses has servers that fail once in all kinds of ways: every
// message is read all the same.
func TestTroubleThatPasses(t *testing.T) {
	half := fmt.Sprintf("* 1 FETCH (UID 1 BODY[] {%d}\r\n%s", len(message(1)), message(1)[:9])
	tests := map[string]*hook{
		"greeted with goodbye":          once("greeting", "* BYE Too many connections from your address\r\n", false),
		"log in: too many":              once("AUTHENTICATE", "TAG NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded\r\n", true),
		"log in: alert":                 once("AUTHENTICATE", "TAG NO [ALERT] Too many simultaneous connections. (Failure)\r\n", true),
		"list: throttled":               once("LIST", "TAG NO Request is throttled. Suggested Backoff Time: 1500 milliseconds\r\n", true),
		"open: over quota":              once("EXAMINE", "TAG NO [OVERQUOTA] Account exceeded command or bandwidth limits.\r\n", true),
		"open: closed":                  once("EXAMINE", "", false),
		"search: goodbye":               once("UID SEARCH", "* BYE Session expired, please log in again\r\n", false),
		"search: cut":                   once("UID SEARCH", "* ESEARCH (TAG \"TAG\") UID ALL 1:", false),
		"describe: cut":                 once("UID FETCH 1:3,9 (UID", "* 1 FETCH (UID 1 RFC822.SI", false),
		"describe: bad date":            once("UID FETCH 1:3,9 (UID", "* 1 FETCH (UID 1 RFC822.SIZE 7 INTERNALDATE \"yesterday\")\r\nTAG OK\r\n", true),
		"describe: one refused":         once("UID FETCH 1:3,9 (UID", "* 1 FETCH (UID 1 RFC822.SIZE 32 INTERNALDATE \"04-Mar-2026 05:06:07 +0000\")\r\nTAG NO [SERVERBUG] Internal error\r\n", true),
		"fetch: cut in the message":     once("UID FETCH 1:2 (UID BODY", half, false),
		"fetch: a flag for an answer":   once("UID FETCH 1:2 (UID BODY", "* 1 FETCH (UID 1 FLAGS (\\Seen))\r\nTAG OK\r\n", true),
		"fetch: no literal":             once("UID FETCH 1:2 (UID BODY", "* 1 FETCH (UID 1 BODY[] NIL)\r\nTAG OK\r\n", true),
		"fetch: refused":                once("UID FETCH 1:2 (UID BODY", "TAG NO [LIMIT] Too many commands\r\n", true),
		"batch: refused":                once("UID FETCH 3,9 (UID BODY", "TAG NO [SERVERBUG] Internal error\r\n", true),
		"batch: cut before the message": once("UID FETCH 3,9 (UID BODY", "* BYE\r\n", false),
	}
	for name, h := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFake(t, few(), func(f *fake) { f.on = h.on })
			src := open(t, f.options())
			got := map[string]string{}
			for _, e := range crawlertest.Walk(t, src) {
				got[e.Path] = string(crawlertest.Read(t, src, e))
			}
			if !h.done {
				t.Errorf("there was no trouble in %v", f.commands)
			}
			for uid, want := range f.messages {
				if path := fmt.Sprintf("INBOX/%d", uid); got[path] != want {
					t.Errorf("%s: got %q, want %q", path, got[path], want)
				}
			}
		})
	}
}

func TestServersAreGivenTheTimeTheyAskFor(t *testing.T) {
	f := newFake(t, few(), func(f *fake) {
		f.on = once("UID SEARCH", "TAG NO Request is throttled. Suggested Backoff Time: 1500 milliseconds\r\n", true).on
	})
	crawlertest.Walk(t, open(t, f.options()))
	if len(f.pauses) != 1 || f.pauses[0] != 1500*time.Millisecond {
		t.Errorf("waited %v, want once 1.5s", f.pauses)
	}
}

func TestPausesGrow(t *testing.T) {
	f := newFake(t, few(), func(f *fake) {
		f.on = func(command string) (string, bool) { return "", command != "EXAMINE INBOX" }
	})
	err := open(t, f.options()).Walk(t.Context(), func(crawlers.Entry) error { return nil })
	if !errors.Is(err, crawlers.ErrTemporary) || !strings.Contains(err.Error(), "closed the connection") {
		t.Errorf("got %v", err)
	}
	if len(f.pauses) != 6 {
		t.Fatalf("waited %v, want six times", f.pauses)
	}
	for i, d := range f.pauses {
		if mid := 500 * time.Millisecond << i; d < mid*3/4 || d > mid*5/4 {
			t.Errorf("pause %d is %v, want it about %v", i+1, d, mid)
		}
	}
}

// TestDeadPeer has a server that falls silent in the middle of each command.
func TestDeadPeer(t *testing.T) {
	for _, words := range []string{"greeting", "AUTHENTICATE", "LIST", "EXAMINE", "UID SEARCH"} {
		t.Run(words, func(t *testing.T) {
			f := newFake(t, few(), func(f *fake) {
				f.on = func(command string) (string, bool) {
					if strings.HasPrefix(command, words) {
						return "* 1 RECENT\r\n", true // and no more
					}
					return "", true
				}
			})
			opts := f.options()
			opts.Timeout = 20 * time.Millisecond
			err := open(t, opts).Walk(t.Context(), func(crawlers.Entry) error { return nil })
			if !errors.Is(err, crawlers.ErrTemporary) || !strings.Contains(err.Error(), "in time") {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestOneBadMessage has a server that breaks the connection whenever one
// message is asked for.
func TestOneBadMessage(t *testing.T) {
	for name, answer := range map[string]string{"closed": "", "refused": "TAG NO [SERVERBUG] Internal error, call ann\r\n", "cut": "* 2 FETCH (UID 2 BODY[] {99}\r\nSub"} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t, few(), func(f *fake) {
				f.on = func(command string) (string, bool) {
					if strings.Contains(command, "BODY.PEEK") && slices.Contains(f.in(strings.Fields(command)[2]), 2) {
						return answer, strings.HasPrefix(answer, "TAG")
					}
					return "", true
				}
			})
			src := open(t, f.options())
			bad := 0
			for _, e := range crawlertest.Walk(t, src) {
				c, err := src.Open(t.Context(), e)
				if err == nil {
					_ = c.Close()
					continue
				}
				bad++
				if e.Path != "INBOX/2" || strings.Contains(err.Error(), "ann") {
					t.Errorf("%s: %v", e.Path, err)
				}
			}
			if bad != 1 {
				t.Errorf("%d messages could not be read, want 1", bad)
			}
		})
	}
}

// TestBrokenInTheMiddle has a folder that is refused half way: the walk is not
// complete, so that nothing is taken for vanished.
func TestBrokenInTheMiddle(t *testing.T) {
	f := newFake(t, few(), func(f *fake) {
		f.on = func(command string) (string, bool) {
			if strings.HasPrefix(command, "UID SEARCH") {
				return "TAG NO [NOPERM] ann may not\r\n", true
			}
			return "", true
		}
	})
	err := open(t, f.options()).Walk(t.Context(), func(crawlers.Entry) error { return nil })
	if !errors.Is(err, crawlers.ErrTemporary) || strings.Contains(err.Error(), "ann") {
		t.Errorf("got %v", err)
	}
}

func TestWhatTheServerCountsAndDoesNotList(t *testing.T) {
	f := newFake(t, few(), func(f *fake) { f.exists = 6 })
	entries := crawlertest.Walk(t, open(t, f.options()))
	last := entries[len(entries)-1]
	if len(entries) != 5 || last.State != crawlers.Denied || !strings.Contains(last.Reason, "2 messages more") {
		t.Errorf("got %d entries, the last %+v", len(entries), last)
	}
}

// TestNumbersFarApart walks four messages in four thousand million numbers.
func TestNumbersFarApart(t *testing.T) {
	f := newFake(t, map[uint32]string{1: message(1), 70_000: message(2), 3_000_000_000: message(3), 1<<32 - 2: message(4)}, nil)
	if got := crawlertest.Walk(t, open(t, f.options())); len(got) != 4 {
		t.Errorf("got %d messages, want 4", len(got))
	}
	if n := f.count("UID SEARCH"); n > 12 {
		t.Errorf("%d searches", n)
	}
}

// TestFoldersThatAreKnownAreNotListed skips a folder at its mark, which changes
// with what is in it and with what of it is to be read.
func TestFoldersThatAreKnownAreNotListed(t *testing.T) {
	f := newFake(t, few(), nil)
	opts := f.options()
	opts.Known = func(string, string) bool { return true }
	mark := func(opts imap.Options) (stamp string) {
		t.Helper()
		err := open(t, opts).Walk(t.Context(), func(e crawlers.Entry) error {
			if stamp != "" || !e.Store || e.Keys != "INBOX;7;" {
				t.Errorf("got %+v", e)
			}
			stamp = e.Stamp
			return crawlers.SkipStore
		})
		if err != nil {
			t.Fatal(err)
		}
		return stamp
	}
	first := mark(opts)
	if again := mark(opts); again != first {
		t.Errorf("%q became %q", first, again)
	}
	for name, change := range map[string]func(o *imap.Options){
		"a message less": func(*imap.Options) { delete(f.messages, 2) },
		"a message more": func(*imap.Options) { f.messages[f.next], f.next = message(4), f.next+1 },
		"a limit":        func(o *imap.Options) { o.MaxSize = 1 },
		"a pattern":      func(o *imap.Options) { o.Exclude = []string{"INBOX"} },
	} {
		before, changed := mark(opts), opts
		change(&changed)
		if mark(changed) == before {
			t.Errorf("%s: nothing tells it", name)
		}
	}
	if n := f.count("UID SEARCH"); n != 0 {
		t.Errorf("%d searches", n)
	}
	f.next = 0
	if got := crawlertest.Walk(t, open(t, opts)); len(got) == 0 || got[0].Store {
		t.Errorf("marked by a server that does not tell the next number: %+v", got)
	}
}

// TestKnownMessagesAreNotAskedAbout walks a folder in which one message is new.
func TestKnownMessagesAreNotAskedAbout(t *testing.T) {
	f := newFake(t, few(), nil)
	opts := f.options()
	opts.Known = func(key, _ string) bool { return key != "INBOX;7;3" }
	got := crawlertest.Walk(t, open(t, opts))
	if len(got) != 5 || !got[0].Store || got[3].Size != int64(len(message(3))) || got[4].Size != -1 {
		t.Errorf("got %+v", got)
	}
	if f.count("UID FETCH") != 1 || f.count("UID FETCH 3 ") != 1 {
		t.Errorf("asked %v", f.commands)
	}
}

// TestFetchedAhead reads a folder in order with few commands, and message by
// message when out of order.
func TestFetchedAhead(t *testing.T) {
	messages := map[uint32]string{}
	for uid := range uint32(300) {
		messages[uid+1] = message(int(uid))
	}
	read := func(step int) int {
		f := newFake(t, messages, nil)
		src := open(t, f.options())
		entries := crawlertest.Walk(t, src)
		before := f.count("UID FETCH")
		for i := range entries {
			e := entries[i*step%len(entries)]
			if got := crawlertest.Read(t, src, e); string(got) != messages[uint32(i*step%len(entries)+1)] {
				t.Fatalf("%s holds another message", e.Path)
			}
		}
		return f.count("UID FETCH") - before
	}
	if n := read(1); n > 15 {
		t.Errorf("%d commands for 300 messages in order", n)
	}
	if n := read(7); n < 250 {
		t.Errorf("%d commands for 300 messages out of order: more was fetched than asked for", n)
	}
}

func TestLargeMessagesLieInAFile(t *testing.T) {
	large := strings.Repeat("0123456789abcde\n", 1<<19) // 8 MB
	f := newFake(t, map[uint32]string{1: large, 2: message(2)}, nil)
	opts := f.options()
	opts.Temp = t.TempDir()
	src := open(t, opts)
	entries := crawlertest.Walk(t, src)
	if string(crawlertest.Read(t, src, entries[0])) != large {
		t.Error("the message is another")
	}
	c, err := src.Open(t.Context(), entries[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := c.(interface{ Fd() uintptr }); !ok {
		t.Error("not in a file")
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(opts.Temp)
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestLeftoversAreSwept(t *testing.T) {
	dir := t.TempDir()
	old, young := dir+"/imap-1.tmp", dir+"/imap-2.tmp"
	for _, name := range []string{old, young} {
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	open(t, imap.Options{Address: "127.0.0.1:1", Temp: dir})
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Error("the old one is still there")
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("the young one is gone")
	}
}

// TestNoEncryptionTakenAway has someone on the line who keeps STARTTLS from
// being offered: no password is said.
func TestNoEncryptionTakenAway(t *testing.T) {
	for name, answer := range map[string]string{"unknown": "TAG BAD unknown command\r\n", "refused": "TAG NO not now\r\n"} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t, few(), func(f *fake) { f.on = once("STARTTLS", answer, true).on })
			opts := f.options()
			opts.Insecure, opts.StartTLS = false, true
			_, err := open(t, opts).Check(t.Context())
			if err == nil || !strings.Contains(err.Error(), "STARTTLS") || f.count("AUTHENTICATE") != 0 || f.count("LOGIN") != 0 {
				t.Errorf("got %v after %v", err, f.commands)
			}
		})
	}
}

// TestMistakes says what to do about what is likely to be wrong.
func TestMistakes(t *testing.T) {
	f := newFake(t, few(), nil)
	noPasswords := newFake(t, few(), func(f *fake) { f.caps = "IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2" })
	unconnected := newFake(t, few(), func(f *fake) { f.on = once("LIST", "TAG BAD User is authenticated but not connected.\r\n", true).on })
	locked := newFake(t, few(), func(f *fake) {
		f.on = once("AUTHENTICATE", "TAG NO [AUTHENTICATIONFAILED] Too many failures, try again later\r\n", true).on
	})
	tls := sample(t)
	tests := map[string]struct {
		opts imap.Options
		says string
	}{
		"TLS to a port without":   {imap.Options{Address: f.address}, "starttls"},
		"no such server":          {imap.Options{Address: "mail.invalid:993"}, "DNS"},
		"nobody listens":          {imap.Options{Address: "127.0.0.1:1"}, "port"},
		"own authority":           {imap.Options{Address: tls.address}, "ca_file"},
		"another name":            {imap.Options{Address: strings.Replace(tls.address, "127.0.0.1", "localhost", 1), RootCAs: tls.roots}, "proper name"},
		"no passwords here":       {imap.Options{Address: noPasswords.address, Insecure: true}, "oauth"},
		"Microsoft 365, no right": {imap.Options{Address: unconnected.address, Insecure: true}, "full access"},
		"account locked":          {imap.Options{Address: locked.address, Insecure: true}, "check the user"},
		"wrong password":          {imap.Options{Address: tls.address, RootCAs: tls.roots, User: userName, Password: "guess"}, "check the user"},
		"clear to a port of TLS":  {imap.Options{Address: tls.address, Insecure: true, Timeout: 100 * time.Millisecond}, "in time"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := open(t, tt.opts).Check(t.Context())
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want it to say %q", err, tt.says)
			}
		})
	}
}
