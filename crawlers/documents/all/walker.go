package all

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"sarsen/crawlers/documents"
)

// A walker goes through one document and everything in it. With emit it makes
// items; with want it looks for one part and opens only what is on the way.
type walker struct {
	ctx     context.Context
	formats map[string]documents.Format
	opts    documents.Options
	budget  *budget

	emit     func(documents.Item) error
	want     string
	found    []byte
	foundErr error
}

func newWalker(ctx context.Context, formats map[string]documents.Format, in documents.Input, opts documents.Options) *walker {
	opts.Limits = withDefaults(opts.Limits)
	return &walker{ctx: ctx, formats: formats, opts: opts, budget: newBudget(opts.Limits, in.Size)}
}

// document reads one document and what is in it. Its error is that of emit or
// of the context.
func (w *walker) document(part, name string, in documents.Input, depth int) error {
	content := &guarded{ctx: w.ctx, content: in.Content}
	in.Content = content
	kind, result, err := w.read(in)
	if ended := w.ctx.Err(); ended != nil {
		return ended
	}
	if content.err != nil {
		kind.State, kind.Reason, err = "", "", errUnreadable
	}
	if w.emit != nil {
		item := result.Item
		item.Part, item.Name, item.MediaType = part, name, kind.MediaType
		item.State, item.Reason = judge(kind, result, err)
		item = late(item, result.Scans)
		item.Size, item.SHA256 = in.Size, w.hash(in)
		if err := w.emit(item); err != nil {
			return err
		}
	}
	return w.inside(part, result, depth)
}

// read tells the kind of the document and runs its format.
func (w *walker) read(in documents.Input) (kind documents.Kind, result documents.Result, err error) {
	builder := documents.NewBuilder(w.opts.Limits.Text, w.opts.Passwords)
	kind.Name = "file"
	defer func() {
		if recover() != nil {
			err = documents.Because(documents.ErrDamaged, fmt.Sprintf("the reader for %s failed on it", kind.Name))
		}
		result = builder.PackedResult()
	}()
	for range 2 { // what stands behind a password is read in its place, once
		if kind, err = documents.Sniff(in); err != nil || kind.State != "" {
			return kind, result, err
		}
		format := w.formats[kind.MediaType]
		if format == nil {
			return kind, result, documents.Because(documents.ErrUnsupported, kind.Unread())
		}
		unlocker, ok := format.(documents.Unlocker)
		if !ok {
			return kind, result, format.Read(w.ctx, in, builder)
		}
		inner, err := unlocker.Unlock(w.ctx, in, w.opts.Passwords)
		if err != nil {
			return kind, result, err
		}
		if inner.Content == in.Content {
			return kind, result, format.Read(w.ctx, in, builder)
		}
		in = inner
	}
	return kind, result, documents.Because(documents.ErrEncrypted, "locked more than once; open it by hand")
}

// inside goes through the parts of a document that was read.
func (w *walker) inside(part string, result documents.Result, depth int) error {
	c := &container{walker: w, part: part, depth: depth + 1}
	for _, p := range result.Parts {
		if err := c.member(p); err != nil {
			return c.end(err)
		}
	}
	if result.Walk == nil {
		return nil
	}
	return c.end(c.stream(result.Walk))
}

// hash returns the SHA-256 of the content, "" when it cannot be read.
func (w *walker) hash(in documents.Input) string {
	h := sha256.New()
	if _, err := io.Copy(h, in.Reader()); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// errMembers ends a container of too many members.
var errMembers = errors.New("too many members")

// A container hands out the parts of one document under names of their own.
type container struct {
	*walker
	part  string // the container's own
	depth int    // of its members
	names names
}

// end makes the end of a container at the limit of members an ordinary one.
func (c *container) end(err error) error {
	if errors.Is(err, errMembers) {
		return nil
	}
	return err
}

// label returns the part chain of a member and its own name.
func (c *container) label(name string) (part, base string) {
	label := c.names.unique(name)
	base = path.Base(strings.ReplaceAll(strings.TrimSpace(documents.Normalise(name)), `\`, "/"))
	if name == "" || base == "." || base == "/" {
		base = ""
	}
	if c.part != "" {
		label = c.part + "/" + label
	}
	return label, base
}

// wanted reports whether the member has to be opened.
func (c *container) wanted(part string) bool {
	return c.want == "" || c.want == part || strings.HasPrefix(c.want, part+"/")
}

// member reads one part.
func (c *container) member(p documents.Part) error {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	part, name := c.label(p.Name)
	if !c.wanted(part) {
		return nil
	}
	if err := c.admit(part, name); err != nil {
		return err
	}
	if c.depth > c.opts.Limits.Depth {
		return c.fail(part, name, errDepth)
	}
	content, err := c.open(p)
	if err != nil {
		return c.fail(part, name, err)
	}
	defer func() { _ = content.Close() }()
	return c.content(part, name, p.MediaType, content)
}

// admit counts one more item; at the limit it lists this one for all the rest.
func (c *container) admit(part, name string) error {
	if c.budget.member() {
		return nil
	}
	if err := c.fail(part, name, documents.Because(documents.ErrTooLarge,
		fmt.Sprintf("this and all that follow are over the limit of %d items in one file", c.opts.Limits.Members))); err != nil {
		return err
	}
	return errMembers
}

// open calls the format's function, which may panic like its Read.
func (c *container) open(p documents.Part) (r io.ReadCloser, err error) {
	defer func() {
		if recover() != nil {
			err = documents.Because(documents.ErrDamaged, "could not be taken out of what holds it")
		}
	}()
	return p.Open()
}

// stream goes through parts that come in sequence.
func (c *container) stream(walk func(func(name, mediaType string, r io.Reader) error) error) (err error) {
	var stop error // of ours, to be told from the walk's own
	walkErr := func() (err error) {
		defer func() {
			if recover() != nil {
				err = documents.ErrDamaged
			}
		}()
		return walk(func(name, mediaType string, r io.Reader) error {
			part := documents.Part{Name: name, MediaType: mediaType, Open: func() (io.ReadCloser, error) { return io.NopCloser(r), nil }}
			stop = c.member(part)
			return stop
		})
	}()
	if stop != nil || walkErr == nil {
		return stop
	}
	part, name := c.label("rest of the archive")
	if !c.wanted(part) {
		return nil
	}
	return c.fail(part, name, walkErr)
}

// content reads a member whose bytes are at hand: in place when it offers
// that, else in memory.
func (c *container) content(part, name, mediaType string, r io.Reader) error {
	in := documents.Input{Name: name, MediaType: mediaType}
	if at, ok := r.(interface {
		io.ReaderAt
		Size() int64
	}); ok {
		in.Content, in.Size = at, at.Size()
		if err := c.budget.take(in.Size); err != nil {
			return c.fail(part, name, err)
		}
	} else {
		data, err := c.budget.read(c.ctx, r)
		if err != nil {
			return c.fail(part, name, err)
		}
		in.Content, in.Size = bytesReader(data), int64(len(data))
	}
	if c.want == part {
		c.found, c.foundErr = io.ReadAll(in.Reader())
		return errFound
	}
	return c.document(part, name, in, c.depth)
}

// fail lists a member that could not be opened.
func (c *container) fail(part, name string, err error) error {
	if ended := c.ctx.Err(); ended != nil {
		return ended
	}
	if c.want == part {
		c.foundErr = err
		return errFound
	}
	if c.emit == nil {
		return nil
	}
	state, reason := failure(documents.Kind{Name: "part"}, err)
	return c.emit(documents.Item{Part: part, Name: name, MediaType: "application/octet-stream", State: state, Reason: reason})
}
