package pipeline

import "runtime/debug"

// While a pass runs, memory is used up to heapLimit before the collector works
// harder: indexing makes much garbage of short life.
const (
	heapLimit   = 400 << 20
	heapPercent = 300
)

// collectLess sets the collector up for a pass and returns what undoes it.
func collectLess() (undo func()) {
	percent := debug.SetGCPercent(heapPercent)
	limit := debug.SetMemoryLimit(heapLimit)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
		debug.FreeOSMemory()
	}
}
