package catalogue

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"sarsen/crawlers/documents"
)

// Text is an item's canonical text with its bounds.
type Text struct {
	Text   string
	Bounds []documents.Bound
}

// Text returns an item's canonical text and bounds.
func (s *Store) Text(ctx context.Context, id string) (Text, error) {
	var text, bounds []byte
	err := s.db.QueryRowContext(ctx, `SELECT text, bounds FROM text WHERE item = ?`, id).Scan(&text, &bounds)
	if errors.Is(err, sql.ErrNoRows) {
		return Text{}, ErrNotFound
	}
	if err != nil {
		return Text{}, fmt.Errorf("read text: %w", err)
	}
	return s.decodeText(text, bounds)
}

// decodeText makes a stored text readable.
func (s *Store) decodeText(text, bounds []byte) (Text, error) {
	raw, err := s.dec.DecodeAll(text, nil)
	if err != nil {
		return Text{}, fmt.Errorf("read text: %w", err)
	}
	t := Text{Text: string(raw)}
	if t.Bounds, err = s.decodeBounds(bounds); err != nil {
		return Text{}, fmt.Errorf("read bounds: %w", err)
	}
	return t, nil
}

// How bounds are stored: the first byte tells. Schema 2 stored zstd of JSON,
// which begins with the first byte of zstd; the plain and the packed kind came
// next.
const (
	noBounds        = 0
	plainBounds     = 1
	packedBounds    = 2
	documentsPacked = 3 // see documents.Packed
	documentsZstd   = 4
	oldBounds       = 0x28
)

// worthPacking is from how many bytes on bounds are compressed.
const worthPacking = 100

// encodeBounds stores the bounds of an item.
func (s *Store) encodeBounds(it documents.Item) []byte {
	b := it.Packed
	if len(b) == 0 {
		b = documents.Pack(it.Bounds)
	}
	switch {
	case len(b) == 0:
		return []byte{noBounds}
	case len(b) < worthPacking:
		return append([]byte{documentsPacked}, b...)
	}
	return s.enc.EncodeAll(b, []byte{documentsZstd})
}

var errBounds = errors.New("not as they were written")

func (s *Store) decodeBounds(b []byte) (bounds []documents.Bound, err error) {
	if len(b) == 0 {
		return nil, errBounds
	}
	switch b[0] {
	case noBounds:
		return nil, nil
	case documentsPacked:
		return documents.Packed(b[1:]).Bounds()
	case documentsZstd:
		if b, err = s.dec.DecodeAll(b[1:], nil); err != nil {
			return nil, err
		}
		return documents.Packed(b).Bounds()
	case plainBounds:
		b = b[1:]
	case packedBounds:
		if b, err = s.dec.DecodeAll(b[1:], nil); err != nil {
			return nil, err
		}
	case oldBounds:
		if b, err = s.dec.DecodeAll(b, nil); err != nil {
			return nil, err
		}
		return bounds, json.Unmarshal(b, &bounds)
	default:
		return nil, errBounds
	}
	r := &boundReader{rest: b}
	for len(r.rest) > 0 && !r.bad {
		bounds = append(bounds, r.next())
	}
	if r.bad {
		return nil, errBounds
	}
	return slices.Clip(bounds), nil
}

// A boundReader reads plain bounds; bad is set when they are not that.
type boundReader struct {
	rest  []byte
	words []string
	start int
	bad   bool
}

func (r *boundReader) next() documents.Bound {
	var b documents.Bound
	b.Kind, b.Label = documents.BoundKind(r.word()), r.word()
	step, n := binary.Varint(r.rest)
	r.skip(n)
	r.start += int(step)
	length := r.number()
	b.Start, b.End, b.Hidden = r.start, r.start+int(length>>1), length&1 != 0
	return b
}

func (r *boundReader) word() string {
	n := r.number()
	if n > 0 {
		if n > uint64(len(r.words)) {
			r.bad = true
			return ""
		}
		return r.words[n-1]
	}
	size := r.number()
	if size > uint64(len(r.rest)) {
		r.bad = true
		return ""
	}
	w := string(r.rest[:size])
	r.rest, r.words = r.rest[size:], append(r.words, w)
	return w
}

func (r *boundReader) number() uint64 {
	v, n := binary.Uvarint(r.rest)
	r.skip(n)
	return v
}

func (r *boundReader) skip(n int) {
	if n <= 0 {
		r.rest, r.bad = nil, true
		return
	}
	r.rest = r.rest[n:]
}
