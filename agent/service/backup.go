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
var precious = []string{"register.db", "audit.jsonl", "audit.head", "holds", "cases", attachedDir, addedDir, keysDir}

// Backup writes register, audit record, holds, case files and the key that opens
// the withheld sets in them to one archive
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
	if err := s.snapshot(temp); err != nil {
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
		root := temp
		if name == "holds" || name == "cases" || name == attachedDir || name == addedDir || name == keysDir {
			root = s.Config.Data
		}
		if err := archive(ctx, t, root, name); err != nil {
			return fmt.Errorf("back up %s: %w", name, err)
		}
	}
	return errors.Join(t.Close(), z.Close(), f.Sync())
}

// snapshot copies register and audit record to dir. The record is copied last:
// an act is on it before it is done, so that all the register holds is on it.
func (s *Service) snapshot(dir string) error {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	if err := s.reg.Backup(filepath.Join(dir, "register.db")); err != nil {
		return err
	}
	return s.log.Snapshot(dir)
}

// archive adds a file, or all files of a folder but those still being written,
// whose names begin with a dot.
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
		if err != nil {
			return err
		}
		if strings.HasPrefix(d.Name(), ".") && d.IsDir() {
			return fs.SkipDir
		}
		if strings.HasPrefix(d.Name(), ".") || !d.Type().IsRegular() {
			return nil
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
		_, err = io.CopyN(t, f, info.Size())
		return err
	})
}

// killed are the names of what a killed backup, restore, find or export leaves
// in the data folder: copies of the register, of originals and of case files.
var killed = []string{".backup-*", ".restore-*", "holds/*/.new-*", attachedDir + "/.new-*", addedDir + "/.new-*", "cases/*/.sarsen-*", keysDir + "/.new-*"}

// sweep removes what killed acts left. After a restore that was killed halfway
// it returns an error, since what is there may be of two kinds. The caller has
// the lock.
func sweep(data string) error {
	there := os.DirFS(data)
	aside, err := fs.Glob(there, asidePrefix+"*")
	if err != nil {
		return fmt.Errorf("sweep data folder: %w", err)
	}
	if len(aside) > 0 {
		return fmt.Errorf("a restore was interrupted: run 'sarsen restore --force' again; what was there before is in %s", filepath.Join(data, aside[0]))
	}
	for _, pattern := range killed {
		left, err := fs.Glob(there, pattern)
		if err != nil {
			return fmt.Errorf("sweep data folder: %w", err)
		}
		for _, name := range left {
			if err := os.RemoveAll(filepath.Join(data, filepath.FromSlash(name))); err != nil {
				return fmt.Errorf("sweep data folder: %w", err)
			}
		}
	}
	return nil
}
