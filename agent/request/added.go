package request

import (
	"database/sql"
	"fmt"
	"path"
	"strconv"
	"time"

	"sarsen/agent/sqlite"
)

// An AddedKind says what an officer added to a request.
type AddedKind string

// The kinds of what can be added. Transcript and Copy are also those of what is
// attached to an item.
const (
	Document   AddedKind = "document"
	Scan       AddedKind = "scan"       // of a paper file
	Form       AddedKind = "form"       // fields and values
	Transcript AddedKind = "transcript" // what is said or shown, in words: the item's text from then on
	Copy       AddedKind = "copy"       // an already redacted copy of an item
)

// AddedKinds lists them.
func AddedKinds() []AddedKind { return []AddedKind{Document, Scan, Form, Transcript, Copy} }

// An Added is a file that an officer added to one request. It is an item of it
// like any other, and of no other request.
type Added struct {
	ID      int64     `json:"n"`
	Request string    `json:"-"`
	Kind    AddedKind `json:"kind"`
	File    string    `json:"sha256"` // hash of its bytes
	Name    string    `json:"name"`   // its own name
	Title   string    `json:"title,omitempty"`
	Day     time.Time `json:"date,omitzero"` // date, UTC midnight
	Note    string    `json:"note,omitempty"`
	// Source names the configured source under whose purpose and lawful basis
	// it is held; "" for none.
	Source string    `json:"source,omitempty"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// Path is where its bytes lie among those of all requests, with '/': no two
// have the same.
func (a Added) Path() string { return path.Join(a.Request, strconv.FormatInt(a.ID, 10), a.Name) }

// Add records an added file and returns it with its number. keep is called with
// it before it is on record, and an error of keep leaves nothing on record. A
// release of the request is taken back. The error wraps ErrClosed for a request
// that is closed.
func (s *Store) Add(a Added, keep func(Added) error) (Added, error) {
	err := s.transact(func(tx *sql.Tx) error {
		if err := undecided(tx, a.Request); err != nil {
			return err
		}
		day := ""
		if !a.Day.IsZero() {
			day = a.Day.Format(time.DateOnly)
		}
		res, err := tx.Exec(`INSERT INTO added (request, kind, file, name, title, day, note, source, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			a.Request, string(a.Kind), a.File, a.Name, a.Title, day, a.Note, a.Source, a.By, sqlite.Time(a.At))
		if err != nil {
			return err
		}
		if a.ID, err = res.LastInsertId(); err != nil {
			return err
		}
		if err := keep(a); err != nil {
			return err
		}
		return reopen(tx, a.Request)
	})
	if err != nil {
		return Added{}, fmt.Errorf("add to request: %w", err)
	}
	return a, nil
}

// Added returns what was added to a request, or to all when it is "", the oldest
// first.
func (s *Store) Added(id string) ([]Added, error) {
	out, err := query(s.db, `SELECT id, request, kind, file, name, title, day, note, source, by, at FROM added WHERE ? = '' OR request = ? ORDER BY id`, func(scan func(...any) error) (Added, error) {
		var a Added
		var kind, day, at string
		err := scan(&a.ID, &a.Request, &kind, &a.File, &a.Name, &a.Title, &day, &a.Note, &a.Source, &a.By, &at)
		a.Kind, a.At = AddedKind(kind), sqlite.ParseTime(at)
		if err == nil && day != "" {
			a.Day, err = ParseDate(day)
		}
		return a, err
	}, id, id)
	if err != nil {
		return nil, fmt.Errorf("read what was added: %w", err)
	}
	return out, nil
}
