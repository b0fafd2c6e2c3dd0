package systemtest

import (
	"os/exec"
	"syscall"
)

// become makes a command that of another user.
func become(cmd *exec.Cmd, uid int) {
	id := uint32(uid)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: id, Gid: id}}
}
