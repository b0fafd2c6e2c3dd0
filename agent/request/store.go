package request

import (
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"sarsen/agent/sqlite"
)

// Errors of the register.
var (
	ErrNotFound = errors.New("no such request")
	ErrClosed   = errors.New("the request is closed")
	// ErrNothing is returned by Undo when there is no decision to take back.
	ErrNothing = errors.New("no decision to take back")
)

// Store is the register. It is safe for concurrent use; writes take turns.
type Store struct{ db *sql.DB }

// OpenStore opens the register at path, and makes it when there is none.
func OpenStore(path string) (*Store, error) {
	db, err := sqlite.Open(path, migrations)
	if err != nil {
		return nil, err
	}
	return &Store{db: db}, nil
}

// Close closes the register.
func (s *Store) Close() error { return s.db.Close() }

// Check runs SQLite's own test of the file.
func (s *Store) Check() error {
	var answer string
	if err := s.db.QueryRow("PRAGMA quick_check").Scan(&answer); err != nil {
		return fmt.Errorf("check register: %w", err)
	}
	if answer != "ok" {
		return errors.New("check register: the file is damaged; restore the last backup")
	}
	return nil
}

// Backup writes a consistent copy of the register to path, which must not
// exist. The copy is readable by its owner only.
func (s *Store) Backup(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("back up register: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("back up register: %w", err)
	}
	if _, err := s.db.Exec(`VACUUM INTO ?`, path); err != nil {
		return fmt.Errorf("back up register: %w", err)
	}
	return nil
}

