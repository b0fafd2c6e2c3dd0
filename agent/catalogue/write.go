package catalogue

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"sarsen/agent/sqlite"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// A Known says what the catalogue has of an entry.
type Known struct {
	Stamp    string
	Version  int
	Store    bool
	Vanished bool
	// Locator tells a Maildir message whose flags, and with them its file
	// name, have changed.
	Locator string
}

// A Unit is an entry with the items that were read from it, the entry's own
// (inner part "") first.
type Unit struct {
	Entry crawlers.Entry
	Items []documents.Item
}

// BeginPass starts a pass over a source, or goes on with the one that was cut
// off.
func (s *Store) BeginPass(source, location string, now time.Time) (Pass, error) {
	p := Pass{Source: source, Location: location, Started: now}
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

// Lookup returns what is known of an entry, by its key.
func (s *Store) Lookup(ctx context.Context, source, key string) (Known, bool, error) {
	var k Known
	err := s.db.QueryRowContext(ctx, `SELECT stamp, version, store, vanished, locator FROM entry WHERE source = ? AND key = ?`, source, key).
		Scan(&k.Stamp, &k.Version, &k.Store, &k.Vanished, &k.Locator)
	if errors.Is(err, sql.ErrNoRows) {
		return Known{}, false, nil
	}
	if err != nil {
		return Known{}, false, fmt.Errorf("look up entry: %w", err)
	}
	return k, true, nil
}

// Seen marks entries, by key, as met in the pass without reading them again,
// and stores, by path, with all their messages.
func (s *Store) Seen(p Pass, keys []string, stores []string) error {
	err := s.transact(func(tx *sql.Tx) error {
		for _, key := range keys {
			if _, err := tx.Exec(`UPDATE entry SET pass = ? WHERE source = ? AND key = ?`, p.ID, p.Source, key); err != nil {
				return err
			}
		}
		for _, store := range stores {
			if _, err := tx.Exec(`UPDATE entry SET pass = ? WHERE source = ? AND path = ? AND vanished = 0`, p.ID, p.Source, store); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("mark entries as seen: %w", err)
	}
	return nil
}

// Write stores units in one transaction. What an entry held before and holds
// no longer has vanished. All items written are dirty.
func (s *Store) Write(p Pass, units []Unit) error {
	err := s.transact(func(tx *sql.Tx) error {
		for _, u := range units {
			if err := s.writeUnit(tx, p, u); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write to catalogue: %w", err)
	}
	return nil
}

func (s *Store) writeUnit(tx *sql.Tx, p Pass, u Unit) error {
	e := u.Entry
	sum := ""
	if len(u.Items) > 0 {
		sum = u.Items[0].SHA256
	}
	denied := len(u.Items) > 0 && u.Items[0].State == crawlers.Denied
	var id int64
	var isNew bool
	err := tx.QueryRow(`SELECT id FROM entry WHERE source = ? AND key = ?`, p.Source, e.Key).Scan(&id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		isNew = true
		res, err := tx.Exec(`INSERT INTO entry (source, key, path, part, locator, stamp, version, media_type, store, denied, sha256, first, pass)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			p.Source, e.Key, e.Path, e.Part, e.Locator, e.Stamp, documents.Version, e.MediaType, e.Store, denied, sum, p.ID, p.ID)
		if err != nil {
			return err
		}
		if id, err = res.LastInsertId(); err != nil {
			return err
		}
	case err != nil:
		return err
	default:
		if _, err := tx.Exec(`UPDATE entry SET path = ?, part = ?, locator = ?, stamp = ?, version = ?, media_type = ?, store = ?, denied = ?,
			sha256 = ?, pass = ?, first = CASE WHEN vanished = 1 THEN ? ELSE first END, vanished = 0 WHERE id = ?`,
			e.Path, e.Part, e.Locator, e.Stamp, documents.Version, e.MediaType, e.Store, denied, sum, p.ID, p.ID, id); err != nil {
			return err
		}
	}
	column := "changed"
	if isNew {
		column = "new"
	}
	if _, err := tx.Exec(`UPDATE pass SET `+column+` = `+column+` + 1 WHERE id = ?`, p.ID); err != nil {
		return err
	}
	// What is not written again below has gone from the entry.
	if _, err := tx.Exec(`UPDATE item SET vanished = 1, dirty = 1 WHERE entry = ?`, id); err != nil {
		return err
	}
	return s.writeItems(tx, p.Source, id, u)
}

func (s *Store) writeItems(tx *sql.Tx, source string, entry int64, u Unit) error {
	e := u.Entry
	ids := map[string]string{}      // inner part → item ID
	messages := map[string]string{} // inner part → message ID
	dates := map[string]time.Time{} // inner part → what its parts are dated by
	family := ""
	for n, it := range u.Items {
		id := ItemID(source, e.Key, it.Part)
		if n == 0 {
			family = id
		}
		holder := parentPart(it.Part, ids)
		parent := ids[holder]
		ids[it.Part] = id
		messageID := messages[holder]
		mail := ""
		if it.Mail != nil {
			raw, err := json.Marshal(it.Mail)
			if err != nil {
				return err
			}
			mail = string(raw)
			messageID = it.Mail.MessageID
		}
		messages[it.Part] = messageID
		created, modified := it.Created, it.Modified
		if it.Part == "" {
			created, modified = either(created, e.Created), either(modified, e.Modified)
		} else if created.IsZero() && modified.IsZero() {
			modified = dates[holder] // an attachment has the date of its message
		}
		dates[it.Part] = modified
		if it.Mail != nil {
			dates[it.Part] = either(created, modified)
		}
		name := it.Name
		if name == "" && it.Part == "" && e.Part == "" {
			name = path.Base(e.Path)
		}
		textHash := ""
		if strings.TrimSpace(it.Text) != "" {
			h := sha256.Sum256([]byte(strings.Join(strings.Fields(it.Text), " ")))
			textHash = hex.EncodeToString(h[:16])
		}
		if _, err := tx.Exec(`INSERT OR REPLACE INTO item (id, entry, source, path, part, parent, family, name, media_type, title, author, owner,
			created, modified, state, reason, pages, size, sha256, text_hash, message_id, mail, vanished, dirty)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1)`,
			id, entry, source, e.Path, JoinPart(e.Part, it.Part), parent, family, name, it.MediaType, it.Title, it.Author, e.Owner,
			sqlite.Time(created), sqlite.Time(modified), string(it.State), it.Reason, it.Pages, it.Size, it.SHA256, textHash, messageID, mail); err != nil {
			return err
		}
		bounds, err := json.Marshal(it.Bounds)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT OR REPLACE INTO body (item, text, bounds) VALUES (?, ?, ?)`,
			id, s.enc.EncodeAll([]byte(it.Text), nil), s.enc.EncodeAll(bounds, nil)); err != nil {
			return err
		}
	}
	return nil
}

// either returns a, or b when a is not known.
func either(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// parentPart finds the nearest part that holds the given one.
func parentPart(part string, known map[string]string) string {
	for at := strings.LastIndexByte(part, '/'); at >= 0; at = strings.LastIndexByte(part[:at], '/') {
		if _, ok := known[part[:at]]; ok {
			return part[:at]
		}
	}
	return ""
}

// Dirty returns up to limit items, vanished ones included, that the index does
// not have as they stand.
func (s *Store) Dirty(ctx context.Context, limit int) ([]Item, error) {
	return s.items(ctx, `item.dirty = 1 ORDER BY item.id LIMIT ?`, limit)
}

// Clean marks items as being in the index as they stand.
func (s *Store) Clean(ids []string) error {
	err := s.transact(func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.Exec(`UPDATE item SET dirty = 0 WHERE id = ?`, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("mark items as indexed: %w", err)
	}
	return nil
}

// AllDirty marks every item for indexing: before an index is rebuilt.
func (s *Store) AllDirty() error {
	if _, err := s.db.Exec(`UPDATE item SET dirty = 1`); err != nil {
		return fmt.Errorf("mark items for indexing: %w", err)
	}
	return nil
}

// EndPass closes a pass whose walk was complete: entries it did not meet have
// vanished, except those below a folder, and messages of a store, that could
// not be listed this time: nothing new is known of them.
func (s *Store) EndPass(p Pass, now time.Time) (Pass, error) {
	err := s.transact(func(tx *sql.Tx) error {
		if err := keepBelowDenied(tx, p); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE item SET vanished = 1, dirty = 1 WHERE vanished = 0 AND entry IN
			(SELECT id FROM entry WHERE source = ? AND pass <> ? AND vanished = 0)`, p.Source, p.ID); err != nil {
			return err
		}
		// A vanished entry whose bytes were met first in this pass has moved.
		if err := tx.QueryRow(`SELECT count(*) FROM entry old WHERE old.source = ? AND old.pass <> ? AND old.vanished = 0 AND old.sha256 <> ''
			AND EXISTS (SELECT 1 FROM entry new WHERE new.source = old.source AND new.first = ? AND new.sha256 = old.sha256)`,
			p.Source, p.ID, p.ID).Scan(&p.Moved); err != nil {
			return err
		}
		res, err := tx.Exec(`UPDATE entry SET vanished = 1 WHERE source = ? AND pass <> ? AND vanished = 0`, p.Source, p.ID)
		if err != nil {
			return err
		}
		gone, err := res.RowsAffected()
		if err != nil {
			return err
		}
		p.Gone, p.Finished = int(gone), now
		if _, err := tx.Exec(`UPDATE pass SET finished = ?, moved = ?, gone = ? WHERE id = ?`, sqlite.Time(now), p.Moved, p.Gone, p.ID); err != nil {
			return err
		}
		return tx.QueryRow(`SELECT new, changed FROM pass WHERE id = ?`, p.ID).Scan(&p.New, &p.Changed)
	})
	if err != nil {
		return p, fmt.Errorf("end pass: %w", err)
	}
	return p, nil
}

func keepBelowDenied(tx *sql.Tx, p Pass) error {
	_, err := tx.Exec(`UPDATE entry SET pass = ? WHERE source = ? AND pass <> ? AND vanished = 0 AND EXISTS
		(SELECT 1 FROM entry d WHERE d.source = entry.source AND d.pass = ? AND d.denied = 1
			AND (d.path = '.' OR d.path = entry.path AND entry.part <> ''
				OR substr(entry.path, 1, length(d.path) + 1) = d.path || '/'))`,
		p.ID, p.Source, p.ID, p.ID)
	return err
}

func (s *Store) transact(fn func(*sql.Tx) error) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
