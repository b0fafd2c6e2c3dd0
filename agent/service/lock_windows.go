package service

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockAt is the one byte that is locked, far behind the text, which others
// then may read.
var lockAt = windows.Overlapped{OffsetHigh: 1}

func lockFile(f *os.File) error {
	at := lockAt
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return errLocked
	}
	return err
}

func unlockFile(f *os.File) error {
	at := lockAt
	return windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, &at)
}
