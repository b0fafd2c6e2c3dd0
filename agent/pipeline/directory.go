package pipeline

import (
	"context"

	"sarsen/agent/catalogue"
	"sarsen/redact/detect"
	"sarsen/redact/directory"
	"sarsen/redact/people"
)

// NamesVersion numbers what Names makes of a text.
const NamesVersion = directory.Version

// Names returns whom a text names where a name is sure to stand; see
// catalogue.Store.SetNamer.
func Names(t catalogue.Text) []catalogue.Named {
	entries := directory.Learn(directory.Doc{Text: t.Text, Hints: hintsOf(t)})
	out := make([]catalogue.Named, 0, len(entries))
	for _, e := range entries {
		out = append(out, catalogue.Named{Name: e.Name, Email: e.Email, Post: e.Post, Listed: e.Listed})
	}
	return out
}

// hintsOf gives the bounds of a text as recognisers want them.
func hintsOf(t catalogue.Text) []detect.Hint {
	hints := make([]detect.Hint, 0, len(t.Bounds))
	for _, b := range t.Bounds {
		hints = append(hints, detect.Hint{Start: b.Start, End: b.End, Kind: string(b.Kind), Label: b.Label})
	}
	return hints
}

// mostKnown bounds a directory in memory: some 100 MB.
const mostKnown = 200_000

// Directory returns who is known from all of the catalogue's items. Of more people
// than memory is for, those of lists and those whom most items name are known.
func Directory(ctx context.Context, c *catalogue.Store) (*people.Directory, error) {
	known, err := c.Known(ctx, mostKnown)
	if err != nil {
		return nil, err
	}
	entries := make([]people.Entry, len(known))
	for i, k := range known {
		entries[i] = people.Entry{Name: k.Name, Email: k.Email, Post: k.Post, Listed: k.Listed, Items: k.Items}
	}
	return people.NewDirectory(entries), nil
}

// nameOld reads whom older texts name, beside a pass. What it does not get to the
// next one does.
func (c *Crawl) nameOld(ctx context.Context) error {
	for ctx.Err() == nil {
		more, err := c.Catalogue.NameOld(ctx)
		if err != nil || !more {
			return err
		}
	}
	return ctx.Err()
}
