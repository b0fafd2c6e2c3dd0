package imap

import (
	"context"
	"sync"
)

// Limits of what is fetched ahead: one message, messages and bytes of one
// batch, and bytes of all that waits.
const (
	aheadMessage  = 256 << 10
	aheadMessages = 64
	aheadBytes    = 1 << 20
	aheadWaiting  = 8 << 20
)

// slack is how far out of order readers side by side may ask.
const slack = 4

// ahead keeps messages that were fetched before they were asked for. How many
// follows how they are asked for: as long as it is in the walk's order, twice
// as many as the last time, else none.
type ahead struct {
	mu      sync.Mutex
	list    []hint // new messages as last listed
	index   map[place]int
	end     int // of list, up to where messages were fetched
	width   int
	parcels map[place]*parcel
	queue   []place // of parcels that are filled, the oldest first
	bytes   int64
}

// A hint is a message that will be asked for, likely.
type hint struct {
	place
	size int64
}

// A parcel is a message on its way. ready is closed when data is there, or
// will not come and data is nil.
type parcel struct {
	ready chan struct{}
	data  []byte
	taken bool // by somebody who waits for it
}

// expect takes the messages that the walk is about to hand over.
func (a *ahead) expect(list []hint) {
	if len(list) == 0 {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.list, a.end, a.index = list, 0, make(map[place]int, len(list))
	for i, h := range list {
		a.index[h.place] = i
	}
}

// reset forgets everything. What is on its way goes to those who wait.
func (a *ahead) reset() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.list, a.index, a.end, a.width = nil, nil, 0, 0
	a.parcels, a.queue, a.bytes = map[place]*parcel{}, nil, 0
}

// take returns a message that was fetched or is on its way, else nil. Each is
// given once. The error is the context's.
func (a *ahead) take(ctx context.Context, at place) ([]byte, error) {
	p := a.remove(at)
	if p == nil {
		return nil, nil
	}
	select {
	case <-p.ready:
		return p.data, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (a *ahead) remove(at place) *parcel {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.parcels[at]
	if p == nil {
		return nil
	}
	p.taken = true
	a.bytes -= int64(len(p.data))
	delete(a.parcels, at)
	for len(a.queue) > 0 && a.parcels[a.queue[0]] == nil {
		a.queue = a.queue[1:]
	}
	return p
}

// plan says which messages to fetch together with one that is asked for: as
// long as messages are asked for in order, twice as many as the last time.
// Each is to be delivered, with nil when it did not come.
func (a *ahead) plan(at place) map[place]*parcel {
	a.mu.Lock()
	defer a.mu.Unlock()
	i, ok := a.index[at]
	if !ok {
		return nil
	}
	from := i + 1
	if i >= a.end-slack && i <= a.end+slack {
		from = max(from, a.end)
		a.width = min(max(2*a.width, 1), aheadMessages)
	} else {
		a.width = 0
	}
	with := map[place]*parcel{}
	bytes := int64(0)
	for a.end = from; a.end < len(a.list) && len(with) < a.width; a.end++ {
		h := a.list[a.end]
		bytes += h.size
		if h.folder != at.folder || h.size > aheadMessage || bytes > aheadBytes {
			break
		}
		with[h.place] = &parcel{ready: make(chan struct{})}
		a.parcels[h.place] = with[h.place]
	}
	return with
}

// deliver fills a parcel, and makes room when too much waits.
func (a *ahead) deliver(at place, p *parcel, data []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p.data = data
	close(p.ready)
	if p.taken || a.parcels[at] != p {
		return
	}
	if data == nil {
		delete(a.parcels, at)
		return
	}
	a.queue = append(a.queue, at)
	for a.bytes += int64(len(data)); a.bytes > aheadWaiting; a.queue = a.queue[1:] {
		if old := a.parcels[a.queue[0]]; old != nil {
			a.bytes -= int64(len(old.data))
			delete(a.parcels, a.queue[0])
		}
	}
}
