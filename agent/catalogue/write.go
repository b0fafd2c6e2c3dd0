package catalogue

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"
	"unicode"

	"sarsen/agent/sqlite"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// A Unit is an entry with the items that were read from it, the entry's own
// (inner part "") first.
type Unit struct {
	Entry crawlers.Entry
	Items []documents.Item // none for the mark of a folder, see crawlers.Entry.Keys: it counts nowhere
	// More says that further units of this entry follow in this pass, each
	// with more of its items; the last one has it unset. Until that is written
	// the entry counts as not read, so that a pass cut off in between reads it
	// again.
	More bool
}

// Written is what Write stored: the items as the catalogue has them now, each
// with its text, and the IDs of those that have vanished from their entries.
type Written struct {
	Items []Item
	Texts []string // of Items
	Gone  []string
}

// IDs lists all items.
func (w Written) IDs() []string {
	ids := make([]string, 0, len(w.Items)+len(w.Gone))
	for _, i := range w.Items {
		ids = append(ids, i.ID)
	}
	return append(ids, w.Gone...)
}

// Write stores units in one transaction. What an entry held before and holds
// no longer has vanished. All items written are dirty.
func (s *Store) Write(p Pass, units []Unit) (Written, error) {
	var out Written
	keys := make([]string, 0, len(units))
	err := s.transact(func(tx *sql.Tx) error {
		w, err := s.newWriter(tx, p, &out)
		if err != nil {
			return err
		}
		for _, u := range units {
			keys = append(keys, u.Entry.Key)
			if err := w.unit(u); err != nil {
				return err
			}
		}
		if err := w.naming.finish(); err != nil {
			return err
		}
		return w.count()
	})
	if err != nil {
		return Written{}, fmt.Errorf("write to catalogue: %w", err)
	}
	if len(keys) > 0 {
		s.known.forget(keys...)
	}
	return out, nil
}

// A writer is one transaction of Write.
type writer struct {
	store        *Store
	tx           *sql.Tx
	pass         Pass
	out          *Written
	new, changed int
	naming       *naming

	find, add, change, item, text, held, related *sql.Stmt
}

