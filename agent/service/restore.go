package service

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
)

// Restore puts a backup into an empty data folder, or with force in place of
// what is there. No other process may have the folder.
func Restore(ctx context.Context, data, from string, force bool, now time.Time) (err error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	l, err := takeLock(data, "restore", now, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.release()) }()
	if _, err := os.Stat(filepath.Join(data, "register.db")); err == nil && !force {
		return fmt.Errorf("restore: %s holds a register already; --force replaces it", data)
	}
	temp, err := os.MkdirTemp(data, ".restore-")
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temp)) }()
	if err := unpack(ctx, from, temp); err != nil {
		return fmt.Errorf("restore %s: %w", from, err)
	}
	if err := replace(data, temp); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return nil
}

// asidePrefix begins the folder with what was there before a restore. It is
// there only while one is under way, or was killed.
const asidePrefix = ".before-restore-"

// replace puts what is in temp in place of what is in data, or after an error
// leaves data as it was. Nothing is removed before all is in its place; then
// what was there before is moved to temp, which the caller removes.
func replace(data, temp string) error {
	aside, err := os.MkdirTemp(data, asidePrefix)
	if err != nil {
		return err
	}
	err = move(data, aside)
	if err == nil {
		if err = move(temp, data); err == nil {
			return retire(data, temp)
		}
		err = errors.Join(err, move(data, temp))
	}
	if undo := move(aside, data); undo != nil {
		return errors.Join(err, undo, fmt.Errorf("what was there before is in %s", aside))
	}
	return errors.Join(err, os.Remove(aside))
}

// move moves what a restore replaces from one folder to another.
func move(from, to string) error {
	for _, name := range append([]string{"register.db-wal", "register.db-shm"}, precious...) {
		err := os.Rename(filepath.Join(from, name), filepath.Join(to, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// retire moves what was set aside, also by restores that were killed, to temp.
func retire(data, temp string) error {
	set, err := fs.Glob(os.DirFS(data), asidePrefix+"*")
	for _, name := range set {
		err = errors.Join(err, os.Rename(filepath.Join(data, name), filepath.Join(temp, name)))
	}
	return err
}

// unpack writes a backup's files below dir; a name that is not one of a backup
// is refused, and so is an archive without a register.
func unpack(ctx context.Context, from, dir string) error {
	f, err := os.Open(filepath.Clean(from))
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	z, err := zstd.NewReader(f)
	if err != nil {
		return err
	}
	defer z.Close()
	t := tar.NewReader(z)
	register := false
	for {
		head, err := t.Next()
		if errors.Is(err, io.EOF) {
			if !register {
				return errors.New("not a backup of sarsen: there is no register in it")
			}
			return nil
		}
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		first, _, _ := strings.Cut(head.Name, "/")
		if !filepath.IsLocal(head.Name) || !known(first) || head.Typeflag != tar.TypeReg {
			return errors.New("not a backup of sarsen: it holds a file that is none of its own")
		}
		register = register || head.Name == "register.db"
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(head.Name)), t); err != nil {
			return err
		}
	}
}

func known(name string) bool {
	for _, p := range precious {
		if p == name {
			return true
		}
	}
	return false
}

// writeFile writes a file that only its owner can read, making its folder.
func writeFile(path string, r io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Clean(path), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Sync(), f.Close())
}
