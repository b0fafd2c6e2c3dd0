package smb

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	smb2 "github.com/cloudsoda/go-smb2"

	"sarsen/crawlers"
	"sarsen/crawlers/fileshare"
)

// sortable is how many names are listed at once, and sorted if that is all.
const sortable = 8192

// Attributes and tags of files (MS-FSCC).
const (
	attrReparse      = 0x400
	attrOffline      = 0x1000
	attrRecallOpen   = 0x40000
	attrRecallAccess = 0x400000

	tagMountPoint = 0xA0000003
	tagSymlink    = 0xA000000C
	tagDFS        = 0x8000000A
	tagDFSR       = 0x80000012
	tagDedup      = 0x80000013
	tagNFS        = 0x80000014
	tagLxSymlink  = 0xA000001D
)

// An id tells a folder from others, as far as the server tells: by its number,
// which is unique on one disk of the server, and when it was last changed.
type id struct {
	number  uint64
	changed int64
}

func identity(info *smb2.FileStat) id { return id{info.FileId, info.LastWriteTime.UnixNano()} }

// A folder is listed in portions. The server keeps it open only as long as
// there is more to list.
type folder struct {
	tree *Tree
	path string // in the share
	ids  []id   // its own and those of the folders that it is in

	open      *smb2.File // nil when nothing more is to be listed
	on        *link      // where open is
	delivered int        // how many were listed before
	lastName  string     // of them
	infos     []os.FileInfo
	nodes     []fileshare.Node
	entered   int // index of the folder that was entered last
}

func (f *folder) Next(ctx context.Context) (nodes []fileshare.Node, last bool, err error) {
	infos, err := f.list(ctx)
	if err != nil {
		return nil, false, err
	}
	last = len(infos) < sortable
	if last && f.delivered == 0 {
		slices.SortFunc(infos, func(a, b os.FileInfo) int { return strings.Compare(a.Name(), b.Name()) })
	}
	if last {
		f.hangUp()
	}
	f.infos, f.entered, f.nodes = infos, 0, f.nodes[:0]
	for _, info := range infos {
		stat, ok := info.(*smb2.FileStat)
		if !ok {
			continue
		}
		f.nodes = append(f.nodes, f.node(stat))
	}
	if len(infos) > 0 {
		f.delivered += len(infos)
		f.lastName = infos[len(infos)-1].Name()
	}
	return f.nodes, last, nil
}

// list reads the next portion, on another connection if need be.
func (f *folder) list(ctx context.Context) (infos []os.FileInfo, err error) {
	err = f.tree.with(ctx, func(l *link) error {
		if f.open == nil || f.on != l {
			if err := f.resume(l); err != nil {
				return err
			}
		}
		infos, err = f.open.Readdir(sortable)
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return err
	})
	return infos, err
}

// resume opens the folder and skips what was listed before. When that is not
// what it was, the listing cannot go on.
func (f *folder) resume(l *link) error {
	open, err := l.share.Open(f.path)
	if err != nil {
		return err
	}
	f.open, f.on = open, l
	for skip := f.delivered; skip > 0; {
		infos, err := open.Readdir(min(skip, sortable))
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		skip -= len(infos)
		if len(infos) == 0 || skip == 0 && infos[len(infos)-1].Name() != f.lastName {
			return fileshare.ErrBroken
		}
	}
	return nil
}

func (f *folder) hangUp() {
	if f.open != nil {
		_ = f.on.call(context.Background(), f.open.Close)
		f.open = nil
	}
}

// node says what an entry of the folder is.
func (f *folder) node(info *smb2.FileStat) fileshare.Node {
	n := f.tree.node(info.FileName, info)
	if n.Err == nil && n.Folder && info.FileId != 0 && slices.Contains(f.ids, identity(info)) {
		n.Err = &fileshare.Refusal{State: crawlers.Excluded, Reason: "a link to a folder that it lies in; that is read where it lies"}
	}
	return n
}

