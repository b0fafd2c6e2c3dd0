package pdfium

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
)

// An instance serves this many documents or bytes before a fresh one takes its
// place: memory given to an instance is never given back.
const (
	maxServed = 64
	maxBytes  = 16 << 20
)

// A machine is one running instance of the engine. Each has a runtime of its
// own, because the runtime's context is the one safe way to interrupt a call.
type machine struct {
	pool pdfium.Pool
	inst *quick
	seen *watch
	ctx  context.Context //nolint:containedctx // the runtime's own, ended by stop
	stop context.CancelFunc

	served int
	bytes  int64
}

// startMachine starts a machine; one that is not stoppable finishes its call first.
func startMachine(cache wazero.CompilationCache, memoryPages uint32, stoppable bool) (*machine, error) {
	seen := &watch{}
	ctx, cancel := context.WithCancel(watching(context.Background(), seen))
	pool, err := webassembly.Init(webassembly.Config{
		Context:  ctx,
		MaxTotal: 1,
		MaxIdle:  1,
		FSConfig: wazero.NewFSConfig(), // empty: the default would mount the root directory
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCompilationCache(cache).
			WithCloseOnContextDone(stoppable).
			WithMemoryLimitPages(memoryPages),
		Stdout:       io.Discard,
		Stderr:       io.Discard,
		RandomSource: zeros{},
	})
	if err != nil {
		cancel()
		return nil, err
	}
	m := &machine{pool: pool, seen: seen, ctx: ctx, stop: cancel}
	if err := m.renew(); err != nil {
		m.discard()
		return nil, err
	}
	return m, nil
}

// renew puts a fresh instance in the place of the present one.
func (m *machine) renew() error {
	if m.inst != nil {
		if err := m.inst.Close(); err != nil {
			return err
		}
		m.inst = nil
	}
	inst, err := m.pool.GetInstance(time.Minute)
	if err != nil {
		return err
	}
	m.inst, m.served, m.bytes = newQuick(m.ctx, inst, m.seen), 0, 0
	return nil
}

// discard ends the machine, whatever state it is in.
func (m *machine) discard() {
	m.stop()
	_ = m.pool.Close() // the instance was interrupted: there is nothing left to be told
}

// call runs fn, which may call the instance, until ctx ends. An interrupted
// machine must be discarded.
func (m *machine) call(ctx context.Context, fn func(pdfium.Pdfium) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	release := context.AfterFunc(ctx, m.stop)
	defer release()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("call PDF engine: %w", ErrDamaged)
		}
		if ctx.Err() != nil {
			err = ctx.Err()
		}
	}()
	return fn(m.inst)
}

// interrupted reports whether the machine was stopped and is of no more use.
func (m *machine) interrupted() bool { return m.ctx.Err() != nil }

// worn reports whether the machine should be renewed before the next document.
func (m *machine) worn() bool { return m.served >= maxServed || m.bytes >= maxBytes }
