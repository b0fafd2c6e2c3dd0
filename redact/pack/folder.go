package pack

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"
)

const manifestName = "manifest-sha256.txt"

// folder writes the files of a pack and keeps their checksums.
type folder struct {
	root string
	sums map[string]string // by path with '/'
	size map[string]int64  // likewise
}

func newFolder(root string) *folder {
	return &folder{root: root, sums: map[string]string{}, size: map[string]int64{}}
}

// write writes one file. Names are the pack's own, never from a document.
func (f *folder) write(name string, data []byte) error {
	path := filepath.Join(f.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	f.note(name, data)
	return nil
}

// note keeps the checksum of a file.
func (f *folder) note(name string, data []byte) {
	sum := sha256.Sum256(data)
	f.sums[name], f.size[name] = hex.EncodeToString(sum[:]), int64(len(data))
}

// create writes one file by fn; after an error it is gone.
func (f *folder) create(name string, fn func(w io.Writer) error) error {
	path := filepath.Join(f.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	h := sha256.New()
	n := new(count)
	err = errors.Join(fn(io.MultiWriter(file, h, n)), file.Close())
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", name, err), os.Remove(path))
	}
	f.sums[name], f.size[name] = hex.EncodeToString(h.Sum(nil)), int64(*n)
	return nil
}

// count counts the bytes that are written.
type count int64

func (c *count) Write(p []byte) (int, error) {
	*c += count(len(p))
	return len(p), nil
}

// rename gives a file another name.
func (f *folder) rename(from, to string) error {
	f.sums[to], f.size[to] = f.sums[from], f.size[from]
	delete(f.sums, from)
	delete(f.size, from)
	return os.Rename(filepath.Join(f.root, filepath.FromSlash(from)), filepath.Join(f.root, filepath.FromSlash(to)))
}

// remove takes a file back.
func (f *folder) remove(name string) error {
	delete(f.sums, name)
	delete(f.size, name)
	return os.Remove(filepath.Join(f.root, filepath.FromSlash(name)))
}

// manifest writes the list of all other files.
func (f *folder) manifest() error { return f.write(manifestName, f.list()) }

// list is the text of the manifest.
func (f *folder) list() []byte {
	names := make([]string, 0, len(f.sums))
	for name := range f.sums {
		if name != manifestName { // of an earlier writing
			names = append(names, name)
		}
	}
	sort.Strings(names)
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%s  %s\n", f.sums[name], name)
	}
	return []byte(b.String())
}

// writeZip makes a zip of some files below dir.
func writeZip(ctx context.Context, dir string, names []string, path string, made time.Time) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("create zip: %w", err)
	}
	z := zip.NewWriter(f)
	for _, name := range names {
		if err = errors.Join(ctx.Err(), addToZip(z, dir, name, made)); err != nil {
			break
		}
	}
	return errors.Join(err, z.Close(), f.Close())
}

// member is the header of a zip's member. Without a day it has the first that a
// zip can name, so that the same files make the same zip.
func member(name string, made time.Time) *zip.FileHeader {
	if made.IsZero() {
		made = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: made.UTC()}
}

func addToZip(z *zip.Writer, dir, name string, made time.Time) error {
	w, err := z.CreateHeader(member(name, made))
	if err != nil {
		return fmt.Errorf("zip %s: %w", name, err)
	}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return fmt.Errorf("zip %s: %w", name, err)
	}
	_, err = io.Copy(w, f)
	return errors.Join(err, f.Close())
}

// filesIn lists the files below dir, sorted, with '/'.
func filesIn(dir string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		names = append(names, filepath.ToSlash(rel))
		return err
	})
	slices.Sort(names)
	return names, err
}
