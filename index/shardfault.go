package index

import "runtime/debug"

// guardFaults turns a fault of reading a mapped file, which was cut short while
// it was open, into a panic for this goroutine. What it returns ends that.
func guardFaults() func() {
	before := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(before) }
}
