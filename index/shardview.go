package index

import (
	"context"
	"errors"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// A view is one state of all shards.
type view struct {
	ctx   context.Context //nolint:containedctx // lives for one call
	free  func()
	parts []part
	// moving says that an item may be in two shards.
	moving bool
}

// A part is what a view sees of one shard.
type part struct {
	*shard
	own *scorch.IndexSnapshot
}

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
	v := &view{ctx: ctx}
	for _, s := range e.all() {
		p, err := s.look()
		if err != nil {
			return nil, errors.Join(err, v.closeParts())
		}
		v.parts = append(v.parts, p)
	}
	return v, nil
}

// look returns the state of a shard now.
func (s *shard) look() (part, error) {
	if err := s.problem(); err != nil {
		return part{}, fmt.Errorf("shard %s: %w: %w", s.Name, ErrDamaged, err)
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
	return part{shard: s, own: own}, nil
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

// guard calls do, in which the engine may panic over a damaged file.
func (s *shard) guard(do func() error) (err error) {
	defer guardFaults()()
	defer func() {
		if failed := recover(); failed != nil {
			err = fmt.Errorf("shard %s: %w: %v", s.Name, ErrDamaged, failed)
		}
	}()
	return do()
}
