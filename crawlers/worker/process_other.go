//go:build !linux

package worker

import (
	"os"
	"os/exec"
	"runtime/metrics"
	"strconv"
	"time"
)

// isolate has nothing to do here: a child ends when its input does.
func isolate(*exec.Cmd) {}

// resident cannot be told here: the child looks after itself.
func resident(int) int64 { return 0 }

// exitMemory is the exit code of a child that used too much memory.
const exitMemory = 77

// limitMemory ends the process when it uses more than its limit.
func limitMemory() {
	limit, err := strconv.ParseUint(os.Getenv(memoryVar), 10, 63)
	if err != nil || limit == 0 {
		return
	}
	go func() {
		used := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
		for range time.Tick(every) {
			metrics.Read(used)
			if used[0].Value.Uint64()-used[1].Value.Uint64() > limit {
				os.Exit(exitMemory)
			}
		}
	}()
}

// memoryExit reports whether the child ended itself for want of memory.
func (c *child) memoryExit() bool {
	_ = c.cmd.Wait()
	return c.cmd.ProcessState != nil && c.cmd.ProcessState.ExitCode() == exitMemory
}

// confine has nothing to confine with here.
func confine() error { return nil }
