package index

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	"golang.org/x/sync/errgroup"
)

// A view is one state of all shards. What it counts, it counts over all of them,
// so that the score of a document does not tell in which shard it lies.
type view struct {
	ctx   context.Context //nolint:containedctx // lives for one call
	free  func()
	parts []part
	// documents are all there are, further pieces included.
	documents uint64
	// moving says that an item may be in two shards.
	moving bool

	mu     sync.Mutex
	counts map[fieldTerm]uint64
}

// A part is what a view sees of one shard.
type part struct {
	*shard
	// reader counts over all shards; own only over this one.
	reader bleveindex.IndexReader
	own    *scorch.IndexSnapshot
}

type fieldTerm struct{ field, term string }

// view returns the state of the index now. It must be closed.
func (e *engine) view(ctx context.Context) (*view, error) {
	e.using.RLock()
	for {
		// An item that moves to another shard is in both for a while. It would be
		// in neither where the old one was looked at after it moved, and the new
		// one before.
		moves, moving := e.moves.Load(), e.moving.Load()
		v, err := e.look(ctx)
		if err != nil {
			e.using.RUnlock()
			return nil, fmt.Errorf("read index: %w", err)
		}
		if moves == e.moves.Load() {
			v.free, v.moving = e.using.RUnlock, moving+e.moving.Load() > 0
			return v, nil
		}
		_ = v.closeParts()
	}
}

func (e *engine) look(ctx context.Context) (*view, error) {
	v := &view{ctx: ctx, counts: map[fieldTerm]uint64{}}
	for _, s := range e.all() {
		p, err := s.look()
		if err != nil {
			return nil, errors.Join(err, v.closeParts())
		}
		v.parts = append(v.parts, p)
		n, err := p.own.DocCount()
		if err != nil {
			return nil, errors.Join(err, v.closeParts())
		}
		v.documents += n
	}
	if len(v.parts) > 1 {
		for i := range v.parts {
			v.parts[i].reader = counting{v.parts[i].own, v}
		}
	}
	return v, nil
}

// look returns the state of a shard now.
func (s *shard) look() (part, error) {
	if s.bleve == nil {
		return part{}, fmt.Errorf("shard %s is damaged: %w", s.Name, s.damage)
	}
	advanced, err := s.bleve.Advanced()
	if err != nil {
		return part{}, err
	}
	r, err := advanced.Reader()
	if err != nil {
		return part{}, err
	}
	own, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return part{}, errors.Join(errors.New("not a scorch index"), r.Close())
	}
	return part{shard: s, reader: own, own: own}, nil
}

// close lets go of the shards.
func (v *view) close() error {
	defer v.free()
	return v.closeParts()
}

func (v *view) closeParts() error {
	var errs []error
	for _, p := range v.parts {
		errs = append(errs, p.own.Close())
	}
	return errors.Join(errs...)
}

// count returns in how many documents of all shards a term occurs in a field.
func (v *view) count(field, term string) (uint64, error) {
	at := fieldTerm{field, term}
	v.mu.Lock()
	n, known := v.counts[at]
	v.mu.Unlock()
	if known {
		return n, nil
	}
	for _, p := range v.parts {
		err := p.guard(func() error {
			t, err := p.own.TermFieldReader(v.ctx, []byte(term), field, false, false, false)
			if err != nil {
				return err
			}
			n += t.Count()
			return t.Close()
		})
		if err != nil {
			return 0, fmt.Errorf("look up word: %w", err)
		}
	}
	v.mu.Lock()
	v.counts[at] = n
	v.mu.Unlock()
	return n, nil
}

// each calls do for the parts with these numbers, several at a time. A file that
// was damaged since it was opened makes it return an error.
func (v *view) each(parts []int, do func(n int, p part) error) error {
	g, ctx := errgroup.WithContext(v.ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, n := range parts {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return v.parts[n].guard(func() error { return do(n, v.parts[n]) })
		})
	}
	if err := g.Wait(); err != nil {
		return errors.Join(v.ctx.Err(), err)
	}
	return nil
}

// guard calls do, in which the engine may panic over a damaged file.
func (s *shard) guard(do func() error) (err error) {
	defer guardFaults()()
	defer func() {
		if failed := recover(); failed != nil {
			err = fmt.Errorf("shard %s of the index is damaged: %v", s.Name, failed)
		}
	}()
	return do()
}

// A counting reader reads one shard and counts over all.
type counting struct {
	*scorch.IndexSnapshot
	view *view
}

// DocCount implements bleve's IndexReader.
func (c counting) DocCount() (uint64, error) { return c.view.documents, nil }

// TermFieldReader implements bleve's IndexReader.
func (c counting) TermFieldReader(
	ctx context.Context, term []byte, field string, freq, norm, vectors bool,
) (bleveindex.TermFieldReader, error) {
	n, err := c.view.count(field, string(term))
	if err != nil {
		return nil, err
	}
	t, err := c.IndexSnapshot.TermFieldReader(ctx, term, field, freq, norm, vectors)
	if err != nil {
		return nil, err
	}
	return countedTerm{t, n}, nil
}

// A countedTerm is the documents of one shard with a term, counted over all.
type countedTerm struct {
	bleveindex.TermFieldReader
	count uint64
}

// Count implements bleve's TermFieldReader.
func (t countedTerm) Count() uint64 { return t.count }

// Optimize implements bleve's Optimizable.
func (t countedTerm) Optimize(kind string, with bleveindex.OptimizableContext) (bleveindex.OptimizableContext, error) {
	if o, ok := t.TermFieldReader.(bleveindex.Optimizable); ok {
		return o.Optimize(kind, with)
	}
	return nil, nil
}
