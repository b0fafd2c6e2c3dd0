package rule

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

//go:embed builtin/*.yaml
var builtin embed.FS

// file is the form of a file of rules.
type file struct {
	Rules []Rule `yaml:"rules"`
}

// Parse reads a file of rules and validates each. Keys it does not know are
// refused. Errors name the file, the line, the rule and the example; they wrap
// ErrRule.
func Parse(data []byte, name string) ([]Rule, error) {
	f, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("read rules %s: %w: %w", name, ErrRule, err)
	}
	seen := make(map[string]bool, len(f.Rules))
	for i := range f.Rules {
		r := &f.Rules[i]
		at := func(field string) string { return place(data, name, i, field) }
		if r.ID == "" {
			return nil, fmt.Errorf("read rules %s: rule %d has no id: %w", at(""), i+1, ErrRule)
		}
		if seen[r.ID] {
			return nil, fmt.Errorf("read rules %s: two rules have the id %q: %w", at("id"), r.ID, ErrRule)
		}
		seen[r.ID] = true
		if field, err := r.prepare(); err != nil {
			return nil, fmt.Errorf("read rules %s: %w", at(field), err)
		}
	}
	return f.Rules, nil
}

// place returns "rules.yaml, line 12" for a field of the rule with index i, or
// for the rule where it has no such field.
func place(data []byte, name string, i int, field string) string {
	f, err := parser.ParseBytes(data, 0)
	if err != nil {
		return name
	}
	for _, p := range []string{fmt.Sprintf("$.rules[%d].%s", i, field), fmt.Sprintf("$.rules[%d]", i)} {
		at, err := yaml.PathString(p)
		if err != nil {
			continue
		}
		if node, err := at.FilterFile(f); err == nil && node.GetToken() != nil {
			return fmt.Sprintf("%s, line %d", name, node.GetToken().Position.Line)
		}
	}
	return name
}

// decode reads the YAML. The decoder panics on some files that are no YAML;
// that is an error in the file like any other.
func decode(data []byte) (f file, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("not valid YAML")
		}
	}()
	err = yaml.UnmarshalWithOptions(data, &f, yaml.Strict())
	return f, err
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
