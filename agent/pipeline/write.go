package pipeline

import (
	"time"

	"sarsen/agent/catalogue"
	"sarsen/crawlers"
)

// Limits of one transaction of the catalogue: whichever is reached first.
const (
	batchItems = 500
	batchBytes = 4 << 20
	batchTime  = 2 * time.Second
)

// write gathers units and stores them in the catalogue in batches. It goes on
// until results is closed, and stores what it has even when the run was
// interrupted.
func (r *pass) write() error {
	var units []catalogue.Unit
	var bytes, items int
	flush := func() error {
		if len(units) == 0 {
			return nil
		}
		done, err := r.Catalogue.Write(r.Pass, units)
		if err != nil {
			return err
		}
		units, bytes, items = nil, 0, 0
		r.written <- done // index takes all, whatever happens
		return nil
	}
	tick := time.NewTicker(batchTime)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if err := flush(); err != nil {
				return err
			}
		case u, ok := <-r.results:
			if !ok {
				return flush()
			}
			units = append(units, u)
			items += len(u.Items)
			for _, i := range u.Items {
				bytes += len(i.Text)
			}
			r.account(u)
			if items >= batchItems || bytes >= batchBytes {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
}

// account counts a unit, and the entry with its last one. What has no items
// only marks a folder.
func (r *pass) account(u catalogue.Unit) {
	if len(u.Items) == 0 {
		return
	}
	bad := 0
	for _, i := range u.Items {
		if i.State != crawlers.Indexed && i.State != crawlers.Empty {
			bad++
		}
	}
	r.tell(func(p *Progress) {
		p.Unread += bad
		if u.More {
			return
		}
		p.Read++
		if u.Entry.Part == "" || u.Entry.Store {
			p.Bytes += max(u.Entry.Size, 0)
		}
	})
}
