package catalogue

import (
	"context"
	"encoding/json"
	"fmt"
)

// InOrder returns those of the given items that are there, vanished or not, in
// the order in which they lie on disk: to be read so.
func (s *Store) InOrder(ctx context.Context, ids []string) ([]string, error) {
	return s.ids(ctx, `SELECT id FROM item WHERE id IN (SELECT value FROM json_each(?)) ORDER BY rowid`, ids)
}

// Read calls fn for those of the given items that are there, vanished or not,
// with their texts, in no particular order: all by one query, one at a time in
// memory. Several may read at once. fn must not call the store.
func (s *Store) Read(ctx context.Context, ids []string, fn func(Item, Text) error) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return fmt.Errorf("read catalogue: %w", err)
	}
	rows, err := s.db.QueryContext(ctx, `SELECT `+columns+`, text.text, text.bounds FROM item JOIN entry ON entry.id = item.entry
		JOIN text ON text.item = item.id WHERE item.id IN (SELECT value FROM json_each(?))`, string(list))
	if err != nil {
		return fmt.Errorf("read catalogue: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	for rows.Next() {
		var packed, bounds []byte
		item, err := scan(rows, &packed, &bounds)
		if err != nil {
			return fmt.Errorf("read catalogue: %w", err)
		}
		text, err := s.decodeText(packed, bounds)
		if err != nil {
			return err
		}
		if err := fn(item, text); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read catalogue: %w", err)
	}
	return nil
}

// Related returns the items that are messages with one of the given message IDs
// as that of the first of their conversation, which may be themselves, or of the
// one that they answer, or as Outlook's number of the conversation. They are
// sorted; some may have vanished or be gone.
func (s *Store) Related(ctx context.Context, names []string) ([]string, error) {
	return s.ids(ctx, `SELECT DISTINCT item FROM related WHERE name IN (SELECT value FROM json_each(?)) ORDER BY item`, names)
}

func (s *Store) ids(ctx context.Context, query string, among []string) ([]string, error) {
	list, err := json.Marshal(among)
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	rows, err := s.db.QueryContext(ctx, query, string(list))
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	var out []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("read catalogue: %w", err)
		}
		out = append(out, id)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	return out, nil
}
