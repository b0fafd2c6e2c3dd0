package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"sarsen/index/fold"
)

// Batches are cut by both, so that memory stays bounded. Each becomes a segment
// of its own.
const (
	batchDocuments = 1000
	batchWeight    = 6 << 20 // see weight
)

// settings are bleve's. Segments are merged ten at a time: to write each word
// anew less often is worth more than to have fewer of them.
func settings() map[string]any {
	return map[string]any{
		"bolt_timeout": lockWait,
		"scorchMergePlanOptions": map[string]any{
			"MaxSegmentsPerTier": 10, "SegmentsPerMergeTask": 10, "TierGrowth": 10.0,
			"MaxSegmentSize": 5_000_000, "FloorSegmentSize": batchDocuments / 2, "ReclaimDeletesWeight": 2.0,
		},
	}
}

// lockWait is how long Open waits for another process to let go of the index.
const lockWait = "3s"

// Open opens the index in dir, or makes a new one there when dir is missing or
// empty. It returns ErrRebuild, wrapped, for an index that has to be removed
// and filled again, and another error when a second process has it open.
func Open(dir string) (Engine, error) {
	if err := register(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	exists, err := checkVersion(dir)
	if err != nil {
		return nil, err
	}
	if exists {
		return open(dir)
	}
	return create(dir)
}

func open(dir string) (Engine, error) {
	words := filepath.Join(dir, wordsFolder)
	err := newestLoads(words)
	var b bleve.Index
	if err == nil {
		b, err = bleve.OpenUsing(words, settings())
	}
	switch {
	case err != nil && strings.Contains(err.Error(), "timeout"): // bolt's, for its lock
		return nil, fmt.Errorf("open index: another process has it open: %w", err)
	case errors.Is(err, os.ErrPermission):
		return nil, fmt.Errorf("open index: %w", err)
	case err != nil:
		return nil, fmt.Errorf("open index: %w: %w", ErrRebuild, err)
	}
	e := &engine{bleve: b}
	if err := e.pieces.load(b); err != nil {
		return nil, errors.Join(fmt.Errorf("open index: %w: %w", ErrRebuild, err), b.Close())
	}
	return e, nil
}

// newestLoads checks that the newest state of the index can be read. Where it
// cannot, bleve goes back to an older one, or to none, without an error; on a
// file that was cut short it panics.
func newestLoads(words string) (err error) {
	i, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path": filepath.Join(words, "store"), "read_only": true, "bolt_timeout": lockWait,
	}, nil)
	if err != nil {
		return err
	}
	s, ok := i.(*scorch.Scorch)
	if !ok {
		return errors.New("not a scorch index")
	}
	defer func() {
		if recover() != nil {
			err = errors.Join(errors.New("a file is damaged"), s.Close())
		}
	}()
	if err := s.OpenMeta(); err != nil {
		return err // closed by itself
	}
	return errors.Join(loadNewest(s), s.Close())
}

func loadNewest(s *scorch.Scorch) error {
	epochs, err := s.RootBoltSnapshotEpochs() // newest first
	if err != nil || len(epochs) == 0 {
		return err
	}
	newest, err := s.LoadSnapshot(epochs[0])
	if err != nil {
		return err
	}
	return newest.Close()
}

func create(dir string) (Engine, error) {
	words := filepath.Join(dir, wordsFolder)
	b, err := bleve.NewUsing(words, newMapping(), scorch.Name, scorch.Name, settings())
	if err != nil {
		return nil, fmt.Errorf("create index: %w", err)
	}
	// The one file that bleve leaves to the umask.
	err = os.Chmod(filepath.Join(words, "index_meta.json"), 0o600)
	if err == nil {
		err = writeVersion(dir)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("create index: %w", err), b.Close())
	}
	return &engine{bleve: b, pieces: pieces{extra: map[string]int{}}}, nil
}

// engine is the bleve Engine.
type engine struct {
	bleve   bleve.Index
	pieces  pieces
	oneLong sync.Mutex // see long
}

// Update implements Engine.
func (e *engine) Update(ctx context.Context, docs []Document, gone []string) error {
	batch, table := e.bleve.NewBatch(), new(desk)
	var small []string // items that lie in one piece from now on
	size := 0
	flush := func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := e.bleve.Batch(batch); err != nil {
			return fmt.Errorf("write index: %w", err)
		}
		for _, item := range small {
			e.pieces.set(item, 0)
		}
		batch, table, small, size = e.bleve.NewBatch(), new(desk), nil, 0
		return nil
	}
	for _, id := range gone {
		batch.Delete(id)
		e.dropPieces(batch, id)
		small = append(small, id)
	}
	for _, d := range docs {
		if len(d.Text) > pieceBytes {
			if err := e.long(ctx, d); err != nil {
				return err
			}
			continue
		}
		if err := batch.IndexAdvanced(table.piece(d, 0, stretch{0, len(d.Text)}, nil)); err != nil {
			return fmt.Errorf("index %s: %w", d.ID, err)
		}
		if e.pieces.of(d.ID) > 0 {
			e.dropPieces(batch, d.ID)
			small = append(small, d.ID)
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

// Frequency implements Engine.
func (e *engine) Frequency(ctx context.Context, word string) (docs, total int, err error) {
	d, err := e.dictionary(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer d.close(&err)
	n, err := d.reader.DocCount()
	if err != nil {
		return 0, 0, fmt.Errorf("count documents: %w", err)
	}
	docs, err = d.count(textField, compact(fold.String(word)))
	total = int(n) - e.pieces.all() //nolint:gosec // far below the limit
	return min(docs, total), total, err
}

// Close implements Engine.
func (e *engine) Close() error {
	if err := e.bleve.Close(); err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}

// dayNumber returns the days from 1970 to the date of t in its own zone.
func dayNumber(t time.Time) float64 {
	y, m, d := t.Date()
	return float64(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
