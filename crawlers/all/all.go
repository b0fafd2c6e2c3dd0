// Package all turns a configured location into a source: it is the one list
// of the kinds of source there are, and the one place that joins them.
//
// What lies at a location is recognised by looking, not by being told. Mail
// stores inside a folder are read as mail wherever they lie.
package all

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sarsen/crawlers"
	"sarsen/crawlers/fileshare"
	"sarsen/crawlers/mailbox/maildir"
	"sarsen/crawlers/mailbox/mbox"
	"sarsen/crawlers/mailbox/pst"
)

// Options describe a configured source.
type Options struct {
	Name string // for messages
	// Location is a folder, a file, imaps://user@server[:port][/folder], or
	// smb://[DOMAIN;]user@server[:port]/share[/folder].
	Location string
	// Include and Exclude are patterns of paths, as in fileshare. They are for
	// folders.
	Include, Exclude []string
	MaxSize          int64 // bytes above which an entry is not read; 0 is no limit
	// Password returns the secret of an account. It is asked only for sources
	// that need one.
	Password    func() (string, error)
	OAuth       *OAuth // how a mailbox is opened instead of by a password
	CAFile      string // certificates, in PEM, to trust beside the system's
	StartTLS    bool   // for imap://: begin in the clear, go on in TLS
	Insecure    bool   // allow imap:// without TLS, and shares that sign nothing
	Guest       bool   // log in to a share without an account
	Connections int    // of a mailbox at a time; 0 is the default
	Temp        string // folder for what is too large for memory; "" is the system's
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
		return o.share()
	default:
		return nil, fmt.Errorf("%w: locations are folders, files, smb://user@server/share and imaps://user@server", ErrKind)
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
	s, err := fileshare.New(path, o.walk())
	switch {
	case err == nil:
		return s, nil
	case strings.Contains(path, `\\`):
		return nil, fmt.Errorf("%w: write a Windows share as smb://user@server/share, or mount it and give the folder where it is mounted", err)
	case errors.Is(err, crawlers.ErrGone):
		return nil, fmt.Errorf("%w: nothing is at that place: check the location, and mount the share if it is one", err)
	case errors.Is(err, crawlers.ErrDenied):
		return nil, fmt.Errorf("%w: give the user that sarsen runs as the right to read there", err)
	}
	return nil, err
}

// walk says how folders are walked, and which mail stores are known in them.
func (o Options) walk() fileshare.Options {
	return fileshare.Options{
		Include: o.Include, Exclude: o.Exclude, MaxSize: o.MaxSize, Known: o.Known,
		Stores:  []fileshare.Store{mbox.Store{}, pst.NewStore()},
		Layouts: []fileshare.Layout{maildir.Layout{}},
	}
}
