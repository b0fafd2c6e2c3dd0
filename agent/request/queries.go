package request

import (
	"database/sql"
	"fmt"
	"time"

	"sarsen/agent/sqlite"
)

// A QueryAct is what an officer did to the queries of a request.
type QueryAct string

// The acts. Of one query the last counts.
const (
	QueryAdded   QueryAct = "add"    // asked beside those of the profile
	QueryRemoved QueryAct = "remove" // an added one that is not asked any more
	QueryOff     QueryAct = "off"    // one of the profile that is not asked
	QueryOn      QueryAct = "on"     // likewise, asked again
)

// A QueryChange is an officer's change of what find asks for a request.
type QueryChange struct {
	Text string    `json:"query"` // as the query prints itself
	Act  QueryAct  `json:"act"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
}

// Edited is how an officer left the queries of a request.
type Edited struct {
	Added []QueryChange `json:"added,omitempty"` // in the order in which they were added
	Off   []QueryChange `json:"off,omitempty"`   // in the order in which they were turned off
}

// Unasked returns the change by which a query was turned off.
func (e Edited) Unasked(text string) (QueryChange, bool) { return pick(e.Off, text) }

// Own returns the change by which a query was added.
func (e Edited) Own(text string) (QueryChange, bool) { return pick(e.Added, text) }

func pick(list []QueryChange, text string) (QueryChange, bool) {
	for _, c := range list {
		if c.Text == text {
			return c, true
		}
	}
	return QueryChange{}, false
}

// ChangeQuery appends a change. The error wraps ErrClosed for a request that is
// closed.
func (s *Store) ChangeQuery(id string, c QueryChange) error {
	err := s.transact(func(tx *sql.Tx) error {
		if err := undecided(tx, id); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO query (request, text, act, by, at) VALUES (?, ?, ?, ?, ?)`, id, c.Text, string(c.Act), c.By, sqlite.Time(c.At))
		return err
	})
	if err != nil {
		return fmt.Errorf("store query: %w", err)
	}
	return nil
}

// Queries returns how an officer left the queries of a request.
func (s *Store) Queries(id string) (Edited, error) {
	all, err := query(s.db, `SELECT text, act, by, at FROM query WHERE request = ? ORDER BY id`, func(scan func(...any) error) (QueryChange, error) {
		var c QueryChange
		var act, at string
		err := scan(&c.Text, &act, &c.By, &at)
		c.Act, c.At = QueryAct(act), sqlite.ParseTime(at)
		return c, err
	}, id)
	if err != nil {
		return Edited{}, fmt.Errorf("read queries: %w", err)
	}
	return inForce(all), nil
}

// inForce leaves of each query the last change that added it or turned it off.
func inForce(all []QueryChange) Edited {
	added, off := map[string]int{}, map[string]int{}
	for i, c := range all {
		switch c.Act {
		case QueryAdded:
			added[c.Text] = i
		case QueryRemoved:
			delete(added, c.Text)
		case QueryOff:
			off[c.Text] = i
		case QueryOn:
			delete(off, c.Text)
		}
	}
	var e Edited
	for i, c := range all {
		if at, ok := added[c.Text]; ok && at == i {
			e.Added = append(e.Added, c)
		}
		if at, ok := off[c.Text]; ok && at == i {
			e.Off = append(e.Off, c)
		}
	}
	return e
}
