package catalogue

import (
	"context"
	"fmt"

	"sarsen/crawlers"
)

// A Tally counts the items of a source that are alike.
type Tally struct {
	Source    string
	State     crawlers.State
	Reason    string
	MediaType string
	Items     int
	Bytes     int64 // of files and messages, not of their parts
}

// Tallies counts the items that have not vanished, of a source or of all when
// it is "", by state, reason and media type. The sums are those of Coverage.
func (s *Store) Tallies(ctx context.Context, source string) ([]Tally, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT source, state, reason, media_type, count(*), sum(CASE WHEN parent = '' AND size > 0 THEN size ELSE 0 END)
		FROM item WHERE vanished = 0 AND (? = '' OR source = ?) GROUP BY source, state, reason, media_type ORDER BY source, state, reason, media_type`, source, source)
	if err != nil {
		return nil, fmt.Errorf("count items: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	var list []Tally
	for rows.Next() {
		var t Tally
		if err := rows.Scan(&t.Source, &t.State, &t.Reason, &t.MediaType, &t.Items, &t.Bytes); err != nil {
			return nil, fmt.Errorf("count items: %w", err)
		}
		list = append(list, t)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("count items: %w", err)
	}
	return list, nil
}
