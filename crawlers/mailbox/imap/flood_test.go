package imap_test

import (
	"net"
	"strings"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/mailbox/imap"
)

// TestFlood has servers that answer without end: memory is bounded, the error
// says so in one line, and nothing is tried again.
func TestFlood(t *testing.T) {
	for name, start := range map[string]string{
		"one line":     "* LIST () \"/\" \"",
		"many folders": "",
		"one text":     "* OK ",
	} {
		t.Run(name, func(t *testing.T) {
			more := strings.Repeat("a", 1<<16)
			if start == "" {
				more = strings.Repeat("* LIST () \"/\" aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 1<<10)
			}
			address := flood(t, start, more)
			src := open(t, imap.Options{Address: address, User: "ann", Password: "secret", Insecure: true})
			err := src.Walk(t.Context(), func(crawlers.Entry) error { return nil })
			if err == nil || !strings.Contains(err.Error(), "without end") || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v", err)
			}
		})
	}
}

// flood serves one connection, and answers LIST with start and then more and
// more.
func flood(t *testing.T, start, more string) string {
	t.Helper()
	f := newFake(t, few(), nil)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		c, err := l.Accept()
		if err != nil {
			return
		}
		_ = l.Close() // a second try meets nobody
		f.serve(&flooding{Conn: c, start: start, more: more})
	}()
	t.Cleanup(func() { _ = l.Close(); <-done })
	return l.Addr().String()
}

// A flooding connection turns the answer to LIST into one without end.
type flooding struct {
	net.Conn
	start, more string
}

func (f *flooding) Write(b []byte) (int, error) {
	if !strings.HasPrefix(string(b), "* LIST") {
		return f.Conn.Write(b)
	}
	_, err := f.Conn.Write([]byte(f.start))
	for err == nil {
		_, err = f.Conn.Write([]byte(f.more))
	}
	return 0, err
}
