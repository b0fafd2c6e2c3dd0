package imap

import (
	"context"
	"errors"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"sarsen/crawlers"
)

// fetch returns one message, and fetches others with it that are likely to be
// asked for next. Whatever goes wrong with those is theirs: when the batch
// fails, the one message is fetched by itself.
func (s *Source) fetch(ctx context.Context, at place) (content crawlers.Content, err error) {
	with := s.ahead.plan(at)
	defer func() {
		for p, parcel := range with {
			s.ahead.deliver(p, parcel, nil)
		}
	}()
	err = s.do(ctx, openTries, func(c *connection) error {
		err := c.reopen(at.folder, 0, at.validity)
		if refused(err) {
			return crawlers.ErrGone
		}
		if err != nil {
			return err
		}
		content, err = s.deliver(c, at, with)
		for p, parcel := range with { // not in another try
			s.ahead.deliver(p, parcel, nil)
			delete(with, p)
		}
		if refused(err) || errors.Is(err, crawlers.ErrGone) {
			// Another message may be to blame, or a flag that was set at this
			// moment and took the place of the answer.
			content, err = s.deliver(c, at, nil)
		}
		return err
	})
	return content, err
}

func (s *Source) deliver(c *connection, at place, with map[place]*parcel) (crawlers.Content, error) {
	d := delivery{Source: s, wire: c.wire, at: at, with: with}
	err := d.run(c)
	if err != nil && d.content != nil {
		return nil, errors.Join(err, d.content.Close())
	}
	return d.content, err
}

// A delivery is one command that fetches messages.
type delivery struct {
	*Source
	wire    *wire
	at      place
	with    map[place]*parcel // still to come
	content crawlers.Content  // of at
}

func (d *delivery) run(c *connection) (err error) {
	set := imap.UIDSetNum(d.at.uid)
	for p := range d.with {
		set.AddNum(p.uid)
	}
	// Peek: the flag \Seen stays as it is.
	cmd := c.client.Fetch(set, &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}}})
	for err == nil {
		m := cmd.Next()
		if m == nil {
			break
		}
		err = d.message(m)
	}
	if err != nil {
		_ = c.wire.Close() // what else is on its way is not waited for
	}
	if errors.Is(err, errCut) {
		return err // to close the command would be to read on where nothing is left
	}
	if closed := cmd.Close(); err == nil && (d.content == nil || !refused(closed)) {
		err = closed
	}
	if err == nil && d.content == nil {
		err = crawlers.ErrGone
	}
	return err
}

// message takes what the server sent of one message.
func (d *delivery) message(m *imapclient.FetchMessageData) error {
	p := d.at
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			p.uid = item.UID
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil {
				continue
			}
			l := &literal{LiteralReader: item.Literal}
			err := d.body(p, l)
			if l.cut {
				return errCut
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *delivery) body(p place, message imap.LiteralReader) (err error) {
	parcel := d.with[p]
	switch {
	case p == d.at && d.content == nil:
		d.wire.allow(message.Size())
		d.content, err = d.receive(message)
	case parcel != nil && message.Size() <= 2*aheadMessage:
		d.wire.allow(message.Size())
		data, err := whole(message)
		if err != nil {
			return err
		}
		delete(d.with, p)
		d.ahead.deliver(p, parcel, data)
	}
	return err
}
