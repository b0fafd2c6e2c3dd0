package request

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// SaveProposals replaces the proposals of a request.
func (s *Store) SaveProposals(id string, p Proposals) error {
	err := s.transact(func(tx *sql.Tx) error {
		for _, t := range []string{"person", "mark", "cue"} {
			if _, err := tx.Exec(`DELETE FROM `+t+` WHERE request = ?`, id); err != nil {
				return err
			}
		}
		for _, v := range p.Persons {
			if _, err := tx.Exec(`INSERT INTO person (request, id, body) VALUES (?, ?, ?)`, id, v.ID, string(v.Body)); err != nil {
				return err
			}
		}
		for n, v := range p.Marks {
			if _, err := tx.Exec(`INSERT INTO mark (request, item, n, id, body) VALUES (?, ?, ?, ?, ?)`, id, v.Item, n, v.ID, string(v.Body)); err != nil {
				return err
			}
		}
		for n, v := range p.Cues {
			if _, err := tx.Exec(`INSERT INTO cue (request, item, n, body) VALUES (?, ?, ?, ?)`, id, v.Item, n, string(v.Body)); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`UPDATE request SET proposed = ? WHERE id = ?`, p.Stamp, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("store proposals: %w", err)
	}
	return nil
}

// ProposalStamp tells what the stored proposals were made from.
func (s *Store) ProposalStamp(id string) (string, error) {
	var stamp string
	err := s.db.QueryRow(`SELECT proposed FROM request WHERE id = ?`, id).Scan(&stamp)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("request %q: %w", id, ErrNotFound)
	}
	if err != nil {
		return "", fmt.Errorf("read proposals: %w", err)
	}
	return stamp, nil
}

// Persons returns the stored people of a request, by ID.
func (s *Store) Persons(id string) ([]json.RawMessage, error) {
	return bodies(s.db, `SELECT body FROM person WHERE request = ? ORDER BY id`, id)
}

// Marks returns the stored marks of an item, or of all items when item is "",
// in the order of the text.
func (s *Store) Marks(id, item string) ([]json.RawMessage, error) {
	return bodies(s.db, `SELECT body FROM mark WHERE request = ? AND (? = '' OR item = ?) ORDER BY item, n`, id, item, item)
}

// Cues returns the stored cues of a request, by item and then in the order of
// the text.
func (s *Store) Cues(id string) ([]StoredCue, error) {
	out, err := query(s.db, `SELECT item, body FROM cue WHERE request = ? ORDER BY item, n`, func(scan func(...any) error) (StoredCue, error) {
		var c StoredCue
		var body string
		err := scan(&c.Item, &body)
		c.Body = json.RawMessage(body)
		return c, err
	}, id)
	if err != nil {
		return nil, fmt.Errorf("read proposals: %w", err)
	}
	return out, nil
}

func bodies(q querier, statement string, args ...any) ([]json.RawMessage, error) {
	out, err := query(q, statement, func(scan func(...any) error) (json.RawMessage, error) {
		var body string
		err := scan(&body)
		return json.RawMessage(body), err
	}, args...)
	if err != nil {
		return nil, fmt.Errorf("read proposals: %w", err)
	}
	return out, nil
}
