package catalogue

import (
	"cmp"
	"database/sql"
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"sarsen/crawlers/documents"
)

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
