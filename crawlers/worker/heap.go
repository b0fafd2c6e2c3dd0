package worker

import (
	"runtime/debug"
	"runtime/metrics"
)

// ballast is how many bytes a child holds and never touches. They take no
// memory, but the collector waits until there is as much again to collect,
// instead of working after every message.
const ballast = 32 << 20

// idleHeap is up to how many bytes a child keeps while it waits.
const idleHeap = ballast + 64<<20

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