func (s *Store) newWriter(tx *sql.Tx, p Pass, out *Written) (*writer, error) {
	names, err := s.newNaming(tx)
	if err != nil {
		return nil, err
	}
	w := &writer{store: s, tx: tx, pass: p, out: out, naming: names}
	for _, statement := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&w.find, `SELECT id FROM entry WHERE source = ? AND key = ?`},
		{&w.add, `INSERT INTO entry (source, key, path, part, locator, stamp, version, media_type, store, denied, sha256, first, pass)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&w.change, `UPDATE entry SET path = ?, part = ?, locator = ?, stamp = ?, version = ?, media_type = ?, store = ?, denied = ?,
			sha256 = ?, pass = ?, first = CASE WHEN vanished = 1 THEN ? ELSE first END, vanished = 0 WHERE id = ?`},
		{&w.item, `INSERT INTO item (id, entry, source, path, part, parent, family, name, media_type, title, author, owner,
			created, modified, state, reason, pages, size, sha256, text_hash, message_id, mail)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, path = excluded.path, part = excluded.part, parent = excluded.parent,
			family = excluded.family, name = excluded.name, media_type = excluded.media_type, title = excluded.title, author = excluded.author,
			owner = excluded.owner, created = excluded.created, modified = excluded.modified, state = excluded.state, reason = excluded.reason,
			pages = excluded.pages, size = excluded.size, sha256 = excluded.sha256, text_hash = excluded.text_hash,
			message_id = excluded.message_id, mail = excluded.mail, vanished = 0, dirty = 1`},
		{&w.text, `INSERT INTO text (item, text, bounds) VALUES (?, ?, ?)
			ON CONFLICT (item) DO UPDATE SET text = excluded.text, bounds = excluded.bounds`},
		{&w.held, `SELECT id FROM item WHERE entry = ? AND vanished = 0`},
		{&w.related, `INSERT OR IGNORE INTO related (name, item) VALUES (?, ?)`},
	} {
		if *statement.to, err = tx.Prepare(statement.sql); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// places are what is known of the items of an entry that were written, by
// inner part.
type places struct {
	row    int64
	isNew  bool
	items  map[string]place
	ids    map[string]bool // of items, where the entry was there before
	family string
	sha256 string
	denied bool
}

// place is what an item's parts take over from it.
type place struct {
	id, message string
	date        time.Time
}

func (w *writer) unit(u Unit) error {
	open := w.pass.run.open
	at, begun := open[u.Entry.Key]
	if begun && len(u.Items) > 0 && u.Items[0].Part == "" {
		begun = false // it is read again from the start
	}
	if !begun {
		at = &places{items: map[string]place{}}
		if len(u.Items) > 0 {
			at.sha256, at.denied = u.Items[0].SHA256, u.Items[0].State == crawlers.Denied
		}
	}
	if err := w.entry(u, at, begun); err != nil {
		return err
	}
	if !at.isNew && at.ids == nil {
		at.ids = map[string]bool{}
	}
	for _, it := range u.Items {
		if err := w.write(u.Entry, it, at); err != nil {
			return err
		}
	}
	if u.More {
		open[u.Entry.Key] = at
		return nil
	}
	delete(open, u.Entry.Key)
	if at.isNew {
		return nil
	}
	return w.vanish(at)
}

// entry writes the entry's own row; that it was read stands there only once
// all of it is.
func (w *writer) entry(u Unit, at *places, begun bool) error {
	e := u.Entry
	if begun && u.More {
		return nil
	}
	if u.More {
		e.Stamp = ""
	}
	if !begun {
		err := w.find.QueryRow(w.pass.Source, e.Key).Scan(&at.row)
		if errors.Is(err, sql.ErrNoRows) {
			at.isNew = true
			w.new += counted(u)
			res, err := w.add.Exec(w.pass.Source, e.Key, e.Path, e.Part, e.Locator, e.Stamp, documents.Version, e.MediaType, e.Store, at.denied,
				at.sha256, w.pass.ID, w.pass.ID)
			if err != nil {
				return err
			}
			at.row, err = res.LastInsertId()
			return err
		}
		if err != nil {
			return err
		}
		w.changed += counted(u)
	}
	_, err := w.change.Exec(e.Path, e.Part, e.Locator, e.Stamp, documents.Version, e.MediaType, e.Store, at.denied,
		at.sha256, w.pass.ID, w.pass.ID, at.row)
	return err
}

// counted is how many entries of the account a unit stands for.
func counted(u Unit) int { return min(len(u.Items), 1) }

// write stores one item.
func (w *writer) write(e crawlers.Entry, it documents.Item, at *places) error {
	holder, inner := at.holder(it.Part)
	it = w.store.amend(it)
	i := Item{
		ID: ItemID(w.pass.Source, e.Key, it.Part), Source: w.pass.Source, Path: e.Path, Part: JoinPart(e.Part, it.Part),
		Parent: holder.id, Name: it.Name, MediaType: it.MediaType, Title: it.Title, Author: it.Author, Owner: e.Owner,
		Created: it.Created, Modified: it.Modified, State: it.State, Reason: it.Reason, Pages: it.Pages, Size: it.Size,
		SHA256: it.SHA256, TextHash: textHash(it.Text), MessageID: holder.message, Mail: it.Mail, EntryKey: e.Key, EntrySHA256: at.sha256,
	}
	at.family = cmp.Or(at.family, i.ID)
	i.Family = at.family
	if !inner {
		i.Modified = either(i.Modified, e.Modified)
		if it.Mail == nil { // a message's is when it was sent, not when its file was made
			i.Created = either(i.Created, e.Created)
		}
	} else if i.Created.IsZero() && i.Modified.IsZero() {
		i.Modified = holder.date // an attachment has the date of its message
	}
	if i.Name == "" && !inner && e.Part == "" {
		i.Name = path.Base(e.Path)
	}
	here := place{id: i.ID, message: i.MessageID, date: i.Modified}
	mail := ""
	if it.Mail != nil {
		var err error
		if mail, err = encodeMail(*it.Mail, i.Title); err != nil {
			return err
		}
		i.MessageID = it.Mail.MessageID
		here.message, here.date = i.MessageID, either(i.Created, i.Modified)
		for _, name := range relations(it.Mail) {
			if _, err := w.related.Exec(name, i.ID); err != nil {
				return err
			}
		}
	}
	at.items[it.Part] = here
	if at.ids != nil {
		at.ids[i.ID] = true
	}
	if _, err := w.item.Exec(i.ID, at.row, i.Source, i.Path, i.Part, i.Parent, i.Family, i.Name, i.MediaType, i.Title, i.Author, i.Owner,
		sqlite.Time(i.Created), sqlite.Time(i.Modified), string(i.State), i.Reason, i.Pages, i.Size, i.SHA256, i.TextHash, i.MessageID, mail); err != nil {
		return err
	}
	if _, err := w.text.Exec(i.ID, w.store.enc.EncodeAll([]byte(it.Text), nil), w.store.encodeBounds(it)); err != nil {
		return err
	}
	if err := w.late(i.ID, at.isNew, it.Late); err != nil {
		return err
	}
	if err := w.naming.read(i.ID, at.isNew, it); err != nil {
		return err
	}
	w.out.Items, w.out.Texts = append(w.out.Items, i), append(w.out.Texts, it.Text)
	return nil
}

// vanish marks what the entry held before and was not written again.
func (w *writer) vanish(at *places) error {
	rows, err := w.held.Query(at.row)
	if err != nil {
		return err
	}
	var gone []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return errors.Join(err, rows.Close())
		}
		if !at.ids[id] {
			gone = append(gone, id)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, id := range gone {
		if _, err := w.tx.Exec(`UPDATE item SET vanished = 1, dirty = 1 WHERE id = ?`, id); err != nil {
			return err
		}
		if err := w.naming.forget(id); err != nil {
			return err
		}
	}
	w.out.Gone = append(w.out.Gone, gone...)
	return nil
}

// count adds to the figures of the pass.
func (w *writer) count() error {
	_, err := w.tx.Exec(`UPDATE pass SET new = new + ?, changed = changed + ? WHERE id = ?`, w.new, w.changed, w.pass.ID)
	return err
}

// holder returns the nearest item that holds the given part; inner is false
// for the entry's own.
func (p *places) holder(part string) (holder place, inner bool) {
	if part == "" {
		return place{}, false
	}
	for at := strings.LastIndexByte(part, '/'); at >= 0; at = strings.LastIndexByte(part[:at], '/') {
		if h, ok := p.items[part[:at]]; ok {
			return h, true
		}
	}
	return p.items[""], true
}

// either returns a, or b when a is not known.
func either(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// textHash is the hash of a text whose runs of white space are one space each;
// "" when there is nothing else in it.
func textHash(text string) string {
	h := sha256.New()
	even := bufio.NewWriter(h) // neither fails
	some := false
	for word := range strings.FieldsFuncSeq(text, unicode.IsSpace) {
		if some {
			_ = even.WriteByte(' ')
		}
		_, _ = even.WriteString(word)
		some = true
	}
	if !some {
		return ""
	}
	_ = even.Flush()
	return hex.EncodeToString(h.Sum(nil)[:16])
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
