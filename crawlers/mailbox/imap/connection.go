package imap

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"sarsen/crawlers"
)

// How often something is tried, and the pauses between: the first, doubled
// after each try, up to the longest.
const (
	walkTries    = 7
	askTries     = 3
	openTries    = 4
	firstPause   = 500 * time.Millisecond
	longestPause = 5 * time.Minute
)

// A connection is made when it is first needed and again when it broke. One
// goroutine uses it at a time.
type connection struct {
	client  *imapclient.Client // nil when not connected
	wire    *wire
	version uint16 // of TLS; 0 without
	box     box    // the folder that is open
}

// A box is an open folder, as the server described it.
type box struct {
	name     string
	since    uint64 // the walk for which it was opened
	validity uint32
	next     imap.UID // the number the next message will get; 0 when not told
	messages uint32
	modified uint64 // HIGHESTMODSEQ, which also counts flags; 0 without CONDSTORE
}

// drop closes the connection without ceremony.
func (c *connection) drop() {
	if c.client != nil {
		_ = c.client.Close() // nothing was written that could be lost
	}
	*c = connection{}
}

// examine opens a folder for reading only, unless it has been opened for this
// walk or a later one.
func (c *connection) examine(folder string, since uint64) (box, error) {
	if c.box.name == folder && c.box.since >= since {
		return c.box, nil
	}
	c.box = box{}
	opts := imap.SelectOptions{ReadOnly: true, CondStore: c.client.Caps().Has(imap.CapCondStore)}
	data, err := c.client.Select(folder, &opts).Wait()
	if opts.CondStore && refused(err) { // maybe for that alone
		opts.CondStore = false
		data, err = c.client.Select(folder, &opts).Wait()
	}
	if err != nil {
		return box{}, err
	}
	c.box = box{name: folder, since: since, validity: data.UIDValidity, next: data.UIDNext, messages: data.NumMessages, modified: data.HighestModSeq}
	return c.box, nil
}

// reopen is examine for who knows the folder's numbers already.
func (c *connection) reopen(folder string, since uint64, validity uint32) error {
	b, err := c.examine(folder, since)
	if err == nil && b.validity != validity {
		err = fmt.Errorf("%w: the mail server numbered the folder anew", crawlers.ErrGone)
	}
	return err
}

// do calls fn with a connection, and again with a new one after a pause when
// it broke or the server asked for patience, as often as tries says. It
// returns the context's error when that ends.
func (s *Source) do(ctx context.Context, tries int, fn func(*connection) error) error {
	for n := 1; ; n++ {
		err := s.once(ctx, fn)
		if err == nil || ctx.Err() != nil {
			return errors.Join(ctx.Err())
		}
		if final(err) {
			return explain(err)
		}
		if n >= tries {
			return gaveUp(tries, err)
		}
		if err := s.opts.Pause(ctx, delay(n, err)); err != nil {
			return err
		}
	}
}

// gaveUp says why. What was tried once only is not called temporary.
func gaveUp(tries int, err error) error {
	if tries == 1 || errors.Is(err, crawlers.ErrTemporary) {
		return explain(err)
	}
	return fmt.Errorf("%w: %w", crawlers.ErrTemporary, explain(err))
}

func (s *Source) once(ctx context.Context, fn func(*connection) error) error {
	c, err := s.pool.take(ctx)
	if err != nil {
		return err
	}
	crowded := false
	defer func() { s.pool.put(c, crowded) }()
	if c.client == nil {
		if err := s.connect(ctx, c); err != nil {
			crowded = tooMany(err)
			return err
		}
	}
	err = s.guarded(ctx, c, fn)
	if err != nil && !answered(err) {
		c.drop()
	}
	return err
}

// guarded calls fn with the clock running, and cuts the connection when ctx
// ends.
func (s *Source) guarded(ctx context.Context, c *connection, fn func(*connection) error) error {
	wire := c.wire
	wire.expect()
	defer wire.rest()
	stop := context.AfterFunc(ctx, func() { _ = wire.Close() })
	err := wire.why(fn(c))
	if !stop() {
		c.drop()
	}
	return err
}

// delay is how long to wait after the n-th try: as long as the server asked
// for, else twice as long as before, give or take a quarter, so that many who
// were cut off together do not return together.
func delay(n int, err error) time.Duration {
	if d := asked(err); d > 0 {
		return min(d, longestPause)
	}
	d := firstPause << min(n-1, 20)
	if busy(err) {
		d *= 8
	}
	d = min(d, longestPause)
	return d - d/4 + rand.N(d/2)
}
