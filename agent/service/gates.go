package service

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/redact/cue"
)

// A Gate is a question of the law that has to be answered before what raised it
// leaves, with the items going out that raise it.
type Gate struct {
	Name cue.Gate
	// Asks is what has to be answered, as a sentence without its full stop.
	Asks  string
	Items []Gated
}

// Gated is an item that raises a gate.
type Gated struct {
	Item, Title string
	Cues        []cue.Cue // by start; never empty
	// Answer is how it was answered, By and At who said so and when; "" while
	// the gate is open.
	Answer, By string
	At         time.Time
}

// Open returns the items for which nobody answered.
func (g Gate) Open() []Gated {
	return slices.DeleteFunc(slices.Clone(g.Items), func(i Gated) bool { return i.Answer != "" })
}

// Categories are what the open items speak of, or all when none is open, each
// once and sorted.
func (g Gate) Categories() []string {
	items := g.Open()
	if len(items) == 0 {
		items = g.Items
	}
	var out []string
	for _, i := range items {
		for _, c := range i.Cues {
			out = append(out, string(c.Category))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Says is an open gate as a sentence.
func (g Gate) Says() string {
	open := len(g.Open())
	items := fmt.Sprintf("%d items speak", open)
	if open == 1 {
		items = "1 item speaks"
	}
	return fmt.Sprintf("%s of %s: %s", items, strings.Join(g.Categories(), ", "), g.Asks)
}

// asks says what has to be answered.
func asks(g cue.Gate) string {
	switch g {
	case cue.Health:
		return "a health professional's opinion, not older than six months, that giving it does no serious harm, or that the person saw or knows it already (Sch 3 paras 5 and 6)"
	case cue.ChildAbuse:
		return "whether giving it is in the best interests of the child (Sch 3 para 21)"
	case cue.Reporter:
		return "tell the Principal Reporter within 14 days; nothing is given without their opinion (Sch 3 paras 12 and 20)"
	case cue.SocialWork:
		return "whether giving it would be likely to harm social work, because somebody could be seriously harmed (Sch 3 para 11)"
	case cue.Education:
		return "whether giving it would be likely to cause serious harm to somebody (Sch 3 para 19)"
	case cue.Expectation:
		return "where a parent or a court's appointee asks, whether the child expected or asked that it is not passed on (Sch 3 paras 4 and 10)"
	case cue.Privilege:
		return "whether it is legally privileged, part of negotiations, or a reference in confidence (Sch 2 paras 19, 23 and 24)"
	case cue.Court:
		return "whether the rules of the court allow it to be withheld (Sch 3 paras 3, 9 and 18)"
	}
	return "look whose it is, and that giving it harms nobody (UK GDPR Arts 9 and 10)"
}

// gateOf is the gate of a cue where the council is: Scotland has no bar on data
// of child abuse, and nowhere else is there a Principal Reporter.
func gateOf(g cue.Gate, jurisdiction string) cue.Gate {
	switch scotland := jurisdiction == "scotland"; {
	case g == cue.ChildAbuse && scotland:
		return cue.Special
	case g == cue.Reporter && !scotland:
		return cue.SocialWork
	}
	return g
}

// gateBody is what is kept of an answer: which items it is for. What is found
// later was not looked at.
type gateBody struct {
	Target string   `json:"target"`
	Items  []string `json:"items"` // anchors
}

// gates sets the gates of a review, from the cues of what goes out and stays
// readable.
func (s *Service) gates(rev *Review) error {
	stored, err := s.reg.Cues(rev.Case.ID)
	if err != nil {
		return err
	}
	answers, err := s.answers(rev)
	if err != nil {
		return err
	}
	byItem := map[string][]cue.Cue{}
	for _, c := range stored {
		var q cue.Cue
		if err := json.Unmarshal(c.Body, &q); err != nil {
			return fmt.Errorf("read proposals: %w", err)
		}
		q.Gate = gateOf(q.Gate, s.Config.Jurisdiction)
		byItem[c.Item] = append(byItem[c.Item], q)
	}
	byGate := map[cue.Gate][]Gated{}
	for n := range rev.Items {
		i := &rev.Items[n]
		if i.Verdict != redact.Disclose {
			continue
		}
		raised := map[cue.Gate][]cue.Cue{}
		for _, c := range readable(byItem[i.Item], i.Marks) {
			raised[c.Gate] = append(raised[c.Gate], c)
		}
		for g, cues := range raised {
			gated := Gated{Item: i.Item, Title: i.Heading(), Cues: cues}
			answers(g, i.Match, &gated)
			byGate[g] = append(byGate[g], gated)
		}
	}
	for _, g := range cue.Gates() {
		if len(byGate[g]) > 0 {
			rev.Gates = append(rev.Gates, Gate{Name: g, Asks: asks(g), Items: byGate[g]})
		}
	}
	return nil
}

// readable leaves out the cues that stand in what is withheld.
func readable(cues []cue.Cue, marks []redact.Mark) []cue.Cue {
	if len(cues) == 0 {
		return nil
	}
	var withheld []redact.Span
	for _, m := range marks {
		if m.Field == "" && m.Withheld() {
			withheld = append(withheld, m.Span)
		}
	}
	withheld = redact.Merge(withheld)
	var out []cue.Cue
	for _, c := range cues {
		i := sort.Search(len(withheld), func(i int) bool { return withheld[i].End > c.Start })
		if i == len(withheld) || !withheld[i].Covers(c.Span) {
			out = append(out, c)
		}
	}
	return out
}

// answers returns what fills in how a gate was answered for an item: for it
// alone, for all that raised it then, or, of health, by an opinion of the last
// six months.
func (s *Service) answers(rev *Review) (func(cue.Gate, request.Match, *Gated), error) {
	bodies, err := decidedOn[gateBody](s, rev.Case.ID, redact.TargetGate, func(b gateBody) string { return b.Target })
	if err != nil {
		return nil, err
	}
	latest := redact.Latest(rev.Decisions)
	since := s.Today().AddDate(0, -6, 0)
	return func(g cue.Gate, m request.Match, out *Gated) {
		all := redact.TargetGate + string(g)
		if d, ok := latest[all+":"+m.Item]; ok {
			out.Answer, out.By, out.At = d.Reason, d.By, d.At
			return
		}
		if d, ok := latest[all]; ok && slices.Contains(bodies[all].Items, m.Anchor()) {
			out.Answer, out.By, out.At = d.Reason, d.By, d.At
			return
		}
		for _, e := range rev.Case.Events {
			if g == cue.Health && e.Kind == request.HealthOpinion && !e.On.Before(since) {
				out.Answer, out.By, out.At = "opinion of a health professional of "+e.On.Format("2 January 2006"), e.By, e.On
			}
		}
	}, nil
}

// OpenGates are the gates that somebody has to answer, the bars first.
func (rev Review) OpenGates() []Gate {
	return slices.DeleteFunc(slices.Clone(rev.Gates), func(g Gate) bool { return len(g.Open()) == 0 })
}

// answerGate is the decision that answers a gate, gate:NAME for all items that
// raise it now, or gate:NAME:ITEM for one.
func (rev Review) answerGate(target string, v redact.Verdict, reason string) (request.Decision, error) {
	name, item, single := strings.Cut(strings.TrimPrefix(target, redact.TargetGate), ":")
	d := request.Decision{Target: target, Verdict: string(v)}
	if v == redact.Open {
		return d, nil
	}
	at := slices.IndexFunc(rev.Gates, func(g Gate) bool { return string(g.Name) == name })
	switch {
	case at < 0:
		return d, fmt.Errorf("nothing that goes out raises a gate %q: 'sarsen review %s' lists those that are raised", name, rev.Case.ID)
	case v == redact.Withhold:
		return d, errors.New("a gate is answered, or taken back with open; to keep back what raised it, withhold the item or the mark")
	case strings.TrimSpace(reason) == "":
		return d, fmt.Errorf("say how it is answered (--reason): %s", rev.Gates[at].Asks)
	}
	body := gateBody{Target: target}
	for _, g := range rev.Gates[at].Items {
		if !single || g.Item == item {
			body.Items = append(body.Items, rev.anchor(g.Item))
		}
	}
	if len(body.Items) == 0 {
		return d, fmt.Errorf("item %q does not raise the gate %s", item, name)
	}
	var err error
	d.On, err = json.Marshal(body)
	return d, err
}

func (rev Review) anchor(item string) string {
	for _, i := range rev.Items {
		if i.Item == item {
			return i.Anchor()
		}
	}
	return item
}
