package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// Files of the folder that hold shards.
const (
	listFile     = "shards.json"
	shardsFolder = "shards"
)

// A list says which shards an index consists of: a folder that is not in it is
// no part of the index, one that is missing is damage.
type list struct {
	// Next is the number of the next new shard. None is given twice.
	Next   int     `json:"next"`
	Shards []entry `json:"shards"`
}

// An entry is a shard in the list.
type entry struct {
	Name   string `json:"name"` // of its folder
	Source string `json:"source"`
	Period period `json:"period"`
}

// readList returns the shards of the index in dir.
func readList(dir string) (list, error) {
	var l list
	data, err := os.ReadFile(filepath.Join(dir, listFile))
	if err != nil {
		return l, err
	}
	if err := json.Unmarshal(data, &l); err != nil {
		return l, fmt.Errorf("read list of shards: %w", err)
	}
	seen := map[string]bool{}
	for _, e := range l.Shards {
		n, err := strconv.Atoi(e.Name)
		if err != nil || n < 1 || n >= l.Next || e.Name != shardName(n) || seen[e.Name] {
			return l, errors.New("read list of shards: a name is not ours")
		}
		seen[e.Name] = true
	}
	return l, nil
}

// write puts the list in the place of the one that is there.
func (l list) write(dir string) error {
	data, err := json.MarshalIndent(l, "", "\t")
	if err != nil {
		return fmt.Errorf("write list of shards: %w", err)
	}
	return replaceFile(filepath.Join(dir, listFile), append(data, '\n'))
}

// sweep removes the folders of shards that are not in the list.
func (l list) sweep(dir string) error {
	listed := map[string]bool{}
	for _, e := range l.Shards {
		listed[e.Name] = true
	}
	folders, err := os.ReadDir(filepath.Join(dir, shardsFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, f := range folders {
		if listed[f.Name()] {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, shardsFolder, f.Name())); err != nil {
			return err
		}
	}
	return nil
}

func shardName(n int) string { return fmt.Sprintf("%04d", n) }

// replaceFile writes a file such that there is either the old or the new one
// after a loss of power.
func replaceFile(path string, data []byte) (err error) {
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
