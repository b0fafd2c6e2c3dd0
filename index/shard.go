package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// A shard is a bleve index of its own: documents of one source and period.
type shard struct {
	entry
	folder string
	bleve  bleve.Index // nil when it cannot be opened
	// damage says why it cannot be opened.
	damage   error
	failures *failures
	failed   <-chan struct{} // closed when it fails while it is open
}

// storeFolder is where bleve keeps the segments of a shard, within its folder.
const storeFolder = "store"

// A capacity is what a shard holds at most before it takes no new documents. What
// is bounded by it are merges, and what one damaged file costs.
type capacity struct {
	documents uint64
	bytes     int64
}

// usual is the capacity of shards outside tests.
var usual = capacity{documents: 200_000, bytes: 2 << 30}

// openShard opens a shard of the list. An error is of the whole index; damage of
// this shard is kept in it.
func openShard(dir string, e entry, f *failures) (*shard, error) {
	s := &shard{entry: e, folder: filepath.Join(dir, shardsFolder, e.Name), failures: f}
	s.failed = f.watch(s.folder)
	err := newestLoads(s.folder)
	var b bleve.Index
	if err == nil {
		err = s.guard(func() error {
			var err error
			b, err = bleve.OpenUsing(s.folder, settings())
			return err
		})
	}
	switch {
	case err != nil && strings.Contains(err.Error(), "timeout"): // bolt's, for its lock
		return nil, fmt.Errorf("another process has it open: %w", err)
	case errors.Is(err, os.ErrPermission):
		return nil, err
	case err != nil:
		s.damage = err
	default:
		s.bleve = b
	}
	return s, nil
}

// newestLoads checks that the newest state of a shard can be read. Where it
// cannot, bleve goes back to an older one, or to none, without an error; on a
// file that was cut short it panics.
func newestLoads(folder string) (err error) {
	i, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path": filepath.Join(folder, storeFolder), "read_only": true, "bolt_timeout": lockWait,
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

// newShard makes an empty shard. It is no part of the index before it is listed.
func newShard(dir string, e entry, f *failures) (*shard, error) {
	folder := filepath.Join(dir, shardsFolder, e.Name)
	if err := os.RemoveAll(folder); err != nil { // of a start that was cut off
		return nil, err
	}
	failed := f.watch(folder)
	b, err := bleve.NewUsing(folder, newMapping(), scorch.Name, scorch.Name, settings())
	if err != nil {
		return nil, err
	}
	// The one file that bleve leaves to the umask.
	if err := os.Chmod(filepath.Join(folder, "index_meta.json"), 0o600); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return &shard{entry: e, folder: folder, bleve: b, failures: f, failed: failed}, nil
}

// full reports whether a shard takes no more new documents.
func (s *shard) full(most capacity) (bool, error) {
	n, err := s.bleve.DocCount()
	if err != nil || n >= most.documents {
		return true, err
	}
	bytes, err := sizeOf(s.folder)
	return bytes >= most.bytes, err
}

// sizeOf returns how much the files below a folder hold. Files that go while it
// looks count for nothing.
func sizeOf(folder string) (bytes int64, err error) {
	for _, at := range []string{folder, filepath.Join(folder, storeFolder)} {
		files, err := os.ReadDir(at)
		if err != nil {
			return 0, err
		}
		for _, f := range files {
			if info, err := f.Info(); err == nil && info.Mode().IsRegular() {
				bytes += info.Size()
			}
		}
	}
	return bytes, nil
}
