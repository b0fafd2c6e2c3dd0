package imap_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/mailbox/imap"
)

const (
	userName = "ann@parish.example"
	password = "correct hôrse"
)

// A server is an account on a server in memory, behind TLS.
type server struct {
	*imapmemserver.User
	address string
	roots   *x509.CertPool

	mu    sync.Mutex
	conns []net.Conn
}

func newServer(t *testing.T) *server {
	t.Helper()
	certificate, roots := selfSigned(t)
	memory := imapmemserver.New()
	s := &server{User: imapmemserver.NewUser(userName, password), roots: roots}
	memory.AddUser(s.User)
	srv := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return memory.NewSession(), nil, nil
		},
		Caps:         goimap.CapSet{goimap.CapIMAP4rev1: {}},
		Logger:       log.New(io.Discard, "", 0),
		InsecureAuth: true,
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = l.Addr().String()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = srv.Serve(tls.NewListener(&recorder{l, s}, &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: []string{"imap"}}))
	}()
	t.Cleanup(func() { _ = srv.Close(); <-done })
	return s
}

// recorder keeps the connections, so that a test can cut them.
type recorder struct {
	net.Listener
	s *server
}

func (r *recorder) Accept() (net.Conn, error) {
	c, err := r.Listener.Accept()
	if err == nil {
		r.s.mu.Lock()
		r.s.conns = append(r.s.conns, c)
		r.s.mu.Unlock()
	}
	return c, err
}

func (s *server) cut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.conns {
		_ = c.Close()
	}
	s.conns = nil
}

func selfSigned(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "mail.parish.example"},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(time.Hour),
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA:                  true,
		BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

func (s *server) add(t *testing.T, folder, text string, flags ...goimap.Flag) {
	t.Helper()
	_, err := s.Append(folder, literal{strings.NewReader(text), int64(len(text))}, &goimap.AppendOptions{
		Time: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC), Flags: flags,
	})
	if err != nil {
		t.Fatal(err)
	}
}

type literal struct {
	io.Reader
	size int64
}

func (l literal) Size() int64 { return l.size }

func (s *server) folder(t *testing.T, name string) {
	t.Helper()
	if err := s.Create(name, nil); err != nil {
		t.Fatal(err)
	}
}

func (s *server) options() imap.Options {
	return imap.Options{Address: s.address, User: userName, Password: password, RootCAs: s.roots, Pause: atOnce}
}

// atOnce does not wait.
func atOnce(ctx context.Context, _ time.Duration) error { return ctx.Err() }

func (s *server) source(t *testing.T) *imap.Source { return open(t, s.options()) }

func open(t testing.TB, opts imap.Options) *imap.Source {
	t.Helper()
	src := create(t, opts)
	t.Cleanup(func() { _ = src.Close() })
	return src
}

