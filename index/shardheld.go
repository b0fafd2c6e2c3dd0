package index

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// held tells which shards hold the items of an update. Items keep their source,
// so those of documents are looked for among its shards only, and not at all
// where it has one that takes them anyway.
func (e *engine) held(ctx context.Context, docs []Document, gone []string) (map[string][]*shard, error) {
	held := map[string][]*shard{}
	ids := map[*shard][]string{}
	shards := e.all()
	of, err := e.bySource(shards)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		group := of[d.Source]
		for _, s := range group.shards {
			if group.growing {
				held[d.ID] = group.shards
			} else {
				ids[s] = append(ids[s], d.ID)
			}
		}
	}
	for _, s := range shards {
		if len(shards) > 1 {
			ids[s] = append(ids[s], gone...)
			continue
		}
		for _, id := range gone {
			held[id] = shards
		}
	}
	for _, s := range shards {
		found, err := s.which(ctx, ids[s])
		if err != nil {
			return nil, fmt.Errorf("look up items: %w", err)
		}
		for _, id := range found {
			held[id] = append(held[id], s)
		}
	}
	return held, nil
}

// A group is the sound shards of a source.
type group struct {
	shards  []*shard
	growing bool // there is one, which takes every document
}

func (e *engine) bySource(shards []*shard) (map[string]group, error) {
	groups := map[string]group{}
	for _, s := range shards {
		if s.bleve == nil {
			continue
		}
		g := groups[s.Source]
		g.shards = append(g.shards, s)
		full := true
		if len(g.shards) == 1 && s.Period == always {
			var err error
			if full, err = s.full(e.most); err != nil {
				return nil, err
			}
		}
		g.growing = !full
		groups[s.Source] = g
	}
	return groups, nil
}

// which returns those of the documents that a shard holds.
func (s *shard) which(ctx context.Context, ids []string) (found []string, err error) {
	if s.bleve == nil || len(ids) == 0 {
		return nil, nil
	}
	p, err := s.look()
	if err != nil {
		return nil, err
	}
	defer func() {
		if closeErr := p.own.Close(); err == nil {
			err = closeErr
		}
	}()
	err = s.guard(func() error {
		for _, segment := range p.own.Segments() {
			if err := ctx.Err(); err != nil {
				return err
			}
			in, err := inSegment(segment, ids)
			if err != nil {
				return err
			}
			found = append(found, in...)
		}
		return nil
	})
	return found, err
}

func inSegment(segment *scorch.SegmentSnapshot, ids []string) ([]string, error) {
	numbers, err := segment.DocNumbers(ids)
	if err != nil {
		return nil, err
	}
	var found []string
	for i := numbers.Iterator(); i.HasNext(); {
		number := i.Next()
		if deleted := segment.Deleted(); deleted != nil && deleted.Contains(number) {
			continue
		}
		id, err := segment.DocID(uint64(number))
		if err != nil {
			return nil, err
		}
		found = append(found, string(id))
	}
	return found, nil
}
