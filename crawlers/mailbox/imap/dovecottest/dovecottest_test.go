package dovecottest_test

import (
	"bufio"
	"crypto/tls"
	"strings"
	"testing"

	"sarsen/crawlers/mailbox/imap/dovecottest"
)

func TestStart(t *testing.T) {
	s := dovecottest.Start(t, dovecottest.Options{})
	s.Deliver(t, s.Home("ann@parish.example"), "", "Subject: a\n\nb\n")
	c, err := (&tls.Dialer{Config: &tls.Config{RootCAs: s.Roots, MinVersion: tls.VersionTLS12}}).DialContext(t.Context(), "tcp", s.TLS)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, err := c.Write([]byte("a login ann@parish.example secret\r\nb list \"\" *\r\nc status INBOX (messages)\r\nd namespace\r\ne logout\r\n")); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for lines := bufio.NewScanner(c); lines.Scan(); {
		said.WriteString(lines.Text() + "\n")
	}
	for _, want := range []string{"a OK", "(MESSAGES 1)", `"Public/"`, "d OK"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("the server did not say %q but\n%s%s", want, said.String(), s.Log())
		}
	}
}
