package request

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"sarsen/agent/sqlite"
)

// Decide appends decisions taken by one act and gives them a batch of their own:
// Undo takes them back together, and nothing else. The error wraps ErrClosed for
// a request that is closed.
func (s *Store) Decide(id string, ds []Decision) error {
	err := s.transact(func(tx *sql.Tx) error {
		if err := undecided(tx, id); err != nil {
			return err
		}
		batch, err := nextBatch(tx)
		if err != nil {
			return err
		}
		for _, d := range ds {
			if _, err := tx.Exec(`INSERT INTO decision (request, target, verdict, code, reason, by, at, batch, target_body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				id, d.Target, d.Verdict, d.Code, d.Reason, d.By, sqlite.Time(d.At), batch, string(d.On)); err != nil {
				return err
			}
		}
		return reopen(tx, id)
	})
	if err != nil {
		return fmt.Errorf("store decision: %w", err)
	}
	return nil
}

// nextBatch names an act as none before it: by the number that its first
// decision gets. Earlier versions named acts by their time.
func nextBatch(tx *sql.Tx) (string, error) {
	var n int64
	err := tx.QueryRow(`SELECT coalesce(max(id), 0) + 1 FROM decision`).Scan(&n)
	return "act-" + strconv.FormatInt(n, 10), err
}

// undecided reports why nothing can be decided on a request any more.
func undecided(tx *sql.Tx, id string) error {
	var state string
	err := tx.QueryRow(`SELECT state FROM request WHERE id = ?`, id).Scan(&state)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("request %q: %w", id, ErrNotFound)
	case err == nil && State(state) == Closed:
		return fmt.Errorf("request %s: %w", id, ErrClosed)
	}
	return err
}

// reopen takes a release back: what was released has changed.
func reopen(tx *sql.Tx, id string) error {
	_, err := tx.Exec(`UPDATE request SET state = ? WHERE id = ? AND state = ?`, string(Active), id, string(Released))
	return err
}

// Undo takes the last act's decisions back and returns them, the last one
// first. The error wraps ErrNothing when there is none, and ErrClosed for a
// request that is closed.
func (s *Store) Undo(id string) ([]Decision, error) {
	var out []Decision
	err := s.transact(func(tx *sql.Tx) error {
		if err := undecided(tx, id); err != nil {
			return err
		}
		var batch string
		err := tx.QueryRow(`SELECT batch FROM decision WHERE request = ? AND undone = 0 ORDER BY id DESC LIMIT 1`, id).Scan(&batch)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNothing
		}
		if err != nil {
			return err
		}
		if out, err = decisions(tx, `request = ? AND batch = ? AND undone = 0 ORDER BY id DESC`, id, batch); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE decision SET undone = 1 WHERE request = ? AND batch = ?`, id, batch); err != nil {
			return err
		}
		return reopen(tx, id)
	})
	if err != nil {
		return nil, fmt.Errorf("undo decision: %w", err)
	}
	return out, nil
}

// Decisions returns all decisions of a request in the order they were taken,
// those taken back included.
func (s *Store) Decisions(id string) ([]Decision, error) {
	out, err := decisions(s.db, `request = ? ORDER BY id`, id)
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	return out, nil
}

func decisions(q querier, where string, args ...any) ([]Decision, error) {
	return query(q, `SELECT id, target, verdict, code, reason, by, at, batch, undone, target_body FROM decision WHERE `+where, func(scan func(...any) error) (Decision, error) {
		var d Decision
		var at, on string
		err := scan(&d.ID, &d.Target, &d.Verdict, &d.Code, &d.Reason, &d.By, &at, &d.Batch, &d.Undone, &on)
		if on != "" {
			d.On = json.RawMessage(on)
		}
		d.At = sqlite.ParseTime(at)
		return d, err
	}, args...)
}
