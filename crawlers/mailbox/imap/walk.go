package imap

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"sarsen/crawlers"
)

// Walk implements crawlers.Source. Entries come by the names of folders, then
// by UID. A folder that the server refuses to open is an entry that says so;
// one that breaks off in the middle makes the walk incomplete, after the
// others have been walked.
func (s *Source) Walk(ctx context.Context, fn func(crawlers.Entry) error) error {
	s.ahead.reset()
	folders, err := s.folders(ctx)
	if err != nil {
		return fmt.Errorf("list mail folders: %w", err)
	}
	var broken error
	for _, f := range folders {
		w := &walk{Source: s, folder: f, fn: fn}
		err := w.run(ctx)
		if !refused(err) {
			if err != nil {
				return err
			}
			continue
		}
		broken = fmt.Errorf("list messages: %w: the mail server did not list %q to its end", crawlers.ErrTemporary, f.path)
	}
	return broken
}

// A walk is that of one folder.
type walk struct {
	*Source
	folder
	fn     func(crawlers.Entry) error
	since  uint64 // when it was opened, by Source.walks
	box    box
	listed uint64
}

const (
	batch  = 500  // messages whose size and date are asked for at once
	window = 4096 // messages whose numbers are aimed at at once
)

func (w *walk) run(ctx context.Context) error {
	if w.closed {
		return w.hand(crawlers.Entry{
			Key: folderKey(w.name), Path: w.path, Size: -1, Stamp: "closed",
			State: crawlers.Empty, Reason: "holds other folders, no messages",
		})
	}
	w.since = w.walks.Add(1)
	err := w.do(ctx, walkTries, func(c *connection) (err error) {
		w.box, err = c.examine(w.name, w.since)
		return err
	})
	if refused(err) {
		return w.hand(crawlers.Entry{
			Key: folderKey(w.name), Path: w.path, Size: -1,
			State: crawlers.Denied, Reason: "the mail server does not let this folder be read",
		})
	}
	if err != nil {
		return fmt.Errorf("open mail folder: %w", err)
	}
	if err := w.mark(); err != nil {
		if errors.Is(err, crawlers.SkipStore) {
			return nil
		}
		return err
	}
	if err := w.windows(ctx); err != nil || w.listed >= uint64(w.box.messages) {
		return err
	}
	return w.reconcile(ctx)
}

// mark hands over the folder as a store, where the caller remembers what is
// known: with the same stamp as at the last walk, the folder has the same
// messages. Numbers are given once and ascending, so as long as the next one is
// the same nothing was added, and then the count says whether something was
// removed.
func (w *walk) mark() error {
	if w.opts.Known == nil || w.box.next == 0 {
		return nil
	}
	return w.fn(crawlers.Entry{
		Key: folderKey(w.name), Path: w.path, Size: -1, Store: true, Keys: keys(w.name, w.box.validity),
		Stamp: fmt.Sprintf("%d;%d;%d;%d;%d;%s", w.box.validity, w.box.next, w.box.messages, w.box.modified, w.opts.MaxSize, w.excluded),
	})
}

// windows lists the numbers range by range. A range is as wide as the numbers
// before it were sparse, so that there are neither many nor large answers.
func (w *walk) windows(ctx context.Context) error {
	last := uint64(w.box.next) - 1
	if w.box.next == 0 { // not told by this server
		last = 1<<32 - 1
	}
	width := uint64(window)
	for from := uint64(1); from <= last && w.listed < uint64(w.box.messages); {
		to := min(from+width-1, last)
		uids, err := w.search(ctx, imap.UIDRange{Start: imap.UID(from), Stop: imap.UID(to)}) //nolint:gosec // at most 1<<32 - 1
		if err != nil {
			return fmt.Errorf("list messages: %w", err)
		}
		for some := range slices.Chunk(uids, batch) {
			if err := w.messages(ctx, some); err != nil {
				return err
			}
		}
		w.listed += uint64(len(uids))
		from = to + 1
		width = min(max(width*window/uint64(max(len(uids), 1)), window), 16*width)
	}
	return nil
}

