package archive

import (
	"errors"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"
)

// errNoVolume is the error of a volume that is not among those joined.
var errNoVolume = errors.New("open volume: not here")

// volumes are the volumes of a RAR archive inside content that joins them, as
// files whose names hold their numbers: a.part1.rar is the first.
type volumes struct {
	content io.ReaderAt
	size    int64
	starts  []int64
}

// Open implements [fs.FS].
func (v volumes) Open(name string) (fs.File, error) {
	digits := strings.TrimSuffix(strings.TrimPrefix(name, "a.part"), ".rar")
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 {
		return nil, fs.ErrNotExist
	}
	if len(v.starts) == 0 && n == 1 {
		return volumeFile{io.NewSectionReader(v.content, 0, v.size)}, nil
	}
	if n > len(v.starts) {
		return nil, errors.Join(errNoVolume, fs.ErrNotExist)
	}
	end := v.size
	if n < len(v.starts) {
		end = v.starts[n]
	}
	return volumeFile{io.NewSectionReader(v.content, v.starts[n-1], end-v.starts[n-1])}, nil
}

// A volumeFile is one volume.
type volumeFile struct{ *io.SectionReader }

// Close implements [fs.File].
func (volumeFile) Close() error { return nil }

// Stat implements [fs.File].
func (f volumeFile) Stat() (fs.FileInfo, error) { return f, nil }

// Name implements [fs.FileInfo].
func (volumeFile) Name() string { return "volume" }

// Mode implements [fs.FileInfo].
func (volumeFile) Mode() fs.FileMode { return 0o400 }

// ModTime implements [fs.FileInfo].
func (volumeFile) ModTime() time.Time { return time.Time{} }

// IsDir implements [fs.FileInfo].
func (volumeFile) IsDir() bool { return false }

// Sys implements [fs.FileInfo].
func (volumeFile) Sys() any { return nil }
