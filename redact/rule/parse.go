package rule

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed builtin/*.yaml
var builtin embed.FS

// file is the form of a file of rules.
type file struct {
	Rules []Rule `yaml:"rules"`
}

// Parse reads a file of rules and validates each. Keys it does not know are
// refused. Errors name the file, the rule and the example; they wrap ErrRule.
func Parse(data []byte, name string) ([]Rule, error) {
	var f file
	if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read rules %s: %w: %w", name, ErrRule, err)
	}
	seen := make(map[string]bool, len(f.Rules))
	for i := range f.Rules {
		r := &f.Rules[i]
		if r.ID == "" {
			return nil, fmt.Errorf("read rules %s: rule %d has no id: %w", name, i+1, ErrRule)
		}
		if seen[r.ID] {
			return nil, fmt.Errorf("read rules %s: two rules have the id %q: %w", name, r.ID, ErrRule)
		}
		seen[r.ID] = true
		if err := r.Validate(); err != nil {
			return nil, fmt.Errorf("read rules %s: %w", name, err)
		}
	}
	return f.Rules, nil
}

var loaded = sync.OnceValues(func() ([]Rule, error) {
	names, err := fs.Glob(builtin, "builtin/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list rules: %w", err)
	}
	var all []Rule
	for _, name := range names {
		data, err := builtin.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read rules %s: %w", name, err)
		}
		rules, err := Parse(data, path.Base(name))
		if err != nil {
			return nil, err
		}
		all = append(all, rules...)
	}
	return all, nil
})

// Builtin returns the rules that sarsen comes with, in a fixed order.
func Builtin() ([]Rule, error) {
	rules, err := loaded()
	return append([]Rule(nil), rules...), err
}
