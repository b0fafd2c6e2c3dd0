package worker

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// filesFD is the child's end of the socket over which descriptors are passed.
const filesFD = 3

// A sender passes open files to a child.
type sender struct{ fd int }

// passFiles adds a socket to the command. The caller closes remote once the
// command has started.
func passFiles(cmd *exec.Cmd) (s *sender, remote *os.File, err error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, nil, fmt.Errorf("make socket: %w", err)
	}
	remote = os.NewFile(uintptr(pair[1]), "files")
	cmd.ExtraFiles = []*os.File{remote}
	return &sender{fd: pair[0]}, remote, nil
}

// send passes one file; the request that speaks of it follows.
func (s *sender) send(f syscall.Conn) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return errContent
	}
	var serr error
	err = raw.Control(func(fd uintptr) {
		serr = unix.Sendmsg(s.fd, []byte{0}, unix.UnixRights(int(fd)), nil, unix.MSG_NOSIGNAL)
	})
	if err != nil {
		return errContent
	}
	return serr
}

func (s *sender) close() {
	if s != nil {
		_ = unix.Close(s.fd)
	}
}

// receiver returns the child's end of the socket.
func receiver() *os.File { return os.NewFile(filesFD, "files") }

// receiveFile takes the next file that was passed.
func receiveFile(from *os.File) (*os.File, error) {
	var b [1]byte
	oob := make([]byte, unix.CmsgSpace(4))
	n, oobn, _, _, err := unix.Recvmsg(int(from.Fd()), b[:], oob, unix.MSG_CMSG_CLOEXEC)
	if err != nil || n == 0 {
		return nil, errors.Join(errors.New("receive file"), err)
	}
	messages, err := unix.ParseSocketControlMessage(oob[:oobn])
	if err != nil || len(messages) != 1 {
		return nil, errors.Join(errors.New("receive file"), err)
	}
	fds, err := unix.ParseUnixRights(&messages[0])
	if err != nil || len(fds) != 1 {
		return nil, errors.Join(errors.New("receive file"), err)
	}
	return os.NewFile(uintptr(fds[0]), "content"), nil
}
