package service

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/office"
)

// Unread is an item that was not read, or partly.
type Unread struct {
	catalogue.Item
	Todo       string
	Looked     *request.Looked   // when somebody looked at these very bytes by hand
	Transcript *request.Attached // the latest that was attached to it
	Copy       *request.Attached // likewise
	// Stale says that its bytes have changed since something was attached, which
	// therefore does not count any more.
	Stale bool
}

// UnreadFilter picks items that were not read; what is "" picks all.
type UnreadFilter struct {
	Source string
	State  crawlers.State
	Reason string // a part of the reason, in any case
	Type   string // a media type, or what stands before its "/"
}

// Empty reports whether the filter picks everything.
func (f UnreadFilter) Empty() bool { return f == UnreadFilter{} }

func (f UnreadFilter) picks(i catalogue.Item) bool {
	kind, _, _ := strings.Cut(i.MediaType, ";")
	return (f.State == "" || i.State == f.State) &&
		(f.Reason == "" || strings.Contains(strings.ToLower(i.Reason), strings.ToLower(f.Reason))) &&
		(f.Type == "" || kind == f.Type || strings.HasPrefix(kind, f.Type+"/"))
}

// check refuses sources and states that there are not.
func (s *Service) check(f UnreadFilter) error {
	if f.Source != "" {
		if _, err := s.pick([]string{f.Source}); err != nil {
			return err
		}
	}
	if f.State == "" {
		return nil
	}
	var names []string
	for _, state := range crawlers.States() {
		if state == f.State {
			return nil
		}
		names = append(names, string(state))
	}
	return fmt.Errorf("there is no state %q; states are %s", f.State, strings.Join(names, ", "))
}

// EachUnread calls fn for every item that was not read, or partly, with what can
// be done about it. fn must not call the service.
func (s *Service) EachUnread(ctx context.Context, f UnreadFilter, fn func(Unread) error) error {
	if err := s.check(f); err != nil {
		return err
	}
	by, err := s.recordedByHand()
	if err != nil {
		return err
	}
	awaited := s.todoOCR()
	return s.cat.EachNotRead(ctx, f.Source, func(i catalogue.Item) error {
		if i.Source == addedSource || !f.picks(i) {
			return nil
		}
		u := by.of(i)
		u.Todo = todo(i, awaited)
		return fn(u)
	})
}

// todo says what an officer can do about an item; awaited is what to do about
// pictures.
func todo(i catalogue.Item, awaited string) string {
	kind, _, _ := strings.Cut(i.MediaType, "/")
	reason := strings.ToLower(i.Reason)
	switch {
	case strings.Contains(reason, "not been recognised yet"):
		return awaited
	case i.State == crawlers.NeedsOCR:
		return "look at it by hand, and add what it says with 'unread attach ITEM --transcript FILE'"
	case (i.State == crawlers.Unsupported || i.State == crawlers.Damaged) && documents.ConvertTo(i.MediaType) != "" && !office.Installed():
		return "install LibreOffice and crawl again, or look at it by hand"
	case i.State == crawlers.Unsupported && strings.Contains(reason, "dfs link"):
		return "add the share that it leads to as a source"
	case i.State == crawlers.Unsupported && strings.HasPrefix(reason, "a link"):
		return "see where it leads: if there are documents, add that place as a source; else record it with 'unread seen'"
	case i.State == crawlers.Unsupported && strings.HasPrefix(reason, "not a file but"):
		return "there is nothing to read in it; record it with 'unread seen'"
	case i.State == crawlers.TooLarge && strings.HasPrefix(reason, "folders are nested"):
		return "add this folder as a source of its own, or look by hand"
	case i.State == crawlers.Excluded:
		return "left out by the configuration, or read elsewhere; change exclude to read it here"
	case i.State == crawlers.Encrypted, strings.Contains(reason, "password"), strings.Contains(reason, "encrypted"):
		return "find the password and add it to the source's document_passwords, or look by hand"
	case kind == "audio" || kind == "video":
		return "it may hold personal data: listen to it or watch it, and add what is said with 'unread attach ITEM --transcript FILE'"
	case i.State == crawlers.TooLarge && strings.Contains(reason, "larger than the limit"):
		return "raise max_size of the source in the configuration, or look by hand"
	case i.State == crawlers.TooLarge && strings.Contains(reason, "memory"):
		return "raise workers.memory in the configuration, or look by hand"
	case i.State == crawlers.Denied && (strings.Contains(reason, "in use") || strings.Contains(reason, "written to")):
		return "close the program that holds it, and crawl again"
	case i.State == crawlers.Denied && strings.Contains(reason, "permission"):
		return "give sarsen's user permission to read it, and crawl again"
	}
	return todoByState[i.State]
}

// todoByState is what can be done where the reason does not tell more.
var todoByState = map[crawlers.State]string{
	crawlers.Partial:     "look at what is missing by hand; the part that was read is searched",
	crawlers.Damaged:     "try to open it by hand, or restore an older copy",
	crawlers.Unsupported: "look at it by hand and record it with 'unread seen', or save it in a kind that sarsen reads",
	crawlers.TooLarge:    "unpack it, or look by hand",
	crawlers.Timeout:     "raise workers.time in the configuration, or look by hand",
	crawlers.Denied:      "crawl again; if it stays, see that sarsen's user can read it",
}

// MarkLooked records that items were looked at by hand. Nothing is recorded
// when one of them is not known.
func (s *Service) MarkLooked(ctx context.Context, by Officer, ids []string, note string) error {
	if strings.TrimSpace(note) == "" {
		return errors.New("say with --note what was found")
	}
	items := make([]catalogue.Item, len(ids))
	for n, id := range ids {
		var err error
		if items[n], err = s.cat.Item(ctx, id); err != nil {
			return fmt.Errorf("item %s: %w", id, err)
		}
	}
	for _, i := range items {
		if err := s.record(by, "unread.seen", "", "item:"+i.ID, map[string]string{"sha256": i.SHA256}); err != nil {
			return err
		}
		if err := s.reg.SetLooked(request.Looked{Item: i.ID, SHA256: i.SHA256, Note: note, By: string(by), At: s.now()}); err != nil {
			return err
		}
	}
	return nil
}
