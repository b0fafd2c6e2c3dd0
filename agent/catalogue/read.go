package catalogue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"sarsen/agent/sqlite"
	"sarsen/crawlers"
)

const columns = `item.id, item.source, item.path, item.part, item.parent, item.family, item.name, item.media_type, item.title, item.author,
	item.owner, item.created, item.modified, item.state, item.reason, item.pages, item.size, item.sha256, item.text_hash, item.message_id,
	item.mail, item.vanished, entry.key, entry.sha256`

func (s *Store) items(ctx context.Context, where string, args ...any) ([]Item, error) {
	var out []Item
	err := s.each(ctx, func(i Item) error {
		out = append(out, i)
		return nil
	}, where, args...)
	return out, err
}

func (s *Store) each(ctx context.Context, fn func(Item) error, where string, args ...any) error {
	rows, err := s.db.QueryContext(ctx, `SELECT `+columns+` FROM item JOIN entry ON entry.id = item.entry WHERE `+where, args...)
	if err != nil {
		return fmt.Errorf("read catalogue: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	for rows.Next() {
		i, err := scan(rows)
		if err != nil {
			return fmt.Errorf("read catalogue: %w", err)
		}
		if err := fn(i); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read catalogue: %w", err)
	}
	return nil
}

// scan reads the columns of an item, and more that follow them.
func scan(rows *sql.Rows, more ...any) (Item, error) {
	var i Item
	var created, modified, state, mail string
	err := rows.Scan(append([]any{
		&i.ID, &i.Source, &i.Path, &i.Part, &i.Parent, &i.Family, &i.Name, &i.MediaType, &i.Title, &i.Author,
		&i.Owner, &created, &modified, &state, &i.Reason, &i.Pages, &i.Size, &i.SHA256, &i.TextHash, &i.MessageID,
		&mail, &i.Vanished, &i.EntryKey, &i.EntrySHA256,
	}, more...)...)
	if err != nil {
		return Item{}, err
	}
	i.Created, i.Modified, i.State = sqlite.ParseTime(created), sqlite.ParseTime(modified), crawlers.State(state)
	if mail != "" {
		if i.Mail, err = decodeMail(mail, i.MessageID, i.Title); err != nil {
			return Item{}, err
		}
	}
	return i, nil
}

// Item returns one item, vanished or not.
func (s *Store) Item(ctx context.Context, id string) (Item, error) {
	found, err := s.items(ctx, `item.id = ?`, id)
	if err != nil {
		return Item{}, err
	}
	if len(found) == 0 {
		return Item{}, ErrNotFound
	}
	return found[0], nil
}

// Each calls fn for every item that has not vanished, by source, path and
// part. "" means all sources. fn must not call the store.
func (s *Store) Each(ctx context.Context, source string, fn func(Item) error) error {
	if source == "" {
		return s.each(ctx, fn, `item.vanished = 0`+inPlace)
	}
	return s.each(ctx, fn, `item.vanished = 0 AND item.source = ?`+inPlace, source)
}

// inPlace orders by item_place: to sort millions of items takes more memory than
// the database has.
const inPlace = ` ORDER BY item.source, item.path, item.part`

// EachNotRead calls fn for every item that is unread or partly read, by source,
// path and part. "" means all sources. fn must not call the store.
func (s *Store) EachNotRead(ctx context.Context, source string, fn func(Item) error) error {
	return s.each(ctx, fn, `item.vanished = 0 AND item.state NOT IN ('indexed', 'empty') AND (? = '' OR item.source = ?)`+inPlace, source, source)
}

// Entry returns the entry that an item was read from, fit for Source.Open, and
// the item's place inside it.
func (s *Store) Entry(ctx context.Context, id string) (crawlers.Entry, string, error) {
	var e crawlers.Entry
	var part string
	err := s.db.QueryRowContext(ctx, `SELECT entry.key, entry.path, entry.part, entry.locator, entry.stamp, entry.media_type, entry.store, item.part
		FROM item JOIN entry ON entry.id = item.entry WHERE item.id = ?`, id).
		Scan(&e.Key, &e.Path, &e.Part, &e.Locator, &e.Stamp, &e.MediaType, &e.Store, &part)
	if errors.Is(err, sql.ErrNoRows) {
		return crawlers.Entry{}, "", ErrNotFound
	}
	if err != nil {
		return crawlers.Entry{}, "", fmt.Errorf("read entry: %w", err)
	}
	e.Size = -1
	if e.Part != "" {
		part = strings.TrimPrefix(strings.TrimPrefix(part, e.Part), "/")
	}
	return e, part, nil
}

// Coverage is the account of a source: Seen is the sum of all others.
type Coverage struct {
	Source   string
	Last     Pass // the last pass that finished; zero when none did
	Running  bool // a later pass was begun and has not finished
	Seen     int
	ByState  map[crawlers.State]int
	Vanished int
	Bytes    int64
}

// Live counts the items that have not vanished, of all sources: those that the
// index has to hold.
func (s *Store) Live(ctx context.Context) (int, error) {
	n := 0
	if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM item WHERE vanished = 0`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count items: %w", err)
	}
	return n, nil
}

// Coverage counts the items of a source by state.
func (s *Store) Coverage(ctx context.Context, source string) (Coverage, error) {
	c := Coverage{Source: source, ByState: map[crawlers.State]int{}}
	rows, err := s.db.QueryContext(ctx, `SELECT state, vanished, count(*), sum(CASE WHEN parent = '' AND size > 0 THEN size ELSE 0 END)
		FROM item WHERE source = ? GROUP BY state, vanished`, source)
	if err != nil {
		return c, fmt.Errorf("read coverage: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	for rows.Next() {
		var state string
		var vanished bool
		var n int
		var bytes int64
		if err := rows.Scan(&state, &vanished, &n, &bytes); err != nil {
			return c, fmt.Errorf("read coverage: %w", err)
		}
		if vanished {
			c.Vanished += n
			continue
		}
		c.ByState[crawlers.State(state)] += n
		c.Seen += n
		c.Bytes += bytes
	}
	if err := rows.Err(); err != nil {
		return c, fmt.Errorf("read coverage: %w", err)
	}
	c.Last, c.Running, err = s.lastPass(ctx, source)
	return c, err
}

func (s *Store) lastPass(ctx context.Context, source string) (last Pass, running bool, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, location, number, started, finished, new, changed, moved, gone FROM pass
		WHERE source = ? ORDER BY number DESC LIMIT 2`, source)
	if err != nil {
		return Pass{}, false, fmt.Errorf("read passes: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	for rows.Next() {
		p := Pass{Source: source}
		var started, finished string
		if err := rows.Scan(&p.ID, &p.Location, &p.Number, &started, &finished, &p.New, &p.Changed, &p.Moved, &p.Gone); err != nil {
			return Pass{}, false, fmt.Errorf("read passes: %w", err)
		}
		p.Started, p.Finished = sqlite.ParseTime(started), sqlite.ParseTime(finished)
		if p.Finished.IsZero() {
			running = true
			continue
		}
		return p, running, rows.Err()
	}
	return Pass{}, running, rows.Err()
}

// Totals tells how many entries a source has and how many bytes they hold: what
// the next pass may expect.
func (s *Store) Totals(ctx context.Context, source string) (entries int, bytes int64, err error) {
	if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM entry WHERE source = ? AND vanished = 0`, source).Scan(&entries); err != nil {
		return 0, 0, fmt.Errorf("count entries: %w", err)
	}
	if err := s.db.QueryRowContext(ctx, `SELECT coalesce(sum(size), 0) FROM item WHERE source = ? AND vanished = 0 AND parent = '' AND size > 0`, source).Scan(&bytes); err != nil {
		return 0, 0, fmt.Errorf("count bytes: %w", err)
	}
	return entries, bytes, nil
}
