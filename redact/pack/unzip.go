package pack

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// unzip writes the members of a zip below the folder dir, most bytes of them in
// all. The error wraps bad for a member that leads out of the folder, that is no
// plain file, that is there already, that cannot be read, or for which there is
// too much. What was written stays.
func unzip(ctx context.Context, z *zip.Reader, dir string, most int64, bad error) error {
	for _, m := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !filepath.IsLocal(filepath.FromSlash(m.Name)) || path.Clean(m.Name) != m.Name || strings.Contains(m.Name, `\`) || !m.Mode().IsRegular() {
			return fmt.Errorf("a name leads out of it: %w", bad)
		}
		n, err := unzipMember(m, filepath.Join(dir, filepath.FromSlash(m.Name)), most, bad)
		if err != nil {
			return err
		}
		most -= n
	}
	return nil
}

func unzipMember(m *zip.File, to string, most int64, bad error) (int64, error) {
	from, err := m.Open()
	if err != nil {
		return 0, fmt.Errorf("%w: %w", bad, err)
	}
	defer from.Close() //nolint:errcheck // only read
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return 0, err
	}
	f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return 0, fmt.Errorf("a file is there twice: %w", bad)
	}
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(f, io.LimitReader(from, most+1))
	switch {
	case n > most:
		err = fmt.Errorf("too large: %w", bad)
	case errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat):
		err = fmt.Errorf("%w: %w", bad, err)
	}
	return n, errors.Join(err, f.Close())
}
