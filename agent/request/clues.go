package request

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sarsen/agent/sqlite"
)

// A ClueState says what became of a clue.
type ClueState string

// The states of clues.
const (
	ClueOpen      ClueState = ""
	ClueTaken     ClueState = "taken" // into the profile
	ClueDismissed ClueState = "dismissed"
)

// A Clue is a detail beside the subject's name that is not in the profile, and
// is offered for it.
type Clue struct {
	N          int       `json:"n"` // within the request; it stays
	Fact       string    `json:"fact"`
	Value      string    `json:"value"`
	Items      []string  `json:"items"`      // in which it stands beside the name
	Likelihood string    `json:"likelihood"` // of the surest of these
	State      ClueState `json:"state"`
	By         string    `json:"by,omitempty"` // who took or dismissed it, and when
	At         time.Time `json:"at,omitzero"`
}

// ErrNoClue is returned where a clue is named that there is not.
var ErrNoClue = errors.New("no such clue")

// SaveClues keeps what the last run of find offers. A clue that it does not
// offer any more is kept only while an officer has taken or dismissed it.
func (s *Store) SaveClues(id string, clues []Clue) error {
	err := s.transact(func(tx *sql.Tx) error {
		if _, err := tx.Exec(`UPDATE clue SET offered = 0 WHERE request = ?`, id); err != nil {
			return err
		}
		for _, c := range clues {
			items, err := json.Marshal(c.Items)
			if err != nil {
				return err
			}
			if _, err := tx.Exec(`INSERT INTO clue (request, n, fact, key, value, items, likelihood, offered)
				VALUES (?1, (SELECT coalesce(max(n), 0) + 1 FROM clue WHERE request = ?1), ?2, ?3, ?4, ?5, ?6, 1)
				ON CONFLICT (request, fact, key) DO UPDATE SET value = ?4, items = ?5, likelihood = ?6, offered = 1`,
				id, c.Fact, plain(c.Value), c.Value, string(items), c.Likelihood); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store clues: %w", err)
	}
	return nil
}

// SetClue records what an officer did with a clue. The error wraps ErrNoClue
// when there is none of that number, and ErrClosed for a request that is closed.
func (s *Store) SetClue(id string, n int, state ClueState, by string, at time.Time) error {
	return s.transact(func(tx *sql.Tx) error {
		if err := undecided(tx, id); err != nil {
			return err
		}
		res, err := tx.Exec(`UPDATE clue SET state = ?, by = ?, at = ? WHERE request = ? AND n = ?`, string(state), by, sqlite.Time(at), id, n)
		if err != nil {
			return fmt.Errorf("store clue: %w", err)
		}
		if changed, err := res.RowsAffected(); err != nil || changed == 0 {
			return errors.Join(err, fmt.Errorf("clue %d of request %s: %w", n, id, ErrNoClue))
		}
		return nil
	})
}

// Clues returns the clues that the last run of find offered, and those that an
// officer took or dismissed, by number.
func (s *Store) Clues(id string) ([]Clue, error) {
	out, err := query(s.db, `SELECT n, fact, value, items, likelihood, state, by, at FROM clue WHERE request = ? AND (offered = 1 OR state <> '') ORDER BY n`, func(scan func(...any) error) (Clue, error) {
		var c Clue
		var items, state, at string
		if err := scan(&c.N, &c.Fact, &c.Value, &items, &c.Likelihood, &state, &c.By, &at); err != nil {
			return c, err
		}
		c.State = ClueState(state)
		if at != "" {
			c.At = sqlite.ParseTime(at)
		}
		return c, json.Unmarshal([]byte(items), &c.Items)
	}, id)
	if err != nil {
		return nil, fmt.Errorf("read clues: %w", err)
	}
	return out, nil
}
