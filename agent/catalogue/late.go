package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"sarsen/crawlers/documents"
)

// late keeps what of an item is left for other programs, and forgets what was
// left of its last version.
func (w *writer) late(id string, isNew bool, late *documents.Late) error {
	if late == nil {
		if isNew {
			return nil
		}
		_, err := w.tx.Exec(`DELETE FROM late WHERE item = ?`, id)
		return err
	}
	raw, err := json.Marshal(late)
	if err != nil {
		return err
	}
	_, err = w.tx.Exec(`INSERT OR REPLACE INTO late (item, source, convert, work, done) VALUES (?, ?, ?, ?, '')`, id, w.pass.Source, late.Convert != "", string(raw))
	return err
}

// A Pending is an item of which something is left to do.
type Pending struct {
	Item
	Late documents.Late
}

// Helpers are what other programs can do at present: a name for the settings
// with which pages are recognised, and one for those with which documents are
// converted; "" for what cannot be done. What was done or tried with one
// setting is not tried again with it.
type Helpers struct{ OCR, Office string }

// pending selects what the helpers have not yet done. Items of the same bytes
// follow each other, so that the work is done once.
const pending = `late.source = ? AND item.vanished = 0 AND (convert = 0 AND ? <> '' AND done <> ? OR convert = 1 AND ? <> '' AND done <> ?)`

func (h Helpers) args(source string) []any { return []any{source, h.OCR, h.OCR, h.Office, h.Office} }

// Pending lists up to limit items of a source for which the helpers have
// something to do, with IDs after the given one.
func (s *Store) Pending(ctx context.Context, source string, h Helpers, after string, limit int) ([]Pending, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT late.item, late.work FROM late JOIN item ON item.id = late.item
		WHERE `+pending+` AND late.item > ? ORDER BY late.item LIMIT ?`, append(h.args(source), after, limit)...)
	if err != nil {
		return nil, fmt.Errorf("list what is pending: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	var out []Pending
	for rows.Next() {
		var p Pending
		var work []byte
		if err := rows.Scan(&p.ID, &work); err != nil {
			return nil, fmt.Errorf("list what is pending: %w", err)
		}
		if err := json.Unmarshal(work, &p.Late); err != nil {
			return nil, fmt.Errorf("list what is pending: %w", err)
		}
		out = append(out, p)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list what is pending: %w", err)
	}
	for i := range out {
		if out[i].Item, err = s.Item(ctx, out[i].ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// CountPending counts the items of a source for which the helpers have
// something to do, and the pages and documents that are.
func (s *Store) CountPending(ctx context.Context, source string, h Helpers) (items, pages int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(max(1, coalesce(json_array_length(late.work, '$.scans'), 0))), 0)
		FROM late JOIN item ON item.id = late.item WHERE `+pending, h.args(source)...).Scan(&items, &pages)
	if err != nil {
		return 0, 0, fmt.Errorf("count what is pending: %w", err)
	}
	return items, pages, nil
}

