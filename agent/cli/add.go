package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/request"
	"sarsen/agent/service"
)

// additionFlags say what is added to a request.
type additionFlags struct {
	as, title, day, of, note, source, formFile string
	form                                       []string
	noOCR                                      bool
}

func (a *app) requestAdd() *cobra.Command {
	var f additionFlags
	var kinds []string
	for _, k := range request.AddedKinds() {
		kinds = append(kinds, string(k))
	}
	c := &cobra.Command{
		Use:   "add ID FILE",
		Short: "Add a file or a form to a request by hand",
		Long: `Adds a file that no source holds to one request: a scan of a paper file, a
transcript, a document, or a form submission as field and value. It is read,
marked, decided on, redacted and listed like any other item, with who added it,
and no other request sees it. It goes into the pack unless decided otherwise.

With --for, a transcript becomes part of an item's text ('unread attach' does the
same), and a copy that you have redacted already, such as a recording, stands in
the pack in place of the item.`,
		Example: `  sarsen request add 2026-0001 scan.pdf --as scan --title "Housing file 1987" --date 1987-04-02
  sarsen request add 2026-0001 call-redacted.mp3 --as copy --for 3k7qd2xw5m4n6p2r
  sarsen request add 2026-0001 --form "Name=Ann Example" --form "Complaint=Damp in the bedroom"`,
		RunE: func(c *cobra.Command, given []string) error {
			what, err := f.addition(a, given)
			if err != nil {
				return err
			}
			return a.with(c.Context(), "request add", func(svc *service.Service) error { return a.add(c, svc, given[0], f.of, what) })
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.as, "as", "", "what it is: "+strings.Join(kinds, ", ")+" (default document)")
	flags.StringVar(&f.title, "title", "", "what to call it")
	flags.StringVar(&f.day, "date", "", "its date, `YYYY-MM-DD`")
	flags.StringVar(&f.of, "for", "", "`ITEM` of which it is a transcript or a redacted copy")
	flags.StringVar(&f.source, "source", "", "the configured `source` under whose purpose and lawful basis it is held")
	flags.StringVar(&f.note, "note", "", "where it comes from")
	flags.StringArrayVar(&f.form, "form", nil, "a field of a form as `FIELD=VALUE`; may be repeated")
	flags.StringVar(&f.formFile, "form-file", "", "a form as CSV or JSON `file`; - for standard input")
	flags.BoolVar(&f.noOCR, "no-ocr", false, "leave text in pictures for the next crawl")
	return c
}

// addition works out what is added.
func (f *additionFlags) addition(a *app, given []string) (service.Addition, error) {
	typed := len(f.form) > 0 || f.formFile != ""
	what := service.Addition{Kind: request.AddedKind(f.as), Title: f.title, Note: f.note, Source: f.source, Late: f.noOCR}
	if what.Kind == "" {
		what.Kind = request.Document
		if typed {
			what.Kind = request.Form
		}
	}
	switch {
	case len(given) == 0:
		return what, usage("ID is missing")
	case !slices.Contains(request.AddedKinds(), what.Kind):
		return what, usage("--as %s is none of %s", f.as, joined(request.AddedKinds()))
	case typed && len(given) > 1:
		return what, usage("%q is one argument too many: the form is what is added", given[1])
	case typed && what.Kind != request.Form:
		return what, usage("fields of a form are not a %s", what.Kind)
	case !typed && len(given) < 2:
		return what, usage("FILE is missing")
	case len(given) > 2:
		return what, usage("%q is one argument too many", given[2])
	case what.Kind == request.Copy && f.of == "":
		return what, usage("of what is it a copy? Name the item with --for")
	case f.of != "" && what.Kind != request.Copy && what.Kind != request.Transcript:
		return what, usage("--for is for a transcript or a copy")
	}
	if f.day != "" {
		day, err := request.ParseDate(f.day)
		if err != nil {
			return what, usage("--date: %w", err)
		}
		what.Day = day
	}
	if !typed {
		what.File = a.path(given[1])
		return what, nil
	}
	return what, f.fields(a, &what)
}

// fields reads the form that was typed or named.
func (f *additionFlags) fields(a *app, what *service.Addition) error {
	if f.formFile != "" {
		raw, err := a.readAll(f.formFile)
		if err != nil {
			return fmt.Errorf("read form: %w", err)
		}
		if what.Fields, err = service.ReadForm(raw); err != nil {
			return err
		}
	}
	for _, text := range f.form {
		name, value, ok := strings.Cut(text, "=")
		if !ok || strings.TrimSpace(name) == "" {
			return usage("--form takes FIELD=VALUE, not %q", text)
		}
		what.Fields = append(what.Fields, service.Field{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	return nil
}

func joined[T ~string](list []T) string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return strings.Join(out, ", ")
}

func (a *app) add(c *cobra.Command, svc *service.Service, id, of string, what service.Addition) error {
	if of != "" {
		return a.addTo(c, svc, id, of, what)
	}
	added, err := svc.Add(c.Context(), a.User, id, what)
	if err != nil {
		return err
	}
	for _, m := range added {
		if a.json {
			if err := a.emit(matchLine{Match: m, Date: stamp(m.Date), New: true}); err != nil {
				return err
			}
			continue
		}
		a.say("Added: %s  [%s]", oneLine(cut(m.Heading(), 70)), m.Item)
	}
	a.remark("Next: sarsen review %s --item %s", id, added[0].Item)
	return nil
}

// addTo adds a transcript or a copy to an item.
func (a *app) addTo(c *cobra.Command, svc *service.Service, id, of string, what service.Addition) error {
	var err error
	if what.Kind == request.Copy {
		err = svc.AddCopy(c.Context(), a.User, id, of, what.File, what.Note)
	} else {
		err = svc.Attach(c.Context(), a.User, of, what.File, what.Note)
	}
	if err != nil {
		return err
	}
	if a.json {
		return a.emit(map[string]any{"item": of, "added_as": what.Kind, "added_by": a.User})
	}
	a.say("Added the %s to item %s.", what.Kind, of)
	return nil
}

func (a *app) requestRemove() *cobra.Command {
	reason := ""
	c := &cobra.Command{
		Use:   "remove ID ITEM",
		Short: "Keep out what was added by hand, or take a redacted copy away",
		Long: `Keeps an item that was added by hand out of the pack, with its parts; of another
item takes the redacted copy away. It stays on record, and so do its bytes;
'undo' brings an item back.`,
		Example: "  sarsen request remove 2026-0001 3k7qd2xw5m4n6p2r --reason \"the wrong person's file\"",
		Args:    args("ID", "ITEM"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "request remove", func(svc *service.Service) error {
				if err := svc.Remove(c.Context(), a.User, given[0], given[1], reason); err != nil {
					return err
				}
				if a.json {
					return a.emit(map[string]any{"request": given[0], "item": given[1], "removed": true})
				}
				a.say("Removed: it stays out of the pack.")
				return nil
			})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why")
	return c
}

func addedJSON(list []service.AddedItem) []map[string]any {
	out := []map[string]any{}
	for _, i := range list {
		out = append(out, map[string]any{
			"item": i.Item, "as": i.Kind, "name": i.Name, "title": i.Title, "date": isoDay(i.Day), "note": i.Note, "sha256": i.File,
			"by": i.By, "at": stamp(i.At), "removed": i.Removed,
		})
	}
	return out
}

func (a *app) sayAdded(list []service.AddedItem) {
	if len(list) == 0 {
		return
	}
	a.say("\nAdded by hand:")
	for _, i := range list {
		name := i.Title
		if name == "" {
			name = i.Name
		}
		state := ""
		if i.Removed {
			state = "  removed"
		}
		a.say("  %s  %s by %s  %s  [%s]%s", day(i.At), i.Kind, i.By, oneLine(strings.TrimSpace(cut(name, 50)+"  "+i.Note)), i.Item, state)
	}
}
