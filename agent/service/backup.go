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

// precious are the files and folders of the data folder that cannot be made
// again from the sources.
var precious = []string{"register.db", "audit.jsonl", "audit.head", "holds", "cases"}

// Backup writes register, audit record, holds and case files to one archive
// (tar, zstd), consistent while the agent works. out must not exist.
func (s *Service) Backup(ctx context.Context, by Officer, out string) (err error) {
	if err := s.record(by, "backup", "", "", nil); err != nil {
		return err
	}
	temp, err := os.MkdirTemp(s.Config.Data, ".backup-")
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temp)) }()
	if err := s.reg.Backup(filepath.Join(temp, "register.db")); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Clean(out), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("back up: %s exists already", out)
	}
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	defer func() {
		err = errors.Join(err, f.Close())
		if err != nil {
			err = errors.Join(err, os.Remove(out))
		}
	}()
	z, err := zstd.NewWriter(f)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	t := tar.NewWriter(z)
	for _, name := range precious {
		root := s.Config.Data
		if name == "register.db" {
			root = temp
		}
		if err := archive(ctx, t, root, name); err != nil {
			return fmt.Errorf("back up %s: %w", name, err)
		}
	}
	return errors.Join(t.Close(), z.Close(), f.Sync())
}

func archive(ctx context.Context, t *tar.Writer, dir, name string) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	return fs.WalkDir(root.FS(), name, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		f, err := root.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() //nolint:errcheck // only read
		info, err := f.Stat()
		if err != nil {
			return err
		}
		head := &tar.Header{Name: path, Mode: 0o600, Size: info.Size(), ModTime: info.ModTime().Truncate(time.Second)}
		if err := t.WriteHeader(head); err != nil {
			return err
		}
		// The audit record may have grown since: what is in the header counts.
		_, err = io.CopyN(t, f, info.Size())
		return err
	})
}

// Restore puts a backup into an empty data folder, or with force in place of
// what is there. No other process may have the folder.
func Restore(ctx context.Context, data, from string, force bool, now time.Time) (err error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	l, err := takeLock(data, "restore", now)
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
	for _, name := range append([]string{"register.db-wal", "register.db-shm"}, precious...) {
		if err := os.RemoveAll(filepath.Join(data, name)); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
		err := os.Rename(filepath.Join(temp, name), filepath.Join(data, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("restore: %w", err)
		}
	}
	return nil
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