func (t *Tree) node(name string, info *smb2.FileStat) fileshare.Node {
	n := fileshare.Node{
		Name: name, Folder: info.IsDir(), Size: info.EndOfFile, Allocated: info.AllocationSize,
		Created: known(info.CreationTime), Modified: known(info.LastWriteTime), Err: refuse(name, info),
	}
	n.Content = strconv.FormatInt(info.EndOfFile, 36) + "-" + strconv.FormatInt(info.LastWriteTime.UnixNano(), 36)
	if info.FileId != 0 {
		n.Content += "-" + strconv.FormatUint(info.FileId, 36)
	}
	n.Stamp = n.Content + "-" + strconv.FormatInt(info.ChangeTime.UnixNano(), 36)
	return n
}

// known leaves out the zero of Windows' time, which stands for no time at all.
func known(t time.Time) time.Time {
	if t.Year() <= 1601 {
		return time.Time{}
	}
	return t
}

// refuse says why an entry is not to be opened, or nil.
func refuse(name string, info *smb2.FileStat) error {
	switch {
	case name == "" || strings.ContainsAny(name, `/\`):
		return &fileshare.Refusal{State: crawlers.Damaged, Reason: "the server gives it a name that no file can have"}
	case info.FileAttributes&(attrOffline|attrRecallOpen|attrRecallAccess) != 0:
		return &fileshare.Refusal{
			State:  crawlers.Unsupported,
			Reason: "moved to an archive or to the cloud by the server; to read it would bring it back: have it brought back, or look at it by hand",
		}
	case info.FileAttributes&attrReparse == 0:
		return nil
	}
	switch info.ReparsePointTag {
	case tagDFS, tagDFSR:
		return dfs
	case tagSymlink, tagMountPoint, tagNFS, tagLxSymlink:
		return &fileshare.Refusal{State: crawlers.Unsupported, Reason: "a link; where it leads to is read only if that lies in a source"}
	}
	return nil // what the server puts together itself, such as a file without duplicates
}

func (f *folder) in(name string) string {
	if f.path == "" {
		return name
	}
	return f.path + "/" + name
}

func (f *folder) Has(ctx context.Context, name string) bool {
	info, err := f.tree.stat(ctx, f.in(name))
	return err == nil && info.IsDir()
}

func (f *folder) Folder(ctx context.Context, name string) (fileshare.Folder, error) {
	info, ok := f.listed(name)
	if !ok {
		var err error
		if info, err = f.tree.stat(ctx, f.in(name)); err != nil {
			return nil, err
		}
	}
	return &folder{tree: f.tree, path: f.in(name), ids: append(slices.Clip(f.ids), identity(info))}, nil
}

// listed returns what was listed of a name. Names are asked for in the order of
// the listing, so that it is found at once.
func (f *folder) listed(name string) (*smb2.FileStat, bool) {
	for i := f.entered; i < len(f.infos); i++ {
		if f.infos[i].Name() == name {
			f.entered = i
			info, ok := f.infos[i].(*smb2.FileStat)
			return info, ok
		}
	}
	return nil, false
}

func (f *folder) Open(ctx context.Context, name string) (crawlers.Content, error) {
	return f.tree.open(ctx, f.in(name), true)
}

func (f *folder) Close() error {
	f.hangUp()
	return nil
}

// stat looks a path up, which must be one of the share.
func (t *Tree) stat(ctx context.Context, p string) (info *smb2.FileStat, err error) {
	err = t.with(ctx, func(l *link) error {
		f, err := l.share.Open(p)
		if err != nil {
			return err
		}
		info, err = statOf(f)
		return errors.Join(err, f.Close())
	})
	return info, err
}

func statOf(f *smb2.File) (*smb2.FileStat, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	stat, ok := info.(*smb2.FileStat)
	if !ok {
		return nil, crawlers.ErrGone
	}
	return stat, nil
}

// lone is the folder of a location that is one file.
type lone struct {
	tree *Tree
	node fileshare.Node
}

func (f *lone) Next(context.Context) ([]fileshare.Node, bool, error) {
	return []fileshare.Node{f.node}, true, nil
}
func (f *lone) Has(context.Context, string) bool { return false }
func (f *lone) Folder(context.Context, string) (fileshare.Folder, error) {
	return nil, crawlers.ErrGone
}

func (f *lone) Open(ctx context.Context, _ string) (crawlers.Content, error) {
	return f.tree.open(ctx, f.tree.opts.Path, true)
}
func (f *lone) Close() error { return nil }
