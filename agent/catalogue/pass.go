package catalogue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"sarsen/agent/sqlite"
	"sarsen/crawlers"
)

// A Pass is one walk over a source.
type Pass struct {
	ID                int64
	Source, Location  string
	Number            int
	Started, Finished time.Time
	New, Changed      int // entries
	Moved, Gone       int // entries
	// Resumed is set when an earlier run of this pass was cut off.
	Resumed bool

	// run is what a pass remembers while it runs, nil for one that is over.
	run *run
}

// A run is in memory only: a pass that is cut off walks again from the start.
type run struct {
	seen bitmap             // entries met and not read again, by their row
	open map[string]*places // entries of which more is to come, by key
}

// BeginPass starts a pass over a source, or goes on with the one that was cut
// off.
func (s *Store) BeginPass(source, location string, now time.Time) (Pass, error) {
	p := Pass{Source: source, Location: location, Started: now, run: &run{open: map[string]*places{}}}
	s.known.forget()
	err := s.transact(func(tx *sql.Tx) error {
		var number int
		var finished, started string
		err := tx.QueryRow(`SELECT id, number, started, finished, new, changed FROM pass WHERE source = ? ORDER BY number DESC LIMIT 1`, source).
			Scan(&p.ID, &number, &started, &finished, &p.New, &p.Changed)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err == nil && finished == "" {
			p.Number, p.Started, p.Resumed = number, sqlite.ParseTime(started), true
			_, err := tx.Exec(`UPDATE pass SET location = ? WHERE id = ?`, location, p.ID)
			return err
		}
		p.Number, p.New, p.Changed = number+1, 0, 0
		res, err := tx.Exec(`INSERT INTO pass (source, location, number, started) VALUES (?, ?, ?, ?)`,
			source, location, p.Number, sqlite.Time(now))
		if err != nil {
			return err
		}
		p.ID, err = res.LastInsertId()
		return err
	})
	if err != nil {
		return Pass{}, fmt.Errorf("begin pass: %w", err)
	}
	return p, nil
}

// Seen marks an entry as met in the pass without being read again. Nothing is
// written: the pass keeps one bit for each. Not safe for concurrent use.
func (p Pass) Seen(k Known) { p.run.seen.set(k.row) }

