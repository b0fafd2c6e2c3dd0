package worker

import (
	"runtime/debug"
	"runtime/metrics"
)

// idleHeap is up to how many bytes a child keeps while it waits.
const idleHeap = 64 << 20

// A heap is what the Go runtime of a child holds.
type heap struct{ kept uint64 }

// trim gives back what a large document has left behind. What the readers keep
// for good is not collected anew after each document.
func (h *heap) trim() {
	if held := heldBytes(); held > idleHeap && held > h.kept+h.kept/2 {
		debug.FreeOSMemory()
		h.kept = heldBytes()
	}
}

func heldBytes() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/free:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64() + s[1].Value.Uint64()
}
