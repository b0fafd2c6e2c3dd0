package verify

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode/utf8"
)

var errTooLarge = errors.New("over the limit of size")

// tree is the pack's files, from a folder or a zip.
type tree struct {
	files  []entry
	byName map[string]entry
	left   int64 // bytes that may still be read
	limit  int64 // bytes of one file
	open   []io.Closer
}

// entry is one file, with '/' between the elements of its name.
type entry struct {
	name string
	open func() (io.ReadCloser, error)
}

// openTree lists the pack, which may lie in several zips. What does not belong
// into a folder or zip at all is added to c.
func openTree(paths []string, c *check) (*tree, error) {
	t := &tree{byName: map[string]entry{}, left: c.opts.Limits.Total, limit: c.opts.Limits.File}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err == nil && info.IsDir() {
			err = t.folder(path, c)
		} else if err == nil {
			err = t.zip(path, c)
		}
		if err != nil {
			t.close()
			return nil, err
		}
	}
	sort.Slice(t.files, func(i, j int) bool { return t.files[i].name < t.files[j].name })
	return t, nil
}

func (t *tree) close() {
	for _, f := range t.open {
		_ = f.Close() // only read
	}
}

// put takes one file in.
func (t *tree) put(c *check, e entry) {
	switch {
	case len(t.files) >= c.opts.Limits.Files:
		c.add("", "folder", Malformed, "holds more files than can be checked")
		return
	case !utf8.ValidString(e.name):
		c.add(strings.ToValidUTF8(e.name, "\ufffd"), "name", Malformed, "file name is not UTF-8")
		e.name = strings.ToValidUTF8(e.name, "\ufffd")
	}
	if _, twice := t.byName[e.name]; twice {
		c.add(e.name, "name", Hidden, "there are two files of this name")
	}
	t.byName[e.name] = e
	t.files = append(t.files, e)
}

func (t *tree) folder(root string, c *check) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(root, path)
		if relErr != nil {
			return relErr
		}
		name := filepath.ToSlash(rel)
		switch {
		case err != nil:
			c.add(name, "folder", Malformed, "cannot be listed")
			return nil
		case d.IsDir():
			if rel != "." {
				c.text(name, "name", name, mode{})
			}
			return c.ctx.Err()
		case !d.Type().IsRegular():
			c.add(name, "folder", Hidden, "not a plain file but a link or device")
			return nil
		}
		t.put(c, entry{name: name, open: func() (io.ReadCloser, error) { return os.Open(path) }})
		return nil
	})
}

// zip lists the members of a zip. One that cannot be opened is a finding.
func (t *tree) zip(path string, c *check) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	t.open = append(t.open, f)
	info, err := f.Stat()
	if err != nil {
		return err
	}
	r, err := zip.NewReader(f, info.Size())
	if err != nil {
		c.add("", "zip", Malformed, "neither a folder nor a zip that can be opened")
		return nil
	}
	c.zipLayout(f, info.Size(), r)
	top := topFolder(r)
	c.text("", "name", top, mode{})
	for _, m := range r.File {
		name := strings.TrimPrefix(m.Name, top)
		if strings.HasSuffix(m.Name, "/") && m.UncompressedSize64 == 0 {
			c.text(name, "name", m.Name, mode{})
			continue
		}
		t.put(c, entry{name: name, open: m.Open})
	}
	return nil
}

// topFolder is the one folder below which all members of a zip lie, with its
// slash, as when a pack's folder was zipped from outside; "" when there is none.
func topFolder(r *zip.Reader) string {
	if len(r.File) == 0 {
		return ""
	}
	first, _, ok := strings.Cut(r.File[0].Name, "/")
	if !ok || first == "" || first == "." || first == ".." || first+"/" == documentsFolder || first+"/" == recordsFolder {
		return "" // or a part that holds nothing else
	}
	for _, m := range r.File {
		if !strings.HasPrefix(m.Name, first+"/") {
			return ""
		}
	}
	return first + "/"
}

// read returns a file's bytes, within the limits.
func (t *tree) read(e entry) ([]byte, error) {
	r, err := e.open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	most := min(t.limit, t.left)
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	if int64(len(data)) > most {
		return nil, errTooLarge
	}
	t.left -= int64(len(data))
	return data, nil
}

// peek returns the bytes of a file of that name which is read again when its turn
// comes, and so does not count towards the limit of all files. It returns nothing
// when there is none, or when it cannot be read in full.
func (t *tree) peek(name string) (data []byte, ok bool) {
	e, ok := t.byName[name]
	if !ok {
		return nil, false
	}
	left := t.left
	data, err := t.read(e)
	t.left = left
	return data, err == nil
}

// plain says what an error is without the path it names.
func plain(err error) string {
	switch {
	case errors.Is(err, errTooLarge):
		return "over the limit of size"
	case errors.Is(err, fs.ErrPermission):
		return "no permission"
	case errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrAlgorithm):
		return "damaged, encrypted or of an unknown compression"
	}
	return "read error"
}
