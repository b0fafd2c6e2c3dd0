package worker

import (
	"fmt"

	"github.com/landlock-lsm/go-landlock/landlock"
	"golang.org/x/sys/unix"
)

// confine gives up what a reader of documents has no need of: files, network,
// new privileges, core dumps, its share of the processor.
// On a kernel without landlock the rest holds.
func confine() error {
	limits := map[int]uint64{unix.RLIMIT_CORE: 0, unix.RLIMIT_FSIZE: 0}
	for resource, limit := range limits {
		if err := unix.Setrlimit(resource, &unix.Rlimit{Cur: limit, Max: limit}); err != nil {
			return fmt.Errorf("set limit: %w", err)
		}
	}
	// By group, since a process's own priority is that of one thread.
	_ = unix.Setpriority(unix.PRIO_PGRP, 0, 10) // a courtesy only
	if err := landlock.V10.BestEffort().Restrict(); err != nil {
		return fmt.Errorf("restrict files and network: %w", err)
	}
	return filterCalls()
}
