package index

import (
	"context"
	"fmt"
	"slices"
)

// Batches are cut by both, so that memory stays bounded. Each becomes a segment
// of its own.
const (
	batchDocuments = 1000
	batchWeight    = 6 << 20 // see weight
)

// Update implements Engine.
func (e *engine) Update(ctx context.Context, docs []Document, gone []string) error {
	e.using.RLock()
	defer e.using.RUnlock()
	held, err := e.held(ctx, docs, gone)
	if err != nil {
		return err
	}
	todo, err := e.share(docs, gone, held)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(todo, func(w *work) bool { return len(w.gone) > 0 }) {
		e.moving.Add(1)
		defer e.moving.Add(-1)
	}
	// What is in another shard from now on is taken from the old one last: a kill
	// in between leaves it in both, until it is updated again.
	for _, w := range todo {
		if err := e.write(ctx, w.shard, w.docs); err != nil {
			return err
		}
	}
	for _, w := range todo {
		if err := e.remove(ctx, w.shard, w.gone); err != nil {
			return err
		}
	}
	for _, w := range todo {
		for _, id := range w.whole {
			e.pieces.set(id, 0)
		}
	}
	return ctx.Err()
}

// work is what an update does to one shard.
type work struct {
	shard *shard
	docs  []Document
	gone  []string // documents: further pieces are named, too
	whole []string // items without further pieces from now on
}

// share tells what an update does to which shard: in the order in which the
// shards are met.
func (e *engine) share(docs []Document, gone []string, held map[string][]*shard) ([]*work, error) {
	var list []*work
	of := map[*shard]*work{}
	at := func(s *shard) *work {
		w, ok := of[s]
		if !ok {
			w = &work{shard: s}
			of[s] = w
			list = append(list, w)
		}
		return w
	}
	last := map[string]int{}
	for n, d := range docs {
		last[d.ID] = n
	}
	places := placement{}
	for n, d := range docs {
		if last[d.ID] != n {
			continue
		}
		target, err := e.target(d, held[d.ID], places)
		if err != nil {
			return nil, err
		}
		w := at(target)
		w.docs = append(w.docs, d)
		if len(d.Text) <= pieceBytes && e.pieces.of(d.ID) > 0 {
			w.whole = append(w.whole, d.ID)
			w.gone = append(w.gone, e.documents([]string{d.ID})[1:]...)
		}
		for _, s := range held[d.ID] {
			if s != target {
				at(s).gone = append(at(s).gone, e.documents([]string{d.ID})...)
			}
		}
	}
	for _, id := range gone {
		if _, stays := last[id]; stays {
			continue
		}
		for _, s := range held[id] {
			w := at(s)
			w.gone = append(w.gone, e.documents([]string{id})...)
			w.whole = append(w.whole, id)
		}
	}
	return list, nil
}

// A placement remembers where new documents of one update go.
type placement map[entry]*shard

// target returns the shard in which a document shall lie: where it is, if that
// is of its date.
func (e *engine) target(d Document, held []*shard, places placement) (*shard, error) {
	for _, s := range held {
		if s.Source == d.Source && s.Period.holds(d.Date) {
			return s, nil
		}
	}
	kind := entry{Source: d.Source, Period: periodOf(d.Date)}
	if s, ok := places[kind]; ok {
		return s, nil
	}
	s, err := e.place(d.Source, d.Date)
	places[kind] = s
	return s, err
}

// write puts documents into a shard.
func (e *engine) write(ctx context.Context, s *shard, docs []Document) error {
	batch, table, size := s.bleve.NewBatch(), new(desk), 0
	flush := func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.batch(batch); err != nil {
			return err
		}
		batch, table, size = s.bleve.NewBatch(), new(desk), 0
		return nil
	}
	for _, d := range docs {
		if len(d.Text) > pieceBytes {
			if err := e.long(ctx, s, d); err != nil {
				return err
			}
			continue
		}
		if err := batch.IndexAdvanced(table.piece(d, 0, stretch{0, len(d.Text)}, nil)); err != nil {
			return fmt.Errorf("index %s: %w", d.ID, err)
		}
		if size += weight(d.Text); size >= batchWeight || batch.Size() >= batchDocuments {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if batch.Size() == 0 {
		return ctx.Err()
	}
	return flush()
}

// remove takes documents out of a shard.
func (e *engine) remove(ctx context.Context, s *shard, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	e.moves.Add(1)
	batch := s.bleve.NewBatch()
	for _, id := range ids {
		batch.Delete(id)
	}
	return s.batch(batch)
}
