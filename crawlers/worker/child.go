package worker

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"time"
)

const (
	maxServed = 20_000 // entries that a child reads before it is replaced
	lookEvery = 8      // entries after which it is looked at whether it should be
	startTime = 2 * time.Minute
)

// A child is a running process. One goroutine uses it at a time.
type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	files  *sender // nil where files cannot be passed
	served int
}

// A start is a command to be started, and where the outcome goes.
type start struct {
	cmd  *exec.Cmd
	done chan<- error
}

// startAll starts commands from one thread, which lives until starts is
// closed: on Linux a child is told to die with the thread that made it.
func startAll(starts <-chan start) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for s := range starts {
		s.done <- s.cmd.Start()
	}
}

// start starts a child and waits until it is ready.
func (p *Pool) start(ctx context.Context) (*child, error) {
	c := &child{cmd: p.opts.Command()}
	c.cmd.Env = append(c.cmd.Env, environment(p.opts.Memory)...)
	c.cmd.Stderr = nil
	c.cmd.WaitDelay = time.Second
	isolate(c.cmd)
	var err error
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.out = bufio.NewReaderSize(out, 64<<10)
	var remote *os.File
	if c.files, remote, err = passFiles(c.cmd); err != nil {
		return nil, err
	}
	done := make(chan error, 1)
	p.starts <- start{c.cmd, done}
	err = <-done
	if remote != nil {
		_ = remote.Close() // the child has its own
	}
	if err != nil {
		c.files.close()
		return nil, err
	}
	if err := c.ready(ctx); err != nil {
		c.end()
		return nil, err
	}
	return c, nil
}

// ready waits for the child's first word.
func (c *child) ready(ctx context.Context) error {
	w := watch(ctx, c.cmd.Process, limits{silence: startTime})
	var r reply
	_, err := readFrame(c.out, &r)
	if lost, werr := w.stop(); werr != nil {
		return werr
	} else if lost != nil {
		return errors.New("not ready in time")
	}
	switch {
	case err != nil:
		return errors.New("the process ended before it was ready")
	case r.Failure != "":
		return fmt.Errorf("the process could not be made ready: %s", r.Failure)
	case r.Kind != kindReady:
		return errors.New("the process is not a worker")
	}
	return nil
}

// worn reports whether the child should be replaced before its next entry.
func (c *child) worn(memory int64) bool {
	return c.served >= maxServed || memory > 0 && c.served%lookEvery == 0 && resident(c.cmd.Process.Pid) > memory/2
}

// end kills the process and frees all that belongs to it.
func (c *child) end() {
	_ = c.in.Close()
	c.files.close()
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait() // that it was killed is no news
}

// environment is what a child needs beside what its command says: where caches
// lie, a neutral time zone, and a limit for the garbage collector to heed.
func environment(memory int64) []string {
	env := []string{"TZ=UTC", "GOTRACEBACK=none"}
	if memory > 0 {
		env = append(env, fmt.Sprintf("GOMEMLIMIT=%d", memory-memory/8), fmt.Sprintf("%s=%d", memoryVar, memory))
	}
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData", "SystemRoot", "TEMP"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// memoryVar tells the child its limit.
const memoryVar = "SARSEN_WORKER_MEMORY"
