package cli

import (
	"strings"

	"sarsen/agent/service"
	"sarsen/redact"
)

// openGatesOf are the names of the open gates that each item raises.
func openGatesOf(r service.Review) map[string][]string {
	out := map[string][]string{}
	for _, g := range r.OpenGates() {
		for _, i := range g.Open() {
			out[i.Item] = append(out[i.Item], string(g.Name))
		}
	}
	return out
}

// remarkGates tells of the gates that nobody answered.
func (a *app) remarkGates(id string, open []service.Gate) {
	for _, g := range open {
		a.remark("To look at, gate %s: %s. Answer it: sarsen decide %s gate:%s disclose --reason …", g.Name, g.Says(), id, g.Name)
	}
}

// sayGates prints the gates; places also where each is raised, and as JSON a
// line for each item that raises one.
func (a *app) sayGates(r service.Review, item string, places bool) error {
	if !a.json && len(r.Gates) == 0 {
		if places {
			a.say("Nothing that goes out raises a gate.")
		}
		return nil
	}
	a.say("Gates, to be answered before what raises them leaves:")
	for _, g := range r.Gates {
		if !a.json {
			a.say("  %s, %d of %s open, %s: %s", g.Name, len(g.Open()), count(len(g.Items), "item"), strings.Join(g.Categories(), ", "), g.Asks)
		}
		for _, i := range g.Items {
			switch {
			case !places || item != "" && i.Item != item:
			case a.json:
				if err := a.emit(gateJSON(r.Case.ID, g, i)); err != nil {
					return err
				}
			default:
				a.sayGated(i)
			}
		}
	}
	return nil
}

func (a *app) sayGated(i service.Gated) {
	state := "open"
	if i.Answer != "" {
		state = "answered by " + i.By + " on " + day(i.At) + ": " + oneLine(i.Answer)
	}
	a.say("      %s  [%s]  %s", oneLine(cut(i.Title, 50)), i.Item, state)
	const most = 3
	for n, c := range i.Cues {
		if n == most {
			a.say("          and %d places more", len(i.Cues)-most)
			return
		}
		a.say("          bytes %d to %d %s", c.Start, c.End, c.Reason)
	}
}

func gateJSON(id string, g service.Gate, i service.Gated) map[string]any {
	return map[string]any{
		"request": id, "gate": g.Name, "asks": g.Asks, "item": i.Item, "title": i.Title, "cues": i.Cues, "open": i.Answer == "",
		"answer": i.Answer, "by": i.By, "at": stamp(i.At),
	}
}

// sayExceptions prints the values that leave in one place and are withheld in
// another.
func (a *app) sayExceptions(r service.Review, values map[string]string) error {
	all := r.Exceptions()
	titles := map[string]string{}
	for _, i := range r.Items {
		titles[i.Item] = i.Heading()
	}
	if len(all) > 0 {
		a.say("Not marked the same way everywhere:")
	}
	for _, e := range all {
		if a.json {
			if err := a.emit(map[string]any{
				"value": values[e.Fewer()[0].ID], "text": e.Text, "kind": e.Kind, "disclosed": marksJSON(e.Disclosed), "withheld": marksJSON(e.Withheld),
			}); err != nil {
				return err
			}
			continue
		}
		a.say("  %q (%s) is withheld in %s and disclosed in %d; all alike: sarsen decide %s value:%s withhold", oneLine(cut(e.Text, 40)), e.Kind,
			count(len(e.Withheld), "place"), len(e.Disclosed), r.Case.ID, values[e.Fewer()[0].ID])
		for _, m := range e.Fewer() {
			state := "disclosed"
			if m.Withheld() {
				state = "withheld"
			}
			a.say("      %s in %s  [%s]  mark:%s  %s", state, oneLine(cut(titles[m.Item], 40)), m.Item, m.ID, oneLine(strings.TrimSpace(m.By+" "+m.Reason)))
		}
	}
	return nil
}

func marksJSON(marks []redact.Mark) []map[string]any {
	out := make([]map[string]any, len(marks))
	for i, m := range marks {
		out[i] = markJSON(m)
	}
	return out
}
