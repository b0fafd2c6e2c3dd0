//go:build unix

package worker

import (
	"errors"
	"os"
)

// unnamed makes a file that only this process can reach.
func unnamed(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, ".parts-")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// remove has nothing to do: the file had no name.
func remove(*os.File) {}
