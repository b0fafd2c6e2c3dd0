package pipeline

import (
	"context"
	"errors"
	"strconv"

	"sarsen/agent/catalogue"
	"sarsen/redact"
	"sarsen/redact/detect"
	"sarsen/redact/shape"
)

// Shapes reads the texts of the catalogue for references whose shapes recur.
type Shapes struct {
	Catalogue *catalogue.Store
	// Detector is what finds references already.
	Detector *detect.Detector
	// Limit is how many texts are read at most, spread over all; 0 for every one.
	Limit int
	// Progress, when set, is told how many texts have been read.
	Progress func(done, of int)
}

// Run returns the candidates, the likeliest first, and how many texts were read. Of
// texts that are the same one is read. It changes nothing.
func (r *Shapes) Run(ctx context.Context) ([]shape.Candidate, int, error) {
	ids, err := r.list(ctx)
	if err != nil {
		return nil, 0, err
	}
	c := shape.New()
	for n, id := range ids {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		t, err := r.Catalogue.Text(ctx, id)
		if errors.Is(err, catalogue.ErrNotFound) { // deleted meanwhile
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		c.Add(t.Text, hintsOf(t))
		if r.Progress != nil {
			r.Progress(n+1, len(ids))
		}
	}
	found := func(text string) []redact.Found { return r.Detector.Find(text, nil) }
	return c.Candidates(shape.Options{Find: found}), len(ids), nil
}

// list returns the items to be read, by source, path and part.
func (r *Shapes) list(ctx context.Context) ([]string, error) {
	var ids []string
	seen := map[uint64]bool{} // the start of a hash is enough
	err := r.Catalogue.Each(ctx, "", func(i catalogue.Item) error {
		if i.TextHash == "" {
			return nil
		}
		hash, err := strconv.ParseUint(i.TextHash[:min(len(i.TextHash), 16)], 16, 64)
		if err != nil || !seen[hash] {
			seen[hash] = true
			ids = append(ids, i.ID)
		}
		return nil
	})
	if err != nil || r.Limit <= 0 || r.Limit >= len(ids) {
		return ids, err
	}
	for n := range r.Limit { // spread over all sources
		ids[n] = ids[n*len(ids)/r.Limit]
	}
	return ids[:r.Limit], nil
}