// SeenStore marks the store e with all its messages as met, and returns how
// many these are. Not safe for concurrent use with Seen.
func (s *Store) SeenStore(ctx context.Context, p Pass, k Known, e crawlers.Entry) (messages int, err error) {
	p.Seen(k)
	rows, err := s.messages(ctx, p.Source, e)
	if err != nil {
		return 0, fmt.Errorf("mark messages as seen: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	for rows.Next() {
		var row int64
		if err := rows.Scan(&row); err != nil {
			return 0, fmt.Errorf("mark messages as seen: %w", err)
		}
		p.run.seen.set(row)
		messages++
	}
	if err := rows.Err(); err != nil {
		return 0, fmt.Errorf("mark messages as seen: %w", err)
	}
	return messages, nil
}

// messages selects the rows of a store's messages.
func (s *Store) messages(ctx context.Context, source string, e crawlers.Entry) (*sql.Rows, error) {
	if e.Keys == "" {
		return s.db.QueryContext(ctx, `SELECT id FROM entry WHERE source = ? AND path = ? AND part <> '' AND vanished = 0`, source, e.Path)
	}
	last := len(e.Keys) - 1
	end := e.Keys[:last] + string(rune(e.Keys[last]+1)) // sorts behind all keys that begin so
	return s.db.QueryContext(ctx, `SELECT id FROM entry WHERE source = ? AND key >= ? AND key < ? AND vanished = 0`, source, e.Keys, end)
}

// EndPass closes a pass whose walk was complete: entries it did not meet have
// vanished, except those below a folder, and messages of a store, that could
// not be listed this time: nothing new is known of them.
func (s *Store) EndPass(p Pass, now time.Time) (Pass, error) {
	err := s.transact(func(tx *sql.Tx) error {
		gone, err := p.gone(tx)
		if err != nil {
			return err
		}
		if p.Moved, err = p.moved(tx, gone); err != nil {
			return err
		}
		names, err := s.newNaming(tx)
		if err != nil {
			return err
		}
		for _, row := range gone {
			res, err := tx.Exec(`UPDATE item SET vanished = 1, dirty = 1 WHERE vanished = 0 AND entry = ?`, row)
			if err != nil {
				return err
			}
			if items, err := res.RowsAffected(); err == nil && items > 0 {
				p.Gone++ // a mark of a folder has none
			}
			if _, err := tx.Exec(`UPDATE entry SET vanished = 1 WHERE id = ?`, row); err != nil {
				return err
			}
			if err := names.forgetEntry(row); err != nil {
				return err
			}
		}
		if err := names.finish(); err != nil {
			return err
		}
		p.Finished = now
		if _, err := tx.Exec(`UPDATE pass SET finished = ?, moved = ?, gone = ? WHERE id = ?`, sqlite.Time(now), p.Moved, p.Gone, p.ID); err != nil {
			return err
		}
		return tx.QueryRow(`SELECT new, changed FROM pass WHERE id = ?`, p.ID).Scan(&p.New, &p.Changed)
	})
	s.known.forget()
	if err != nil {
		return p, fmt.Errorf("end pass: %w", err)
	}
	p.run = nil
	return p, nil
}

// gone returns the rows of the entries that the pass did not meet and would
// have.
func (p Pass) gone(tx *sql.Tx) ([]int64, error) {
	unseen, err := p.unseen(tx)
	if err != nil || len(unseen) == 0 {
		return nil, err
	}
	denied, err := p.denied(tx)
	if err != nil {
		return nil, err
	}
	gone := unseen[:0]
	for _, row := range unseen {
		var path, part string
		var pass int64
		if err := tx.QueryRow(`SELECT path, part, pass FROM entry WHERE id = ?`, row).Scan(&path, &part, &pass); err != nil {
			return nil, err
		}
		if pass != p.ID && !below(denied, path, part) {
			gone = append(gone, row)
		}
	}
	return gone, nil
}

// unseen returns the rows without a bit; those that the pass wrote are among
// them.
func (p Pass) unseen(tx *sql.Tx) ([]int64, error) {
	rows, err := tx.Query(`SELECT id FROM entry WHERE source = ? AND vanished = 0`, p.Source)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	var list []int64
	for rows.Next() {
		var row int64
		if err := rows.Scan(&row); err != nil {
			return nil, err
		}
		if !p.run.seen.has(row) {
			list = append(list, row)
		}
	}
	return list, rows.Err()
}

// denied returns the paths of folders and stores that the pass met and that
// could not be listed.
func (p Pass) denied(tx *sql.Tx) (map[string]bool, error) {
	rows, err := tx.Query(`SELECT id, path, pass FROM entry WHERE source = ? AND denied = 1 AND vanished = 0`, p.Source)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	paths := map[string]bool{}
	for rows.Next() {
		var row, pass int64
		var path string
		if err := rows.Scan(&row, &path, &pass); err != nil {
			return nil, err
		}
		if pass == p.ID || p.run.seen.has(row) {
			paths[path] = true
		}
	}
	return paths, rows.Err()
}

// below reports whether an entry lies in a folder, or as a message in a store,
// of the list.
func below(denied map[string]bool, path, part string) bool {
	if len(denied) == 0 {
		return false
	}
	if denied["."] || part != "" && denied[path] {
		return true
	}
	for at := strings.LastIndexByte(path, '/'); at > 0; at = strings.LastIndexByte(path[:at], '/') {
		if denied[path[:at]] {
			return true
		}
	}
	return false
}

// moved counts the vanished entries whose bytes were met first in this pass.
func (p Pass) moved(tx *sql.Tx, gone []int64) (n int, err error) {
	for _, row := range gone {
		var moved bool
		if err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM entry old JOIN entry new ON new.source = old.source AND new.sha256 = old.sha256
			WHERE old.id = ? AND old.sha256 <> '' AND new.first = ?)`, row, p.ID).Scan(&moved); err != nil {
			return 0, err
		}
		if moved {
			n++
		}
	}
	return n, nil
}

// A bitmap is a set of row numbers, which SQLite gives out without gaps.
type bitmap []uint64

func (b *bitmap) set(row int64) {
	word := int(row >> 6)
	if word >= len(*b) {
		*b = append(*b, make([]uint64, max(word+1-len(*b), len(*b)))...)
	}
	(*b)[word] |= 1 << (row & 63)
}

func (b bitmap) has(row int64) bool {
	word := int(row >> 6)
	return word < len(b) && b[word]&(1<<(row&63)) != 0
}
