package request

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

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
