package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/redact"
)

// decideFlags say what is decided, on what, and why.
type decideFlags struct {
	target             targetFlags
	place              placeFlags
	code, reason, with string
}

const decideLong = `TARGET is the ID of an item ('sarsen find'), a person ('sarsen people'), a mark or
an area ('sarsen review --json'), with or without item:, person:, mark: or area:
before it. value: with the ID of a mark, or of its value, means all marks of the same
words, wherever they stand; it discloses none of a confidential source, which is
decided on by itself or with the person. Disclosing an item puts it into the pack; withholding it
keeps it out. A mark's own decision beats that of its value, and this its person's;
all of them beat what was accepted as proposed. 'open' takes a target back to
undecided. gate: with a name ('sarsen review') answers a gate; --reason says how.
What is decided on an item teaches the rest of the request: what stands beside the
name in an item that is theirs is theirs elsewhere, what stands there in somebody
else's (withheld with the code scope, as it is without --code) is not. The answer
says which others that changes.

What is decided on an item holds for its copies (the same bytes or the same text),
where nobody decides on these themselves. --with decides on all items of its
duplicates, thread or family at once, but for those that were decided on before;
'undo' takes all of that back.

--page withholds whole pages of an item; with --area only what stands, or is
shown, in a rectangle of the page: left, top, right and bottom from the page's
top left corner, in points, or for a picture in its pixels ('sarsen page').`

const decideExample = `  sarsen decide 2026-0001 item:3k7qd2xw5m4n6p2r withhold --code S2.19 --reason "advice of counsel"
  sarsen decide 2026-0001 3k7qd2xw5m4n6p2r withhold --code scope
  sarsen decide 2026-0001 3k7qd2xw5m4n6p2r disclose --with thread
  sarsen decide 2026-0001 --person 5f1c0e77 --disclose --reason "has consented"
  sarsen decide 2026-0001 value:9b20cc41 withhold
  sarsen decide 2026-0001 gate:health disclose --reason "she was at the appointment"
  sarsen decide 2026-0001 --item 3k7qd2xw5m4n6p2r --page 3 --area 72,100,300,140 --withhold
  sarsen decide 2026-0001 --item 3k7qd2xw5m4n6p2r --page 2-5 --withhold --code S2.16`

func (a *app) decideCommand() *cobra.Command {
	var f decideFlags
	c := &cobra.Command{
		Use:     "decide ID TARGET disclose|withhold|open",
		Short:   "One decision on an item, a person, a mark, a value, a gate, or a place of a page",
		Long:    decideLong,
		Example: decideExample,
		RunE:    func(c *cobra.Command, given []string) error { return a.decide(c, given, f) },
	}
	flags := c.Flags()
	f.target.add(flags)
	f.place.add(flags)
	flags.StringVar(&f.code, "code", "", "legal ground, such as S2.16; without one scope (not theirs) for an item, and another person's rights for the rest")
	flags.StringVar(&f.reason, "reason", "", "why")
	flags.StringVar(&f.with, "with", "", "decide on the `GROUP` of the item too: duplicates, thread or family")
	return c
}

func (a *app) decide(c *cobra.Command, given []string, f decideFlags) error {
	target, verdict, err := f.target.decision(given)
	if err != nil {
		return err
	}
	if f.with != "" && !service.Group(f.with).Valid() {
		return usage("--with takes duplicates, thread or family")
	}
	if f.place.given() {
		areas, err := f.place.areas(target)
		if err != nil {
			return err
		}
		return a.decideAreas(c, given[0], target, areas, verdict, f.code, f.reason)
	}
	return a.with(c.Context(), "decide", func(svc *service.Service) error {
		done, err := svc.DecideGroup(c.Context(), a.User, given[0], []string{target}, service.Group(f.with), verdict, f.code, f.reason)
		if errors.Is(err, redact.ErrCode) {
			return errUsage{err}
		}
		if err != nil {
			return err
		}
		a.warnLate(done.Case)
		return a.sayDecided(given[0], done, f.with)
	})
}

