package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"sarsen/index/fold"
)

// settings are bleve's, for each shard. Segments are merged ten at a time: to
// write each word anew less often is worth more than to have fewer of them. Large
// ones are left as they are, so that no merge takes long.
func settings() map[string]any {
	return map[string]any{
		"bolt_timeout":           lockWait,
		"eventCallbackName":      turnsName,
		"asyncErrorCallbackName": failuresName,
		"scorchMergePlanOptions": map[string]any{
			"MaxSegmentsPerTier": 10, "SegmentsPerMergeTask": 10, "TierGrowth": 10.0,
			"MaxSegmentSize": mostMerged, "FloorSegmentSize": batchDocuments / 2, "ReclaimDeletesWeight": 2.0,
		},
	}
}

// mostMerged is how many documents a merge makes one segment of at most.
const mostMerged = 100_000

// lockName is the file that is locked while the index is open.
const lockName = "lock"

// lockWait is how long Open waits for another process to let go of the index.
const lockWait = "3s"

// engine is the bleve Engine.
type engine struct {
	dir      string
	lock     *os.File
	most     capacity
	failures *failures
	pieces   pieces
	oneLong  sync.Mutex // see long

	// using is held for reading by all that use shards, and for writing by what
	// takes shards away.
	using sync.RWMutex
	// moves counts how often items were taken from a shard, since they are in
	// another; moving, how many updates are about to do so.
	moves, moving atomic.Int64

	mu     sync.Mutex // guards what is below
	list   list
	shards []*shard // as in list; never changed, but replaced
}

// Open opens the index in dir, or makes a new one there when dir is missing or
// empty. It returns ErrRebuild, wrapped, for an index that has to be removed
// and filled again, and another error when a second process has it open. A
// damaged shard is no error: see Engine.Shards.
func Open(dir string) (Engine, error) { return openWith(dir, usual) }

// openWith is Open with a capacity of shards.
func openWith(dir string, most capacity) (Engine, error) {
	failures, err := register()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	lock, err := os.OpenFile(filepath.Join(dir, lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	e := &engine{dir: dir, lock: lock, most: most, failures: failures, pieces: pieces{extra: map[string]int{}}}
	if err := lockFile(lock); err != nil {
		return nil, errors.Join(fmt.Errorf("open index: another process has it open: %w", err), lock.Close())
	}
	if err := e.open(); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

func (e *engine) open() error {
	exists, err := checkVersion(e.dir)
	if err != nil {
		return err
	}
	if !exists {
		return e.create()
	}
	return e.load()
}

// load opens the shards there are.
func (e *engine) load() error {
	l, err := readList(e.dir)
	if err == nil {
		err = l.sweep(e.dir)
	}
	if errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("open index: %w", err)
	}
	if err != nil {
		return fmt.Errorf("open index: %w: %w", ErrRebuild, err)
	}
	e.list = l
	for _, entry := range l.Shards {
		s, err := openShard(e.dir, entry, e.failures)
		if err != nil {
			return fmt.Errorf("open index: %w", err)
		}
		e.shards = append(e.shards, s)
		if s.bleve == nil {
			continue
		}
		if err := e.pieces.load(s); err != nil {
			s.damage = errors.Join(err, s.bleve.Close())
			s.bleve = nil
		}
	}
	return nil
}

func (e *engine) create() error {
	err := os.MkdirAll(filepath.Join(e.dir, shardsFolder), 0o700)
	e.list = list{Next: 1}
	if err == nil {
		err = e.list.write(e.dir)
	}
	if err == nil {
		err = writeVersion(e.dir)
	}
	if err != nil {
		return fmt.Errorf("create index: %w", err)
	}
	return nil
}

// Frequency implements Engine.
func (e *engine) Frequency(ctx context.Context, word string) (docs, total int, err error) {
	d, err := e.read(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer d.close(&err)
	total = d.docs - e.pieces.all()
	term := compact(fold.String(word))
	if term == "" {
		return 0, total, nil
	}
	l, err := d.leaf(textField, term)
	if err != nil {
		return 0, 0, err
	}
	return min(l.docs, total), total, nil
}

// Close implements Engine.
func (e *engine) Close() error {
	e.using.Lock()
	defer e.using.Unlock()
	var errs []error
	for _, s := range e.all() {
		errs = append(errs, s.close())
	}
	errs = append(errs, e.lock.Close())
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}

// dayNumber returns the days from 1970 to the date of t in its own zone.
func dayNumber(t time.Time) float64 {
	y, m, d := t.Date()
	return float64(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