func create(t testing.TB, opts imap.Options) *imap.Source {
	t.Helper()
	src, err := imap.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func message(n int) string { return fmt.Sprintf("Subject: message %d\r\n\r\nbody %d\r\n", n, n) }

func sample(t *testing.T) *server {
	s := newServer(t)
	s.folder(t, "INBOX")
	s.folder(t, "Archive/2025")
	s.folder(t, "Entwürfe")
	s.folder(t, "Empty")
	s.add(t, "INBOX", message(1))
	s.add(t, "INBOX", message(2), goimap.FlagSeen, goimap.FlagFlagged)
	s.add(t, "Archive/2025", message(3))
	s.add(t, "Entwürfe", message(4))
	return s
}

func TestSuite(t *testing.T) {
	s := sample(t)
	crawlertest.Run(t, crawlertest.Config{
		New: func(t *testing.T) crawlers.Source { return create(t, s.options()) },
		Want: map[string]string{
			"INBOX/1": message(1), "INBOX/2": message(2), "Archive/2025/1": message(3), "Entwürfe/1": message(4),
		},
	})
}

func TestFlagsStayAsTheyAre(t *testing.T) {
	s := sample(t)
	before := s.flags(t)
	src := s.source(t)
	for _, e := range crawlertest.Walk(t, src) {
		crawlertest.Read(t, src, e)
	}
	if diff := cmp.Diff(before, s.flags(t)); diff != "" {
		t.Error(diff)
	}
}

// flags counts the messages of each folder that were never read.
func (s *server) flags(t *testing.T) map[string]uint32 {
	t.Helper()
	unseen := map[string]uint32{}
	for _, f := range []string{"INBOX", "Archive/2025", "Entwürfe"} {
		d, err := s.Status(f, &goimap.StatusOptions{NumUnseen: true})
		if err != nil {
			t.Fatal(err)
		}
		unseen[f] = *d.NumUnseen
	}
	return unseen
}

func TestFolder(t *testing.T) {
	s := sample(t)
	s.folder(t, "Archive")
	s.folder(t, "Archived")
	s.add(t, "Archive", message(5))
	s.add(t, "Archived", message(6))
	tests := map[string][]string{
		"Archive": {"Archive/1", "Archive/2025/1"},
		"inbox":   {"INBOX/1", "INBOX/2"},
	}
	for folder, want := range tests {
		t.Run(folder, func(t *testing.T) {
			opts := s.options()
			opts.Folder = folder
			src := open(t, opts)
			var got []string
			for _, e := range crawlertest.Walk(t, src) {
				got = append(got, e.Path)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			report, err := src.Check(t.Context())
			if len(report.Folders) == 0 || err != nil {
				t.Errorf("check: got %v, %v", report, err)
			}
		})
	}
}

// TestNoSuchFolder has a location that is wrong, or a folder that was renamed:
// neither is a mailbox in which nothing lies.
func TestNoSuchFolder(t *testing.T) {
	opts := sample(t).options()
	opts.Folder = "Archives"
	src := open(t, opts)
	err := src.Walk(t.Context(), func(crawlers.Entry) error { return nil })
	_, checked := src.Check(t.Context())
	for _, err := range []error{err, checked} {
		if !errors.Is(err, crawlers.ErrGone) || !strings.Contains(err.Error(), `no folder "Archives"`) {
			t.Errorf("got %v", err)
		}
	}
}

func TestManyMessages(t *testing.T) {
	s := newServer(t)
	s.folder(t, "INBOX")
	for n := range 1201 {
		s.add(t, "INBOX", message(n))
	}
	got := crawlertest.Walk(t, s.source(t))
	if len(got) != 1201 || got[1200].Path != "INBOX/1201" {
		t.Fatalf("got %d entries, want 1201", len(got))
	}
	if got[7].Size != int64(len(message(7))) || got[7].Created.IsZero() {
		t.Errorf("got %+v, want size and date", got[7])
	}
}

func TestSizeLimit(t *testing.T) {
	s := newServer(t)
	s.folder(t, "INBOX")
	s.add(t, "INBOX", message(1))
	s.add(t, "INBOX", message(1)+strings.Repeat("x", 1000))
	opts := s.options()
	opts.MaxSize = 500
	src := open(t, opts)
	got := crawlertest.Walk(t, src)
	if got[0].State != "" || got[1].State != crawlers.TooLarge {
		t.Errorf("got %q and %q, want the second too large", got[0].State, got[1].State)
	}
}

func TestConnectionsThatBreakAreMadeAgain(t *testing.T) {
	s := sample(t)
	src := s.source(t)
	n := 0
	err := src.Walk(t.Context(), func(e crawlers.Entry) error {
		n++
		crawlertest.Read(t, src, e)
		s.cut()
		return nil
	})
	if err != nil || n != 4 {
		t.Errorf("got %d entries, %v, want 4", n, err)
	}
}

func TestRefusals(t *testing.T) {
	s := sample(t)
	tests := map[string]struct {
		change func(*imap.Options)
		class  error
	}{
		"wrong password": {func(o *imap.Options) { o.Password = "guess" }, crawlers.ErrDenied},
		"not trusted":    {func(o *imap.Options) { o.RootCAs = x509.NewCertPool() }, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			opts := s.options()
			tt.change(&opts)
			src := open(t, opts)
			err := src.Walk(t.Context(), func(crawlers.Entry) error { return nil })
			if err == nil || tt.class != nil && !errors.Is(err, tt.class) || errors.Is(err, crawlers.ErrTemporary) {
				t.Errorf("got %v, want it refused at once (%v)", err, tt.class)
			}
			if err != nil && strings.Contains(err.Error(), opts.Password) {
				t.Error("the error holds the password")
			}
		})
	}
}

func TestServerThatIsNotThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	src := open(t, imap.Options{Address: l.Addr().String(), User: userName, Password: password, Pause: atOnce})
	if err := src.Walk(t.Context(), func(crawlers.Entry) error { return nil }); !errors.Is(err, crawlers.ErrTemporary) {
		t.Errorf("got %v, want %v", err, crawlers.ErrTemporary)
	}
}

// TestContextEndsAHangingServer talks to a server that never says a word.
func TestContextEndsAHangingServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	src := open(t, imap.Options{Address: l.Addr().String(), User: userName, Password: password, Insecure: true})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := src.Walk(ctx, func(crawlers.Entry) error { return nil }); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
}

func TestMessagesThatAreGone(t *testing.T) {
	s := sample(t)
	src := s.source(t)
	entries := crawlertest.Walk(t, src)
	if err := s.Delete("Archive/2025"); err != nil {
		t.Fatal(err)
	}
	s.folder(t, "Archive/2025") // numbered anew
	s.add(t, "Archive/2025", message(9))
	for _, e := range entries {
		_, err := src.Open(t.Context(), e)
		if want := strings.HasPrefix(e.Path, "Archive"); errors.Is(err, crawlers.ErrGone) != want {
			t.Errorf("%s: got %v", e.Path, err)
		}
	}
}
