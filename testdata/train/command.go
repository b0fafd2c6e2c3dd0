package main

import (
	"errors"
	"fmt"
	"io"
	"os"

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
	lexicon := tagger.NewLexicon(words)
	switch {
	case c.out != "":
		return c.write(w, lexicon)
	case c.without != "":
		return c.others(w, lexicon)
	case c.folds > 1:
		return c.cross(w, lexicon)
	}
	return errors.New("nothing to do: give -o, -folds or -without")
}

// write trains on all texts and writes the model.
func (c command) write(w io.Writer, lexicon *tagger.Lexicon) error {
	ls, err := lessons(c.corpora, 0, 0)
	if err != nil {
		return err
	}
	o := learn.Default()
	o.Report = func(epoch int, loss float64) {
		_, _ = fmt.Fprintf(w, "time through %d: loss %.4f a token\n", epoch, loss) // for reading only
	}
	m := tagger.New(learn.Train(studied(ls), lexicon, o))
	f, err := os.Create(c.out)
	if err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return errors.Join(m.Write(f), f.Close())
}

// train learns a model without the texts held back.
func (c command) train(lexicon *tagger.Lexicon, back func(gold.Text) bool) (*tagger.Model, error) {
	ls, err := lessonsBut(c.corpora, back)
	if err != nil {
		return nil, err
	}
	return tagger.New(learn.Train(studied(ls), lexicon, learn.Default())), nil
}

// studied returns lessons as the learner takes them.
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
