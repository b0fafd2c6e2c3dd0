package cue

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed builtin/*.yaml
var builtin embed.FS

// ErrWords is wrapped by every error about the words.
var ErrWords = errors.New("words cannot be used")

// A Finder finds the cues of the words it was loaded with. It is not changed
// after that and may be used by several goroutines.
type Finder struct {
	categories []category
	words      *trie
	count      int // of words
}

// A category is one of a file of words. Spellings of one word are parted by
// "|" and count as one; "word" and "wording" are two words.
type category struct {
	Category Category `yaml:"category"`
	Gate     Gate     `yaml:"gate"`
	Strong   []string `yaml:"strong"`
	Weak     []string `yaml:"weak"`
	Match    []string `yaml:"match"`   // each has a cue of this category
	NoMatch  []string `yaml:"nomatch"` // none of these has
}

// An entry is a word of a category with its spellings.
type entry struct {
	words    string // this spelling
	word     int    // which word of all, whatever its spelling
	category int    // index of Finder.categories
	strong   bool
}

// file is the form of a file of words.
type file struct {
	Categories []category `yaml:"categories"`
	// Ordinary are phrases in which words of the categories mean nothing.
	Ordinary []string `yaml:"ordinary"`
}

// Builtin returns the words that sarsen comes with, loaded once.
var Builtin = sync.OnceValues(func() (*Finder, error) {
	names, err := fs.Glob(builtin, "builtin/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list words: %w", err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		if files[path.Base(name)], err = builtin.ReadFile(name); err != nil {
			return nil, fmt.Errorf("read words %s: %w", name, err)
		}
	}
	return Load(files)
})

// Load reads files of words by their names, and runs every example over all of
// them together. Keys it does not know are refused. Errors name the file, the
// category and the word or example, and wrap ErrWords.
func Load(files map[string][]byte) (*Finder, error) {
	f := &Finder{words: newTrie()}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		words, err := decode(files[name])
		if err == nil {
			err = f.take(words)
		}
		if err != nil {
			return nil, fmt.Errorf("read words %s: %w: %w", name, ErrWords, err)
		}
	}
	if err := f.examples(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWords, err)
	}
	return f, nil
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

func (f *Finder) take(words file) error {
	for _, c := range words.Categories {
		switch {
		case c.Category == "":
			return errors.New("a category has no name")
		case slices.ContainsFunc(f.categories, func(o category) bool { return o.Category == c.Category }):
			return fmt.Errorf("category %q is there twice", c.Category)
		case !slices.Contains(Gates(), c.Gate):
			return fmt.Errorf("category %q: there is no gate %q", c.Category, c.Gate)
		case len(c.Match) == 0 || len(c.NoMatch) == 0:
			return fmt.Errorf("category %q: give one match and one nomatch at least", c.Category)
		}
		f.categories = append(f.categories, c)
		for i, spellings := range slices.Concat(c.Strong, c.Weak) {
			f.count++
			if err := f.add(spellings, &entry{word: f.count, category: len(f.categories) - 1, strong: i < len(c.Strong)}); err != nil {
				return fmt.Errorf("category %q: %w", c.Category, err)
			}
		}
	}
	for _, spellings := range words.Ordinary {
		if err := f.add(spellings, nil); err != nil {
			return fmt.Errorf("ordinary: %w", err)
		}
	}
	return nil
}

// add puts in the spellings of one word; e is nil for one that says nothing.
func (f *Finder) add(spellings string, e *entry) error {
	for phrase := range strings.SplitSeq(spellings, "|") {
		if phrase == "" || phrase != strings.Join(strings.Fields(strings.ToLower(phrase)), " ") {
			return fmt.Errorf("%q is not in lower case with single blanks", phrase)
		}
		for i := 0; i < len(phrase); {
			c, size := class(phrase[i:])
			if c == stop || c == other || i == 0 && c < digit {
				return fmt.Errorf("%q has a letter that words do not have", phrase)
			}
			i += size
		}
		if e == nil {
			f.words.add(phrase, nil)
			continue
		}
		spelt := *e
		spelt.words = phrase
		f.words.add(phrase, &spelt)
	}
	return nil
}

// examples runs the examples of all categories.
func (f *Finder) examples() error {
	for _, c := range f.categories {
		raised := func(text string) bool {
			return slices.ContainsFunc(f.Find(text), func(q Cue) bool { return q.Category == c.Category })
		}
		for _, text := range c.Match {
			if !raised(text) {
				return fmt.Errorf("category %q: match %q raises nothing", c.Category, text)
			}
		}
		for _, text := range c.NoMatch {
			if raised(text) {
				return fmt.Errorf("category %q: nomatch %q raises it", c.Category, text)
			}
		}
	}
	return nil
}
