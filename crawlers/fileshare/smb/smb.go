// Package smb reads a folder of a Windows share straight from its server,
// without a mount: it is a tree for package fileshare.
//
// It speaks SMB 2 and 3 and logs in with a name and a password. Everything is
// signed, and encrypted where the server asks for it; a server that lets us in
// only as a guest, or signs nothing, is refused unless the configuration says
// otherwise in so many words. A login that was refused is not tried again, so
// that an account is never locked by it.
//
// It only reads: files are opened for reading, while others may read and write
// them, and no attribute is set. A connection that drops is made anew, with
// growing pauses, and the walk goes on where it was. What a DFS link leads to
// is not followed but listed as such.
package smb

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"

	"sarsen/crawlers"
	"sarsen/crawlers/fileshare"
)

// Options say where a share is and how to get in.
type Options struct {
	Address string // host:port
	Share   string
	Path    string // folder or file in the share, with '/'; "" for all of it
	Domain  string // of the user; "" lets the server decide
	User    string // "" with Guest
	// Password is the user's.
	Password string
	// Guest logs in without an account. Nothing is signed then, so that who is
	// on the wire between can change what is read.
	Guest bool
	// Unsigned goes on with a server that signs nothing.
	Unsigned bool
	// Temp is the folder for copies of large files; "" is the system's.
	Temp string
	// Patience is for how long a lost connection is tried again; default one
	// minute.
	Patience time.Duration
	// Silence is how long the server may take over one answer before the
	// connection counts as lost; default one minute.
	Silence time.Duration
}

// Parse reads a location smb://[DOMAIN;]user@server[:port]/share[/path], in
// which what is special is written as %XX. A password in it is an error.
func Parse(location string) (Options, error) {
	rest, ok := cutPrefixFold(location, "smb://")
	if !ok {
		return Options{}, errLocation
	}
	authority, rest, _ := strings.Cut(rest, "/")
	share, folder, _ := strings.Cut(strings.Trim(rest, "/"), "/")
	var account string
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		account, authority = authority[:i], authority[i+1:]
	}
	if strings.Contains(account, ":") {
		return Options{}, fmt.Errorf("read location: it must not hold the password; name a file or an environment variable")
	}
	domain, user, ok := strings.Cut(account, ";")
	if !ok {
		domain, user = "", account
	}
	o := Options{}
	for _, part := range []struct {
		to   *string
		from string
	}{{&o.Domain, domain}, {&o.User, user}, {&o.Share, share}, {&o.Path, folder}} {
		text, err := url.PathUnescape(part.from)
		if err != nil {
			return Options{}, fmt.Errorf("read location: write '%%' as %%25")
		}
		*part.to = text
	}
	u, err := url.Parse("smb://" + authority)
	if err != nil || u.Hostname() == "" || u.Host != authority {
		return Options{}, errLocation
	}
	port := u.Port()
	if port == "" {
		port = "445"
	}
	o.Address = net.JoinHostPort(u.Hostname(), port)
	o.Path = strings.Trim(path.Clean("/"+o.Path), "/")
	if o.Share == "" || strings.ContainsAny(o.Share, `/\`) || strings.Contains(o.Path, `\`) {
		return Options{}, errLocation
	}
	return o, nil
}

var errLocation = fmt.Errorf(`read location: want smb://user@server/share/folder, or smb://DOMAIN;user@server/share/folder`)

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// A Tree is a folder of a share, or a file. It connects when it is first used.
type Tree struct {
	opts   Options
	owners accountNames

	mu      sync.Mutex
	current *link // nil when there is no connection
	reached bool  // there was one before
	refused error // why the server will not let us in, for good
	down    time.Time
}

// New returns the tree. Nothing is contacted yet.
func New(o Options) (*Tree, error) {
	if o.User == "" && !o.Guest {
		return nil, fmt.Errorf("read location: name the user to log in as, smb://user@server/share, or say 'guest: true' if the share is open to everybody")
	}
	if o.Patience == 0 {
		o.Patience = time.Minute
	}
	if o.Silence == 0 {
		o.Silence = time.Minute
	}
	return &Tree{opts: o}, nil
}

// full is the path in the share.
func (t *Tree) full(p string) string {
	switch {
	case t.opts.Path == "":
		return p
	case p == "":
		return t.opts.Path
	}
	return t.opts.Path + "/" + p
}

// Folder implements fileshare.Tree. The error of the top says in plain words
// what is wrong with location, server or account.
func (t *Tree) Folder(ctx context.Context, p string) (fileshare.Folder, error) {
	info, err := t.stat(ctx, t.full(p))
	switch {
	case err != nil && p == "":
		return nil, t.explainTop(err)
	case err != nil:
		return nil, err
	case !info.IsDir() && p == "":
		n := t.node(path.Base(t.opts.Path), info)
		return &lone{tree: t, node: n}, nil
	case !info.IsDir():
		return nil, crawlers.ErrGone
	}
	return &folder{tree: t, path: t.full(p), ids: []id{identity(info)}}, nil
}

// Open implements fileshare.Tree.
func (t *Tree) Open(ctx context.Context, p string) (crawlers.Content, error) {
	if p == path.Base(t.opts.Path) {
		if info, err := t.stat(ctx, t.opts.Path); err == nil && !info.IsDir() {
			return t.open(ctx, t.opts.Path, false)
		}
	}
	return t.open(ctx, t.full(p), false)
}

// Hints says what is not as it should be with a share that can be read.
func (t *Tree) Hints() []string {
	switch {
	case t.opts.Guest:
		return []string{"logged in as a guest: nothing is signed, and everybody on the network can read this share; give it an account if you can"}
	case t.opts.Unsigned:
		return []string{"what is read need not be signed; have signing turned on at the server, and take 'insecure' away"}
	}
	return nil
}

// Close implements fileshare.Tree.
func (t *Tree) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.current != nil {
		t.current.close()
		t.current = nil
	}
	return nil
}
