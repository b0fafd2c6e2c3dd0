package imap

import (
	"context"
	"errors"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"sarsen/crawlers"
)

// describe returns size and date of messages. A message that is there, and
// about which the server would not say a thing, is in the answer without them.
func (w *walk) describe(ctx context.Context, uids []imap.UID) (map[imap.UID]*imapclient.FetchMessageBuffer, error) {
	facts := map[imap.UID]*imapclient.FetchMessageBuffer{}
	if len(uids) == 0 {
		return facts, nil
	}
	if err := w.ask(ctx, uids, facts); err != nil && !errors.Is(err, crawlers.ErrTemporary) {
		return nil, err
	}
	// A flag that another program sets at this moment can take the place of an
	// answer, and one bad message can end it early, or the connection with it.
	for _, uid := range missing(uids, facts) {
		if err := w.ask(ctx, []imap.UID{uid}, facts); err != nil && !errors.Is(err, crawlers.ErrTemporary) {
			return nil, err
		}
	}
	for _, uid := range missing(uids, facts) {
		there, err := w.search(ctx, imap.UIDRange{Start: uid, Stop: uid})
		if err != nil {
			return nil, err
		}
		if len(there) > 0 {
			facts[uid] = &imapclient.FetchMessageBuffer{UID: uid}
		}
	}
	return facts, nil
}

func missing(uids []imap.UID, facts map[imap.UID]*imapclient.FetchMessageBuffer) (left []imap.UID) {
	for _, uid := range uids {
		if facts[uid] == nil {
			left = append(left, uid)
		}
	}
	return left
}

// ask adds what the server says to facts. That it refuses some is no error.
func (w *walk) ask(ctx context.Context, uids []imap.UID, facts map[imap.UID]*imapclient.FetchMessageBuffer) error {
	return w.do(ctx, askTries, func(c *connection) error {
		if err := c.reopen(w.name, w.since, w.box.validity); err != nil {
			return err
		}
		cmd := c.client.Fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{UID: true, RFC822Size: true, InternalDate: true})
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			b, err := m.Collect()
			if err == nil && b.UID != 0 && !b.InternalDate.IsZero() {
				facts[b.UID] = b
			}
		}
		if err := cmd.Close(); err != nil && (!refused(err) || busy(err)) {
			return err
		}
		return nil
	})
}
