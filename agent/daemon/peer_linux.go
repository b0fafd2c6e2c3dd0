package daemon

import (
	"net"
	"os/user"
	"strconv"

	"golang.org/x/sys/unix"
)

// speaker asks the kernel who is at the other end of the socket.
func speaker(conn net.Conn, claimed string) string {
	cred, ok := credentials(conn)
	if !ok {
		return claimed
	}
	return called(cred.Uid, claimed)
}

// called is the name of a user of the system. Root, who may act as anybody, is
// whom it claims to be: sudo tells for whom it acts.
func called(uid uint32, claimed string) string {
	if uid == 0 && claimed != "" {
		return claimed
	}
	id := strconv.FormatUint(uint64(uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return "uid " + id
}

func credentials(conn net.Conn) (*unix.Ucred, bool) {
	c, ok := conn.(*net.UnixConn)
	if !ok {
		return nil, false
	}
	raw, err := c.SyscallConn()
	if err != nil {
		return nil, false
	}
	var cred *unix.Ucred
	var credErr error
	err = raw.Control(func(fd uintptr) {
		cred, credErr = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED)
	})
	return cred, err == nil && credErr == nil
}
