package daemon

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
)

// SocketPath is where the agent on a data folder listens. The systems allow
// about 100 bytes, so a deep folder's socket lies in a private folder
// among the temporary files.
func SocketPath(data string) string {
	path := filepath.Join(data, "agent.sock")
	if len(path) < 100 {
		return path
	}
	sum := sha256.Sum256([]byte(data))
	return filepath.Join(os.TempDir(), fmt.Sprintf("sarsen-%d", os.Getuid()), hex.EncodeToString(sum[:8])+".sock")
}

// listen takes the socket over from an agent that has died; the lock on the
// stores has shown that none runs.
func listen(data string) (net.Listener, error) {
	path := SocketPath(data)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make folder of socket: %w", err)
	}
	if err := trusted(data); err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("remove old socket: %w", err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("protect socket: %w", err), l.Close())
	}
	return l, nil
}

// trusted refuses a folder among the temporary files that another user has put
// there to listen in. One that is not there yet is no danger.
func trusted(data string) error {
	dir := filepath.Dir(SocketPath(data))
	if dir == filepath.Clean(data) {
		return nil
	}
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look at folder of socket: %w", err)
	case !info.IsDir() || !private(info):
		return fmt.Errorf("folder of socket %s: %w: it is not ours alone", dir, fs.ErrPermission)
	}
	return nil
}
