package service

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// ErrBusy is returned by Open when another process owns the stores.
var ErrBusy = errors.New("the stores are in use")

// errLocked is what lockFile returns when another process holds the lock.
var errLocked = errors.New("locked")

// lock is the ownership of the stores: an operating system's lock on a file,
// which ends with the process that holds it, however it ends.
type lock struct{ file *os.File }

// holder is written into the lock file, for the message to others.
type holder struct {
	PID   int       `json:"pid"`
	What  string    `json:"what"`
	Since time.Time `json:"since"`
}

// lockWait is how long a command waits for another one to finish, lockTell after
// how long it says that it does.
const (
	lockWait = 3 * time.Second
	lockTell = 300 * time.Millisecond
)

// takeLock takes the stores for what this process does. While another process has
// them it waits a little, and tells say for whom, unless that is nil.
func takeLock(dir, what string, now time.Time, say func(text string)) (*lock, error) {
	path := filepath.Join(dir, "lock")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	for start := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		err = lockFile(f)
		if err == nil {
			break
		}
		waited := time.Since(start)
		if !errors.Is(err, errLocked) || waited > lockWait {
			return nil, errors.Join(busy(path, err), f.Close())
		}
		if say != nil && waited > lockTell {
			who, _ := holding(path)
			say("One moment: " + ErrBusy.Error() + " by " + who + ".")
			say = nil
		}
	}
	raw, err := json.Marshal(holder{PID: os.Getpid(), What: what, Since: now})
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.WriteAt(raw, 0)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("write lock: %w", err), f.Close())
	}
	return &lock{file: f}, nil
}

func busy(path string, err error) error {
	if !errors.Is(err, errLocked) {
		return fmt.Errorf("lock %s: %w", path, err)
	}
	who, advice := holding(path)
	return fmt.Errorf("%w by %s: %s", ErrBusy, who, advice)
}

// holding says who has the stores, and what somebody else can do about it.
func holding(path string) (who, advice string) {
	var h holder
	raw, err := os.ReadFile(filepath.Clean(path))
	if err != nil || json.Unmarshal(raw, &h) != nil {
		return "another sarsen process", "wait until it is done"
	}
	process := fmt.Sprintf("process %d, since %s", h.PID, h.Since.Local().Format("15:04:05"))
	switch h.What {
	case "serve":
		return "the agent ('sarsen serve', " + process + ")", "there can be only one, and while it starts or stops commands have to wait"
	case "tui":
		return "the terminal interface ('sarsen tui', " + process + ")", "close it there, or run 'sarsen serve' before it, which lets commands work side by side"
	}
	return "'sarsen " + h.What + "' (" + process + ")", "wait until it is done, or run 'sarsen serve', which lets commands work side by side"
}

// release gives the stores up.
func (l *lock) release() error {
	return errors.Join(l.file.Truncate(0), unlockFile(l.file), l.file.Close())
}
