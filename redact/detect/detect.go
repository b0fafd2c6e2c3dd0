// Package detect finds personal data in one text: it runs the rules and the
// recognisers and settles where they disagree.
//
// It promises spans that are sorted, inside the text, on rune boundaries and
// apart from one another; that the same text gives the same answer; and that
// each span says why it was marked. It refuses to say whose data it is or what
// should happen to it.
package detect

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sarsen/redact"
	"sarsen/redact/recognise"
	"sarsen/redact/rule"
	"sarsen/redact/tagger"
)

// Floor is the score below which nothing is reported.
const Floor = 0.4

// Hint says what a part of a text is; see recognise.Hint.
type Hint = recognise.Hint

// Options steer a Detector.
type Options struct {
	// Rules are added to the built-in ones, and run before them. They must be
	// validated, as rule.Parse does.
	Rules []rule.Rule
	// OwnDomains are the council's. Web addresses on them are not reported.
	OwnDomains []string
	// Today bounds what can be a date of birth; zero means no bound.
	Today time.Time
	// Model is the statistical recogniser; nil means the embedded one.
	Model *tagger.Model
	// Directory knows the people whom the council's sources name; it may be nil.
	Directory recognise.Directory
}

// A Detector finds personal data. It is safe for concurrent use.
type Detector struct {
	rules       []rule.Rule
	recognisers []recognise.Recogniser
	today       time.Time
	own         []string
	model       *tagger.Model
	directory   recognise.Directory
}

// New returns a Detector. The error is that of a rule or of the embedded model.
func New(opts Options) (*Detector, error) {
	model := opts.Model
	if model == nil {
		embedded, err := tagger.Load()
		if err != nil {
			return nil, fmt.Errorf("load model of names: %w", err)
		}
		model = embedded
	}
	builtin, err := rule.Builtin()
	if err != nil {
		return nil, fmt.Errorf("load rules: %w", err)
	}
	rules := append(append([]rule.Rule(nil), opts.Rules...), builtin...)
	for i := range rules {
		if i < len(opts.Rules) {
			if err := rules[i].Validate(); err != nil {
				return nil, fmt.Errorf("load rules: %w", err)
			}
		}
	}
	return &Detector{
		rules: rules, recognisers: recognise.All(), today: opts.Today, own: own(opts.OwnDomains),
		model: model, directory: opts.Directory,
	}, nil
}

// Find returns the personal data in text. Hints may be nil; they must be
// sorted by Start, outer ones first, as bounds of a document are.
func (d *Detector) Find(text string, hints []Hint) []redact.Found {
	t := recognise.New(text, hints, d.today)
	t.Model, t.People = d.model, d.directory
	over := rule.Over(t)
	var all []redact.Found
	for i := range d.rules {
		all = append(all, d.rules[i].Find(over)...)
	}
	for _, find := range d.recognisers {
		all = append(all, find(t)...)
	}
	return settle(slices.DeleteFunc(all, d.ours))
}

// own returns domains in the form in which they are compared.
func own(domains []string) []string {
	out := make([]string, 0, len(domains))
	for _, d := range domains {
		if d = strings.ToLower(strings.Trim(d, " .@")); d != "" {
			out = append(out, d)
		}
	}
	return out
}

// ours reports whether f is a web address of the council.
func (d *Detector) ours(f redact.Found) bool {
	if f.Kind != redact.URL || len(d.own) == 0 {
		return false
	}
	host := strings.ToLower(f.Text)
	if _, rest, ok := strings.Cut(host, "://"); ok {
		host = rest
	}
	if i := strings.IndexAny(host, "/?#:"); i >= 0 {
		host = host[:i]
	}
	return slices.ContainsFunc(d.own, func(own string) bool { return host == own || strings.HasSuffix(host, "."+own) })
}
