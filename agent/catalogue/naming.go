package catalogue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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
		if err := s.inNaming(tx, func(n *naming) error { return n.addOld(old) }); err != nil {
			return err
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

// addOld adds whom older texts name, but for those that are gone or were written
// again while they were being read.
func (n *naming) addOld(old []oldText) error {
	for _, o := range old {
		var gone bool
		err := n.tx.QueryRow(`SELECT NOT EXISTS (SELECT 1 FROM item WHERE id = ? AND vanished = 0) OR EXISTS (SELECT 1 FROM naming WHERE item = ?)`, o.item, o.item).Scan(&gone)
		if err == nil && !gone {
			err = n.add(o.item, o.names)
		}
		if err != nil {
			return err
		}
	}
	return nil
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
