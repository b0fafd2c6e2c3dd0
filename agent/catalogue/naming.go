package catalogue

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"sarsen/crawlers/documents"
)

// A Named is somebody whom items name where a name is sure to stand. What the
// fields hold is up to the namer; see SetNamer.
type Named struct {
	Name, Email, Post string
	Listed            bool
	Items             int // how many items name them so
}

// SetNamer gives the store a function that reads from a text whom it names: each
// once. It is asked whenever a text is written, so that Known is that of the items
// that are there. With another version than before, what was known is dropped, and
// NameOld reads all older texts again. Call it before the first write.
//
// Each name is stored once, with how many items have it; of an item only the
// numbers of its names: a million messages between the same thousand people take
// some 30 MB.
func (s *Store) SetNamer(version int, read func(Text) []Named) error {
	s.namer = read
	err := s.transact(func(tx *sql.Tx) error {
		had := 0
		err := tx.QueryRow(`SELECT version FROM naming_state`).Scan(&had)
		if err != nil && !errors.Is(err, sql.ErrNoRows) || err == nil && had == version {
			return err
		}
		for _, statement := range []string{`DELETE FROM naming`, `DELETE FROM known`, `DELETE FROM naming_state`} {
			if _, err := tx.Exec(statement); err != nil {
				return err
			}
		}
		_, err = tx.Exec(`INSERT INTO naming_state (version, at, until) SELECT ?, 0, coalesce(max(rowid), 0) FROM text`, version)
		return err
	})
	if err != nil {
		return fmt.Errorf("prepare directory: %w", err)
	}
	return nil
}

