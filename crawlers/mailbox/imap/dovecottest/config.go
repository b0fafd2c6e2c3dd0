package dovecottest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/user"
	"strings"
	"testing"
	"time"
)

// certificate makes one that is its own authority, for 127.0.0.1 alone.
func (s *Server) certificate(t testing.TB) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.parish.example"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	s.CA = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	s.Roots = x509.NewCertPool()
	s.Roots.AppendCertsFromPEM(s.CA)
	s.write(t, "cert.pem", string(s.CA))
	s.write(t, "key.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})))
}

func (s *Server) write(t testing.TB, name, text string) {
	t.Helper()
	//nolint:gosec // its processes have users of their own, and it is for this test alone
	if err := os.WriteFile(s.path(name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (s *Server) configure(t testing.TB, o Options) {
	t.Helper()
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"home", "public", "run", "state"} {
		if err := os.MkdirAll(s.path(dir), 0o755); err != nil { //nolint:gosec // its processes have users of their own
			t.Fatal(err)
		}
	}
	s.own(t)
	var users strings.Builder
	for name, password := range o.Users {
		fmt.Fprintf(&users, "%s:{PLAIN}%s\n", name, password)
	}
	s.write(t, "users", users.String())
	auth := fmt.Sprintf(passwords, s.path("users"))
	if o.Introspect != "" {
		s.write(t, "oauth2.conf", "introspection_mode = post\nintrospection_url = "+o.Introspect+"\nusername_attribute = email\nactive_attribute = active\nactive_value = true\n")
		auth = fmt.Sprintf(tokens, s.path("oauth2.conf"), s.path("oauth2.conf"))
	}
	text := fmt.Sprintf(common, s.dir, id(s.uid), id(s.gid), port(s.Plain), port(s.TLS)) + auth
	if os.Getuid() != 0 {
		text += fmt.Sprintf(unprivileged, me.Username)
	}
	if o.Connections > 0 {
		text += "protocol imap {\n  mail_max_userip_connections = " + id(o.Connections) + "\n}\n"
	}
	s.write(t, "dovecot.conf", text+o.Settings)
}

// The numbers are: 1 folder, 2 user, 3 group, 4 and 5 ports.
const common = `
base_dir = %[1]s/run
state_dir = %[1]s/state
log_path = %[1]s/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <%[1]s/cert.pem
ssl_key = <%[1]s/key.pem
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = yes
login_trusted_networks =
first_valid_uid = 0
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_plugins = acl
stats_writer_socket_path =
userdb {
  driver = static
  args = uid=%[2]s gid=%[3]s home=%[1]s/home/%%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    special_use = \Sent
  }
  mailbox Junk {
    special_use = \Junk
  }
  mailbox Trash {
    special_use = \Trash
  }
}
namespace {
  type = public
  separator = /
  prefix = Public/
  location = maildir:%[1]s/public:INDEX=~/public
  subscriptions = no
}
namespace {
  type = shared
  separator = /
  prefix = Other/%%%%u/
  location = maildir:%[1]s/home/%%%%u/Maildir:INDEX=~/other/%%%%u
  subscriptions = no
  list = children
}
plugin {
  acl = vfile
  acl_shared_dict = file:%[1]s/home/shared
}
protocol imap {
  mail_plugins = acl imap_acl
}
service imap-login {
  inet_listener imap {
    port = %[4]s
  }
  inet_listener imaps {
    port = %[5]s
    ssl = yes
  }
}
service imap {
  process_limit = 20
}
`

//nolint:gosec // where to look for them
const passwords = `
passdb {
  driver = passwd-file
  args = %s
}
auth_mechanisms = plain login
`

//nolint:gosec // where to ask for them
const tokens = `
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = %s
}
passdb {
  driver = oauth2
  args = %s
}
auth_mechanisms = xoauth2 oauthbearer
`

const unprivileged = `
default_internal_user = %[1]s
default_login_user = %[1]s
service anvil {
  chroot =
}
service imap-login {
  chroot =
}
`
