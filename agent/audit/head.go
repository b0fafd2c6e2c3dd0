package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// head names the last record. It is kept apart from the log, so that a log cut
// short is noticed.
type head struct {
	N    int64  `json:"n"` // 0 when there is no record yet
	Hash string `json:"hash"`
}

const headName = "audit.head"

// errHead is returned by readHead for a head that is not one.
var errHead = errors.New("cannot be read")

// readHead returns the head in dir; the error wraps os.ErrNotExist or errHead
// when there is none.
func readHead(dir string) (head, error) {
	var h head
	raw, err := os.ReadFile(filepath.Join(dir, headName))
	if err != nil {
		return h, fmt.Errorf("read audit: %w", err)
	}
	if json.Unmarshal(raw, &h) != nil {
		return head{}, fmt.Errorf("%s %w", headName, errHead)
	}
	return h, nil
}

// save puts the head in place of the one in dir. It is on disk when save
// returns, so that after a power cut it is at most one record behind.
func (h head) save(dir string) error {
	raw, err := json.Marshal(h)
	if err != nil {
		return err
	}
	temp := filepath.Join(dir, headName+".new")
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(raw)
	if err := errors.Join(err, likeFolder(f, dir), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(temp, filepath.Join(dir, headName)); err != nil {
		return err
	}
	syncFolder(dir)
	return nil
}

// syncFolder makes a change of names in dir last. It is an addition: not every
// system can do it, and those that cannot need it least.
func syncFolder(dir string) {
	f, err := os.Open(dir)
	if err != nil {
		return
	}
	_ = f.Sync()
	_ = f.Close()
}
