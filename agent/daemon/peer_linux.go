package daemon

import (
	"net"
	"os/user"
	"strconv"

	"golang.org/x/sys/unix"
)

// peer asks the kernel who is at the other end of the socket.
func peer(conn net.Conn) (string, bool) {
	c, ok := conn.(*net.UnixConn)
	if !ok {
		return "", false
	}
	raw, err := c.SyscallConn()
	if err != nil {
		return "", false
	}
	var cred *unix.Ucred
	var credErr error
	err = raw.Control(func(fd uintptr) {
		cred, credErr = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED)
	})
	if err != nil || credErr != nil {
		return "", false
	}
	id := strconv.FormatUint(uint64(cred.Uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username, true
	}
	return "uid " + id, true
}
