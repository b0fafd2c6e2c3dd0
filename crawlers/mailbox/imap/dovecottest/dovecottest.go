// Package dovecottest starts a real Dovecot for tests: on free ports of the
// loopback, with a certificate made for it, accounts as Maildir++, and a public
// and a shared namespace. Everything lies in the test's own folder and ends
// with the test.
package dovecottest

import (
	"bytes"
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Options of a server. The zero value has one account.
type Options struct {
	// Users are the accounts with their passwords; by default ann@parish.example
	// with "secret".
	Users map[string]string
	// Connections is how many an account may have at a time; 0 is Dovecot's
	// own limit.
	Connections int
	// Introspect is the address at which tokens are checked, as RFC 7662 has
	// it. With it the server takes tokens only, no passwords.
	Introspect string
	// Settings are further lines of dovecot.conf.
	Settings string
}

// A Server is a running Dovecot.
type Server struct {
	TLS   string // host:port of IMAP in TLS
	Plain string // host:port of IMAP with STARTTLS
	CA    []byte // PEM of the certificate to trust
	Roots *x509.CertPool

	dir      string
	uid, gid int // who reads the mail
	cmd      *exec.Cmd
	done     chan struct{}
}

// Needed skips the test where Dovecot is not installed, and fails it where it
// has to be.
func Needed(t testing.TB) {
	t.Helper()
	if program() != "" {
		return
	}
	if os.Getenv("SARSEN_CI") != "" {
		t.Fatal("dovecot is not installed")
	}
	t.Skip("dovecot is not installed")
}

func program() string {
	for _, name := range []string{"dovecot", "/usr/sbin/dovecot"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// Start runs a server until the test ends.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	Needed(t)
	if o.Users == nil {
		o.Users = map[string]string{"ann@parish.example": "secret"}
	}
	// Unix sockets have short names only, so the test's own folder is too deep.
	dir, err := os.MkdirTemp("", "dovecot")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // its processes have users of their own
		t.Fatal(err)
	}
	s := &Server{dir: dir, uid: os.Getuid(), gid: os.Getgid()}
	if s.uid == 0 { // Dovecot lets nobody read mail as root
		s.uid, s.gid = 65534, 65534
	}
	s.certificate(t)
	for range 3 { // a port may be taken between finding and using it
		if s.start(t, o) {
			return s
		}
	}
	log, _ := os.ReadFile(s.path("log"))
	t.Fatalf("dovecot does not start:\n%s", log)
	return nil
}

func (s *Server) start(t testing.TB, o Options) bool {
	t.Helper()
	ports := freePorts(t, 2)
	s.TLS, s.Plain = ports[0], ports[1]
	s.configure(t, o)
	s.cmd = exec.CommandContext(context.Background(), program(), "-F", "-c", s.path("dovecot.conf"))
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.done = make(chan struct{})
	go func() {
		defer close(s.done)
		_ = s.cmd.Wait()
	}()
	for range 100 {
		if greets(s.Plain) {
			t.Cleanup(s.stop)
			return true
		}
		select {
		case <-s.done:
			return false
		case <-time.After(50 * time.Millisecond):
		}
	}
	s.stop()
	return false
}

func (s *Server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.done:
	case <-time.After(10 * time.Second):
		_ = s.cmd.Process.Kill()
		<-s.done
	}
}

func greets(address string) bool {
	c, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		return false
	}
	defer func() { _ = c.Close() }()
	_ = c.SetReadDeadline(time.Now().Add(time.Second))
	n, _ := c.Read(make([]byte, 4))
	return n > 0
}

func freePorts(t testing.TB, n int) []string {
	t.Helper()
	var out []string
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = l.Close() }()
		out = append(out, l.Addr().String())
	}
	return out
}

func (s *Server) path(name ...string) string {
	return filepath.Join(append([]string{s.dir}, name...)...)
}

// Home is an account's Maildir: its inbox, with the other folders as ".Name".
func (s *Server) Home(user string) string { return s.path("home", user, "Maildir") }

// Public is the folder of the public namespace, a Maildir for each of its
// folders as ".Name".
func (s *Server) Public() string { return s.path("public") }

// Deliver puts messages into a Maildir as a delivery agent would, with flags
// such as "RS" as if a mail program had set them, or "" into new.
func (s *Server) Deliver(t testing.TB, maildir, flags string, messages ...string) {
	t.Helper()
	for _, sub := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(maildir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	defer s.own(t)
	have, err := os.ReadDir(filepath.Join(maildir, "cur"))
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := os.ReadDir(filepath.Join(maildir, "new"))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	for i, m := range messages {
		n := len(have) + len(fresh) + i + 1
		m = strings.ReplaceAll(strings.ReplaceAll(m, "\r\n", "\n"), "\n", "\r\n")
		name := fmt.Sprintf("%d.M%dP1.parish,S=%d,W=%d", 1700000000+n, n, len(m), len(m))
		sub := "new"
		if flags != "" {
			sub, name = "cur", name+":2,"+flags
		}
		path := filepath.Join(maildir, sub, name)
		if err := os.WriteFile(path, []byte(m), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

// File writes a file beside the mail, such as dovecot-acl.
func (s *Server) File(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s.own(t)
}

// own gives all mail to the user that Dovecot reads it as.
func (s *Server) own(t testing.TB) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	for _, top := range []string{"home", "public"} {
		err := filepath.WalkDir(s.path(top), func(path string, _ os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			return os.Lchown(path, s.uid, s.gid) //nolint:gosec // nobody else is there
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Admin runs doveadm.
func (s *Server) Admin(t testing.TB, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "doveadm", append([]string{"-c", s.path("dovecot.conf")}, args...)...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("doveadm %s: %v\n%s", strings.Join(args, " "), err, out.String())
	}
	return out.String()
}

// Log is what the server has logged so far.
func (s *Server) Log() string {
	raw, _ := os.ReadFile(s.path("log"))
	return string(raw)
}

func port(address string) string {
	_, p, _ := net.SplitHostPort(address)
	return p
}

func id(n int) string { return strconv.Itoa(n) }