// NameOld reads whom the next texts name that were written before there was a
// namer, or one of this version: a few hundred of them. more is false when none is
// left.
func (s *Store) NameOld(ctx context.Context) (more bool, err error) {
	if s.namer == nil {
		return false, nil
	}
	old, at, err := s.oldTexts(ctx)
	if err != nil || at == 0 {
		return false, err
	}
	err = s.transact(func(tx *sql.Tx) error {
		for _, o := range old {
			var gone bool // or read again, while it was being read here
			if err := tx.QueryRow(`SELECT NOT EXISTS (SELECT 1 FROM item WHERE id = ? AND vanished = 0) OR EXISTS (SELECT 1 FROM naming WHERE item = ?)`, o.item, o.item).Scan(&gone); err != nil {
				return err
			}
			if gone {
				continue
			}
			if err := name(tx, o.item, o.names); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`UPDATE naming_state SET at = ?`, at)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("learn names: %w", err)
	}
	return true, nil
}

// An oldText is whom a text names that was written earlier.
type oldText struct {
	item  string
	names []Named
}

// Bounds of one call of NameOld.
const (
	oldItems = 500
	oldBytes = 8 << 20
)

// oldTexts reads the next texts, without a transaction: writers go on meanwhile.
// at is where it ended, 0 when there was nothing left.
func (s *Store) oldTexts(ctx context.Context) (old []oldText, at int64, err error) {
	bytes := 0
	err = s.eachRow(ctx, func(rows *sql.Rows) error {
		var item string
		var text, bounds []byte
		if bytes > oldBytes {
			return nil
		}
		if err := rows.Scan(&at, &item, &text, &bounds); err != nil {
			return err
		}
		t, err := s.decodeText(text, bounds)
		if err != nil {
			return nil //nolint:nilerr // a damaged text names nobody; who needs the text itself will tell
		}
		bytes += len(t.Text)
		if names := s.namer(t); len(names) > 0 {
			old = append(old, oldText{item, names})
		}
		return nil
	}, `SELECT text.rowid, text.item, text.text, text.bounds FROM naming_state, text
		WHERE text.rowid > naming_state.at AND text.rowid <= naming_state.until ORDER BY text.rowid LIMIT ?`, oldItems)
	return old, at, err
}

// NamesLeft reports whether older texts are yet to be read by NameOld.
func (s *Store) NamesLeft(ctx context.Context) (bool, error) {
	left := false
	err := s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM naming_state, text WHERE text.rowid > naming_state.at AND text.rowid <= naming_state.until)`).Scan(&left)
	if err != nil {
		return false, fmt.Errorf("read directory: %w", err)
	}
	return left, nil
}

// Known returns whom the items name that have not vanished: those of lists and
// those that most items name first, most of them at most.
func (s *Store) Known(ctx context.Context, most int) ([]Named, error) {
	var out []Named
	err := s.eachRow(ctx, func(rows *sql.Rows) error {
		var n Named
		err := rows.Scan(&n.Name, &n.Email, &n.Post, &n.Listed, &n.Items)
		out = append(out, n)
		return err
	}, `SELECT name, email, post, listed, items FROM known ORDER BY listed DESC, items DESC, name, email, post LIMIT ?`, most)
	return out, err
}

// rename stores whom an item names now: nobody, when it has vanished. A new item
// has named nobody before.
func (s *Store) rename(tx *sql.Tx, item string, isNew bool, it documents.Item) error {
	if s.namer == nil {
		return nil
	}
	if !isNew {
		if err := unname(tx, item); err != nil {
			return err
		}
		vanished := false
		if err := tx.QueryRow(`SELECT vanished FROM item WHERE id = ?`, item).Scan(&vanished); err != nil || vanished {
			return err
		}
	}
	it = it.Unpack()
	return name(tx, item, s.namer(Text{Text: it.Text, Bounds: it.Bounds}))
}

// name adds whom an item names.
func name(tx *sql.Tx, item string, names []Named) error {
	if len(names) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(names))
	for _, n := range names {
		var id int64
		err := tx.QueryRow(`INSERT INTO known (name, email, post, listed, items) VALUES (?, ?, ?, ?, 1)
			ON CONFLICT (name, email, post, listed) DO UPDATE SET items = items + 1 RETURNING id`, n.Name, n.Email, n.Post, n.Listed).Scan(&id)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	_, err := tx.Exec(`INSERT INTO naming (item, known) VALUES (?, ?)`, item, packIDs(ids))
	return err
}

// unname takes back whom an item named.
func unname(tx *sql.Tx, item string) error {
	var packed []byte
	err := tx.QueryRow(`DELETE FROM naming WHERE item = ? RETURNING known`, item).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, id := range unpackIDs(packed) {
		if _, err := tx.Exec(`UPDATE known SET items = items - 1 WHERE id = ?`, id); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM known WHERE id = ? AND items <= 0`, id); err != nil {
			return err
		}
	}
	return nil
}

// unnameEntry takes back whom the items of an entry named.
func unnameEntry(tx *sql.Tx, entry int64) error {
	rows, err := tx.Query(`SELECT naming.item FROM item JOIN naming ON naming.item = item.id WHERE item.entry = ?`, entry)
	if err != nil {
		return err
	}
	var items []string
	for rows.Next() {
		var item string
		if err := rows.Scan(&item); err != nil {
			return errors.Join(err, rows.Close())
		}
		items = append(items, item)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, item := range items {
		if err := unname(tx, item); err != nil {
			return err
		}
	}
	return nil
}

// packIDs stores numbers as the differences between them, sorted.
func packIDs(ids []int64) []byte {
	slices.SortFunc(ids, cmp.Compare)
	out := make([]byte, 0, 3*len(ids))
	last := int64(0)
	for _, id := range ids {
		out = binary.AppendUvarint(out, uint64(id-last)) //nolint:gosec // sorted
		last = id
	}
	return out
}

func unpackIDs(packed []byte) []int64 {
	var ids []int64
	last := int64(0)
	for len(packed) > 0 {
		step, n := binary.Uvarint(packed)
		if n <= 0 {
			return ids
		}
		last += int64(step) //nolint:gosec // as it was packed
		ids, packed = append(ids, last), packed[n:]
	}
	return ids
}
