package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/index"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain ID ITEM",
		Short: "Why an item was found for a request, or not",
		Long: `ITEM is the ID of an item, or where it lies: a file, SOURCE/PATH, or PATH as find
prints it, with its part. Says what stands in it for and against the subject, and
where; what other items and the officers' decisions have to do with it; which
queries find it, and which were turned off; and of what was not found, what comes
nearest, or whether it was read at all.`,
		Example: "  sarsen explain 2026-0001 3k7qd2xw5m4n6p2r\n  sarsen explain 2026-0001 shares/housing/letter.docx",
		Args:    args("ID", "ITEM"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "explain", func(svc *service.Service) error {
				at := given[1]
				if _, err := os.Stat(a.path(at)); err == nil {
					at = a.path(at)
				}
				e, err := svc.Explain(c.Context(), given[0], at)
				if err != nil {
					return err
				}
				if a.json {
					return a.emit(explanationJSON(given[1], e))
				}
				a.sayExplanation(e)
				return nil
			})
		},
	}
}

func explanationJSON(asked string, e service.Explanation) map[string]any {
	line := map[string]any{
		"item": e.Item.ID, "source": e.Item.Source, "path": e.Item.Path, "part": e.Item.Part, "found": e.Found, "state": e.Item.State,
		"vanished": e.Item.Vanished, "likelihood": e.Match.Likelihood, "score": e.Match.Score, "about": e.Match.About, "why": e.Why,
		"reasons": orEmpty(e.Reasons), "against": orEmpty(e.Match.Against), "queries": orEmpty(e.Queries), "nearest": orEmpty(e.Nearest),
	}
	line["duplicate_of"], line["near_of"], line["thread"], line["family"] = e.Match.DuplicateOf, e.Match.NearOf, e.Match.Thread, e.Match.Family
	line["rows"], line["header"] = orEmpty(e.Match.Rows), e.Match.Header
	if e.Item.ID == "" {
		line["item"] = asked
	}
	parts := []map[string]any{}
	for _, p := range e.Parts {
		parts = append(parts, map[string]any{"item": p.ID, "source": p.Source, "path": p.Path, "part": p.Part, "state": p.State})
	}
	line["parts"] = parts
	if e.Decision != nil {
		line["decision"] = map[string]any{"verdict": e.Decision.Verdict, "code": e.Decision.Code, "by": e.Decision.By, "at": stamp(e.Decision.At)}
	}
	return line
}

func (a *app) sayExplanation(e service.Explanation) {
	if e.Item.ID != "" {
		a.say("%s", oneLine(e.Item.Label()))
		a.say("%s: %s  [%s]", e.Item.Source, oneLine(place(e.Item.Path, e.Item.Part)), e.Item.ID)
	}
	for _, w := range e.Why {
		a.say("  %s", oneLine(w))
	}
	for _, p := range e.Parts {
		a.say("  [%s] %s: %s", p.ID, p.Source, oneLine(place(p.Path, p.Part)))
	}
	for _, r := range e.Reasons {
		a.say("  %-15s %s", request.FactWords(r.Fact), a.placedWords(r))
	}
	for _, s := range e.Match.Against {
		a.say("  Against: %s.", oneLine(s))
	}
	for _, n := range e.Nearest {
		a.say("  Nearest: %s", oneLine(n))
	}
	a.sayAsking(e.Queries)
}

// placedWords is a reason with where it stands and how much it counts.
func (a *app) placedWords(r service.Placed) string {
	where := ""
	switch {
	case r.Fact == request.FactQuery:
	case r.Field == "name":
		where = "in the name of the file"
	case r.Field != "":
		where = "in the field " + r.Field
	}
	text := "“" + cut(r.Text, 60) + "”"
	if r.Line > 0 {
		text = strings.TrimSpace(fmt.Sprintf("line %d: %s%s%s", r.Line, strings.TrimLeft(oneLine(r.Before), " "), a.mark(r.At, []index.Span{{Start: 0, End: len(r.At)}}), oneLine(r.After)))
		if r.Fact == request.FactTaught {
			text += "  (" + oneLine(r.Text) + ")"
		}
	}
	line := strings.TrimSpace(text + " " + where)
	if says := r.Says(); says != "" {
		line += "  (" + says + ")"
	}
	return line
}

func (a *app) sayAsking(list []service.Asking) {
	if len(list) == 0 {
		return
	}
	finds := 0
	for _, q := range list {
		if q.Finds && !q.Off {
			finds++
			a.say("  Query %-3d finds it: %s", q.N, cut(q.Query, 100))
		}
	}
	a.say("  %d of the %s of the request find it.", finds, count(len(list), "query"))
}
