//go:build unix

package smbtest

import (
	"os/exec"
	"syscall"
)

// ownGroup lets all that cmd starts be ended together.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func endGroup(pid int) error { return syscall.Kill(-pid, syscall.SIGKILL) }
