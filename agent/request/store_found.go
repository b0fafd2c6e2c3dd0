package request

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"sarsen/agent/sqlite"
)

// SaveMatches stores what a run of find found; of the run it takes the time and
// the queries. Matches of earlier runs that were not found again are kept with
// their older Run. officer says that an officer ran it, and so has seen what it
// found. It returns the run's number.
func (s *Store) SaveMatches(id string, by FindRun, found []Match, officer bool) (int, error) {
	run := 0
	err := s.transact(func(tx *sql.Tx) error {
		if err := tx.QueryRow(`SELECT coalesce(max(run), 0) + 1 FROM find WHERE request = ?`, id).Scan(&run); err != nil {
			return err
		}
		list, err := json.Marshal(by.Queries)
		if err != nil {
			return err
		}
		edited, err := json.Marshal(by.Edited)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO find (request, run, at, queries, officer, edited) VALUES (?, ?, ?, ?, ?, ?)`,
			id, run, sqlite.Time(by.At), string(list), officer, string(edited)); err != nil {
			return err
		}
		before, err := matches(tx, id)
		if err != nil {
			return err
		}
		old := make(map[string]Match, len(before))
		for _, m := range before {
			old[m.Item] = m
		}
		for _, m := range found {
			m.First, m.Changed, m.Run, m.Was = run, run, run, ""
			if was, ok := old[m.Item]; ok {
				m.changedFrom(was)
			}
			if err := putMatch(tx, id, m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("store matches: %w", err)
	}
	return run, nil
}

// changedFrom takes over what the run before knew of a match that was found
// again, and leaves Changed at this run where something about it changed.
func (m *Match) changedFrom(was Match) {
	m.First, m.Origin = was.First, was.Origin
	switch {
	case m.Vanished != was.Vanished:
	case m.Likelihood != was.Likelihood:
		m.Was = was.Likelihood
	case m.TextHash != was.TextHash || m.SHA256 != was.SHA256:
	default:
		m.Changed, m.Was = was.Changed, was.Was
	}
}

// SetWeighed stores what an officer's word on one item made of other matches.
// It is no run of find, and nothing becomes new by it.
func (s *Store) SetWeighed(id string, list []Match) error {
	err := s.transact(func(tx *sql.Tx) error {
		for _, m := range list {
			if err := putMatch(tx, id, m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store matches: %w", err)
	}
	return nil
}

func putMatch(tx *sql.Tx, id string, m Match) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT OR REPLACE INTO match (request, item, entry_sha256, sha256, body, first, changed, run) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		id, m.Item, m.EntrySHA256, m.SHA256, string(body), m.First, m.Changed, m.Run)
	return err
}

// AddMatch stores a match beside those of the last run of find.
func (s *Store) AddMatch(id string, m Match) error {
	err := s.transact(func(tx *sql.Tx) error {
		if err := tx.QueryRow(`SELECT coalesce(max(run), 0) FROM find WHERE request = ?`, id).Scan(&m.Run); err != nil {
			return err
		}
		m.First, m.Changed = m.Run, m.Run
		return putMatch(tx, id, m)
	})
	if err != nil {
		return fmt.Errorf("store match: %w", err)
	}
	return nil
}

// Move gives a match, and the decisions on it, the ID under which its item now
// lies. Marks are found again by their own fingerprints.
func (s *Store) Move(id, oldItem string, m Match) error {
	err := s.transact(func(tx *sql.Tx) error {
		if _, err := tx.Exec(`DELETE FROM match WHERE request = ? AND item = ?`, id, oldItem); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE decision SET target = replace(target, ?, ?) WHERE request = ? AND (target = ? OR target LIKE 'gate:%:' || ?)`,
			":"+oldItem, ":"+m.Item, id, "item:"+oldItem, oldItem); err != nil {
			return err
		}
		return putMatch(tx, id, m)
	})
	if err != nil {
		return fmt.Errorf("move match: %w", err)
	}
	return nil
}

func matches(q querier, id string) ([]Match, error) {
	return query(q, `SELECT body FROM match WHERE request = ?`, func(scan func(...any) error) (Match, error) {
		var body string
		var m Match
		if err := scan(&body); err != nil {
			return m, err
		}
		return m, json.Unmarshal([]byte(body), &m)
	}, id)
}

// Held returns the items that any request has among its matches.
func (s *Store) Held() (map[string]bool, error) {
	items, err := query(s.db, `SELECT DISTINCT item FROM match`, func(scan func(...any) error) (id string, err error) {
		return id, scan(&id)
	})
	if err != nil {
		return nil, fmt.Errorf("read matches: %w", err)
	}
	held := make(map[string]bool, len(items))
	for _, id := range items {
		held[id] = true
	}
	return held, nil
}

// Matches returns the matches of a request, in no order, and its last run.
func (s *Store) Matches(id string) ([]Match, FindRun, error) {
	out, err := matches(s.db, id)
	if err != nil {
		return nil, FindRun{}, fmt.Errorf("read matches: %w", err)
	}
	runs, err := query(s.db, `SELECT run, at, queries, edited,
		coalesce((SELECT run FROM find seen WHERE seen.request = find.request AND seen.officer = 1 ORDER BY run DESC LIMIT 1 OFFSET 1), 0)
		FROM find WHERE request = ? ORDER BY run DESC LIMIT 1`, func(scan func(...any) error) (FindRun, error) {
		var f FindRun
		var at, queries, edited string
		if err := scan(&f.Run, &at, &queries, &edited, &f.Since); err != nil {
			return f, err
		}
		f.At = sqlite.ParseTime(at)
		if err := json.Unmarshal([]byte(edited), &f.Edited); err != nil {
			return f, err
		}
		return f, json.Unmarshal([]byte(queries), &f.Queries)
	}, id)
	if err != nil {
		return nil, FindRun{}, fmt.Errorf("read find runs: %w", err)
	}
	if len(runs) == 0 {
		return out, FindRun{}, nil
	}
	return out, runs[0], nil
}
