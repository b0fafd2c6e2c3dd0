package worker

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"sync/atomic"

	"sarsen/crawlers/documents"
)

// Main is what a child does: it confines itself, then reads requests from
// standard input and answers on standard output until the input ends. Once
// confined, there are no files and there is no network: an extractor that has
// something to load does so in a method Warm(context.Context) error, which is
// called before.
//
// It takes over standard output; what else writes to it goes nowhere.
func Main(ctx context.Context, ext documents.Extractor) error {
	s := &server{ext: ext, out: bufio.NewWriterSize(os.Stdout, 64<<10), files: receiver()}
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("start worker: %w", err)
	}
	os.Stdout = null
	limitMemory()
	held := make([]byte, ballast)
	defer runtime.KeepAlive(held)
	ready := reply{Kind: kindReady}
	if w, ok := ext.(interface{ Warm(context.Context) error }); ok {
		err = w.Warm(ctx)
	}
	if err == nil {
		err = confine()
	}
	if err != nil {
		ready.Failure = err.Error()
	}
	if serr := s.send(ready, nil); err != nil || serr != nil {
		return errors.Join(err, serr)
	}
	requests := make(chan incoming)
	go s.listen(os.Stdin, requests)
	for in := range requests {
		s.busy.Store(true)
		if err := s.answer(ctx, in); err != nil {
			return err
		}
		s.heap.trim()
		s.busy.Store(false)
	}
	return nil
}

type server struct {
	ext   documents.Extractor
	out   *bufio.Writer
	files *os.File // where descriptors come from; nil where they cannot
	busy  atomic.Bool
	heap  heap
}

type incoming struct {
	request
	content io.ReaderAt
	close   func()
}

// listen reads requests ahead of the work, so that it sees the input end while
// a document is being read: the parent is gone, and the process goes too.
func (s *server) listen(r io.Reader, requests chan<- incoming) {
	in := bufio.NewReaderSize(r, 64<<10)
	for {
		next, err := s.receive(in)
		if err != nil {
			close(requests)
			if s.busy.Load() {
				os.Exit(1)
			}
			return
		}
		requests <- next
	}
}

func (s *server) receive(r io.Reader) (incoming, error) {
	in := incoming{close: func() {}}
	blob, err := readFrame(r, &in.request)
	if err != nil {
		return in, err
	}
	if !in.File {
		in.content = bytes.NewReader(blob)
		in.Size = int64(len(blob))
		return in, nil
	}
	f, err := receiveFile(s.files)
	if err != nil {
		return in, err
	}
	in.content, in.close = f, func() { _ = f.Close() } // only read
	return in, nil
}

// answer does one request. It returns an error when the process is to end.
func (s *server) answer(ctx context.Context, in incoming) (err error) {
	defer in.close()
	defer func() {
		if p := recover(); p != nil {
			// What the reader left behind is not to be trusted any more. The
			// value is not passed on: it may hold text of the document.
			err = errors.Join(errors.New("reader panicked"), s.send(reply{Kind: kindDone, Failure: failurePanic}, nil))
		}
	}()
	input := documents.Input{Name: in.Name, MediaType: in.MediaType, Content: in.content, Size: in.Size}
	done := reply{Kind: kindDone}
	if in.Op == opOpen {
		data, err := s.ext.Open(ctx, input, in.Options, in.Part)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			done.Failure = failureNoPart
		case err != nil:
			done.Failure = failureError
		}
		return s.send(done, data)
	}
	if in.Op == opDraw {
		return s.draw(ctx, in, input)
	}
	err = s.ext.Extract(ctx, input, in.Options, func(i documents.Item) error {
		text := strings.ToValidUTF8(i.Text, "\uFFFD")
		i.Text = ""
		return s.sendFrom(reply{Kind: kindItem, Item: &i}, strings.NewReader(text), len(text))
	})
	if err != nil {
		done.Failure = failureError
	}
	return s.send(done, nil)
}

func (s *server) send(r reply, blob []byte) error {
	return s.sendFrom(r, bytes.NewReader(blob), len(blob))
}

func (s *server) sendFrom(r reply, blob io.Reader, size int) error {
	if err := writeFrame(s.out, r, blob, int64(size)); err != nil {
		return err
	}
	return s.out.Flush()
}