// search returns the numbers in a range, ascending.
func (w *walk) search(ctx context.Context, r imap.UIDRange) (uids []imap.UID, err error) {
	err = w.do(ctx, walkTries, func(c *connection) error {
		if err := c.reopen(w.name, w.since, w.box.validity); err != nil {
			return err
		}
		var opts *imap.SearchOptions
		if c.client.Caps().Has(imap.CapESearch) {
			opts = &imap.SearchOptions{ReturnAll: true}
		}
		data, err := c.client.UIDSearch(&imap.SearchCriteria{UID: []imap.UIDSet{{r}}}, opts).Wait()
		if err != nil {
			return err
		}
		uids, err = expand(data.All, r)
		return err
	})
	return uids, err
}

// expand lists the numbers of a set that the server sent for a range.
func expand(all imap.NumSet, within imap.UIDRange) ([]imap.UID, error) {
	set, _ := all.(imap.UIDSet)
	var uids []imap.UID
	for _, r := range set {
		if r.Start < within.Start || r.Stop > within.Stop || r.Stop < r.Start || int64(r.Stop-r.Start) > int64(most-len(uids)) {
			return nil, errNonsense
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

// most is how many messages are believed to lie in one window.
const most = 10_000_000

var errNonsense = errors.New("the mail server's list of messages makes no sense")

// messages hands over some messages, having asked about those that are new.
func (w *walk) messages(ctx context.Context, uids []imap.UID) error {
	var fresh []imap.UID
	for _, uid := range uids {
		p := w.place(uid)
		if w.excluded == "" && (w.opts.Known == nil || !w.opts.Known(p.key(), p.stamp())) {
			fresh = append(fresh, uid)
		}
	}
	facts, err := w.describe(ctx, fresh)
	if err != nil {
		return fmt.Errorf("describe messages: %w", err)
	}
	w.ahead.expect(w.hints(fresh, facts))
	for _, uid := range uids {
		m, described := facts[uid]
		if _, asked := slices.BinarySearch(fresh, uid); asked && !described {
			continue // gone meanwhile
		}
		if err := w.hand(w.entry(uid, m)); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) hints(uids []imap.UID, facts map[imap.UID]*imapclient.FetchMessageBuffer) []hint {
	hints := make([]hint, 0, len(uids))
	for _, uid := range uids {
		if m := facts[uid]; m != nil {
			hints = append(hints, hint{place: w.place(uid), size: m.RFC822Size})
		}
	}
	return hints
}

func (w *walk) place(uid imap.UID) place {
	return place{folder: w.name, validity: w.box.validity, uid: uid}
}

// entry describes a message; m is nil when nothing was asked about it.
func (w *walk) entry(uid imap.UID, m *imapclient.FetchMessageBuffer) crawlers.Entry {
	p := w.place(uid)
	e := crawlers.Entry{
		Key: p.key(), Path: w.path + "/" + digits(uint32(uid)), Locator: p.String(), Stamp: p.stamp(), Size: -1, MediaType: "message/rfc822",
	}
	if m != nil && m.RFC822Size > 0 {
		e.Size = m.RFC822Size
	}
	if m != nil {
		e.Created = m.InternalDate
	}
	switch {
	case w.excluded != "":
		e.State, e.Reason = crawlers.Excluded, w.excluded
	case w.opts.MaxSize > 0 && e.Size > w.opts.MaxSize:
		e.State, e.Reason = crawlers.TooLarge, crawlers.OverLimit(w.opts.MaxSize)
	}
	return e
}

// hand calls the caller's function; there is nothing to skip in what is no
// store.
func (w *walk) hand(e crawlers.Entry) error {
	if err := w.fn(e); !errors.Is(err, crawlers.SkipStore) {
		return err
	}
	return nil
}

// reconcile looks again when fewer messages were listed than the server
// counted. Those removed and added meanwhile are accounted for; what is still
// missing is an entry of its own.
func (w *walk) reconcile(ctx context.Context) error {
	var now box
	err := w.do(ctx, walkTries, func(c *connection) (err error) {
		now, err = c.examine(w.name, w.walks.Add(1))
		return err
	})
	if err != nil {
		return fmt.Errorf("count messages: %w", err)
	}
	added := uint64(now.next - w.box.next)
	if now.validity != w.box.validity || w.listed+added >= uint64(now.messages) {
		return nil
	}
	return w.hand(crawlers.Entry{
		Key: keys(w.name, w.box.validity) + "rest", Path: w.path, Size: -1, State: crawlers.Denied,
		Reason: fmt.Sprintf("the mail server counts %d messages more here than it lists", uint64(now.messages)-w.listed-added),
	})
}
