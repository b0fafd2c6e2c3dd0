// Package imap walks a mail account on an IMAP server.
//
// It promises to leave no trace in the account: folders are opened by EXAMINE
// and messages fetched by BODY.PEEK, so that no flag changes. It never speaks
// to a server without TLS unless told to, and never stores the password.
// Walking asks for numbers, sizes and dates only; a message is fetched when it
// is opened. A dropped connection is made again a few times before giving up.
package imap

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"sarsen/crawlers"
)

// Options say which account to walk.
type Options struct {
	Address        string // host:port
	User, Password string
	// Folder limits the walk to one folder and those below it, by its path
	// with '/'; "" is the whole account.
	Folder string
	// MaxSize is the size in bytes above which a message is not read; 0 is no
	// limit.
	MaxSize int64
	// RootCAs are trusted instead of the system's.
	RootCAs *x509.CertPool
	// Insecure speaks without TLS: the password and all mail can be read by
	// whoever sits on the line.
	Insecure bool
}

// A Source is an account. Walk and Open may run at the same time in several
// goroutines: Walk has a connection of its own, and all Opens share another,
// one after the other.
type Source struct {
	opts   Options
	opener chan *connection // holds the connection of Open while it is idle
}

// New returns a source without connecting; the first call that needs the
// server does.
func New(opts Options) *Source {
	s := &Source{opts: opts, opener: make(chan *connection, 1)}
	s.opener <- &connection{opts: &s.opts}
	return s
}

// Close implements crawlers.Source.
func (s *Source) Close() error {
	c := <-s.opener
	c.drop()
	s.opener <- c
	return nil
}

// Walk implements crawlers.Source. Entries come by the names of folders, then
// by UID. A folder that the server refuses to open is an entry that says so.
func (s *Source) Walk(ctx context.Context, fn func(crawlers.Entry) error) error {
	c := &connection{opts: &s.opts}
	defer c.drop()
	folders, err := c.folders(ctx)
	if err != nil {
		return fmt.Errorf("list mail folders: %w", err)
	}
	for _, f := range folders {
		if err := s.walkFolder(ctx, c, f, fn); err != nil {
			return err
		}
	}
	return nil
}

// batch is how many messages are asked for at once.
const batch = 500

func (s *Source) walkFolder(ctx context.Context, c *connection, f folder, fn func(crawlers.Entry) error) error {
	uids, err := c.list(ctx, f.name)
	if refused(err) {
		return handOver(fn, crawlers.Entry{
			Key: f.path, Path: f.path, Size: -1,
			State: crawlers.Denied, Reason: "the server does not let this folder be read",
		})
	}
	if err != nil {
		return fmt.Errorf("list messages: %w", err)
	}
	validity := c.validity
	for some := range slices.Chunk(uids, batch) {
		messages, err := c.describe(ctx, f.name, validity, some)
		if err != nil {
			return fmt.Errorf("list messages: %w", err)
		}
		for _, m := range messages {
			if err := handOver(fn, s.entry(f, validity, m)); err != nil {
				return err
			}
		}
	}
	return nil
}

// handOver calls fn; there is nothing to skip in what is no store.
func handOver(fn func(crawlers.Entry) error, e crawlers.Entry) error {
	if err := fn(e); !errors.Is(err, crawlers.SkipStore) {
		return err
	}
	return nil
}

// entry describes a message. What a UID stands for never changes, so its
// numbers and size are stamp enough.
func (s *Source) entry(f folder, validity uint32, m *imapclient.FetchMessageBuffer) crawlers.Entry {
	at := place{folder: f.name, validity: validity, uid: m.UID}
	e := crawlers.Entry{
		Key:       fmt.Sprintf("%s;%d;%d", f.name, validity, m.UID),
		Path:      fmt.Sprintf("%s/%d", f.path, m.UID),
		Locator:   at.String(),
		Stamp:     fmt.Sprintf("%d;%d;%d", validity, m.UID, m.RFC822Size),
		Size:      m.RFC822Size,
		Created:   m.InternalDate,
		MediaType: "message/rfc822",
	}
	if s.opts.MaxSize > 0 && e.Size > s.opts.MaxSize {
		e.State, e.Reason = crawlers.TooLarge, fmt.Sprintf("larger than the limit of %d bytes", s.opts.MaxSize)
	}
	return e
}

// Open implements crawlers.Source. The message is held in memory.
func (s *Source) Open(ctx context.Context, e crawlers.Entry) (crawlers.Content, error) {
	at, err := parsePlace(e.Locator)
	if err != nil {
		return nil, err
	}
	var c *connection
	select {
	case c = <-s.opener:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { s.opener <- c }()
	data, err := c.fetch(ctx, at)
	if err != nil {
		return nil, fmt.Errorf("fetch message: %w", err)
	}
	return newContent(data), nil
}

// Check connects and looks into the account: it reports how many folders
// there are to walk.
func (s *Source) Check(ctx context.Context) (folders int, err error) {
	c := &connection{opts: &s.opts}
	defer c.drop()
	list, err := c.folders(ctx)
	if err != nil {
		return 0, err
	}
	if len(list) == 0 {
		return 0, fmt.Errorf("find mail folder: %w", crawlers.ErrGone)
	}
	return len(list), nil
}

// A folder is one that can be opened.
type folder struct {
	name string // as the server calls it
	path string // with '/' between levels
}

func (c *connection) folders(ctx context.Context) (found []folder, err error) {
	err = c.try(ctx, func(client *imapclient.Client) error {
		list, err := client.List("", "*", nil).Collect()
		if err != nil {
			return err
		}
		found = choose(list, c.opts.Folder)
		return nil
	})
	return found, err
}

// choose takes the folders that can be opened and are at or below want.
func choose(list []*imap.ListData, want string) []folder {
	var found []folder
	for _, d := range list {
		f := folder{name: d.Mailbox, path: d.Mailbox}
		if d.Delim != 0 {
			f.path = strings.ReplaceAll(d.Mailbox, string(d.Delim), "/")
		}
		closed := slices.Contains(d.Attrs, imap.MailboxAttrNoSelect) || slices.Contains(d.Attrs, imap.MailboxAttrNonExistent)
		if !closed && below(f.path, want) {
			found = append(found, f)
		}
	}
	slices.SortFunc(found, func(a, b folder) int { return cmp.Compare(a.name, b.name) })
	return slices.CompactFunc(found, func(a, b folder) bool { return a.name == b.name })
}

// below reports whether path is want or inside it. The inbox is the one folder
// whose name has no case.
func below(path, want string) bool {
	if want == "" || path == want || strings.EqualFold(path, want) && strings.EqualFold(want, "INBOX") {
		return true
	}
	return strings.HasPrefix(path, want+"/")
}

// A place is what a locator says.
type place struct {
	folder   string
	validity uint32
	uid      imap.UID
}

func (p place) String() string {
	v := url.Values{}
	v.Set("folder", p.folder)
	v.Set("validity", strconv.FormatUint(uint64(p.validity), 10))
	v.Set("uid", strconv.FormatUint(uint64(p.uid), 10))
	return v.Encode()
}

func parsePlace(s string) (place, error) {
	v, err := url.ParseQuery(s)
	validity, err1 := strconv.ParseUint(v.Get("validity"), 10, 32)
	uid, err2 := strconv.ParseUint(v.Get("uid"), 10, 32)
	if err != nil || err1 != nil || err2 != nil {
		return place{}, fmt.Errorf("read locator: %w", crawlers.ErrGone)
	}
	return place{folder: v.Get("folder"), validity: uint32(validity), uid: imap.UID(uid)}, nil
}
