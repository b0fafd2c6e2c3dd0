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
}

func newFolder(root string) *folder { return &folder{root: root, sums: map[string]string{}} }

// write writes one file. Names are the pack's own, never from a document.
func (f *folder) write(name string, data []byte) error {
	path := filepath.Join(f.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	sum := sha256.Sum256(data)
	f.sums[name] = hex.EncodeToString(sum[:])
	return nil
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
	err = errors.Join(fn(io.MultiWriter(file, h)), file.Close())
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", name, err), os.Remove(path))
	}
	f.sums[name] = hex.EncodeToString(h.Sum(nil))
	return nil
}

// remove takes a file back.
func (f *folder) remove(name string) error {
	delete(f.sums, name)
	return os.Remove(filepath.Join(f.root, filepath.FromSlash(name)))
}

// manifest writes the list of all other files.
func (f *folder) manifest() error {
	names := make([]string, 0, len(f.sums))
	for name := range f.sums {
		names = append(names, name)
	}
	sort.Strings(names)
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%s  %s\n", f.sums[name], name)
	}
	return f.write(manifestName, []byte(b.String()))
}

// zipped makes one zip of dir, removes dir, and returns the zip's path.
func zipped(ctx context.Context, dir string, made time.Time) (string, error) {
	path := dir + ".zip"
	if err := writeZip(ctx, dir, path, made); err != nil {
		return "", errors.Join(err, os.Remove(path))
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", fmt.Errorf("remove folder: %w", err)
	}
	return path, nil
}

func writeZip(ctx context.Context, dir, path string, made time.Time) error {
	names, err := filesIn(dir)
	if err != nil {
		return err
	}
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

func addToZip(z *zip.Writer, dir, name string, made time.Time) error {
	if made.IsZero() {
		made = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: made.UTC()})
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
