package imap_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sarsen/crawlers/mailbox/imap"
)

// A fake speaks as much IMAP as a walk needs, and misbehaves where a test
// wants it to.
type fake struct {
	address  string
	caps     string
	messages map[uint32]string // of the one folder, INBOX
	exists   int               // how many it says there are, when not 0
	next     uint32
	// on is asked before each command; what it returns is written instead of
	// the answer. false ends the connection after it.
	on func(command string) (answer string, again bool)

	mu       sync.Mutex
	commands []string
	pauses   []time.Duration
}

func newFake(t *testing.T, messages map[uint32]string, setup func(*fake)) *fake {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{address: l.Addr().String(), caps: "IMAP4rev1 ESEARCH AUTH=PLAIN SASL-IR", messages: messages}
	for uid := range messages {
		f.next = max(f.next, uid+1)
	}
	if setup != nil {
		setup(f)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { f.serve(c) })
		}
	})
	t.Cleanup(func() { _ = l.Close(); wg.Wait() })
	return f
}

// options do not wait, and note how long they would have waited.
func (f *fake) options() imap.Options {
	return imap.Options{
		Address: f.address, User: "ann", Password: "secret", Insecure: true, Timeout: 5 * time.Second,
		Pause: func(ctx context.Context, d time.Duration) error {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.pauses = append(f.pauses, d)
			return ctx.Err()
		},
	}
}

func (f *fake) serve(c net.Conn) {
	defer func() { _ = c.Close() }()
	if answer, ok := f.hook("greeting"); answer != "" || !ok {
		_, _ = c.Write([]byte(answer))
		if !ok {
			return
		}
	} else {
		_, _ = fmt.Fprintf(c, "* OK [CAPABILITY %s] ready\r\n", f.caps)
	}
	for lines := bufio.NewScanner(c); lines.Scan(); {
		tag, command, _ := strings.Cut(lines.Text(), " ")
		answer, ok := f.hook(command)
		if answer == "" && ok {
			answer = f.answer(command)
		}
		answer = strings.NewReplacer(`(TAG "TAG")`, `(TAG "`+tag+`")`, "TAG", tag).Replace(answer)
		if _, err := c.Write([]byte(answer)); err != nil || !ok {
			return
		}
	}
}

func (f *fake) hook(command string) (string, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.commands = append(f.commands, command)
	if f.on == nil {
		return "", true
	}
	return f.on(command)
}

func (f *fake) answer(command string) string {
	switch word := strings.Fields(command); {
	case len(word) == 0:
		return "* BAD what?\r\n"
	case word[0] == "CAPABILITY":
		return "* CAPABILITY " + f.caps + "\r\nTAG OK\r\n"
	case word[0] == "LIST":
		return "* LIST () \"/\" INBOX\r\nTAG OK\r\n"
	case word[0] == "EXAMINE":
		exists := len(f.messages)
		if f.exists != 0 {
			exists = f.exists
		}
		return fmt.Sprintf("* %d EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT %d] x\r\nTAG OK [READ-ONLY]\r\n", exists, f.next)
	case strings.HasPrefix(command, "UID SEARCH"):
		return "* ESEARCH (TAG \"TAG\") UID" + f.found(word[len(word)-1]) + "\r\nTAG OK\r\n"
	case strings.HasPrefix(command, "UID FETCH"):
		return f.fetched(word[2], strings.Contains(command, "BODY.PEEK[]")) + "TAG OK\r\n"
	}
	return "TAG OK\r\n"
}

func (f *fake) found(set string) string {
	var in []string
	for _, uid := range f.in(set) {
		in = append(in, fmt.Sprint(uid))
	}
	if in == nil {
		return ""
	}
	return " ALL " + strings.Join(in, ",")
}

func (f *fake) fetched(set string, body bool) string {
	var b strings.Builder
	for i, uid := range f.in(set) {
		m := f.messages[uid]
		if body {
			fmt.Fprintf(&b, "* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n", i+1, uid, len(m), m)
		} else {
			fmt.Fprintf(&b, "* %d FETCH (UID %d RFC822.SIZE %d INTERNALDATE \"04-Mar-2026 05:06:07 +0000\")\r\n", i+1, uid, len(m))
		}
	}
	return b.String()
}

// in lists the messages of a set, ascending.
func (f *fake) in(set string) (uids []uint32) {
	for r := range strings.SplitSeq(set, ",") {
		from, to, ok := strings.Cut(r, ":")
		if !ok {
			to = from
		}
		low, _ := strconv.ParseUint(from, 10, 32)
		high, _ := strconv.ParseUint(to, 10, 32)
		for uid := range f.messages {
			if uint64(uid) >= low && uint64(uid) <= high {
				uids = append(uids, uid)
			}
		}
	}
	slices.Sort(uids)
	return uids
}

// count is how many commands begin with some words.
func (f *fake) count(words string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.commands {
		if strings.HasPrefix(c, words) {
			n++
		}
	}
	return n
}
