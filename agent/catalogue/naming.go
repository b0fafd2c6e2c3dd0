package catalogue

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
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

// A naming changes whom items name, in one transaction. What it counts is written
// by finish: the same few people are in most of the items that are written together.
type naming struct {
	store *Store
	tx    *sql.Tx
	ids   map[Named]int64 // known already, with Items 0
	delta map[int64]int   // of known.items

	find, count, keep, drop *sql.Stmt
}

func (s *Store) newNaming(tx *sql.Tx) (*naming, error) {
	n := &naming{store: s, tx: tx, ids: map[Named]int64{}, delta: map[int64]int{}}
	for _, statement := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&n.find, `INSERT INTO known (name, email, post, listed, items) VALUES (?, ?, ?, ?, 0)
			ON CONFLICT (name, email, post, listed) DO UPDATE SET items = items RETURNING id`},
		{&n.count, `UPDATE known SET items = items + ? WHERE id = ?`},
		{&n.keep, `INSERT INTO naming (item, known) VALUES (?, ?) ON CONFLICT (item) DO NOTHING`},
		{&n.drop, `DELETE FROM naming WHERE item = ? RETURNING known`},
	} {
		var err error
		if *statement.to, err = tx.Prepare(statement.sql); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// inNaming runs fn and writes what it counted.
func (s *Store) inNaming(tx *sql.Tx, fn func(*naming) error) error {
	n, err := s.newNaming(tx)
	if err != nil {
		return err
	}
	if err := fn(n); err != nil {
		return err
	}
	return n.finish()
}

// read stores whom an item names now: nobody, when it has vanished. A new item has
// named nobody before.
func (n *naming) read(item string, isNew bool, it documents.Item) error {
	if n.store.namer == nil {
		return nil
	}
	if !isNew {
		if err := n.forget(item); err != nil {
			return err
		}
		vanished := false
		if err := n.tx.QueryRow(`SELECT vanished FROM item WHERE id = ?`, item).Scan(&vanished); err != nil || vanished {
			return err
		}
	}
	it = it.Unpack()
	return n.add(item, n.store.namer(Text{Text: it.Text, Bounds: it.Bounds}))
}

// reread is read for one item that was there.
func (s *Store) reread(tx *sql.Tx, item string, it documents.Item) error {
	return s.inNaming(tx, func(n *naming) error { return n.read(item, false, it) })
}

// add adds whom an item names.
func (n *naming) add(item string, names []Named) error {
	if len(names) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(names))
	for _, who := range names {
		who.Items = 0
		id, ok := n.ids[who]
		if !ok {
			if err := n.find.QueryRow(who.Name, who.Email, who.Post, who.Listed).Scan(&id); err != nil {
				return err
			}
			n.ids[who] = id
		}
		ids = append(ids, id)
	}
	res, err := n.keep.Exec(item, packIDs(ids))
	if err != nil {
		return err
	}
	kept, err := res.RowsAffected() // 0 where an entry has two items of one place
	for _, id := range ids {
		n.delta[id] += int(kept)
	}
	return err
}

// forget takes back whom an item named.
func (n *naming) forget(item string) error {
	var packed []byte
	err := n.drop.QueryRow(item).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, id := range unpackIDs(packed) {
		n.delta[id]--
	}
	return nil
}

// forgetEntry takes back whom the items of an entry named.
func (n *naming) forgetEntry(entry int64) error {
	rows, err := n.tx.Query(`SELECT naming.item FROM item JOIN naming ON naming.item = item.id WHERE item.entry = ?`, entry)
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
		if err := n.forget(item); err != nil {
			return err
		}
	}
	return nil
}

// finish writes what was counted, and deletes those whom no item names any more.
func (n *naming) finish() error {
	for _, id := range slices.Sorted(maps.Keys(n.delta)) {
		delta := n.delta[id]
		if delta != 0 {
			if _, err := n.count.Exec(delta, id); err != nil {
				return err
			}
		}
		if delta > 0 {
			continue
		}
		if _, err := n.tx.Exec(`DELETE FROM known WHERE id = ? AND items <= 0`, id); err != nil {
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
