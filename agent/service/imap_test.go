package service_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"sarsen/agent/request"
	"sarsen/crawlers"
)

const mailUser, mailPassword = "housing@thornmere.gov.example", "tr\u00e9s secret"

// mailServer starts an account on go-imap's server in memory, behind TLS, and
// returns its address and its certificate in PEM.
func mailServer(t *testing.T) (*imapmemserver.User, string, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.thornmere.gov.example"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	memory := imapmemserver.New()
	user := imapmemserver.NewUser(mailUser, mailPassword)
	memory.AddUser(user)
	srv := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return memory.NewSession(), nil, nil
		},
		Caps: goimap.CapSet{goimap.CapIMAP4rev1: {}}, Logger: log.New(io.Discard, "", 0),
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = srv.Serve(tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, NextProtos: []string{"imap"}}))
	}()
	t.Cleanup(func() { _ = srv.Close(); <-done })
	return user, l.Addr().String(), string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

type literal struct {
	io.Reader
	size int64
}

func (l literal) Size() int64 { return l.size }

func deliver(t *testing.T, user *imapmemserver.User, folder, text string) {
	t.Helper()
	text = strings.ReplaceAll(text, "\n", "\r\n")
	if _, err := user.Append(folder, literal{strings.NewReader(text), int64(len(text))}, &goimap.AppendOptions{}); err != nil {
		t.Fatal(err)
	}
}

const complaint = `From: Ann Example <ann@example.example>
To: housing@thornmere.gov.example
Subject: Damp at 4 Quarry Row
Message-ID: <damp-%d@example.example>
Date: Tue, 03 Mar 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

The damp is back. Ann Example, born 9 March 1961
--b
Content-Type: text/csv; name=readings.csv
Content-Disposition: attachment; filename=readings.csv

Room,Reading
Kitchen,%d
--b--
`

// A mailbox is crawled over TLS like any other source: attachments are items
// of their own, nothing is fetched twice, and matches are held.
func TestMailboxOverIMAP(t *testing.T) {
	user, address, certificate := mailServer(t)
	for _, folder := range []string{"INBOX", "Archive/2019"} {
		if err := user.Create(folder, nil); err != nil {
			t.Fatal(err)
		}
	}
	deliver(t, user, "INBOX", fmt.Sprintf(complaint, 1, 40))
	deliver(t, user, "Archive/2019", fmt.Sprintf(complaint, 2, 60))
	dir := t.TempDir()
	write(t, dir, "ca.pem", certificate)
	write(t, dir, "password", mailPassword+"\n")
	write(t, dir, "sarsen.yaml", fmt.Sprintf(`data: ./data
sources:
  - {name: mail, location: "imaps://%s@%s", ca_file: ./ca.pem, password_file: ./password}
  - {name: stranger, location: "imaps://%s@%s", password_file: ./password}
  - {name: locked, location: "imaps://%s@%s", ca_file: ./ca.pem, password_file: ./ca.pem}
`, strings.Replace(mailUser, "@", "%40", 1), address, strings.Replace(mailUser, "@", "%40", 1), address, strings.Replace(mailUser, "@", "%40", 1), address))
	svc := open(t, dir)

	for _, name := range []string{"stranger", "locked"} {
		done, err := svc.Crawl(t.Context(), "officer", []string{name}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if done[0].Err == nil || strings.Contains(done[0].Err.Error(), mailPassword) {
			t.Errorf("%s: crawled, or told the password: %v", name, done[0].Err)
		}
	}
	for pass, want := range []struct{ read, unchanged int }{{2, 0}, {0, 2}, {1, 2}} {
		if pass == 2 {
			deliver(t, user, "INBOX", fmt.Sprintf(complaint, 3, 80))
		}
		done, err := svc.Crawl(t.Context(), "officer", []string{"mail"}, nil)
		if err != nil || done[0].Err != nil {
			t.Fatal(err, done)
		}
		if done[0].Read != want.read || done[0].Unchanged != want.unchanged {
			t.Errorf("pass %d: read %d, unchanged %d, want %+v", pass+1, done[0].Read, done[0].Unchanged, want)
		}
	}
	cov, err := svc.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if cov[0].Seen != 6 || cov[0].ByState[crawlers.Indexed] != 6 {
		t.Errorf("coverage %+v", cov[0])
	}
	c, _, err := svc.NewRequest(t.Context(), "officer", request.Request{Profile: request.Profile{Names: []string{"Ann Example"}, DateOfBirth: "1961-03-09"}})
	if err != nil {
		t.Fatal(err)
	}
	found, err := svc.Find(t.Context(), "officer", c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(found.List) != 3 || found.NotHeld != 0 {
		t.Errorf("%d matches, %d not held", len(found.List), found.NotHeld)
	}
	held, err := filepath.Glob(filepath.Join(dir, "data", "holds", c.ID, "*"))
	if err != nil || len(held) != 3 {
		t.Errorf("held %d, %v", len(held), err)
	}
	hits, _, _, err := svc.Search(t.Context(), "officer", "kitchen", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		if h.Part != "readings.csv" || !strings.HasPrefix(h.MessageID, "damp-") {
			t.Errorf("attachment %q of message %q", h.Part, h.MessageID)
		}
	}
	if len(hits) != 3 {
		t.Errorf("%d attachments found, want 3", len(hits))
	}
}
