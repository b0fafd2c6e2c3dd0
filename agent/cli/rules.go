package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/config"
	"sarsen/agent/service"
	"sarsen/crawlers/documents"
)

func (a *app) rulesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "rules",
		Short: "List, check and suggest rules for references",
		Args:  args("list, check or suggest"),
		RunE: func(_ *cobra.Command, given []string) error {
			return usage("there is no 'rules %s'; there are list, check and suggest", given[0])
		},
	}
	c.AddCommand(a.rulesListCommand(), a.rulesCheckCommand(), a.rulesSuggestCommand())
	return c
}

func (a *app) rulesListCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "The rules in force, the council's own first",
		Long:    "Lists the rules by which identifiers and references are found: those of the file\nthat the configuration names in 'rules', and those that sarsen comes with.",
		Example: "  sarsen rules list\n  sarsen rules list --json",
		Args:    args(),
		RunE: func(*cobra.Command, []string) error {
			rules, err := a.rules("")
			if err != nil {
				return err
			}
			return a.sayRules(rules)
		},
	}
}

// rules loads the rules of the configuration, or of a file instead of its own.
func (a *app) rules(file string) ([]service.Rule, error) {
	cfg, err := a.config()
	switch {
	case errors.Is(err, config.ErrNone):
		cfg = config.Default("")
	case err != nil:
		return nil, err
	}
	return service.Rules(cfg, a.path(file))
}

func (a *app) sayRules(rules []service.Rule) error {
	rows := [][]string{{"RULE", "KIND", "SCORE", "FROM", "DESCRIPTION"}}
	for _, r := range rules {
		if a.json {
			err := a.emit(map[string]any{
				"rule": r.ID, "kind": r.Kind, "score": r.Score, "file": r.File, "description": r.Description, "pattern": r.Regexp,
				"labels": orEmpty(r.Labels), "match": orEmpty(r.Match), "nomatch": orEmpty(r.NoMatch),
			})
			if err != nil {
				return err
			}
			continue
		}
		from := "sarsen"
		if r.File != "" {
			from = "council"
		}
		rows = append(rows, []string{r.ID, string(r.Kind), fmt.Sprintf("%.2f", r.Score), from, r.Description})
	}
	if a.json {
		return nil
	}
	return table(a.Stdout, rows)
}

func (a *app) rulesCheckCommand() *cobra.Command {
	rules := ""
	c := &cobra.Command{
		Use:   "check [FILE|- ...]",
		Short: "Run the rules' own examples, or the rules over a document",
		Long: `Loads the rules and runs the examples of each: what 'match' holds has to be found,
what 'nomatch' holds must not be. With documents, or a text from standard input,
lists what each rule finds in them by itself; 'sarsen detect' shows what comes of it
together with everything else. --rules checks a file that is not in force yet. Ends
with 4 when a rule cannot be used, and names file, line, rule and example.`,
		Example: "  sarsen rules check\n  sarsen rules check --rules learned.yaml\n  echo 'Rent account RA123456' | sarsen rules check -",
		RunE: func(c *cobra.Command, names []string) error {
			list, err := a.rules(rules)
			if err != nil {
				return err
			}
			if len(names) == 0 {
				return a.sayChecked(list)
			}
			return a.tools(func(t *service.Tools) error { return a.tryRules(c, t, list, names) })
		},
	}
	c.Flags().StringVar(&rules, "rules", "", "check this `file` of rules instead of the configuration's")
	return c
}

func (a *app) sayChecked(rules []service.Rule) error {
	own, examples := 0, 0
	for _, r := range rules {
		if r.File != "" {
			own++
		}
		examples += len(r.Match) + len(r.NoMatch)
	}
	if a.json {
		return a.emit(map[string]any{"ok": true, "rules": len(rules), "own": own, "examples": examples})
	}
	a.say("%s, %d of them the council's own; all of their %s hold.", count(len(rules), "rule"), own, count(examples, "example"))
	return nil
}

