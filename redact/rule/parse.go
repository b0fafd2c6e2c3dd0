package rule

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
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
		if r.ID == "" {
			return nil, fmt.Errorf("read rules %s: rule %d has no id: %w", name, i+1, ErrRule)
		}
		if seen[r.ID] {
			return nil, fmt.Errorf("read rules %s%s: two rules have the id %q: %w", name, place(data, r.ID, 2), r.ID, ErrRule)
		}
		seen[r.ID] = true
		if err := r.Validate(); err != nil {
			return nil, fmt.Errorf("read rules %s%s: %w", name, place(data, r.ID, 1), err)
		}
	}
	return f.Rules, nil
}

// place says in which line of a file the nth rule of that id begins, as far as it
// can be told.
func place(data []byte, id string, nth int) string {
	n := 0
	for line := range bytes.Lines(data) {
		n++
		key, value, ok := strings.Cut(strings.TrimLeft(string(line), " -\t{"), ":")
		value, _, _ = strings.Cut(strings.TrimSpace(value), " #")
		if ok && strings.Trim(key, ` "'`) == "id" && strings.Trim(value, ` "',`) == id {
			if nth--; nth == 0 {
				return fmt.Sprintf(", line %d", n)
			}
		}
	}
	return ""
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