// sayDecided says what was decided, and what came of it.
func (a *app) sayDecided(id string, done service.Decided, with string) error {
	d := done.Decisions[0]
	switch {
	case a.json:
		line := decisionJSON(id, d)
		line["taught"] = orEmpty(done.Taught)
		if with != "" {
			line["with"], line["also"] = with, targetsOf(done.Decisions[1:])
		}
		line["left"] = done.Left
		return a.emit(line)
	case d.Verdict == string(redact.Disclose) && strings.HasPrefix(d.Target, redact.TargetGate):
		a.say("Answered: %s.", d.Target)
		return nil
	}
	a.say("Decided: %s %s%s.", d.Verdict, d.Target, alsoWords(with, len(done.Decisions)-1, done.Left))
	if with == "" && done.Left > 0 {
		a.say("%s", keptWords(done.Left))
	}
	a.sayTaught(done.Taught)
	return nil
}

// targetFlags are target and verdict of a decision, which may be words as well.
type targetFlags struct {
	item, person, mark, value, gate string
	disclose, withhold, open        bool
}

func (t *targetFlags) add(f *pflag.FlagSet) {
	f.StringVar(&t.item, "item", "", "`ID` of an item")
	f.StringVar(&t.person, "person", "", "`ID` of a person")
	f.StringVar(&t.mark, "mark", "", "`ID` of a mark")
	f.StringVar(&t.value, "value", "", "`ID` of a value or one of its marks: all marks of the same words")
	f.StringVar(&t.gate, "gate", "", "`NAME` of a gate")
	f.BoolVar(&t.disclose, "disclose", false, "same as the word disclose")
	f.BoolVar(&t.withhold, "withhold", false, "same as the word withhold")
	f.BoolVar(&t.open, "open", false, "same as the word open")
}

// decision works target and verdict out of words and flags.
func (t *targetFlags) decision(given []string) (string, redact.Verdict, error) {
	if len(given) == 0 {
		return "", "", usage("ID is missing")
	}
	words := given[1:]
	target, err := t.target()
	if err != nil {
		return "", "", err
	}
	if target == "" {
		if len(words) == 0 {
			return "", "", usage("TARGET is missing: an item, a person, a mark, a value, a gate or an area")
		}
		target, words = words[0], words[1:]
	}
	verdict, err := t.verdict()
	switch {
	case err != nil:
		return "", "", err
	case verdict != "":
	case len(words) == 0:
		return "", "", usage("the decision is missing: disclose, withhold or open")
	default:
		verdict, words = redact.Verdict(words[0]), words[1:]
	}
	if len(words) > 0 {
		return "", "", usage("%q is one argument too many", words[0])
	}
	if !verdict.Valid() {
		return "", "", usage("%q is none of disclose, withhold, open", verdict)
	}
	return target, verdict, nil
}

// target is the one that the flags name, "" for none.
func (t *targetFlags) target() (string, error) {
	target := ""
	for _, f := range [][2]string{{redact.TargetItem, t.item}, {redact.TargetPerson, t.person}, {redact.TargetMark, t.mark}, {redact.TargetValue, t.value}, {redact.TargetGate, t.gate}} {
		if f[1] == "" {
			continue
		}
		if target != "" {
			return "", usage("one target at a time: --item, --person, --mark, --value or --gate")
		}
		target = f[0] + strings.TrimPrefix(f[1], f[0])
	}
	return target, nil
}

// verdict is the one that the flags name, "" for none.
func (t *targetFlags) verdict() (redact.Verdict, error) {
	var out redact.Verdict
	for _, f := range []struct {
		set     bool
		verdict redact.Verdict
	}{{t.disclose, redact.Disclose}, {t.withhold, redact.Withhold}, {t.open, redact.Open}} {
		if !f.set {
			continue
		}
		if out != "" {
			return "", usage("one decision at a time: --disclose, --withhold or --open")
		}
		out = f.verdict
	}
	return out, nil
}

// mostPages is how many pages one decision can name.
const mostPages = 10_000

func decisionJSON(id string, d request.Decision) map[string]any {
	return map[string]any{"request": id, "target": d.Target, "verdict": d.Verdict, "code": d.Code, "by": d.By}
}
