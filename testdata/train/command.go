package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"sarsen/redact"
	"sarsen/redact/gold"
	"sarsen/redact/tagger"
	"sarsen/redact/tagger/learn"
)

// A command is what was asked for.
type command struct {
	corpora, out, without string
	folds                 int
	show                  bool
}

func (c command) run(w io.Writer) error {
	words, err := vocabulary(c.corpora)
	if err != nil {
		return err
	}
	known := tagger.NewLexicon(words)
	switch {
	case c.out != "":
		return c.write(w, known)
	case c.without != "":
		return c.others(w, known)
	case c.folds > 1:
		return c.cross(w, known)
	}
	return errors.New("nothing to do: give -o, -folds or -without")
}

// write trains on all texts and writes the model.
func (c command) write(w io.Writer, known *tagger.Lexicon) error {
	ls, err := lessons(c.corpora, 0, 0)
	if err != nil {
		return err
	}
	m := train(ls, known, w)
	f, err := os.Create(c.out)
	if err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return errors.Join(m.Write(f), f.Close())
}

// cross judges each text with a model that has not seen its part.
func (c command) cross(w io.Writer, known *tagger.Lexicon) error {
	models := make([]*tagger.Model, c.folds)
	errs := make([]error, c.folds)
	var group sync.WaitGroup
	room := make(chan struct{}, 2)
	for fold := range models {
		group.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			ls, err := lessons(c.corpora, fold, c.folds)
			if errs[fold] = err; err == nil {
				models[fold] = train(ls, known, nil)
			}
		})
	}
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if c.show {
		return c.errors(w, models)
	}
	rows, err := gold.Judge(c.corpora, func(t gold.Text) []redact.Found { return find(models[t.Fold(c.folds)], t.Text) })
	if err != nil {
		return err
	}
	return gold.Print(w, rows)
}

// train learns a model; w, when not nil, is told how it goes.
func train(ls []lesson, known *tagger.Lexicon, w io.Writer) *tagger.Model {
	o := learn.Default()
	if w != nil {
		o.Report = func(epoch int, loss float64) { _, _ = fmt.Fprintf(w, "epoch %d: loss %.4f a token\n", epoch, loss) }
	}
	return tagger.New(learn.Train(studied(ls), known, o))
}

func studied(ls []lesson) []learn.Lesson {
	out := make([]learn.Lesson, len(ls))
	for i, l := range ls {
		out[i] = learn.Lesson{Text: l.Text, Spans: l.Spans, Weight: l.Weight}
		for _, u := range l.Unknown {
			out[i].Unknown = append(out[i].Unknown, learn.Range(u))
		}
	}
	return out
}

// kinds are those of the tagger's labels.
var kinds = map[tagger.Label]redact.Kind{
	tagger.Person: redact.Person, tagger.Organisation: redact.Organisation, tagger.Address: redact.Address,
}

// find returns what the tagger alone makes of a text.
func find(m *tagger.Model, text string) []redact.Found {
	var out []redact.Found
	for _, s := range m.Tag(text) {
		if k, ok := kinds[s.Label]; ok {
			out = append(out, redact.Found{Span: redact.Span{Start: s.Start, End: s.End}, Text: text[s.Start:s.End], Kind: k, Score: s.P})
		}
	}
	return out
}

// others judges a set with what is learned from the others.
func (c command) others(w io.Writer, known *tagger.Lexicon) error {
	_, _ = w, known
	return errors.New("not yet")
}

// errors prints the persons that are missed and those that are none.
func (c command) errors(w io.Writer, models []*tagger.Model) error {
	for _, set := range gold.Sets() {
		texts, err := set.Read(c.corpora)
		if err != nil {
			return err
		}
		for _, m := range gold.Measures() {
			if m.Set != set.Name || !strings.HasSuffix(m.Name, "persons") || m.Genre != "" {
				continue
			}
			for _, t := range texts {
				var s gold.Score
				near := func(r redact.Span) string { return t.Text[max(0, r.Start-50):min(len(t.Text), r.End+30)] }
				m.Add(&s, t, find(models[t.Fold(c.folds)], t.Text),
					func(g gold.Span) { fmt.Fprintf(w, "%s MISS %q in %q\n", set.Name, t.Text[g.Start:g.End], near(g.Span)) },
					func(f redact.Found) {
						fmt.Fprintf(w, "%s WRONG %q %.2f in %q\n", set.Name, f.Text, f.Score, near(f.Span))
					})
			}
		}
	}
	return nil
}
