package service

import (
	"context"
	"crypto/sha256"
	"fmt"
	"sync"

	"sarsen/crawlers/office"
	"sarsen/redact/facsimile"
	"sarsen/redact/pack"
)

// A converter is what layouts needs of an office.Office.
type converter interface {
	Convert(ctx context.Context, data []byte, name, to string) ([]byte, error)
	ConvertAll(ctx context.Context, docs []office.Document, to string) ([][]byte, error)
}

// layouts has documents laid out as PDF, and keeps what was laid out last in
// memory: a document is laid out to see what stands in an area, and again to be
// copied. It is safe for concurrent use. Nil lays nothing out.
type layouts struct {
	start func(context.Context) (converter, error)

	mu    sync.Mutex
	with  converter // nil until needed
	kept  map[hash][]byte
	order []hash // of kept, the oldest first
	size  int
}

type hash [sha256.Size]byte

// How much is kept, and done in one go.
const (
	mostKept  = 64 << 20 // bytes of PDF
	mostAhead = 16       // documents
	mostRead  = 32 << 20 // bytes of documents
)

// maker returns what facsimile.Maker.Layout asks for. ahead may be nil.
func (l *layouts) maker(ahead *queue) func(ctx context.Context, data []byte, name string) ([]byte, error) {
	if l == nil {
		return nil
	}
	return func(ctx context.Context, data []byte, name string) ([]byte, error) {
		l.mu.Lock()
		defer l.mu.Unlock()
		key := hash(sha256.Sum256(data))
		if pdf, ok := l.kept[key]; ok {
			return pdf, nil
		}
		if err := l.open(ctx); err != nil {
			return nil, err
		}
		if docs := ahead.after(key); len(docs) > 1 {
			if err := l.all(ctx, docs); err != nil {
				return nil, err
			}
			if pdf, ok := l.kept[key]; ok {
				return pdf, nil
			}
		}
		pdf, err := l.with.Convert(ctx, data, name, "pdf")
		if err != nil {
			return nil, err
		}
		l.keep(key, pdf)
		return pdf, nil
	}
}

func (l *layouts) open(ctx context.Context) error {
	if l.with != nil {
		return nil
	}
	with, err := l.start(ctx)
	if err != nil {
		return fmt.Errorf("lay out document: %w", err)
	}
	l.with, l.kept = with, map[hash][]byte{}
	return nil
}

// all lays out several documents. Those that fail are tried alone when their turn
// comes.
func (l *layouts) all(ctx context.Context, docs []office.Document) error {
	pdfs, err := l.with.ConvertAll(ctx, docs, "pdf")
	if err != nil {
		return err
	}
	for i, pdf := range pdfs {
		if pdf != nil {
			l.keep(sha256.Sum256(docs[i].Data), pdf)
		}
	}
	return nil
}

func (l *layouts) keep(key hash, pdf []byte) {
	if _, ok := l.kept[key]; ok {
		return
	}
	l.kept[key] = pdf
	l.order = append(l.order, key)
	for l.size += len(pdf); l.size > mostKept && len(l.order) > 1; l.order = l.order[1:] {
		l.size -= len(l.kept[l.order[0]])
		delete(l.kept, l.order[0])
	}
}

// A queue is what is to be laid out, in the order in which it will be asked for.
type queue struct {
	items []pack.Item
	next  int
	taken map[hash]bool
}

// after returns the document of a hash with some of those that follow it; nothing
// when it is not ahead in the queue.
func (q *queue) after(key hash) []office.Document {
	if q == nil || q.taken[key] {
		return nil
	}
	var docs []office.Document
	read := 0
	for at := q.next; at < len(q.items) && len(docs) < mostAhead && read < mostRead; at++ {
		name, ok := facsimile.LaidOut(q.items[at])
		item := q.items[at]
		if !ok || item.Withheld || item.Added || item.DuplicateOf != "" || item.Open == nil {
			continue
		}
		data, err := item.Open()
		if err != nil {
			continue // its own copy tells
		}
		own := hash(sha256.Sum256(data))
		if len(docs) == 0 && own != key {
			continue
		}
		q.taken[own] = true
		docs = append(docs, office.Document{Name: name, Data: data})
		read += len(data)
		q.next = at + 1
	}
	return docs
}
