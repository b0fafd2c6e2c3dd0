package catalogue

import (
	"context"
	"database/sql"
	"fmt"
)

// LiveBySource counts the items that have not vanished, by source: those that
// the index has to hold.
func (s *Store) LiveBySource(ctx context.Context) (map[string]int, error) {
	counts := map[string]int{}
	err := s.eachRow(ctx, func(rows *sql.Rows) error {
		var source string
		var n int
		err := rows.Scan(&source, &n)
		counts[source] = n
		return err
	}, `SELECT source, count(*) FROM item WHERE vanished = 0 GROUP BY source`)
	return counts, err
}

// EachLive calls fn with the ID and source of every item that has not vanished,
// in no particular order.
func (s *Store) EachLive(ctx context.Context, fn func(id, source string) error) error {
	return s.eachRow(ctx, func(rows *sql.Rows) error {
		var id, source string
		if err := rows.Scan(&id, &source); err != nil {
			return err
		}
		return fn(id, source)
	}, `SELECT id, source FROM item WHERE vanished = 0`)
}

// CountDirty counts the items that the index does not have as they stand.
func (s *Store) CountDirty(ctx context.Context) (int, error) {
	n := 0
	if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM item WHERE dirty = 1`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count items: %w", err)
	}
	return n, nil
}

// MarkDirty marks items for indexing.
func (s *Store) MarkDirty(ids []string) error {
	err := s.transact(func(tx *sql.Tx) error {
		mark, err := tx.Prepare(`UPDATE item SET dirty = 1 WHERE id = ?`)
		if err != nil {
			return err
		}
		defer mark.Close() //nolint:errcheck // with the transaction
		for _, id := range ids {
			if _, err := mark.Exec(id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("mark items for indexing: %w", err)
	}
	return nil
}

func (s *Store) eachRow(ctx context.Context, fn func(*sql.Rows) error, query string, args ...any) error {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("read catalogue: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	for rows.Next() {
		if err := fn(rows); err != nil {
			return fmt.Errorf("read catalogue: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read catalogue: %w", err)
	}
	return nil
}
