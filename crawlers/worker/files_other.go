//go:build !linux

package worker

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// A sender would pass open files; here contents go through the pipe instead.
type sender struct{}

func passFiles(*exec.Cmd) (*sender, *os.File, error) { return nil, nil, nil }

func (*sender) send(syscall.Conn) error { return errors.ErrUnsupported }

func (*sender) close() {}

func receiver() *os.File { return nil }

func receiveFile(*os.File) (*os.File, error) { return nil, errors.ErrUnsupported }
