package worker

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// Extract reads an entry in a child and calls emit for the entry's own item,
// which has Part "", and then for each part. Exactly one item has Part "",
// also when the child failed: then it says why, and the parts that were read
// before follow.
//
// When parts may be missing, the entry's own item is partial if it has text of
// its own, and else has the state of the failure. Nothing is emitted before
// the child is done. name is a hint; mediaType is set when known for certain.
//
// The error is that of emit, of ctx, ErrClosed, or one of starting a child;
// what is wrong with the entry is in the item.
func (p *Pool) Extract(ctx context.Context, name, mediaType string, c crawlers.Content, emit func(documents.Item) error) error {
	j := p.newJob(opExtract, name, mediaType, "", c)
	got := answer{limit: p.opts.Text, parts: spool{dir: p.opts.Spool}}
	defer got.parts.clear()
	j.receive, j.again = got.add, got.clear
	lost, err := p.serve(ctx, j)
	var over *loss
	switch {
	case errors.As(err, &over):
		lost = over
	case err != nil:
		return err
	case lost == nil && j.failure != "", lost == nil && got.root == nil:
		lost = stopped
	}
	root := got.root
	if root == nil {
		root = &documents.Item{Name: name, MediaType: mediaType, Size: c.Size()}
		if root.SHA256, err = hash(ctx, c); err != nil {
			return err
		}
	}
	if lost != nil {
		root.State, root.Reason = lost.mark(root)
	}
	if err := emit(*root); err != nil {
		return err
	}
	return got.parts.each(emit)
}

// mark returns the state of an entry whose own item is root and some of whose
// parts are lost.
func (l *loss) mark(root *documents.Item) (crawlers.State, string) {
	if root.Text == "" {
		return l.state, l.reason
	}
	return crawlers.Partial, "some of what it holds was not read: " + l.reason
}

// An answer gathers items, up to a limit of text.
type answer struct {
	limit int64 // 0 for none
	text  int64
	root  *documents.Item
	parts spool
}

// overhead is counted for each item beside its text.
const overhead = 1 << 10

func (a *answer) add(i documents.Item) error {
	a.text += int64(len(i.Text)) + overhead
	if a.limit > 0 && a.text > a.limit {
		return &loss{crawlers.TooLarge, fmt.Sprintf("holds more than %d MB of text", a.limit>>20)}
	}
	switch {
	case i.Part != "":
		return a.parts.add(i)
	case a.root == nil:
		a.root = &i
	}
	return nil
}

// clear drops everything, before another attempt.
func (a *answer) clear() {
	a.parts.clear()
	a.text, a.root = 0, nil
}

// Open returns the bytes of one part of an entry, by the Part that Extract
// gave it; "" is the entry itself. The error is fs.ErrNotExist when there is
// no such part.
func (p *Pool) Open(ctx context.Context, name, mediaType string, c crawlers.Content, part string) ([]byte, error) {
	j := p.newJob(opOpen, name, mediaType, part, c)
	lost, err := p.serve(ctx, j)
	switch {
	case err != nil:
		return nil, fmt.Errorf("open part: %w", err)
	case lost != nil:
		return nil, fmt.Errorf("open part: %w", lost)
	case j.failure == failureNoPart:
		return nil, fmt.Errorf("open part: %w", fs.ErrNotExist)
	case j.failure != "":
		return nil, errors.New("open part: it could not be read")
	}
	return j.blob, nil
}

// hash returns the hash of a content that no child could read. A content that
// cannot be read here either has none.
func hash(ctx context.Context, c crawlers.Content) (string, error) {
	h := sha256.New()
	_, err := io.Copy(h, &contextReader{ctx, io.NewSectionReader(c, 0, c.Size())})
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err != nil {
		return "", nil
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (r *contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
