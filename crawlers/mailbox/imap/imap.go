// Package imap walks a mail account on an IMAP server.
//
// It promises to leave no trace in the account: folders are opened by EXAMINE
// and messages fetched by BODY.PEEK, so that no flag changes. It speaks to a
// server without TLS only when told to in so many words, and it never stores
// or shows a secret.
//
// A walk costs little: of a folder whose UIDVALIDITY, UIDNEXT, count and, with
// CONDSTORE, HIGHESTMODSEQ are those of the last walk it asks nothing more, if
// the caller remembers them. Of others it asks which numbers there are, window
// by window, and size and date of those that are not known yet. What has
// vanished shows in every walk. A number stands for the same bytes as long as
// the folder's UIDVALIDITY stays, which is part of every key; UIDNEXT bounds the
// walk. Flags are not read: where they alone have changed, the folder is listed
// and no message fetched.
//
// Messages are fetched when they are opened, the next ones ahead
// of their turn as long as they are opened in order; large ones go through a
// file. No structure is taken from the server: messages are parsed by who
// reads them.
//
// Connections that break are made again after a pause that grows, the walk
// goes on where it was, and a server that asks for patience gets it.
package imap

import (
	"context"
	"crypto/x509"
	"fmt"
	"sync/atomic"
	"time"

	"sarsen/crawlers"
)

// Options say which account to walk, and how.
type Options struct {
	Address        string // host:port
	User, Password string
	// Token returns an access token, with which the account is opened instead
	// of the password (SASL XOAUTH2 or OAUTHBEARER).
	Token func(context.Context) (string, error)

	// Folder limits the walk to one folder and those below it, by its path
	// with '/'; "" is the whole account.
	Folder string
	// Include and Exclude are patterns of folders, see [Options.Validate].
	// Messages in folders that are left out are listed as excluded.
	Include, Exclude []string
	// MaxSize is the size in bytes above which a message is not read; 0 is no
	// limit.
	MaxSize int64
	// Known tells whether a message with this key and stamp is known from an
	// earlier walk: its size and date are not asked for again. With Known, each
	// folder comes before its messages as a Store of its own. nil knows none.
	Known func(key, stamp string) bool

	// RootCAs are trusted instead of the system's.
	RootCAs *x509.CertPool
	// StartTLS begins in the clear and goes on in TLS before anything is said
	// that matters; a server that does not offer it is refused.
	StartTLS bool
	// Insecure speaks without TLS: the password and all mail can be read by
	// whoever sits on the line.
	Insecure bool

	// Connections is how many there are at most at a time; 0 is two.
	Connections int
	// Timeout is how long the server may be silent when an answer is due; 0 is
	// two minutes.
	Timeout time.Duration
	// Temp is the folder for large messages while they are open; "" is the
	// system's.
	Temp string
	// Pause waits, or returns the context's error; nil waits by the clock.
	Pause func(context.Context, time.Duration) error
}

func (o *Options) complete() {
	if o.Connections <= 0 {
		o.Connections = 2
	}
	if o.Timeout <= 0 {
		o.Timeout = 2 * time.Minute
	}
	if o.Pause == nil {
		o.Pause = pause
	}
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// A Source is an account. Walk and Open may run at the same time in several
// goroutines; they share the connections.
type Source struct {
	opts   Options
	filter filter
	pool   *pool
	ahead  ahead
	walks  atomic.Uint64 // counts openings of folders by walks
}

// New returns a source without connecting; the first call that needs the
// server does. The error is that of [Options.Validate].
func New(opts Options) (*Source, error) {
	opts.complete()
	f, err := newFilter(opts.Folder, opts.Include, opts.Exclude)
	if err != nil {
		return nil, err
	}
	sweep(opts.Temp)
	s := &Source{opts: opts, filter: f, pool: newPool(opts.Connections)}
	s.ahead.reset()
	return s, nil
}

// Close implements crawlers.Source.
func (s *Source) Close() error {
	s.pool.close()
	s.ahead.reset()
	return nil
}

// Open implements crawlers.Source. Messages above a few megabytes lie in a
// file that only this process can read, until they are closed.
func (s *Source) Open(ctx context.Context, e crawlers.Entry) (crawlers.Content, error) {
	at, err := parsePlace(e.Locator)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if data, err := s.ahead.take(ctx, at); data != nil || err != nil {
		return newContent(data), err
	}
	c, err := s.fetch(ctx, at)
	if err != nil {
		return nil, fmt.Errorf("fetch message: %w", err)
	}
	return c, nil
}
