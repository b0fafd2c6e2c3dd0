package fileshare

import (
	"context"
	"time"

	"sarsen/crawlers"
)

// A Tree is what a [Source] runs over: folders and files, on this machine or
// on a server. It only reads.
//
// Errors wrap the classes of crawlers, or are a [*Refusal]. Names are true
// names, paths are true names from the top with '/' between them; "" is the
// top. Trees may be used from several goroutines, a Folder from one.
type Tree interface {
	// Folder opens the folder at a path.
	Folder(ctx context.Context, path string) (Folder, error)
	// Open opens the regular file at a path, never through a link that leads
	// out of the tree.
	Open(ctx context.Context, path string) (crawlers.Content, error)
	// Close ends connections.
	Close() error
}

// A Folder is an open folder.
type Folder interface {
	// Next returns some more of what is in the folder, and whether that was
	// the last of it. Nodes come in the order of their names when they are few
	// enough to be sorted, else in the order in which the system lists them,
	// and are good until the next call. Nodes may come with an error, after
	// which there are no more.
	Next(ctx context.Context) (nodes []Node, last bool, err error)
	// Has reports whether there is a folder of that name in it.
	Has(ctx context.Context, name string) bool
	// Folder opens a folder in it.
	Folder(ctx context.Context, name string) (Folder, error)
	// Open opens a regular file in it.
	Open(ctx context.Context, name string) (crawlers.Content, error)
	Close() error
}

// A Node is what a name in a folder stands for.
type Node struct {
	Name   string
	Folder bool
	Size   int64 // bytes; -1 when not known
	// Allocated is how many bytes it takes in the store, far fewer than Size
	// when most of it are holes; -1 when not known.
	Allocated         int64
	Created, Modified time.Time // zero when not known
	Owner             string
	// Stamp changes whenever content or rights may have changed.
	Stamp string
	// Content is the part of Stamp that stays when the file is renamed.
	Content string
	// Err says why it is not to be opened; nil for files and folders that are.
	Err error
}

// A Refusal is why something is not read, where no class of error says it.
type Refusal struct {
	State  crawlers.State
	Reason string
}

func (r *Refusal) Error() string { return r.Reason }

// owned is content whose owner is known once it is open.
type owned interface{ Owner() string }
