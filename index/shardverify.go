package index

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// Verify implements Engine.
func (e *engine) Verify(ctx context.Context) ([]Shard, error) {
	e.using.RLock()
	defer e.using.RUnlock()
	var list []Shard
	for _, s := range e.all() {
		about := s.about()
		if about.Problem == "" {
			err := s.guard(func() error { return s.verify(ctx) })
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err != nil {
				about.Problem = err.Error()
			}
		}
		list = append(list, about)
	}
	return list, nil
}

// verify reads a shard through: the sum of each file, then each word with all of
// its places, then the name of each document.
func (s *shard) verify(ctx context.Context) (err error) {
	now, err := s.look()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, now.own.Close()) }()
	for _, part := range now.own.Segments() {
		on, ok := part.Segment().(segment.PersistedSegment)
		if !ok {
			continue
		}
		err := checkSum(ctx, on.Path())
		if errors.Is(err, fs.ErrNotExist) && !s.has(part.Id()) {
			continue // merged since
		}
		if err == nil {
			err = readWords(ctx, part.Segment())
		}
		if err != nil {
			return err
		}
	}
	return names(ctx, now.own, func(string) error { return nil })
}

// has reports whether a segment still belongs to a shard.
func (s *shard) has(id uint64) bool {
	now, err := s.look()
	if err != nil {
		return true
	}
	defer now.own.Close() //nolint:errcheck // nothing was changed
	for _, part := range now.own.Segments() {
		if part.Id() == id {
			return true
		}
	}
	return false
}

// checkSum compares a file of bleve's with the sum at its end.
func checkSum(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	info, err := f.Stat()
	if err != nil {
		return err
	}
	rest := info.Size() - crc32.Size
	if rest < 0 {
		return errors.New("a file was cut short")
	}
	sum, in := crc32.NewIEEE(), bufio.NewReaderSize(f, 1<<20)
	for ; rest > 0; rest -= min(rest, 1<<24) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := io.CopyN(sum, in, min(rest, 1<<24)); err != nil {
			return fmt.Errorf("read a file: %w", err)
		}
	}
	var want [crc32.Size]byte
	if _, err := io.ReadFull(in, want[:]); err != nil {
		return fmt.Errorf("read a file: %w", err)
	}
	if binary.BigEndian.Uint32(want[:]) != sum.Sum32() {
		return errors.New("a file was changed since it was written")
	}
	return nil
}

// readWords goes through every word of every field of a segment, with all places.
func readWords(ctx context.Context, in segment.Segment) error {
	for _, field := range in.Fields() {
		dict, err := in.Dictionary(field)
		if err == nil {
			err = readField(ctx, dict, in.Count())
		}
		if err != nil {
			return fmt.Errorf("read words: %w", err)
		}
	}
	return nil
}

func readField(ctx context.Context, dict segment.TermDictionary, documents uint64) error {
	var docs segment.PostingsList
	var places segment.PostingsIterator
	words := dict.AutomatonIterator(nil, nil, nil)
	for {
		word, err := words.Next()
		if err != nil || word == nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if docs, err = dict.PostingsList([]byte(word.Term), nil, docs); err != nil {
			return err
		}
		places = docs.Iterator(true, true, true, places)
		n := uint64(0)
		for {
			at, err := places.Next()
			if err != nil {
				return err
			}
			if at == nil {
				break
			}
			if n++; at.Number() >= documents {
				return errors.New("a word is of a document that is not there")
			}
		}
		if n != docs.Count() {
			return errors.New("a word has other documents than it should have")
		}
	}
}

// names calls fn with the ID of each document.
func names(ctx context.Context, r *scorch.IndexSnapshot, fn func(id string) error) error {
	for _, part := range r.Segments() {
		for i := part.DocNumbersLive().Iterator(); i.HasNext(); {
			if err := ctx.Err(); err != nil {
				return err
			}
			id, err := part.DocID(uint64(i.Next()))
			if err != nil {
				return fmt.Errorf("read item: %w", err)
			}
			if err := fn(string(id)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Items implements Engine.
func (e *engine) Items(ctx context.Context, fn func(item string) error) error {
	e.using.RLock()
	defer e.using.RUnlock()
	for _, s := range e.all() {
		if err := e.items(ctx, s, fn); err != nil {
			return fmt.Errorf("read index: %w", err)
		}
	}
	return nil
}

func (e *engine) items(ctx context.Context, s *shard, fn func(item string) error) (err error) {
	now, err := s.look()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, now.own.Close()) }()
	return s.guard(func() error {
		return names(ctx, now.own, func(id string) error {
			if e.pieces.item(id) != id {
				return nil
			}
			return fn(id)
		})
	})
}