// tryRules lists what each rule finds in some documents.
func (a *app) tryRules(c *cobra.Command, t *service.Tools, rules []service.Rule, names []string) error {
	for _, name := range names {
		if name == "-" {
			raw, err := a.readAll(name)
			if err != nil {
				return fmt.Errorf("read standard input: %w", err)
			}
			if err := a.sayTried(rules, name, "", strings.ToValidUTF8(string(raw), "\ufffd")); err != nil {
				return err
			}
			continue
		}
		err := t.Extract(c.Context(), a.path(name), func(i documents.Item) error { return a.sayTried(rules, name, i.Part, i.Text) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *app) sayTried(rules []service.Rule, input, part, text string) error {
	for i := range rules {
		for _, f := range rules[i].Find(text) {
			if !a.json {
				a.say("%7d %7d  %-20s %.2f  %s  (%s)", f.Start, f.End, f.Rule, f.Score, oneLine(f.Text), f.Reason)
				continue
			}
			err := a.emit(map[string]any{
				"input": input, "part": part, "rule": f.Rule, "start": f.Start, "end": f.End, "text": f.Text, "kind": f.Kind, "score": f.Score, "reason": f.Reason,
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// A suggesting is how 'rules suggest' was called.
type suggesting struct {
	limit     int
	out       string
	all, real bool
}

func (a *app) rulesSuggestCommand() *cobra.Command {
	var opts suggesting
	c := &cobra.Command{
		Use:   "suggest",
		Short: "References that recur in the council's own texts",
		Long: `Reads the texts of all that was crawled and lists the shapes of references that
recur: 9 stands for a digit, A for a letter. Each comes with the words that stand
before it, in how many texts it was met, how many different ones there are, whether
they recur with the same people, what else they may be, and whether rules find them
already. Nothing is put in force: -o writes a file of rules to look through, to try
with 'sarsen rules check --rules FILE', and to name in the configuration. The
references in that file are made up.

Real references are shown on a terminal only; elsewhere they are masked, unless
--real is given.`,
		Example: "  sarsen rules suggest\n  sarsen rules suggest -o learned.yaml\n  sarsen rules suggest --limit 20000 --json",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			if opts.limit < 0 {
				return usage("--limit cannot be negative")
			}
			return a.with(c.Context(), "rules suggest", func(svc *service.Service) error { return a.suggestRules(c, svc, opts) })
		},
	}
	f := c.Flags()
	f.IntVar(&opts.limit, "limit", 0, "read so many texts at most, spread over all; 0 reads every one")
	f.StringVarP(&opts.out, "output", "o", "", "write the rules to this new `file`")
	f.BoolVar(&opts.all, "all", false, "list also what rules find already")
	f.BoolVar(&opts.real, "real", false, "show real references also where the output is no terminal")
	return c
}

func (a *app) suggestRules(c *cobra.Command, svc *service.Service, opts suggesting) error {
	if opts.out != "" {
		if _, err := os.Lstat(a.path(opts.out)); err == nil {
			return usage("%s is there already", opts.out)
		}
		if err := service.Outside(svc.Config, a.path(opts.out)); err != nil {
			return err
		}
	}
	line := a.progressLine()
	found, err := svc.SuggestRules(c.Context(), a.User, opts.limit, line.counting("", "text"))
	line.clear()
	if err != nil {
		return err
	}
	opts.real = opts.real || a.TTY.Out && !a.json
	known := 0
	for n, s := range found.List {
		if s.Known() && !opts.all {
			known++
			continue
		}
		if err := a.saySuggestion(n, s, opts.real); err != nil {
			return err
		}
	}
	if known == len(found.List) {
		a.say("Nothing new recurs in %s.", count(found.Texts, "text"))
	}
	if known > 0 {
		a.remark("%s found already by the rules in force: --all lists them.", count(known, "shape"))
	}
	if opts.out == "" {
		return nil
	}
	if err := os.WriteFile(a.path(opts.out), []byte(found.File), 0o600); err != nil {
		return fmt.Errorf("write rules: %w", err)
	}
	a.remark("Written to %s. Strike out what is no reference of a person, try the rest with 'sarsen rules check --rules %s', and name the file as 'rules' in the configuration.", opts.out, opts.out)
	return nil
}

func (a *app) saySuggestion(n int, s service.Suggestion, open bool) error {
	examples := s.Masked
	if open {
		examples = s.Examples
	}
	if a.json {
		return a.emit(map[string]any{
			"n": n + 1, "shape": s.Shape, "pattern": s.Pattern, "labels": orEmpty(s.Labels), "examples": orEmpty(examples), "masked": !open,
			"texts": s.Texts, "values": s.Values, "met": s.Tokens, "labelled": s.Labelled, "recur": s.Repeated, "with_same_person": s.SamePeople,
			"dates": s.Dates, "phones": s.Phones, "amounts": s.Amounts, "parts": s.Parts, "found": s.Found, "found_by": s.FoundBy,
			"score": s.Score, "why": orEmpty(s.Why), "rule": s.Rule,
		})
	}
	a.say("%s  (%.2f)", s.Shape, s.Score)
	if len(s.Labels) > 0 {
		a.say("    behind     %s", strings.Join(s.Labels, ", "))
	}
	a.say("    such as    %s", oneLine(strings.Join(examples, ", ")))
	for _, w := range s.Why {
		a.say("    %s", w)
	}
	return nil
}
