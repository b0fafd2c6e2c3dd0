package pdfium

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/tetratelabs/wazero"
)

// Options set up an Engine. The zero value is usable.
type Options struct {
	// CacheDir keeps the compiled engine (about 20 MB) between processes:
	// without it every process compiles for 5 to 9 seconds at its first
	// document. A folder that cannot be written is read; one that is of no
	// use at all is not an error: the engine then works without. What lies in
	// it is run, so one that another user (but root) owns or may write to is
	// left alone.
	CacheDir string
	// MemoryPages bounds the memory of one instance, in pages of 64 KiB;
	// 0 means 16384 (1 GiB).
	MemoryPages uint32
	// Instances is how many documents can be open at a time; 0 means 1.
	Instances int
	// Trusted is for documents that are known to end, such as those this program
	// wrote itself: they are drawn several times as fast, since the engine does not
	// ask at every turn of a loop whether its context has ended. It ends with the
	// call that is under way, and only then.
	Trusted bool
}

const defaultMemoryPages = 16384

// An Engine opens PDF documents. It is safe for concurrent use.
type Engine struct {
	memoryPages uint32
	trusted     bool
	folder      wazero.CompilationCache // nil for none
	memory      wazero.CompilationCache

	// slots holds a token for each document that may still be opened: a
	// machine that is ready, or nil for one to be started.
	slots  chan *machine
	closed chan struct{}
	once   sync.Once
}

// New returns an Engine. Nothing is compiled before the first Open or Warm.
func New(opts Options) (*Engine, error) {
	if opts.Instances < 0 {
		return nil, fmt.Errorf("set up PDF engine with %d instances: %w", opts.Instances, errors.ErrUnsupported)
	}
	e := &Engine{
		memoryPages: opts.MemoryPages,
		trusted:     opts.Trusted,
		folder:      folderCache(opts.CacheDir),
		memory:      wazero.NewCompilationCache(),
		slots:       make(chan *machine, max(opts.Instances, 1)),
		closed:      make(chan struct{}),
	}
	if e.memoryPages == 0 {
		e.memoryPages = defaultMemoryPages
	}
	for range cap(e.slots) {
		e.slots <- nil
	}
	return e, nil
}

// Warm compiles and starts the engine, so that the first Open is quick. A
// process that gives up access to files calls it before that.
func (e *Engine) Warm(ctx context.Context) error {
	m, err := e.take(ctx)
	if err != nil {
		return err
	}
	e.slots <- m
	return nil
}

// Cached reports whether compiled code is kept in a folder, so that Warm is
// quick, or spares other processes the compiling.
func (e *Engine) Cached() bool { return e.folder != nil }

// Close frees the engine. It waits for documents that are open.
func (e *Engine) Close() error {
	var err error
	e.once.Do(func() {
		close(e.closed)
		for range cap(e.slots) {
			if m := <-e.slots; m != nil {
				m.discard()
			}
		}
		err = e.memory.Close(context.Background())
		if e.folder != nil {
			err = errors.Join(err, e.folder.Close(context.Background()))
		}
	})
	return err
}

// take waits for a slot and returns a running machine. Whoever takes one gives
// a machine or nil back to e.slots.
func (e *Engine) take(ctx context.Context) (*machine, error) {
	select {
	case <-e.closed:
		return nil, fmt.Errorf("start PDF engine: %w", ErrClosed)
	default:
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-e.closed:
		return nil, fmt.Errorf("start PDF engine: %w", ErrClosed)
	case m := <-e.slots:
		return e.running(m)
	}
}

// running returns a machine for what was taken from the slots.
func (e *Engine) running(m *machine) (*machine, error) {
	if m != nil {
		return m, nil
	}
	m, err := e.start()
	if err != nil {
		e.slots <- nil
		return nil, fmt.Errorf("start PDF engine: %w", err)
	}
	return m, nil
}

// start starts a machine with code from the folder, or where that fails (what
// lies there is damaged or outdated and cannot be replaced) from memory.
func (e *Engine) start() (*machine, error) {
	if e.folder != nil {
		if m, err := startMachine(e.folder, e.memoryPages, !e.trusted); err == nil {
			return m, nil
		}
	}
	return startMachine(e.memory, e.memoryPages, !e.trusted)
}

// zeros is the engine's source of randomness: none, so that its results
// depend on the document alone.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

var _ io.Reader = zeros{}
