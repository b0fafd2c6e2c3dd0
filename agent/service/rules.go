package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"sarsen/agent/config"
	"sarsen/agent/pipeline"
	"sarsen/redact"
	"sarsen/redact/rule"
	"sarsen/redact/shape"
)

// A Rule is one that is in force, with the file it comes from, "" for those that
// sarsen comes with.
type Rule struct {
	ID, Description, Regexp string
	Kind                    redact.Kind
	Score                   float64
	Labels                  []string
	Match, NoMatch          []string
	File                    string

	rule rule.Rule
}

// Rules returns the rules in force, the council's own first: those of file instead
// of those of the configuration, when it is not "". Loading them runs their
// examples. The error names file, line, rule and example, and wraps ErrCheck when a
// rule cannot be used.
func Rules(cfg config.Config, file string) ([]Rule, error) {
	if file == "" {
		file = cfg.Rules
	}
	own, err := ownRules(file)
	if errors.Is(err, rule.ErrRule) {
		return nil, failedCheck{err}
	}
	if err != nil {
		return nil, err
	}
	builtin, err := rule.Builtin()
	if err != nil {
		return nil, fmt.Errorf("load rules: %w", err)
	}
	out := make([]Rule, 0, len(own)+len(builtin))
	for i, r := range append(own, builtin...) {
		line := Rule{
			ID: r.ID, Description: r.Description, Regexp: r.Regexp, Kind: r.Kind, Score: r.Score, Labels: r.Labels,
			Match: r.Match, NoMatch: r.NoMatch, rule: r,
		}
		if i < len(own) {
			line.File = file
		}
		out = append(out, line)
	}
	return out, nil
}

// failedCheck is an error that wraps ErrCheck where nothing was to be released.
type failedCheck struct{ error }

func (e failedCheck) Unwrap() []error { return []error{e.error, ErrCheck} }

// Find returns what a rule finds in a text by itself, before anything else is
// asked.
func (r *Rule) Find(text string) []redact.Found { return r.rule.Find(rule.NewText(text)) }

// ownRules reads the council's rules; none for "".
func ownRules(file string) ([]rule.Rule, error) {
	if file == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(filepath.Clean(file))
	if err != nil {
		return nil, fmt.Errorf("read rules: %w", err)
	}
	return rule.Parse(raw, file)
}

// rulesStamp changes with a file of rules; "" for none.
func rulesStamp(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	raw, err := os.ReadFile(filepath.Clean(file))
	if err != nil {
		return "", fmt.Errorf("read rules: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:16]), nil
}

// A Suggestion is a shape that may be that of the council's own references.
type Suggestion struct {
	shape.Candidate
	Pattern string   // as a regular expression
	Masked  []string // the examples with what tells one from another hidden
	Rule    string   // as a file of rules with this one
}

// Suggested is what SuggestRules found.
type Suggested struct {
	List  []Suggestion // the likeliest first
	Texts int          // that were read
	File  string       // as a file of rules, those left out that rules find already
}

// SuggestRules reads the texts of the catalogue, limit of them at most unless it is
// 0, for references whose shapes recur. It changes nothing, and puts none in force.
// The record says that it was done, not what was found.
func (s *Service) SuggestRules(ctx context.Context, by Officer, limit int, progress func(done, of int)) (Suggested, error) {
	if err := s.record(by, "rules.suggest", "", "", map[string]string{"limit": strconv.Itoa(limit)}); err != nil {
		return Suggested{}, err
	}
	run := pipeline.Shapes{Catalogue: s.cat, Detector: s.detector, Limit: limit, Progress: progress}
	list, texts, err := run.Run(ctx)
	if err != nil {
		return Suggested{}, err
	}
	out := Suggested{Texts: texts}
	var fresh []shape.Candidate
	for _, c := range list {
		one := Suggestion{Candidate: c, Pattern: c.Regexp()}
		for _, e := range c.Examples {
			one.Masked = append(one.Masked, c.Mask(e))
		}
		if one.Rule, err = shape.YAML([]shape.Candidate{c}); err != nil {
			return Suggested{}, err
		}
		out.List = append(out.List, one)
		if !c.Known() {
			fresh = append(fresh, c)
		}
	}
	out.File, err = shape.YAML(fresh)
	return out, err
}
