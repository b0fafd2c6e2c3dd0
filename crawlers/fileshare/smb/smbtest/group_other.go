//go:build !unix

package smbtest

import (
	"errors"
	"os/exec"
)

func ownGroup(*exec.Cmd) {}

func endGroup(int) error { return errors.ErrUnsupported }
