package cli

import (
	"cmp"
	"slices"

	"github.com/spf13/cobra"

	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/crawlers"
)

// unreadFlags adds what picks unread items to a command.
func unreadFlags(c *cobra.Command, f *service.UnreadFilter) {
	c.Flags().StringVar(&f.Source, "source", "", "only of this `source`")
	c.Flags().StringVar((*string)(&f.State), "state", "", "only in this `state`, such as encrypted")
	c.Flags().StringVar(&f.Reason, "reason", "", "only those whose reason holds these `words`")
	c.Flags().StringVar(&f.Type, "type", "", "only of this media `type`, such as audio or image/png")
}

func (a *app) unreadCommand() *cobra.Command {
	var f service.UnreadFilter
	every := false
	c := &cobra.Command{
		Use:   "unread",
		Short: "Every item that was not read, or partly, and what to do about it",
		Long: `Items that are alike are put together, with how many they are; --all lists each.
With --json every item has its line.`,
		Example: "  sarsen unread --source shares\n  sarsen unread --state encrypted --all\n  sarsen unread seen 3k7qd2xw5m4n6p2r --note \"a blank form\"",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(c.Context(), "unread", func(svc *service.Service) error { return a.unread(c, svc, f, every) })
		},
	}
	unreadFlags(c, &f)
	c.Flags().BoolVar(&every, "all", false, "every item, one by one")
	c.AddCommand(a.unreadSeenCommand(), a.unreadAttachCommand())
	return c
}

func (a *app) unreadSeenCommand() *cobra.Command {
	var f service.UnreadFilter
	note := ""
	c := &cobra.Command{
		Use:   "seen [ITEM...] --note TEXT",
		Short: "Record that unread items were looked at by hand",
		Long: `Records who looked, when, and what was found, for the items named or for all that
the flags pick. It holds for their bytes: an item that changes has to be looked
at again.`,
		Example: "  sarsen unread seen 3k7qd2xw5m4n6p2r --note \"a blank form\"\n  sarsen unread seen --source shares --type audio --note \"hold music\"",
		RunE: func(c *cobra.Command, given []string) error {
			if len(given) == 0 && f.Empty() {
				return usage("name items, or pick some with --source, --state, --reason or --type")
			}
			if len(given) > 0 && !f.Empty() {
				return usage("name items or pick them with flags, not both")
			}
			return a.with(c.Context(), "unread seen", func(svc *service.Service) error { return a.unreadSeen(c, svc, given, f, note) })
		},
	}
	unreadFlags(c, &f)
	c.Flags().StringVar(&note, "note", "", "what was found")
	return c
}

func (a *app) unreadSeen(c *cobra.Command, svc *service.Service, ids []string, f service.UnreadFilter, note string) error {
	if len(ids) == 0 {
		err := svc.EachUnread(c.Context(), f, func(u service.Unread) error {
			ids = append(ids, u.ID)
			return nil
		})
		if err != nil {
			return err
		}
	}
	if err := svc.MarkLooked(c.Context(), a.User, ids, note); err != nil {
		return err
	}
	a.say("Recorded for %s.", count(len(ids), "item"))
	return nil
}

func (a *app) unreadAttachCommand() *cobra.Command {
	transcript, note := "", ""
	c := &cobra.Command{
		Use:   "attach ITEM --transcript FILE",
		Short: "Add a transcript to an item by hand",
		Long: `For sound, video and pictures that cannot be read. The text of a transcript, in
any format that a crawl reads, becomes part of the item's text, marked as added
by hand: it is searched, matched and redacted like the rest. It is kept with the
register and backed up, holds for the item's bytes wherever they lie, and counts
no more when those change. A copy that is redacted already is redacted for one
requester: 'sarsen request add ID FILE --as copy --for ITEM' gives it to them.`,
		Example: "  sarsen unread attach 3k7qd2xw5m4n6p2r --transcript call.docx --note \"by the contact centre\"",
		Args:    args("ITEM"),
		RunE: func(c *cobra.Command, given []string) error {
			if transcript == "" {
				return usage("--transcript FILE is missing; a redacted copy is added with 'sarsen request add ID FILE --as copy --for ITEM'")
			}
			return a.with(c.Context(), "unread attach", func(svc *service.Service) error {
				if err := svc.Attach(c.Context(), a.User, given[0], a.path(transcript), note); err != nil {
					return err
				}
				a.say("Attached.")
				return nil
			})
		},
	}
	c.Flags().StringVar(&transcript, "transcript", "", "a `file` with what is said or shown")
	c.Flags().StringVar(&note, "note", "", "where it comes from")
	return c
}

