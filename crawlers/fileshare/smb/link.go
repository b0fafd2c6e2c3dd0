package smb

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	smb2 "github.com/cloudsoda/go-smb2"

	"sarsen/crawlers/fileshare"
)

// A link is one connection that is logged in.
type link struct {
	conn    net.Conn
	host    string // without port
	session *smb2.Session
	share   *smb2.Share
	silence time.Duration
}

// connect makes a connection. Its errors are told apart by explain.
func connect(ctx context.Context, o Options) (*link, error) {
	ctx, cancel := context.WithTimeout(ctx, o.Silence)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", o.Address)
	if err != nil {
		return nil, &dialError{err}
	}
	w := &watched{Conn: conn}
	session, err := dialer(o).DialConn(ctx, w, o.Address)
	if err == nil && !o.Guest && w.guest() {
		err = errGuest
	}
	if err != nil {
		_ = conn.Close()
		return nil, &loginError{err}
	}
	host, _, err := net.SplitHostPort(o.Address)
	if err != nil {
		host = o.Address
	}
	share, err := session.WithContext(ctx).Mount(`\\` + host + `\` + o.Share)
	if err != nil {
		_ = conn.Close()
		return nil, &shareError{err}
	}
	return &link{conn: conn, host: host, session: session, share: share, silence: o.Silence}, nil
}

func dialer(o Options) *smb2.Dialer {
	user := o.User
	if o.Guest && user == "" {
		user = "Guest"
	}
	return &smb2.Dialer{
		Negotiator: smb2.Negotiator{RequireMessageSigning: !o.Guest && !o.Unsigned},
		Initiator:  &smb2.NTLMInitiator{User: user, Password: o.Password, Domain: o.Domain},
	}
}

// call runs fn, which waits for answers of the server. A server that is silent
// for too long, and the end of ctx, end the connection.
func (l *link) call(ctx context.Context, fn func() error) error {
	hangUp := func() { _ = l.conn.Close() }
	defer time.AfterFunc(l.silence, hangUp).Stop()
	defer context.AfterFunc(ctx, hangUp)()
	return fn()
}

// close logs off, so that the server forgets what was open, and hangs up.
func (l *link) close() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = l.call(ctx, l.session.WithContext(ctx).Logoff)
	_ = l.conn.Close()
}

// errLost is a connection that was lost under a call.
var errLost = errors.New("the connection was lost")

// with runs fn on a connection, on a new one when it is lost meanwhile. The
// error is classified.
func (t *Tree) with(ctx context.Context, fn func(*link) error) error {
	for range 3 {
		l, err := t.link(ctx)
		if err != nil {
			return err
		}
		err = l.call(ctx, func() error { return fn(l) })
		if ctx.Err() != nil {
			t.drop(l)
			return ctx.Err()
		}
		if !lost(err) {
			return classify(err)
		}
		t.drop(l)
	}
	return fmt.Errorf("%w: %w", fileshare.ErrBroken, errLost)
}

// drop forgets a connection that was lost.
func (t *Tree) drop(l *link) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.current == l {
		t.current = nil
	}
	_ = l.conn.Close()
}

// Pauses between attempts to connect again.
const (
	firstPause = 200 * time.Millisecond
	lastPause  = 10 * time.Second
)

// link returns the connection, making it if there is none. A server that was
// never reached is tried once; one that was, or that says that it is busy, for
// the time of Patience.
func (t *Tree) link(ctx context.Context) (*link, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.current != nil {
		return t.current, nil
	}
	if t.refused != nil {
		return nil, t.refused
	}
	// Whoever waited for the lock while another tried in vain need not.
	retry := t.reached && time.Since(t.down) > t.opts.Patience
	end := time.Now().Add(t.opts.Patience)
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		l, err := connect(ctx, t.opts)
		if err == nil {
			t.current, t.reached, t.down = l, true, time.Time{}
			return l, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if refusal(err) {
			t.refused = t.explainLink(err)
			return nil, t.refused
		}
		if !retry && !busy(err) || time.Now().Add(pause).After(end) {
			t.down = time.Now()
			return nil, t.explainLink(err)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}
