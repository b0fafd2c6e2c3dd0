// Package all turns a configured location into a source: it is the one list
// of the kinds of source there are, and the one place that joins them.
//
// What lies at a location is recognised by looking, not by being told. Mail
// stores inside a folder are read as mail wherever they lie.
package all

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"

	"sarsen/crawlers"
	"sarsen/crawlers/fileshare"
	"sarsen/crawlers/mailbox/imap"
	"sarsen/crawlers/mailbox/maildir"
	"sarsen/crawlers/mailbox/mbox"
	"sarsen/crawlers/mailbox/pst"
)

// Options describe a configured source.
type Options struct {
	Name     string // for messages
	Location string // a folder, a file, or imaps://user@server[:port][/folder]
	// Include and Exclude are patterns of paths, as in fileshare. They are for
	// folders.
	Include, Exclude []string
	MaxSize          int64 // bytes above which an entry is not read; 0 is no limit
	// Password returns the secret of an account. It is asked only for sources
	// that need one.
	Password func() (string, error)
	CAFile   string // certificates, in PEM, to trust instead of the system's
	Insecure bool   // allow imap:// without TLS
	// Known tells what is known of a file from an earlier walk; see fileshare.
	Known func(key, stamp string) (store, known bool)
}

// ErrKind is wrapped by the error for a location of a kind that this version
// cannot read.
var ErrKind = errors.New("this version cannot read that kind of source")

// Open returns the source for what lies at a location. The caller closes it.
func Open(ctx context.Context, o Options) (crawlers.Source, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	switch scheme, rest := scheme(o.Location); scheme {
	case "":
		return o.files(rest)
	case "imaps", "imap":
		return o.account()
	case "smb":
		return nil, fmt.Errorf("%w: mount the share and give the folder where it is mounted", ErrKind)
	default:
		return nil, fmt.Errorf("%w: locations are folders, files and imaps://user@server", ErrKind)
	}
}

// scheme splits a location that is a URL. file:// is a path, and so is
// anything whose scheme is one letter: a drive of Windows.
func scheme(location string) (scheme, rest string) {
	before, after, ok := strings.Cut(location, "://")
	if !ok || len(before) < 2 {
		return "", location
	}
	if strings.EqualFold(before, "file") {
		return "", after
	}
	return strings.ToLower(before), after
}

// files opens a folder, a Maildir, an mbox, a PST or any other file: fileshare tells
// them apart.
func (o Options) files(path string) (crawlers.Source, error) {
	if path == "" {
		return nil, errors.New("no location is configured")
	}
	return fileshare.New(path, fileshare.Options{
		Include: o.Include, Exclude: o.Exclude, MaxSize: o.MaxSize, Known: o.Known,
		Stores:  []fileshare.Store{mbox.Store{}, pst.NewStore()},
		Layouts: []fileshare.Layout{maildir.Layout{}},
	})
}

func (o Options) account() (*imap.Source, error) {
	opts, err := o.parseAccount()
	if err != nil {
		return nil, err
	}
	if opts.RootCAs, err = o.certificates(); err != nil {
		return nil, err
	}
	if o.Password == nil {
		return nil, errors.New("no password is configured: name the file or the environment variable that holds it")
	}
	if opts.Password, err = o.Password(); err != nil {
		return nil, fmt.Errorf("get password: %w", err)
	}
	return imap.New(opts), nil
}

// parseAccount reads the location. A password in it is refused: secrets are
// not for the configuration.
func (o Options) parseAccount() (imap.Options, error) {
	u, err := url.Parse(o.Location)
	if err != nil || u.Hostname() == "" || u.User.Username() == "" {
		return imap.Options{}, errors.New("read location: want imaps://user@server, with '@' in the user's name written as %40")
	}
	if _, has := u.User.Password(); has {
		return imap.Options{}, errors.New("read location: it must not hold the password; name a file or an environment variable")
	}
	insecure := strings.EqualFold(u.Scheme, "imap")
	if insecure && !o.Insecure {
		return imap.Options{}, errors.New("read location: imap:// is not encrypted; use imaps://, or allow it with 'insecure'")
	}
	port := u.Port()
	switch {
	case port != "":
	case insecure:
		port = "143"
	default:
		port = "993"
	}
	return imap.Options{
		Address: net.JoinHostPort(u.Hostname(), port), User: u.User.Username(),
		Folder: strings.Trim(u.Path, "/"), MaxSize: o.MaxSize, Insecure: insecure,
	}, nil
}

func (o Options) certificates() (*x509.CertPool, error) {
	if o.CAFile == "" {
		return nil, nil
	}
	data, err := os.ReadFile(o.CAFile)
	if err != nil {
		return nil, fmt.Errorf("read certificates: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(data) {
		return nil, errors.New("read certificates: there is none in PEM in the file")
	}
	return pool, nil
}
