package fileshare

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"sarsen/crawlers"
)

// Sizes of what a folder is listed in.
const (
	sortable = 8192 // so many names are sorted
	portion  = 256  // so many are looked at in one go
)

// A local is the tree of a folder or file on this machine, or mounted on it.
type local struct {
	dir    string // absolute
	only   string // the one file to read in dir; "" for all
	root   *os.Root
	owners *owners
	guard  guard
}

func openLocal(location string) (*local, error) {
	abs, err := filepath.Abs(location)
	if err != nil {
		return nil, err
	}
	l := &local{owners: newOwners()}
	found, err := within(context.Background(), &l.guard, func() (*start, error) { return find(abs) })
	if err != nil {
		return nil, classify(err)
	}
	l.dir, l.only, l.root = found.dir, found.only, found.Root
	return l, nil
}

// A start is where a walk begins.
type start struct {
	*os.Root
	dir, only string
}

// find opens the folder at an absolute path, or the one that the file there
// lies in.
func find(abs string) (*start, error) {
	s := &start{dir: abs}
	info, err := os.Stat(abs)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		if abs, err = filepath.EvalSymlinks(abs); err != nil {
			return nil, err
		}
		s.dir, s.only = filepath.Dir(abs), filepath.Base(abs)
	}
	s.Root, err = os.OpenRoot(s.dir)
	return s, err
}

func (l *local) Folder(ctx context.Context, path string) (Folder, error) {
	if path == "" {
		path = "."
	}
	return l.folder(ctx, l.root, l.dir, filepath.FromSlash(path))
}

// folder opens the folder name in the folder in, whose absolute path is path.
func (l *local) folder(ctx context.Context, in *os.Root, path, name string) (Folder, error) {
	f, err := within(ctx, &l.guard, func() (*localFolder, error) {
		root, err := in.OpenRoot(name)
		if err != nil {
			return nil, err
		}
		dir, err := openQuietly(root, ".")
		if err != nil {
			return nil, errors.Join(err, root.Close())
		}
		return &localFolder{local: l, path: filepath.Join(path, name), root: root, dir: dir, fd: dir.Fd()}, nil
	})
	if err != nil {
		return nil, classify(err)
	}
	if name == "." {
		f.only = l.only
	}
	return f, nil
}

func (l *local) Open(ctx context.Context, path string) (crawlers.Content, error) {
	if l.only != "" && path != l.only {
		return nil, crawlers.ErrGone
	}
	return l.open(ctx, l.root, filepath.FromSlash(path))
}

func (l *local) open(ctx context.Context, root *os.Root, name string) (crawlers.Content, error) {
	f, err := within(ctx, &l.guard, func() (*file, error) { return openFile(root, name, &l.guard) })
	if err != nil {
		return nil, classify(err)
	}
	return f, nil
}

func (l *local) Close() error { return l.root.Close() }

// A localFolder is an open folder.
type localFolder struct {
	*local
	path  string // absolute
	root  *os.Root
	dir   *os.File
	fd    uintptr // of dir
	only  string
	names []string // listed but not yet handed over
	begun bool
	last  bool // nothing is left to list
	nodes []Node
}

func (f *localFolder) Next(ctx context.Context) (nodes []Node, last bool, err error) {
	err = f.guard.do(ctx, func() error { return f.next() })
	if err != nil {
		err = classify(err)
	}
	if broken(err) || ctx.Err() != nil {
		return nil, false, err
	}
	return f.nodes, f.last && len(f.names) == 0, err
}

func (f *localFolder) next() error {
	var err error
	if len(f.names) == 0 && !f.last {
		err = f.list()
	}
	n := min(portion, len(f.names))
	if f.nodes == nil {
		f.nodes = make([]Node, 0, n)
	}
	f.nodes = f.nodes[:0]
	for _, name := range f.names[:n] {
		f.nodes = append(f.nodes, f.look(name))
	}
	f.names = f.names[n:]
	return err
}

// list reads names. After an error, those read so far are there.
func (f *localFolder) list() error {
	if f.only != "" {
		f.names, f.last = []string{f.only}, true
		return nil
	}
	names, err := f.dir.Readdirnames(sortable)
	f.last = len(names) < sortable
	if f.last && !f.begun {
		slices.Sort(names)
	}
	f.begun, f.names = true, names
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return err
}

// look finds out what name is.
func (f *localFolder) look(name string) Node {
	n, mode := f.stat(name)
	switch {
	case n.Err != nil:
		n.Err = classify(n.Err)
	case mode.IsDir():
		n.Folder = true
	case mode&fs.ModeSymlink != 0:
		n.Err = f.link(name)
	case !mode.IsRegular():
		n.Err = &Refusal{crawlers.Unsupported, "not a file but " + kind(mode)}
	}
	return n
}

func (f *localFolder) Has(ctx context.Context, name string) bool {
	has, _ := within(ctx, &f.guard, func() (bool, error) {
		_, mode := f.stat(name)
		return mode.IsDir(), nil
	})
	return has
}

func (f *localFolder) Folder(ctx context.Context, name string) (Folder, error) {
	return f.folder(ctx, f.root, f.path, name)
}

func (f *localFolder) Open(ctx context.Context, name string) (crawlers.Content, error) {
	return f.open(ctx, f.root, name)
}

func (f *localFolder) Close() error { return errors.Join(f.dir.Close(), f.root.Close()) }

func kind(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}
