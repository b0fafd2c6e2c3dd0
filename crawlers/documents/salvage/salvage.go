// Package salvage takes the text out of compound files that no reader of
// sarsen understands, such as project plans.
//
// It promises every stretch of bytes that reads like text, stream by stream,
// with the properties and embedded objects, and always says that this is all
// it did: the item is partial. It refuses to guess at the order in which a
// program would show it.
package salvage

import (
	"context"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/ole"
)

// maxStream is how much of one stream is looked at, in bytes.
const maxStream = 32 << 20

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	file, err := cfb.Open(in.Content, in.Size)
	if err != nil {
		return documents.ErrDamaged
	}
	out.Problem(ole.Gathered)
	seen := map[string]bool{}
	storage(ctx, file.Root, seen, out)
	ole.Properties(file.Root, out)
	return ctx.Err()
}

// storage writes the text of the streams in a storage and below it, each line
// once. Streams of control are left out.
func storage(ctx context.Context, e *cfb.Entry, seen map[string]bool, out *documents.Builder) {
	for _, c := range e.Children {
		switch {
		case ctx.Err() != nil || out.Full():
			return
		case c.Storage:
			storage(ctx, c, seen, out)
		case c.Name != "" && c.Name[0] >= ' ' && !slices.Contains(quiet, strings.ToLower(c.Name)):
			for _, run := range ole.Gather(c.Bytes(maxStream), ole.Western) {
				if !seen[run] {
					seen[run] = true
					out.Text(run + "\n")
				}
			}
		}
	}
}

// quiet are streams that hold only what programs say to each other.
var quiet = []string{"compobj", "objinfo", "_vba_project", "dir", "printsettings"}
