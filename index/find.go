package index

import (
	"context"
	"errors"

	"sarsen/index/query"
)

// Find implements Engine.
func (e *engine) Find(ctx context.Context, queries []query.Node, only []string) ([]Finding, error) {
	list := make([]Finding, len(queries))
	for i, q := range queries {
		result, err := e.Search(ctx, q, Options{Only: only})
		if errors.Is(err, ErrQuery) {
			list[i].Err = err
			continue
		}
		if err != nil {
			return nil, err
		}
		list[i].Notes = result.Notes
		for _, h := range result.Hits {
			list[i].IDs = append(list[i].IDs, h.ID)
		}
	}
	return list, nil
}
