package pack

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Seal puts a locked file in place of each zip that Commit will place. Lock is
// given a zip, where the locked file shall be, and what the zip is called inside.
// The plain zips are removed, so that Path is where Reopened says. After an error,
// Discard.
func (s *Summary) Seal(lock func(from, to, name string) error) error {
	for i, plain := range s.staged {
		sealed := plain + ".sealed"
		if err := lock(plain, sealed, s.innerName(i)); err != nil {
			return fmt.Errorf("seal pack: %w", err)
		}
		s.staged[i] = sealed
		if err := os.Remove(plain); err != nil {
			return fmt.Errorf("seal pack: %w", err)
		}
	}
	s.sealed = true
	return nil
}

// innerName is what a zip is called inside a locked file: nothing that the
// officer chose, since that may be a name.
func (s *Summary) innerName(i int) string {
	name := "pack.zip"
	if len(s.staged) > 1 {
		name = partName(name, i+1, len(s.staged))
	}
	if s.draft {
		name = draftWord + "-" + name
	}
	return name
}

// Reopened opens what Commit will place as its receiver would, by unlock where
// it was sealed (nil where it was not), and returns where the pack lies then: one
// zip, or the folder that the parts unpack into. It is gone with the rest after
// Commit or Discard.
func (s *Summary) Reopened(ctx context.Context, unlock func(from, to string) error) (string, error) {
	if !s.sealed && len(s.staged) == 1 {
		return s.staged[0], nil
	}
	zips := make([]string, len(s.staged))
	for i, staged := range s.staged {
		zips[i] = staged
		if !s.sealed {
			continue
		}
		zips[i] = staged + ".opened.zip"
		if err := unlock(staged, zips[i]); err != nil {
			return "", fmt.Errorf("open sealed pack: %w", err)
		}
	}
	if len(zips) == 1 {
		return zips[0], nil
	}
	dir := filepath.Join(s.root, "joined")
	return dir, Join(ctx, zips, dir)
}

// ErrParts is wrapped by Join for zips that are no parts of one pack.
var ErrParts = errors.New("these are not the parts of one pack")

// Join unpacks the parts of a pack into a new folder. The error wraps ErrParts
// for names that lead out of it, for files that are there twice and for what cannot
// be read; after an error there is no folder. Whether the parts are complete is for the verifier.
func Join(ctx context.Context, parts []string, dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return fmt.Errorf("join parts: %w", err)
	}
	for _, part := range parts {
		if err := unpack(ctx, part, dir); err != nil {
			return errors.Join(fmt.Errorf("join parts: %w", err), os.RemoveAll(dir))
		}
	}
	return nil
}

// joinLimit bounds what is unpacked from one part.
const joinLimit = 16 << 30

func unpack(ctx context.Context, part, dir string) error {
	z, err := zip.OpenReader(part)
	if err != nil {
		return err
	}
	defer z.Close() //nolint:errcheck // only read
	return unzip(ctx, &z.Reader, dir, joinLimit, ErrParts)
}
