package fileshare

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"sarsen/crawlers"
)

// A Report is what Check saw of a place.
type Report struct {
	Folders, Files int  // at the top, both readable or not
	More           bool // there is more at the top than was counted
	Looked         int  // files and messages that were looked at, further down too
	Denied         int  // of them, those that may not be read, and folders
	Excluded       int  // of them, those left out by the patterns
	Opened         int  // files that were opened and read to see whether that can be done
	// Hints are likely mistakes, each with what to do.
	Hints []string
}

// String says it in plain words, a line for each hint.
func (r Report) String() string {
	more := ""
	if r.More {
		more = "more than "
	}
	var b strings.Builder
	fmt.Fprintf(&b, "can be read: at the top %s%d folders and %d files; looked at %d files and messages, opened %d",
		more, r.Folders, r.Files, r.Looked, r.Opened)
	for _, h := range r.Hints {
		b.WriteString("\n  note: " + h)
	}
	return b.String()
}

// Limits of a check, so that it is quick on a source of any size.
const (
	countAtTop = 100_000
	enough     = 200 // entries to look at
	toOpen     = 3
)

// hinter is a tree that knows of mistakes in how it is configured.
type hinter interface{ Hints() []string }

// Check finds out before a crawl whether the place can be reached and read. The
// error says what is in the way and what to do.
func (s *Source) Check(ctx context.Context) (Report, error) {
	var r Report
	if err := s.countTop(ctx, &r); err != nil {
		return r, err
	}
	refused, err := s.sample(ctx, &r)
	switch {
	case err != nil:
		return r, err
	case r.Looked > 0 && r.Opened == 0 && refused != nil:
		return r, fmt.Errorf("nothing that was looked at can be read: give the user that sarsen runs or logs in as the right to read: %w", refused)
	}
	r.advise()
	if h, ok := s.tree.(hinter); ok {
		r.Hints = append(r.Hints, h.Hints()...)
	}
	return r, nil
}

func (s *Source) countTop(ctx context.Context, r *Report) error {
	top, err := s.tree.Folder(ctx, "")
	if err != nil {
		return fmt.Errorf("open source: %w", err)
	}
	defer func() { _ = top.Close() }()
	for {
		nodes, last, err := top.Next(ctx)
		for i := range nodes {
			if nodes[i].Folder {
				r.Folders++
			} else {
				r.Files++
			}
		}
		r.More = !last && r.Folders+r.Files >= countAtTop
		if err != nil {
			return fmt.Errorf("list source: %w", err)
		}
		if last || r.More {
			return nil
		}
	}
}

var errEnough = errors.New("seen enough")

// sample walks a little and opens some of what can be opened. refused is why
// one could not be.
func (s *Source) sample(ctx context.Context, r *Report) (refused, err error) {
	err = s.Walk(ctx, func(e crawlers.Entry) error {
		r.Looked++
		switch {
		case e.State == crawlers.Denied:
			r.Denied++
			refused = crawlers.ErrDenied
		case e.State == crawlers.Excluded:
			r.Excluded++
		case e.State == "" && !e.Store && r.Opened < toOpen:
			if err := s.tryOpen(ctx, e); err != nil {
				r.Denied++
				refused = err
			} else {
				r.Opened++
			}
		}
		if r.Looked >= enough {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return refused, err
}

func (s *Source) tryOpen(ctx context.Context, e crawlers.Entry) error {
	c, err := s.Open(ctx, e)
	if err != nil {
		return err
	}
	_, err = c.ReadAt(make([]byte, 1), 0)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	_ = c.Close() // that it changes meanwhile is no matter here
	return err
}

func (r *Report) advise() {
	switch {
	case r.Folders+r.Files == 0:
		r.Hints = append(r.Hints, "nothing is there: if it is a mounted share, mount it; else check the location")
	case r.Looked == 0:
		r.Hints = append(r.Hints, "there are folders but no files in them: check the location")
	case r.Excluded == r.Looked:
		r.Hints = append(r.Hints, "everything that was looked at is left out: check include and exclude")
	}
	if r.Denied > 0 {
		r.Hints = append(r.Hints, fmt.Sprintf("%d of those looked at may not be read: give the user that sarsen runs or logs in as the right to read", r.Denied))
	}
}
