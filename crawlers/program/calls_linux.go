//go:build linux && (amd64 || arm64)

package program

import (
	"errors"
	"fmt"
	"slices"
	"unsafe"

	"golang.org/x/sys/unix"
)

// refused are the system calls that fail in a helper: they make connections,
// touch other processes, or are ways into the kernel that no helper needs.
var refused = []uint32{
	unix.SYS_CONNECT, unix.SYS_KILL, unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV,
	unix.SYS_PIDFD_OPEN, unix.SYS_PIDFD_GETFD, unix.SYS_PIDFD_SEND_SIGNAL,
	unix.SYS_MOUNT, unix.SYS_UNSHARE, unix.SYS_SETNS, unix.SYS_OPEN_BY_HANDLE_AT,
	unix.SYS_BPF, unix.SYS_PERF_EVENT_OPEN, unix.SYS_IO_URING_SETUP, unix.SYS_USERFAULTFD,
	unix.SYS_KEYCTL, unix.SYS_ADD_KEY, unix.SYS_REQUEST_KEY,
}

// filterCalls has the kernel refuse these calls, with "not permitted", to this
// thread and what it becomes, and sockets: all, or all that are not local. That
// a local socket gets a name is pretended only. A kernel that cannot is no
// error.
func filterCalls(sockets bool) error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("give up new privileges: %w", err)
	}
	filter := program(sockets)
	prog := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]} //nolint:gosec // some thirty
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0,
		uintptr(unsafe.Pointer(&prog))) //nolint:gosec // the call takes a pointer
	if errno != 0 && !errors.Is(errno, unix.ENOSYS) && !errors.Is(errno, unix.EINVAL) {
		return fmt.Errorf("filter system calls: %w", errno)
	}
	return nil
}

// program is the filter: refuse the listed calls, those of any other
// architecture and sockets, allow the rest. A jump counts instructions to skip.
func program(sockets bool) []unix.SockFilter {
	const (
		load  = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		equal = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		least = unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K
		ret   = unix.BPF_RET | unix.BPF_K

		// Offsets in struct seccomp_data; the first argument's lower half.
		number       = 0
		architecture = 4
		argument     = 16
	)
	calls := slices.Clone(refused)
	var local []unix.SockFilter // at the end: only local sockets
	if sockets {
		local = []unix.SockFilter{
			{Code: equal, K: unix.SYS_BIND, Jt: 6},   // to the pretence
			{Code: equal, K: unix.SYS_LISTEN, Jt: 5}, // likewise
			{Code: equal, K: unix.SYS_SOCKET, Jf: 2}, // to the permission
			{Code: load, K: argument},
			{Code: equal, K: unix.AF_UNIX, Jf: 1}, // to the refusal
		}
	} else {
		calls = append(calls, unix.SYS_SOCKET)
	}
	n := uint8(len(calls) + len(local)) //nolint:gosec // some thirty
	p := []unix.SockFilter{
		{Code: load, K: architecture},
		{Code: equal, K: auditArch, Jf: n + 3}, // to the refusal
		{Code: load, K: number},
		{Code: least, K: otherABI, Jt: n + 1}, // to the refusal
	}
	for i, call := range calls {
		p = append(p, unix.SockFilter{Code: equal, K: call, Jt: n - uint8(i)})
	}
	return append(append(p, local...),
		unix.SockFilter{Code: ret, K: unix.SECCOMP_RET_ALLOW},
		unix.SockFilter{Code: ret, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)},
		unix.SockFilter{Code: ret, K: unix.SECCOMP_RET_ERRNO}, // nothing is done, and no error told
	)
}

// otherABI is where the numbers of amd64's second interface begin.
const otherABI = 0x40000000
