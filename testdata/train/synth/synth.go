// Package synth writes texts such as councils hold, with every name, place,
// organisation and address in them marked: letters, case notes, minutes, forms,
// posts, and pages in which no name stands though much is written with a
// capital.
//
// The texts are skeletons with slots, in the folder data: a reader adds to them
// without touching Go. data/README.md tells the grammar. The same seed gives the
// same texts. Nobody in them exists. They are to learn from and never to
// measure with: whoever measures on them measures the skeletons.
package synth

import (
	"embed"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"strings"
	"sync"

	"sarsen/redact/tagger"
)

//go:embed data
var data embed.FS

// A Text is one generated text. Its spans are sorted and apart.
type Text struct {
	Genre string // the file of its skeleton, without extension
	Text  string
	Spans []tagger.Span
}

// A grammar is the folder data, read.
type grammar struct {
	skeletons []skeleton
	phrases   map[string]phrase
	cultures  []Culture
	weights   int // of all cultures
	towns     []string
}

type skeleton struct{ genre, text string }

// A phrase is what a slot stands for: one of several texts, all of it with a
// label if it has one.
type phrase struct {
	label tagger.Label
	among []string
}

var load = sync.OnceValues(func() (*grammar, error) { return read(data) })

// Texts returns n texts. It goes through the skeletons in turn, so that each
// genre is there as often as it has skeletons.
func Texts(seed uint64, n int) ([]Text, error) {
	g, err := load()
	if err != nil {
		return nil, err
	}
	texts := make([]Text, 0, n)
	for i := range n {
		s := g.skeletons[i%len(g.skeletons)]
		w := newWriter(g, rand.New(rand.NewPCG(seed, uint64(i))))
		if err := w.expand(s.text); err != nil {
			return nil, fmt.Errorf("write skeleton of %s: %w", s.genre, err)
		}
		texts = append(texts, Text{Genre: s.genre, Text: w.out.String(), Spans: w.spans})
	}
	return texts, nil
}

// Skeletons returns how many skeletons there are.
func Skeletons() int {
	g, err := load()
	if err != nil {
		return 0
	}
	return len(g.skeletons)
}

// Cultures returns the lists of names.
func Cultures() []Culture {
	g, err := load()
	if err != nil {
		return nil
	}
	return g.cultures
}

// Towns returns the names of towns.
func Towns() []string {
	g, err := load()
	if err != nil {
		return nil
	}
	return g.towns
}

func read(files fs.FS) (*grammar, error) {
	g := &grammar{phrases: map[string]phrase{}}
	names, err := fs.Glob(files, "data/*.txt")
	if err != nil {
		return nil, fmt.Errorf("list skeletons: %w", err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read skeletons: %w", err)
		}
		text := uncommented(string(b))
		switch genre := strings.TrimSuffix(path.Base(name), ".txt"); genre {
		case "names":
			g.cultures, err = readCultures(text)
		case "towns":
			g.towns = splitTrim(text, ",")
		case "phrases":
			err = g.readPhrases(text)
		default:
			for _, s := range strings.Split(text, "\n--\n") {
				if s = strings.Trim(s, "\n"); s != "" {
					g.skeletons = append(g.skeletons, skeleton{genre, unescape(s)})
				}
			}
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	for _, c := range g.cultures {
		g.weights += c.Weight
	}
	return g, nil
}

// readPhrases reads lines "name: one | another", or "name=label: ..." where the
// whole has a label. A name may stand on several lines.
func (g *grammar) readPhrases(text string) error {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		head, body, ok := strings.Cut(line, ":")
		name, label, _ := strings.Cut(head, "=")
		p := g.phrases[name]
		if label != "" {
			if p.label, ok = labelled(label); !ok {
				return fmt.Errorf("read phrase %q: no such label: %w", name, fs.ErrInvalid)
			}
		}
		if !ok {
			return fmt.Errorf("read phrase %q: no colon: %w", name, fs.ErrInvalid)
		}
		for _, one := range splitTrim(body, " | ") {
			p.among = append(p.among, unescape(one))
		}
		g.phrases[name] = p
	}
	return nil
}

func labelled(name string) (tagger.Label, bool) {
	for l := tagger.None; l < tagger.Labels; l++ {
		if l.String() == name {
			return l, true
		}
	}
	return 0, false
}

// uncommented leaves out lines that begin with "# ".
func uncommented(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if !strings.HasPrefix(line, "# ") {
			b.WriteString(line)
		}
	}
	return b.String()
}

func unescape(s string) string {
	return strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\s`, " ").Replace(s)
}

func splitTrim(s, sep string) []string {
	var out []string
	for _, one := range strings.Split(s, sep) {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}
