package catalogue

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sarsen/agent/sqlite"
)

// KeepVanished is how long an item is kept that has vanished from its source: a
// share that comes back late, or a request that finds it, has it all the same.
const KeepVanished = 30 * 24 * time.Hour

// Purge deletes what a source no longer has: items that vanished more than
// KeepVanished before now, with their text and all that was recognised in them.
// The time counts from the first Purge that meets an item as vanished. Items in
// held stay, with all of their family. It returns how many it deleted, and
// writes nothing when nothing has vanished.
func (s *Store) Purge(ctx context.Context, source string, held map[string]bool, now time.Time) (deleted int, err error) {
	var some bool
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM item WHERE source = ? AND vanished = 1) OR EXISTS (SELECT 1 FROM vanished)`, source).Scan(&some)
	if err == nil && some {
		err = s.transact(func(tx *sql.Tx) error {
			names, err := s.newNaming(tx)
			if err != nil {
				return err
			}
			p := &purge{tx: tx, source: source, held: held, names: names}
			err = p.run(now)
			deleted = p.deleted
			return err
		})
		s.known.forget()
	}
	if err != nil {
		return 0, fmt.Errorf("delete what has vanished: %w", err)
	}
	return deleted, nil
}

// A purge is a Purge in its transaction.
type purge struct {
	tx      *sql.Tx
	source  string
	held    map[string]bool
	names   *naming
	deleted int
}

func (p *purge) run(now time.Time) error {
	if _, err := p.tx.Exec(`DELETE FROM vanished WHERE NOT EXISTS (SELECT 1 FROM item WHERE item.id = vanished.item AND item.vanished = 1)`); err != nil {
		return err
	}
	if _, err := p.tx.Exec(`INSERT OR IGNORE INTO vanished (item, since) SELECT id, ? FROM item WHERE source = ? AND vanished = 1`,
		sqlite.Time(now), p.source); err != nil {
		return err
	}
	old, err := p.expired(now.Add(-KeepVanished))
	if err != nil || len(old) == 0 {
		return err
	}
	kept, err := p.families()
	if err != nil {
		return err
	}
	for _, i := range old {
		if kept[i.family] {
			continue
		}
		if err := p.names.forget(i.id); err != nil {
			return err
		}
		if _, err := p.tx.Exec(`DELETE FROM item WHERE id = ?`, i.id); err != nil {
			return err
		}
		if _, err := p.tx.Exec(`DELETE FROM entry WHERE id = ? AND vanished = 1 AND NOT EXISTS (SELECT 1 FROM item WHERE entry = entry.id)`, i.entry); err != nil {
			return err
		}
		p.deleted++
	}
	if p.deleted == 0 {
		return nil
	}
	if err := p.names.finish(); err != nil {
		return err
	}
	for _, statement := range []string{
		`DELETE FROM drawing WHERE sha256 NOT IN (SELECT sha256 FROM item)`,
		`DELETE FROM recognition WHERE picture NOT IN (SELECT picture FROM drawing)`,
		`DELETE FROM related WHERE item NOT IN (SELECT id FROM item)`,
		`DELETE FROM conversion WHERE sha256 NOT IN (SELECT sha256 FROM item)`,
	} {
		if _, err := p.tx.Exec(statement); err != nil {
			return err
		}
	}
	return nil
}

type expired struct {
	id, family string
	entry      int64
}

// expired returns the items that had vanished by then, and that the index no
// longer has.
func (p *purge) expired(then time.Time) ([]expired, error) {
	rows, err := p.tx.Query(`SELECT item.id, item.family, item.entry FROM vanished JOIN item ON item.id = vanished.item
		WHERE item.source = ? AND item.dirty = 0 AND vanished.since < ?`, p.source, sqlite.Time(then))
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	var list []expired
	for rows.Next() {
		var i expired
		if err := rows.Scan(&i.id, &i.family, &i.entry); err != nil {
			return nil, err
		}
		list = append(list, i)
	}
	return list, rows.Err()
}

// families returns those that a held item belongs to.
func (p *purge) families() (map[string]bool, error) {
	kept := map[string]bool{}
	for id := range p.held {
		var family string
		err := p.tx.QueryRow(`SELECT coalesce((SELECT family FROM item WHERE id = ?), '')`, id).Scan(&family)
		if err != nil {
			return nil, err
		}
		kept[family] = true
	}
	return kept, nil
}
