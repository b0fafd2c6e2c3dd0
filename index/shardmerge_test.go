package index

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns()
		a, b, c := new(scorch.Scorch), new(scorch.Scorch), new(scorch.Scorch)
		say := func(s *scorch.Scorch, kind scorch.EventKind) chan bool {
			done := make(chan bool, 1)
			go func() { done <- turns.event(scorch.Event{Kind: kind, Scorch: s}) }()
			synctest.Wait()
			return done
		}
		went := func(done chan bool) bool { synctest.Wait(); return len(done) > 0 }
		if !went(say(a, scorch.EventKindPreMergeCheck)) {
			t.Fatal("the first waits")
		}
		second := say(b, scorch.EventKindPreMergeCheck)
		if went(second) {
			t.Error("two merge at a time")
		}
		closed := say(c, scorch.EventKindPreMergeCheck)
		say(c, scorch.EventKindCloseStart)
		if !went(closed) {
			t.Error("one that is closed waits")
		}
		say(c, scorch.EventKindClose)
		say(a, scorch.EventKindMergerProgress)
		if !went(second) {
			t.Error("the turn was lost")
		}
		// A merge of b fails: nothing tells but that it begins again.
		again := say(b, scorch.EventKindPreMergeCheck)
		if went(again) {
			t.Error("a merge that failed begins again at once")
		}
		if !went(say(a, scorch.EventKindPreMergeCheck)) {
			t.Error("others wait for one that failed")
		}
		say(a, scorch.EventKindMergerProgress)
		time.Sleep(2 * retryMerge)
		if !went(again) {
			t.Error("a merge that failed is never tried again")
		}
		// One that panics never says that it is through.
		turns.failed(scorch.NewScorchError("merger", "", scorch.ErrAsyncPanic))
		if !went(say(a, scorch.EventKindPreMergeCheck)) {
			t.Error("others wait for one that panicked")
		}
		say(a, scorch.EventKindMergerProgress)
		say(b, scorch.EventKindClose)
		if turns.merging != nil || len(turns.closing) != 0 {
			t.Errorf("left %+v", turns)
		}
	})
}
