package index

import (
	"errors"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// turnsName is under which bleve knows turns.
const turnsName = "sarsen-merges"

// turns lets one shard merge at a time, so that merges never take more than one
// processor from searches, and their memory only once. Bleve has each index
// merge by itself.
type turns struct {
	mu      sync.Mutex
	changed *sync.Cond
	merging *scorch.Scorch          // whose turn it is; nil for nobody's
	closing map[*scorch.Scorch]bool // these wait no longer
}

func newTurns() *turns {
	t := &turns{closing: map[*scorch.Scorch]bool{}}
	t.changed = sync.NewCond(&t.mu)
	return t
}

// retryMerge is how long a merge that failed waits: bleve would try again at once,
// and again.
const retryMerge = 10 * time.Second

// event is called by bleve, and true lets it go on.
func (t *turns) event(e scorch.Event) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch e.Kind {
	case scorch.EventKindPreMergeCheck:
		t.take(e.Scorch)
	case scorch.EventKindMergerProgress:
		t.give(e.Scorch)
	case scorch.EventKindCloseStart:
		t.closing[e.Scorch] = true
		t.changed.Broadcast()
	case scorch.EventKindClose:
		delete(t.closing, e.Scorch)
		t.give(e.Scorch)
	}
	return true
}

// take waits for the turn. Who has it has failed to merge.
func (t *turns) take(s *scorch.Scorch) {
	if t.merging == s {
		t.give(s)
		wake := time.AfterFunc(retryMerge, t.changed.Broadcast)
		defer wake.Stop()
		for end := time.Now().Add(retryMerge); time.Now().Before(end) && !t.closing[s]; {
			t.changed.Wait()
		}
	}
	for t.merging != nil && !t.closing[s] {
		t.changed.Wait()
	}
	if t.merging == nil {
		t.merging = s
	}
}

func (t *turns) give(s *scorch.Scorch) {
	if t.merging == s {
		t.merging = nil
		t.changed.Broadcast()
	}
}

// failed ends the turn of a merge that panicked, which begins no other.
func (t *turns) failed(err error) {
	var of *scorch.ScorchError
	if !errors.As(err, &of) || of.ErrType != scorch.ErrAsyncPanic || of.Source != "merger" {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.give(t.merging)
}
