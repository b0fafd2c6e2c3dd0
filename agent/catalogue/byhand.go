package catalogue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
)

// ByHand labels the bound around text that an officer added to an item.
const ByHand = "added by hand"

// SetByHand gives the store a function that tells the text that an officer
// added to an item, by the hash of its bytes; "" for none. It is asked whenever
// an item is written, so that such text outlives every pass. Call it before the
// first write.
func (s *Store) SetByHand(text func(sha256 string) string) { s.byHand = text }

// amend adds what was added by hand to the text of an item, or takes it away.
func (s *Store) amend(it documents.Item) documents.Item {
	it.Text, it.Bounds = WithoutByHand(it.Text, it.Bounds) // none of them is packed yet
	if s.byHand == nil || it.SHA256 == "" {
		return it
	}
	added := s.byHand(it.SHA256)
	if added == "" {
		return it
	}
	it = it.Unpack()
	if it.Text != "" && !strings.HasSuffix(it.Text, "\n") {
		it.Text += "\n"
	}
	start := len(it.Text)
	it.Text += added
	it.Bounds = append(slices.Clip(it.Bounds), documents.Bound{Kind: documents.Note, Label: ByHand, Start: start, End: len(it.Text)})
	return it
}

// WithoutByHand takes from a text what amend added to it.
func WithoutByHand(text string, bounds []documents.Bound) (string, []documents.Bound) {
	if n := len(bounds) - 1; n >= 0 && bounds[n].Kind == documents.Note && bounds[n].Label == ByHand && bounds[n].End == len(text) {
		return text[:bounds[n].Start], bounds[:n]
	}
	return text, bounds
}

// Amend brings the text of an item, and of all others of the same bytes, up to
// date with what was added by hand. They are dirty afterwards.
func (s *Store) Amend(ctx context.Context, id string) error {
	item, err := s.Item(ctx, id)
	if err != nil {
		return err
	}
	same := []Item{item}
	if item.SHA256 != "" {
		if same, err = s.items(ctx, `item.sha256 = ?`, item.SHA256); err != nil {
			return err
		}
	}
	for _, i := range same {
		t, err := s.Text(ctx, i.ID)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		it := s.amend(documents.Item{Text: t.Text, Bounds: t.Bounds, SHA256: i.SHA256})
		err = s.transact(func(tx *sql.Tx) error {
			if _, err := tx.Exec(`UPDATE item SET text_hash = ?, dirty = 1 WHERE id = ?`, textHash(it.Text), i.ID); err != nil {
				return err
			}
			if _, err := tx.Exec(`UPDATE text SET text = ?, bounds = ? WHERE item = ?`, s.enc.EncodeAll([]byte(it.Text), nil), s.encodeBounds(it), i.ID); err != nil {
				return err
			}
			return s.reread(tx, i.ID, it)
		})
		if err != nil {
			return fmt.Errorf("add text by hand: %w", err)
		}
	}
	return nil
}
