// Package program runs programs that others wrote, such as tesseract and
// LibreOffice, on documents that nobody vouches for.
//
// A program gets its input on standard input or in one folder of its own, and
// limits of time, memory and output. Where nobody waits for it, it runs behind
// everything else on the machine. On Linux it is confined before it starts: it may read the system's
// programs and libraries, write to its folder, and reach nothing else, neither
// other files nor other processes nor the network. What it says on standard
// error is thrown away, since it may be text of a document.
package program

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"time"
)

// A Command returns a new command, not yet started, of a process that calls
// [Main]: this very program, started so that it knows its part.
type Command func() *exec.Cmd

// A Job is one run of a program.
type Job struct {
	Program string   // absolute path
	Args    []string // without the program's name
	Env     []string // all of the environment
	Input   io.Reader

	Folder  string   // the folder it works in and may write to; "" for none
	Read    []string // further folders that it may read
	Sockets bool     // it cannot do without local sockets, though it may connect them to nothing
	Behind  bool     // nobody waits for it: it runs when nothing else on the machine does

	Memory int64         // bytes of address space; 0 is no limit
	Time   time.Duration // from start to end; 0 is no limit
	Output int64         // bytes of standard output that are taken; what is more is an error
}

// What Run's errors wrap beside the context's.
var (
	ErrTime   = errors.New("took longer than the limit of time")
	ErrFailed = errors.New("the program failed")
	ErrOutput = errors.New("the program wrote more than the limit")
)

// A Failure is how a program ended that did not succeed. It wraps ErrFailed.
type Failure struct{ Code int } // -1 when it was ended by a signal

func (*Failure) Error() string { return ErrFailed.Error() }

// Unwrap returns ErrFailed.
func (*Failure) Unwrap() error { return ErrFailed }

// Run runs the job to its end and returns what it wrote to standard output.
// On systems other than Linux the program is run as it is, without
// confinement and limit of memory.
func Run(ctx context.Context, self Command, job Job) ([]byte, error) {
	if job.Time > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, job.Time, ErrTime)
		defer cancel()
	}
	cmd, err := prepare(self, job)
	if err != nil {
		return nil, fmt.Errorf("run program: %w", err)
	}
	out := &limited{left: job.Output}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = job.Input, out, nil
	cmd.Dir = job.Folder
	err = run(ctx, cmd)
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("run program: %w", context.Cause(ctx))
	case out.left < 0:
		return nil, fmt.Errorf("run program: %w", ErrOutput)
	case err != nil:
		return nil, fmt.Errorf("run program: %w", &Failure{Code: cmd.ProcessState.ExitCode()}) // its own words may be the document's
	}
	return out.kept.Bytes(), nil
}

// run starts the command and waits for its end, or ends it with ctx.
func run(ctx context.Context, cmd *exec.Cmd) error {
	// On Linux a process is told to die with the thread that made it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	isolate(cmd)
	cmd.WaitDelay = time.Second
	if err := cmd.Start(); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { kill(cmd) })
	defer stop()
	return cmd.Wait()
}

// limited keeps what is written up to a limit; left is below 0 once it is over.
type limited struct {
	kept bytes.Buffer
	left int64
}

func (l *limited) Write(p []byte) (int, error) {
	if l.left -= int64(len(p)); l.left < 0 {
		l.left = -1
		return 0, ErrOutput
	}
	return l.kept.Write(p)
}

// jobVar carries the job to the process that becomes the program.
const jobVar = "SARSEN_HELPER"

// Is reports whether this process was started to become a helper.
func Is() bool { return os.Getenv(jobVar) != "" }

// carried is what of a job the process needs.
type carried struct {
	Program string   `json:"program"`
	Args    []string `json:"args"`
	Env     []string `json:"env"`
	Folder  string   `json:"folder"`
	Read    []string `json:"read"`
	Sockets bool     `json:"sockets"`
	Behind  bool     `json:"behind"`
	Memory  int64    `json:"memory"`
	Seconds uint64   `json:"seconds"`
}

func (j Job) carry() (string, error) {
	raw, err := json.Marshal(carried{
		Program: j.Program, Args: j.Args, Env: j.Env, Folder: j.Folder, Read: j.Read,
		Sockets: j.Sockets, Behind: j.Behind, Memory: j.Memory, Seconds: uint64(max(j.Time, 0).Seconds() + 1),
	})
	return jobVar + "=" + string(raw), err
}
