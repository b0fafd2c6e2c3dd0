package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"sarsen/redact"
	"sarsen/redact/detect"
	"sarsen/redact/gold"
	"sarsen/redact/tagger"
)

// A finder returns what is found in a text.
type finder func(gold.Text) []redact.Found

// cross judges each text with a model that has not seen its part: the tagger
// alone, then the whole detector.
func (c command) cross(w io.Writer, lexicon *tagger.Lexicon) error {
	models, errs := make([]*tagger.Model, c.folds), make([]error, c.folds)
	var group sync.WaitGroup
	room := make(chan struct{}, 2) // more would not fit a small machine
	for fold := range models {
		group.Go(func() {
			room <- struct{}{}
			models[fold], errs[fold] = c.train(lexicon, func(t gold.Text) bool { return t.Fold(c.folds) == fold })
			<-room
		})
	}
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return c.judge(w, models, func(t gold.Text) int { return t.Fold(c.folds) })
}

// others judges each of the sets asked for with what is learned from the
// others.
func (c command) others(w io.Writer, lexicon *tagger.Lexicon) error {
	var models []*tagger.Model
	judged := map[string]int{}
	for _, set := range gold.Sets() {
		if c.without != "all" && c.without != set.Name || len(set.Person) == 0 {
			continue
		}
		m, err := c.train(lexicon, func(t gold.Text) bool { return t.Set == set.Name })
		if err != nil {
			return err
		}
		judged[set.Name] = len(models)
		models = append(models, m)
	}
	if len(models) == 0 {
		return fmt.Errorf("no set has the name %q", c.without)
	}
	return c.judge(w, models, func(t gold.Text) int {
		if i, ok := judged[t.Set]; ok {
			return i
		}
		return -1
	})
}

// judge prints the tables of models; which tells the model that may judge a
// text, -1 for none.
func (c command) judge(w io.Writer, models []*tagger.Model, which func(gold.Text) int) error {
	whole := make([]*detect.Detector, len(models))
	for i, m := range models {
		d, err := detect.New(detect.Options{Model: m, Today: time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		whole[i] = d
	}
	by := func(find func(i int, text string) []redact.Found) finder {
		return func(t gold.Text) []redact.Found {
			if i := which(t); i >= 0 {
				return find(i, t.Text)
			}
			return nil
		}
	}
	alone := by(func(i int, text string) []redact.Found { return found(models[i], text) })
	all := by(func(i int, text string) []redact.Found { return whole[i].Find(text, nil) })
	if err := c.table(w, "the tagger alone", alone); err != nil {
		return err
	}
	return c.table(w, "the whole detector", all)
}

func (c command) table(w io.Writer, name string, find finder) error {
	rows, err := gold.Judge(c.corpora, find)
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(r gold.Row) bool { return c.without != "" && r.Flagged == 0 })
	if _, err := fmt.Fprintf(w, "%s:\n", name); err != nil {
		return err
	}
	if err := gold.Print(w, rows); err != nil || !c.show {
		return err
	}
	return c.errors(w, find)
}

// kinds are those of the tagger's labels that a detector has, too.
var kinds = map[tagger.Label]redact.Kind{
	tagger.Person: redact.Person, tagger.Organisation: redact.Organisation, tagger.Address: redact.Address,
}

// found returns what the tagger alone makes of a text.
func found(m *tagger.Model, text string) []redact.Found {
	var out []redact.Found
	for _, s := range m.Tag(text) {
		if k, ok := kinds[s.Label]; ok {
			out = append(out, redact.Found{Span: redact.Span{Start: s.Start, End: s.End}, Text: text[s.Start:s.End], Kind: k, Score: s.P})
		}
	}
	return out
}

// errors prints the persons that are missed, and what is wrongly taken for one.
func (c command) errors(w io.Writer, find finder) error {
	for _, set := range gold.Sets() {
		texts, err := set.Read(c.corpora)
		if err != nil {
			return err
		}
		for _, m := range gold.Measures() {
			if m.Set != set.Name || m.Genre != "" || !strings.HasSuffix(m.Name, "persons") {
				continue
			}
			for _, t := range texts {
				say := func(what string, s redact.Span) {
					_, _ = fmt.Fprintf(w, "%s %s %q in %q\n", set.Name, what, t.Text[s.Start:s.End], t.Text[max(0, s.Start-50):min(len(t.Text), s.End+30)]) // for reading only
				}
				m.Add(&gold.Score{}, t, find(t), func(s gold.Span) { say("missed", s.Span) }, func(f redact.Found) { say("wrong", f.Span) })
			}
		}
	}
	return nil
}
