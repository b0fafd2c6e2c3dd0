package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"syscall"
	"unicode/utf8"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// A loss is how a child failed on an entry.
type loss struct {
	state  crawlers.State
	reason string
}

func (l *loss) Error() string { return l.reason }

var (
	timedOut = &loss{crawlers.Timeout, "took longer than the limit of time"}
	stopped  = &loss{crawlers.Damaged, "the reader stopped unexpectedly"}
	noSource = &loss{crawlers.Denied, "could not be read to its end"}
)

func tooMuchMemory(limit int64) *loss {
	return &loss{crawlers.TooLarge, fmt.Sprintf("needed more than %d MB of memory", limit>>20)}
}

// A job is one request with its content and where the answer goes.
type job struct {
	pool     *Pool
	request  request
	content  crawlers.Content
	receive  func(documents.Item) error
	draw     func(documents.Picture) error
	again    func() // drops what was received, before another attempt; nil when that cannot be
	alone    bool   // no other job runs beside it
	received int
	blob     []byte // the answer to opOpen
	failure  string
}

func (p *Pool) newJob(o op, name, mediaType, part string, c crawlers.Content) *job {
	return &job{pool: p, content: c, request: request{
		Op: o, Name: name, MediaType: mediaType, Part: part, Size: c.Size(), Options: p.opts.Extract,
	}}
}

// restart prepares another attempt; false when what was received cannot be
// taken back.
func (j *job) restart() bool {
	if j.received > 0 {
		if j.again == nil {
			return false
		}
		j.again()
		j.received = 0
	}
	return true
}

// run has the job done by c. When it returns a loss or an error, c is of no
// more use.
func (j *job) run(ctx context.Context, c *child) (*loss, error) {
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	c.served++
	opts := j.pool.opts
	l := limits{memory: opts.Memory}
	l.silence, l.whole = patience(opts.Time, j.request.Size)
	if opts.Total > 0 && !j.alone {
		l.crowded = j.pool.crowd.member(c)
	}
	w := watch(ctx, c.cmd.Process, l)
	err := j.exchange(c, w)
	lost, werr := w.stop()
	var own *receiverError
	switch {
	case werr != nil:
		return nil, werr
	case lost != nil:
		return lost, nil
	case err == nil:
		return nil, nil
	case errors.As(err, &own):
		return nil, own.err
	case errors.As(err, &lost):
		return lost, nil
	case errors.Is(err, errContent):
		return noSource, nil
	case c.memoryExit():
		return tooMuchMemory(opts.Memory), nil
	}
	return stopped, nil
}

// A receiverError is what the receiver of items answered.
type receiverError struct{ err error }

func (e *receiverError) Error() string { return "receive item" }

func (j *job) exchange(c *child, w *watcher) error {
	if err := j.send(c); err != nil {
		return err
	}
	for {
		var r reply
		blob, err := readFrame(c.out, &r)
		if err != nil {
			return err
		}
		switch {
		case r.Kind == kindDone && r.Failure == failurePanic:
			return stopped
		case r.Kind == kindDone:
			j.blob, j.failure = blob, r.Failure
			return nil
		}
		resume := w.pause()
		err = j.take(r, blob)
		resume()
		if err != nil {
			return err
		}
	}
}

// take hands what a child sent to the receiver.
func (j *job) take(r reply, blob []byte) error {
	var err error
	switch {
	case r.Kind == kindItem && r.Item != nil && j.receive != nil && sound(r.Item, blob):
		r.Item.Text = string(blob)
		err = j.receive(*r.Item)
	case r.Kind == kindDrawn && r.Picture != nil && j.draw != nil:
		r.Picture.Grey = blob
		if !r.Picture.Sound() {
			return stopped
		}
		err = j.draw(*r.Picture)
	default:
		return stopped
	}
	j.received++
	if err != nil {
		return &receiverError{err}
	}
	return nil
}

// send passes the content as a descriptor where it is a file, else as bytes.
func (j *job) send(c *child) error {
	if f, ok := j.content.(syscall.Conn); ok && c.files != nil {
		if err := c.files.send(f); err != nil {
			return err
		}
		j.request.File = true
		return writeFrame(c.in, j.request, nil, 0)
	}
	j.request.File = false
	if limit := j.pool.opts.Memory; limit > 0 && j.request.Size > limit/2 {
		return tooMuchMemory(limit)
	}
	return writeFrame(c.in, j.request, io.NewSectionReader(j.content, 0, j.request.Size), j.request.Size)
}

// sound reports whether an item can be used without a look at each of its
// values: a child that was taken over by its document may send anything.
func sound(i *documents.Item, text []byte) bool {
	if !utf8.Valid(text) || !slices.Contains(crawlers.States(), i.State) {
		return false
	}
	if i.Late != nil && !i.Late.Sound(string(text)) {
		return false
	}
	inside := true
	err := i.Each(func(b documents.Bound) bool {
		inside = b.Start >= 0 && b.End >= b.Start && b.End <= len(text)
		return inside
	})
	return err == nil && inside
}
