// Command measure runs a command and says how long it took and how much memory
// it and all it started held at the worst moment: the sum of their resident
// sets, looked at 50 times a second, so that what processes share counts once
// for each of them; and the same without what is mapped from files, such as an
// index, which the system takes back whenever it needs the room. Linux only.
//
//	go run ./testdata/measure COMMAND ARGUMENT...
//
// The last line on standard error is "SECONDS CPU-SECONDS PEAK-IN-MB OWN-PEAK-IN-MB";
// the exit code is the command's.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

const every = 20 * time.Millisecond

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "measure: name a command")
		os.Exit(2)
	}
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
	os.Exit(code)
}

func run(command []string) (code int, err error) {
	cmd := exec.Command(command[0], command[1:]...) //nolint:gosec // that is what it is for
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var peak, own int64
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			all, anonymous := resident(cmd.Process.Pid)
			peak, own = max(peak, all), max(own, anonymous)
		case err := <-ended:
			used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			fmt.Fprintf(os.Stderr, "%.2f %.2f %d %d\n", time.Since(began).Seconds(), used.Seconds(), peak>>20, own>>20)
			var failed *exec.ExitError
			if errors.As(err, &failed) {
				return failed.ExitCode(), nil
			}
			return 0, err
		}
	}
}

// resident sums up the memory of a process and of all below it, and what of it is
// not mapped from files.
func resident(top int) (all, own int64) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	parent, size := map[int]int{}, map[int]int64{}
	for _, name := range stats {
		raw, err := os.ReadFile(name)
		if err != nil {
			continue // gone
		}
		// The name stands in parentheses and may hold anything.
		fields := bytes.Fields(raw[bytes.LastIndexByte(raw, ')')+1:])
		if len(fields) < 22 {
			continue
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		parent[pid], _ = strconv.Atoi(string(fields[1]))
		pages, _ := strconv.ParseInt(string(fields[21]), 10, 64)
		size[pid] = pages * int64(os.Getpagesize())
	}
	for pid, n := range size {
		for p := pid; p > 1; p = parent[p] {
			if p == top {
				all += n
				own += n - mapped(pid)
				break
			}
		}
	}
	return all, own
}

// mapped is how much of a process's memory is that of files, or shared.
func mapped(pid int) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	fields := bytes.Fields(raw)
	if len(fields) < 3 {
		return 0
	}
	pages, _ := strconv.ParseInt(string(fields[2]), 10, 64)
	return pages * int64(os.Getpagesize())
}
