package pdfium

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/tetratelabs/wazero"
)

// folderCache keeps compiled code in dir. It returns nil where dir is of no
// use, or what lies in it should not be run.
func folderCache(dir string) wazero.CompilationCache {
	if dir == "" || os.MkdirAll(dir, 0o700) != nil || !trusted(dir) {
		return nil
	}
	// wazero keeps a folder for each of its versions, with a file of code for
	// each module; *.tmp are unfinished.
	versions, err := filepath.Glob(filepath.Join(dir, "wazero-*"))
	if err != nil {
		return nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "wazero-*", "*"))
	if err != nil {
		return nil
	}
	for _, path := range slices.Concat(versions, files) {
		if !trusted(path) {
			return nil
		}
	}
	compiled := slices.ContainsFunc(files, func(f string) bool { return filepath.Ext(f) == "" })
	if !compiled && !writable(dir) {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return cache
}

func writable(dir string) bool {
	f, err := os.CreateTemp(dir, ".writable")
	if err != nil {
		return false
	}
	_ = f.Close()
	return os.Remove(f.Name()) == nil
}