// Create stores a new request and gives it the year's next ID, such as
// 2026-0007.
func (s *Store) Create(r Request, now time.Time) (Request, error) {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return Request{}, err
	}
	profile, err := json.Marshal(r.Profile)
	if err != nil {
		return Request{}, err
	}
	r.State, r.Created, r.RuleSet = Active, now, RuleSet
	year := now.Format("2006-")
	err = s.transact(func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRow(`SELECT coalesce(max(CAST(substr(id, 6) AS INTEGER)), 0) FROM request WHERE substr(id, 1, 5) = ?`, year).Scan(&n); err != nil {
			return err
		}
		r.ID = fmt.Sprintf("%s%04d", year, n+1)
		_, err := tx.Exec(`INSERT INTO request (id, right, received, profile, state, created, secret, rule_set) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			r.ID, string(r.Right), r.Received.Format(time.DateOnly), string(profile), string(r.State), sqlite.Time(now), secret, r.RuleSet)
		return err
	})
	if err != nil {
		return Request{}, fmt.Errorf("store request: %w", err)
	}
	return r, nil
}

// Get returns a request with its events.
func (s *Store) Get(id string) (Request, error) {
	found, err := s.list(`WHERE id = ?`, id)
	if err != nil {
		return Request{}, err
	}
	if len(found) == 0 {
		return Request{}, fmt.Errorf("request %q: %w", id, ErrNotFound)
	}
	return found[0], nil
}

// List returns all requests by ID.
func (s *Store) List() ([]Request, error) { return s.list(`ORDER BY id`) }

func (s *Store) list(where string, args ...any) ([]Request, error) {
	out, err := query(s.db, `SELECT id, right, received, profile, state, created, closed, outcome, rule_set FROM request `+where, func(scan func(...any) error) (Request, error) {
		var r Request
		var right, received, profile, state, created, closed string
		if err := scan(&r.ID, &right, &received, &profile, &state, &created, &closed, &r.Outcome, &r.RuleSet); err != nil {
			return r, err
		}
		r.Right, r.State, r.Created = Right(right), State(state), sqlite.ParseTime(created)
		var err error
		if r.Received, err = ParseDate(received); err != nil {
			return r, err
		}
		if closed != "" {
			if r.Closed, err = ParseDate(closed); err != nil {
				return r, err
			}
		}
		return r, json.Unmarshal([]byte(profile), &r.Profile)
	}, args...)
	if err != nil {
		return nil, fmt.Errorf("read requests: %w", err)
	}
	for i := range out {
		if out[i].Events, err = s.events(out[i].ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Store) events(id string) ([]Event, error) {
	out, err := query(s.db, `SELECT kind, day, reason, note, by, recorded FROM event WHERE request = ? ORDER BY id`, func(scan func(...any) error) (Event, error) {
		var e Event
		var kind, day, recorded string
		if err := scan(&kind, &day, &e.Reason, &e.Note, &e.By, &recorded); err != nil {
			return e, err
		}
		e.Kind, e.Recorded = EventKind(kind), sqlite.ParseTime(recorded)
		var err error
		e.On, err = ParseDate(day)
		return e, err
	}, id)
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	return out, nil
}

// SetProfile replaces the profile.
func (s *Store) SetProfile(id string, p Profile) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return s.update(id, `UPDATE request SET profile = ? WHERE id = ?`, string(raw), id)
}

// SetReceived corrects the day of receipt.
func (s *Store) SetReceived(id string, day time.Time) error {
	return s.update(id, `UPDATE request SET received = ? WHERE id = ?`, day.Format(time.DateOnly), id)
}

// End closes a request with the day its answer was sent and the outcome.
func (s *Store) End(id string, day time.Time, outcome string) error {
	return s.update(id, `UPDATE request SET state = ?, closed = ?, outcome = ? WHERE id = ?`, string(Closed), day.Format(time.DateOnly), outcome, id)
}

// AddEvent records an event; CheckEvent says beforehand whether it may be.
func (s *Store) AddEvent(id string, e Event) error {
	return s.update(id, `INSERT INTO event (request, kind, day, reason, note, by, recorded)
		SELECT id, ?, ?, ?, ?, ?, ? FROM request WHERE id = ?`,
		string(e.Kind), e.On.Format(time.DateOnly), e.Reason, e.Note, e.By, sqlite.Time(e.Recorded), id)
}

// Secret is the key of the hashes in the request's case file.
func (s *Store) Secret(id string) ([]byte, error) {
	var secret []byte
	err := s.db.QueryRow(`SELECT secret FROM request WHERE id = ?`, id).Scan(&secret)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("request %q: %w", id, ErrNotFound)
	}
	return secret, err
}

// Release records the second person's word for what stamp stands for.
func (s *Store) Release(id string, r Release) error {
	return s.transact(func(tx *sql.Tx) error {
		if _, err := tx.Exec(`INSERT INTO release (request, by, at, stamp) VALUES (?, ?, ?, ?)`, id, r.By, sqlite.Time(r.At), r.Stamp); err != nil {
			return fmt.Errorf("record release: %w", err)
		}
		_, err := tx.Exec(`UPDATE request SET state = ? WHERE id = ? AND state <> ?`, string(Released), id, string(Closed))
		return err
	})
}

// Releases returns the releases of a request, the oldest first.
func (s *Store) Releases(id string) ([]Release, error) {
	return query(s.db, `SELECT by, at, stamp FROM release WHERE request = ? ORDER BY rowid`, func(scan func(...any) error) (Release, error) {
		var r Release
		var at string
		err := scan(&r.By, &at, &r.Stamp)
		r.At = sqlite.ParseTime(at)
		return r, err
	}, id)
}

// SetLooked records that an unread item was looked at by hand.
func (s *Store) SetLooked(l Looked) error {
	_, err := s.db.Exec(`INSERT OR REPLACE INTO looked (item, sha256, note, by, at) VALUES (?, ?, ?, ?, ?)`, l.Item, l.SHA256, l.Note, l.By, sqlite.Time(l.At))
	if err != nil {
		return fmt.Errorf("record look: %w", err)
	}
	return nil
}

// LookedAt returns what was looked at by hand, by item.
func (s *Store) LookedAt() (map[string]Looked, error) {
	all, err := query(s.db, `SELECT item, sha256, note, by, at FROM looked`, func(scan func(...any) error) (Looked, error) {
		var l Looked
		var at string
		err := scan(&l.Item, &l.SHA256, &l.Note, &l.By, &at)
		l.At = sqlite.ParseTime(at)
		return l, err
	})
	out := map[string]Looked{}
	for _, l := range all {
		out[l.Item] = l
	}
	return out, err
}

func (s *Store) update(id, statement string, args ...any) error {
	res, err := s.db.Exec(statement, args...)
	if err != nil {
		return fmt.Errorf("write register: %w", err)
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		return fmt.Errorf("request %q: %w", id, ErrNotFound)
	}
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

// A querier is the database, or a transaction on it.
type querier interface {
	Query(query string, args ...any) (*sql.Rows, error)
}

// query collects rows.
func query[T any](q querier, statement string, read func(scan func(...any) error) (T, error), args ...any) ([]T, error) {
	rows, err := q.Query(statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // rows.Err is what counts
	var out []T
	for rows.Next() {
		v, err := read(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// Same reports whether two profiles look like the same person: a name in
// common, and no different dates of birth.
func (p Profile) Same(o Profile) bool {
	if p.DateOfBirth != "" && o.DateOfBirth != "" && p.DateOfBirth != o.DateOfBirth {
		return false
	}
	for _, a := range append(append([]string{}, p.Names...), p.FormerNames...) {
		for _, b := range append(append([]string{}, o.Names...), o.FormerNames...) {
			if strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " ")) {
				return true
			}
		}
	}
	return false
}
