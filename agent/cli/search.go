package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
	"sarsen/index"
)

func (a *app) searchCommand() *cobra.Command {
	limit := 0
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Search everything that was crawled",
		Long: `Words, "phrases", AND OR NOT, (groups), fields (from: to: subject: path: source:
type: title: name: ref: after: before:), word~ for misspellings, sounds:word,
and * for the rest of a word. Words side by side must all occur.`,
		Example: `  sarsen search '"ann example" AND damp'
  sarsen search 'from:housing after:2025-01-01 sounds:thompson'`,
		RunE: func(c *cobra.Command, words []string) error {
			if len(words) == 0 {
				return usage("QUERY is missing")
			}
			if limit < 0 {
				return usage("--limit cannot be negative")
			}
			return a.with(c.Context(), "search", func(svc *service.Service) error {
				return a.search(c, svc, strings.Join(words, " "), limit)
			})
		},
	}
	c.Flags().IntVar(&limit, "limit", 0, "at most so many hits (default all)")
	return c
}

func (a *app) search(c *cobra.Command, svc *service.Service, text string, limit int) error {
	hits, err := svc.Hits(c.Context(), a.User, text, limit)
	if errors.Is(err, service.ErrQuery) {
		return errUsage{err}
	}
	if err != nil {
		return err
	}
	for _, n := range hits.Notes {
		a.remark("Note: %s.", n)
	}
	shown := 0
	err = hits.Each(c.Context(), func(h service.Found) error {
		shown++
		return a.hit(h)
	})
	if err != nil {
		return err
	}
	switch {
	case hits.Total == 0:
		a.say("Nothing found. Try fewer words, word~ for misspellings, or sounds:word; 'sarsen unread' lists what could not be read.")
	case shown < hits.Total:
		a.say("%d of %s.", shown, count(hits.Total, "hit"))
	default:
		a.say("%s.", count(hits.Total, "hit"))
	}
	return nil
}

// hit prints one hit.
func (a *app) hit(h service.Found) error {
	if a.json {
		return a.emit(map[string]any{
			"item": h.ID, "source": h.Source, "path": h.Path, "part": h.Part, "message_id": h.MessageID,
			"title": h.Title, "date": stamp(h.Date()), "score": h.Score, "snippet": h.Snippet,
		})
	}
	a.say("%s  %s", oneLine(cut(h.Label(), 70)), day(h.Date()))
	a.say("    %s: %s  [%s]", h.Source, oneLine(place(h.Path, h.Part)), h.ID)
	a.say("    %s", a.mark(h.Snippet, h.Hits))
	return nil
}

// mark highlights hits in a snippet: in bold where there is colour, else in
// brackets.
func (a *app) mark(text string, hits []index.Span) string {
	on, off := "[", "]"
	if a.color() {
		on, off = "\x1b[1m", "\x1b[0m"
	}
	var b strings.Builder
	at := 0
	for _, h := range hits {
		if h.Start < at {
			continue
		}
		b.WriteString(oneLine(text[at:h.Start]) + on + oneLine(text[h.Start:h.End]) + off)
		at = h.End
	}
	b.WriteString(oneLine(text[at:]))
	return b.String()
}