func (a *app) unread(c *cobra.Command, svc *service.Service, f service.UnreadFilter, every bool) error {
	groups := map[alike]*group{}
	found := false
	err := svc.EachUnread(c.Context(), f, func(u service.Unread) error {
		found = true
		switch {
		case a.json:
			return a.emit(unreadJSON(u))
		case every:
			a.sayUnread(u)
		default:
			put(groups, u)
		}
		return nil
	})
	if err != nil || a.json {
		return err
	}
	if !found {
		if f.Empty() || f == (service.UnreadFilter{Source: f.Source}) {
			a.say("Everything was read.")
		} else {
			a.say("Nothing of that kind is unread.")
		}
	}
	a.sayGroups(groups)
	return nil
}

func unreadJSON(u service.Unread) map[string]any {
	line := map[string]any{
		"item": u.ID, "source": u.Source, "path": u.Path, "part": u.Part, "media_type": u.MediaType, "state": u.State, "reason": u.Reason, "todo": u.Todo,
	}
	if u.Looked != nil {
		line["looked"] = map[string]string{"by": u.Looked.By, "at": stamp(u.Looked.At), "note": u.Looked.Note}
	}
	for kind, at := range map[string]*request.Attached{"transcript": u.Transcript, "copy": u.Copy} {
		if at != nil {
			line[kind] = map[string]string{"by": at.By, "at": stamp(at.At), "note": at.Note, "name": at.Name, "sha256": at.File}
		}
	}
	if u.Stale {
		line["stale"] = true
	}
	return line
}

func (a *app) sayUnread(u service.Unread) {
	a.say("%s  %s: %s", u.ID, u.Source, oneLine(place(u.Path, u.Part)))
	a.say("    %s: %s", u.State, u.Reason)
	done := false
	if u.Looked != nil {
		done = true
		a.say("    looked at by %s on %s: %s", u.Looked.By, day(u.Looked.At), oneLine(u.Looked.Note))
	}
	for _, at := range []*request.Attached{u.Transcript, u.Copy} {
		if at != nil {
			done = true
			a.say("    %s attached by %s on %s", at.Kind, at.By, day(at.At))
		}
	}
	if u.Stale {
		a.say("    it has changed since something was attached to it: attach it again")
	}
	if !done {
		a.say("    → %s", u.Todo)
	}
}

// alike is what unread items have in common that are shown together.
type alike struct {
	state        crawlers.State
	reason, todo string
}

// A group is unread items that are alike.
type group struct {
	alike
	items, done int
	first       []service.Unread
}

// shown is how many items of a group are named.
const shown = 3

func put(groups map[alike]*group, u service.Unread) {
	k := alike{u.State, u.Reason, u.Todo}
	g := groups[k]
	if g == nil {
		g = &group{alike: k}
		groups[k] = g
	}
	g.items++
	if u.Looked != nil || u.Transcript != nil || u.Copy != nil {
		g.done++
	}
	if len(g.first) < shown {
		g.first = append(g.first, u)
	}
}

func (a *app) sayGroups(groups map[alike]*group) {
	var list []*group
	for _, g := range groups {
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *group) int {
		return cmp.Or(cmp.Compare(b.items, a.items), cmp.Compare(a.state, b.state), cmp.Compare(a.reason, b.reason), cmp.Compare(a.todo, b.todo))
	})
	more := false
	for _, g := range list {
		if g.items == 1 {
			a.sayUnread(g.first[0])
			continue
		}
		a.say("%s  %s: %s", count(g.items, "item"), g.state, g.reason)
		for _, u := range g.first {
			a.say("    %s  %s: %s", u.ID, u.Source, oneLine(place(u.Path, u.Part)))
		}
		if rest := g.items - len(g.first); rest > 0 {
			more = true
			a.say("    and %d more", rest)
		}
		if g.done > 0 {
			a.say("    %d looked at by hand", g.done)
		}
		if g.done < g.items {
			a.say("    → %s", g.todo)
		}
	}
	if more {
		a.say("Every item: sarsen unread --all")
	}
}
