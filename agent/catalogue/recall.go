package catalogue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// A Known says what the catalogue has of an entry.
type Known struct {
	Stamp    string
	Version  int
	Store    bool
	Vanished bool
	// Locator tells a Maildir message whose flags, and with them its file
	// name, have changed.
	Locator string

	row int64
}

// Lookup returns what is known of an entry, by its key. A walk asks in nearly
// the order in which the entries were written, so those that follow are read
// ahead.
func (s *Store) Lookup(ctx context.Context, source, key string) (Known, bool, error) {
	s.known.Lock()
	defer s.known.Unlock()
	if k, ok := s.known.take(source, key); ok {
		return k, true, nil
	}
	var k Known
	err := s.db.QueryRowContext(ctx, `SELECT id, stamp, version, store, vanished, locator FROM entry WHERE source = ? AND key = ?`, source, key).
		Scan(&k.row, &k.Stamp, &k.Version, &k.Store, &k.Vanished, &k.Locator)
	if errors.Is(err, sql.ErrNoRows) {
		return Known{}, false, nil
	}
	if err != nil {
		return Known{}, false, fmt.Errorf("look up entry: %w", err)
	}
	if err := s.readAhead(ctx, source, k.row); err != nil {
		return Known{}, false, fmt.Errorf("look up entry: %w", err)
	}
	return k, true, nil
}

// Bounds on how many entries are read at once.
const (
	leastAhead = 8
	mostAhead  = 4000
)

// A recall holds what was read ahead: two stretches, so that entries written a
// little out of order are met all the same. It reads more at a time as long as
// that serves, and less when the walk jumps about.
type recall struct {
	sync.Mutex
	source    string
	now, last map[string]Known // by key
	size      int              // of the next stretch
	hits      int              // in those that are here
}

// take returns what was read ahead of an entry.
func (r *recall) take(source, key string) (Known, bool) {
	if source != r.source {
		return Known{}, false
	}
	k, ok := r.now[key]
	if !ok {
		k, ok = r.last[key]
	}
	if ok {
		r.hits++
	}
	return k, ok
}

// forget drops what was read ahead: all of it, or of the given entries.
func (r *recall) forget(keys ...string) {
	r.Lock()
	defer r.Unlock()
	if len(keys) == 0 {
		r.now, r.last = nil, nil
	}
	for _, k := range keys {
		delete(r.now, k)
		delete(r.last, k)
	}
}

// turn makes room for the next stretch and says how long it shall be.
func (r *recall) turn(source string) int {
	switch {
	case source != r.source:
		r.source, r.now, r.size = source, nil, 0
	case r.hits > r.size/2:
		r.size *= 4
	default:
		r.size /= 4
	}
	r.size = min(max(r.size, leastAhead), mostAhead)
	r.last, r.now, r.hits = r.now, make(map[string]Known, r.size), 0
	return r.size
}

// readAhead reads the entries that were written with and after the one in row,
// and a few before it.
func (s *Store) readAhead(ctx context.Context, source string, row int64) error {
	size := int64(s.known.turn(source))
	rows, err := s.db.QueryContext(ctx, `SELECT key, id, stamp, version, store, vanished, locator FROM entry
		WHERE id BETWEEN ? AND ? AND +source = ? ORDER BY id`, row-size/8, row+size, source)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	for rows.Next() {
		var key string
		var k Known
		if err := rows.Scan(&key, &k.row, &k.Stamp, &k.Version, &k.Store, &k.Vanished, &k.Locator); err != nil {
			return err
		}
		s.known.now[key] = k
	}
	return rows.Err()
}
