package imap

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"sarsen/crawlers"
)

// A folder is one that the server lists.
type folder struct {
	name     string // as the server calls it
	path     string // with '/' between levels
	uses     []imap.MailboxAttr
	closed   bool   // holds other folders only
	excluded string // why it is not read; "" when it is
}

// folders lists the account's own folders, and those that others share with
// it, by their names.
func (s *Source) folders(ctx context.Context) (found []folder, err error) {
	err = s.do(ctx, walkTries, func(c *connection) error {
		list, err := listAll(c.client)
		if err != nil {
			return err
		}
		found, err = s.choose(list)
		return err
	})
	return found, err
}

// listAll asks for what is listed without asking for more, and then for each
// namespace: not all servers list those of others by themselves.
func listAll(client *imapclient.Client) ([]*imap.ListData, error) {
	caps := client.Caps()
	var opts *imap.ListOptions
	if caps.Has(imap.CapSpecialUse) && caps.Has(imap.CapListExtended) {
		opts = &imap.ListOptions{ReturnSpecialUse: true}
	}
	list, err := client.List("", "*", opts).Collect()
	if err != nil || !caps.Has(imap.CapNamespace) {
		return list, err
	}
	spaces, err := client.Namespace().Wait()
	if refused(err) {
		return list, nil
	}
	if err != nil {
		return nil, err
	}
	for _, n := range slices.Concat(spaces.Other, spaces.Shared) {
		more, err := client.List("", decodeName(n.Prefix)+"*", opts).Collect()
		if err != nil && !refused(err) {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

// choose leaves out what is not part of the source. That nothing is left is an
// error: the location is wrong, or the folder was renamed.
func (s *Source) choose(list []*imap.ListData) ([]folder, error) {
	var found []folder
	for _, d := range list {
		f := folder{name: d.Mailbox, path: pathOf(d.Mailbox, d.Delim), uses: d.Attrs}
		f.closed = slices.Contains(d.Attrs, imap.MailboxAttrNoSelect) || slices.Contains(d.Attrs, imap.MailboxAttrNonExistent)
		if s.filter.walks(f.path) {
			f.excluded = s.filter.excludes(f.path, f.uses)
			found = append(found, f)
		}
	}
	if len(found) == 0 && s.filter.top != "" {
		return nil, hopeless{fmt.Errorf("%w: the account has no folder %q: check the location, capital letters count", crawlers.ErrGone, s.filter.top)}
	}
	slices.SortStableFunc(found, func(a, b folder) int { return cmp.Compare(a.name, b.name) })
	return slices.CompactFunc(found, func(a, b folder) bool { return a.name == b.name }), nil
}