// Left counts what no helper has tried yet, of all sources: pages to be
// recognised and documents to be converted.
func (s *Store) Left(ctx context.Context) (pages, documents int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT coalesce(sum(CASE WHEN convert = 0 THEN json_array_length(work, '$.scans') END), 0), coalesce(sum(convert), 0)
		FROM late JOIN item ON item.id = late.item WHERE late.done = '' AND item.vanished = 0`).Scan(&pages, &documents)
	if err != nil {
		return 0, 0, fmt.Errorf("count what is left: %w", err)
	}
	return pages, documents, nil
}

// Finish stores what became of a pending item: its text, bounds, pages, state
// and reason. With names the helpers' settings, so that it is not pending for
// them any more. An item that was read again meanwhile is left alone.
func (s *Store) Finish(p Pending, it documents.Item, with string) error {
	it.SHA256 = p.SHA256
	it = s.amend(it)
	err := s.transact(func(tx *sql.Tx) error {
		res, err := tx.Exec(`UPDATE late SET done = ? WHERE item = ? AND EXISTS (SELECT 1 FROM item WHERE id = ? AND sha256 = ?)`, with, p.ID, p.ID, p.SHA256)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		if p.State == it.State && p.Reason == it.Reason && p.TextHash == textHash(it.Text) {
			return nil // nothing new
		}
		if _, err := tx.Exec(`UPDATE item SET state = ?, reason = ?, pages = ?, text_hash = ?, dirty = 1 WHERE id = ?`,
			string(it.State), it.Reason, it.Pages, textHash(it.Text), p.ID); err != nil {
			return err
		}
		if _, err = tx.Exec(`UPDATE text SET text = ?, bounds = ? WHERE item = ?`, s.enc.EncodeAll([]byte(it.Text), nil), s.encodeBounds(it), p.ID); err != nil {
			return err
		}
		return s.reread(tx, p.ID, it)
	})
	if err != nil {
		return fmt.Errorf("store what was recognised: %w", err)
	}
	return nil
}

// Recognition returns what was recognised with the given languages and engine
// on the picture of that hash, if it ever was.
func (s *Store) Recognition(ctx context.Context, picture, languages, engine string) (r documents.Recognition, ok bool, err error) {
	return s.recognition(ctx, `SELECT page FROM recognition WHERE picture = ? AND languages = ? AND engine = ?`, picture, languages, engine)
}

// RecognitionOf returns what was recognised with the given languages on a page
// of the document of that hash, drawn with dpi.
func (s *Store) RecognitionOf(ctx context.Context, sha256 string, page, dpi int, languages string) (r documents.Recognition, ok bool, err error) {
	return s.recognition(ctx, `SELECT recognition.page FROM drawing JOIN recognition ON recognition.picture = drawing.picture
		WHERE drawing.sha256 = ? AND drawing.page = ? AND drawing.dpi = ? AND recognition.languages = ? ORDER BY recognition.rowid DESC LIMIT 1`,
		sha256, page, dpi, languages)
}

// Words returns what was recognised last on a page, from 1, of an item: its
// text with the place of every word. ErrNotFound says that nothing was.
func (s *Store) Words(ctx context.Context, item string, page int) (documents.Recognition, error) {
	r, ok, err := s.recognition(ctx, `SELECT recognition.page FROM item JOIN drawing ON drawing.sha256 = item.sha256
		JOIN recognition ON recognition.picture = drawing.picture WHERE item.id = ? AND drawing.page = ? ORDER BY recognition.rowid DESC LIMIT 1`, item, page)
	if err == nil && !ok {
		err = ErrNotFound
	}
	return r, err
}

func (s *Store) recognition(ctx context.Context, query string, args ...any) (r documents.Recognition, ok bool, err error) {
	if ok, err = s.unpack(ctx, &r, query, args...); err != nil {
		return r, false, fmt.Errorf("look up recognised page: %w", err)
	}
	return r, ok, nil
}

// unpack reads one packed value into v; ok is false when there is none.
func (s *Store) unpack(ctx context.Context, v any, query string, args ...any) (ok bool, err error) {
	var packed []byte
	err = s.db.QueryRowContext(ctx, query, args...).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	raw, err := s.dec.DecodeAll(packed, nil)
	if err != nil {
		return false, err
	}
	return true, json.Unmarshal(raw, v)
}

// pack is what unpack reads.
func (s *Store) pack(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return s.enc.EncodeAll(raw, nil), nil
}

// Drawn remembers which picture a page of a document is, drawn with dpi.
func (s *Store) Drawn(sha256 string, page, dpi int, picture string) error {
	if _, err := s.db.Exec(`INSERT OR REPLACE INTO drawing (sha256, page, dpi, picture) VALUES (?, ?, ?, ?)`, sha256, page, dpi, picture); err != nil {
		return fmt.Errorf("remember page: %w", err)
	}
	return nil
}

// KeepRecognition stores what was recognised on a picture.
func (s *Store) KeepRecognition(picture, languages, engine string, r documents.Recognition) error {
	packed, err := s.pack(r)
	if err == nil {
		_, err = s.db.Exec(`INSERT OR REPLACE INTO recognition (picture, languages, engine, page) VALUES (?, ?, ?, ?)`, picture, languages, engine, packed)
	}
	if err != nil {
		return fmt.Errorf("store recognised page: %w", err)
	}
	return nil
}

// Conversion returns what the document of that hash held when it was converted
// by the given engine, if it ever was.
func (s *Store) Conversion(ctx context.Context, sha256, engine string) (it documents.Item, ok bool, err error) {
	if ok, err = s.unpack(ctx, &it, `SELECT item FROM conversion WHERE sha256 = ? AND engine = ?`, sha256, engine); err != nil {
		return it, false, fmt.Errorf("look up converted document: %w", err)
	}
	return it, ok, nil
}

// KeepConversion stores what a converted document held.
func (s *Store) KeepConversion(sha256, engine string, it documents.Item) error {
	packed, err := s.pack(it)
	if err == nil {
		_, err = s.db.Exec(`INSERT OR REPLACE INTO conversion (sha256, engine, item) VALUES (?, ?, ?)`, sha256, engine, packed)
	}
	if err != nil {
		return fmt.Errorf("store converted document: %w", err)
	}
	return nil
}
