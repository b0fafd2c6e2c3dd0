package imap

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"sarsen/crawlers"
)

// most is how many messages a folder can have before the server's list is
// taken for nonsense.
const most = 50_000_000

// list returns the UIDs of a folder's messages, ascending, and leaves the
// folder open.
func (c *connection) list(ctx context.Context, folder string) (uids []imap.UID, err error) {
	err = c.try(ctx, func(client *imapclient.Client) error {
		c.folder = "" // a folder is opened anew at each walk, to see what is new
		if _, err := c.examine(client, folder); err != nil {
			return err
		}
		data, err := client.UIDSearch(&imap.SearchCriteria{}, nil).Wait()
		if err != nil {
			return err
		}
		uids, err = expand(data.All)
		return err
	})
	return uids, err
}

// expand lists the numbers of a set that the server sent.
func expand(all imap.NumSet) ([]imap.UID, error) {
	set, ok := all.(imap.UIDSet)
	if !ok {
		return nil, nil
	}
	var uids []imap.UID
	for _, r := range set {
		if r.Start == 0 || r.Stop < r.Start || int64(r.Stop-r.Start) > most-int64(len(uids)) {
			return nil, errors.New("the mail server's list of messages makes no sense")
		}
		for uid := r.Start; ; uid++ {
			uids = append(uids, uid)
			if uid == r.Stop {
				break
			}
		}
	}
	slices.Sort(uids)
	return slices.Compact(uids), nil
}

// describe returns size and date of the messages that are still there, by UID.
func (c *connection) describe(ctx context.Context, folder string, validity uint32, uids []imap.UID) (found []*imapclient.FetchMessageBuffer, err error) {
	err = c.try(ctx, func(client *imapclient.Client) error {
		now, err := c.examine(client, folder)
		if err != nil {
			return err
		}
		if now != validity {
			return fmt.Errorf("the mail server numbered the folder anew: %w", crawlers.ErrGone)
		}
		found, err = client.Fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{UID: true, RFC822Size: true, InternalDate: true}).Collect()
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b *imapclient.FetchMessageBuffer) int { return cmp.Compare(a.UID, b.UID) })
	return slices.DeleteFunc(found, func(m *imapclient.FetchMessageBuffer) bool { return m.UID == 0 }), nil
}

// fetch returns the bytes of one message, without setting its \Seen flag.
func (c *connection) fetch(ctx context.Context, at place) (data []byte, err error) {
	err = c.try(ctx, func(client *imapclient.Client) error {
		validity, err := c.examine(client, at.folder)
		if refused(err) || err == nil && validity != at.validity {
			return crawlers.ErrGone
		}
		if err != nil {
			return err
		}
		data, err = body(client, at.uid, c.opts.MaxSize)
		return err
	})
	return data, err
}

func body(client *imapclient.Client, uid imap.UID, limit int64) (data []byte, err error) {
	cmd := client.Fetch(imap.UIDSetNum(uid), &imap.FetchOptions{
		UID:         true,
		BodySection: []*imap.FetchItemBodySection{{Peek: true}},
	})
	found := false
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		for item := m.Next(); item != nil; item = m.Next() {
			section, ok := item.(imapclient.FetchItemDataBodySection)
			if !ok || section.Literal == nil || found {
				continue
			}
			found = true
			data, err = readAll(section.Literal, limit)
		}
	}
	if cerr := cmd.Close(); cerr != nil {
		return nil, cerr
	}
	if err == nil && !found {
		err = crawlers.ErrGone
	}
	return data, err
}

func readAll(r io.Reader, limit int64) ([]byte, error) {
	if limit <= 0 {
		return io.ReadAll(r)
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%w: the message is larger than the server said", crawlers.ErrGone)
	}
	return data, err
}

type content struct{ *bytes.Reader }

func newContent(data []byte) crawlers.Content { return content{bytes.NewReader(data)} }

func (content) Close() error { return nil }
