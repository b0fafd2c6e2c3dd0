package request

import (
	"database/sql"
	"fmt"
	"time"

	"sarsen/agent/sqlite"
)

// An Attached is a file that an officer added to an item that sarsen cannot
// read. It belongs to the item's bytes: the same bytes elsewhere have it too,
// and other bytes in the same place have not.
type Attached struct {
	Item   string    `json:"item"`
	SHA256 string    `json:"sha256"` // of the item's bytes
	Kind   AddedKind `json:"kind"`   // Transcript or Copy
	// Request is the one that a Copy was redacted for, since what is withheld
	// from one requester may be due to another; "" for a transcript.
	Request string `json:"request,omitempty"`
	// MediaType is the copy's, which may be another than the item's.
	MediaType string    `json:"media_type,omitempty"`
	File      string    `json:"file"` // hash of the attached file; of a Copy "" when it was taken away
	Name      string    `json:"name"` // its own name
	Text      string    `json:"-"`    // of a transcript
	Note      string    `json:"note"`
	By        string    `json:"by"`
	At        time.Time `json:"at"`
}

// Attach records an attached file. Earlier ones stay on record. A release of the
// request of a copy is taken back; the error wraps ErrClosed when it is closed.
func (s *Store) Attach(a Attached) error {
	err := s.transact(func(tx *sql.Tx) error {
		if a.Request != "" {
			if err := undecided(tx, a.Request); err != nil {
				return err
			}
			if err := reopen(tx, a.Request); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`INSERT INTO attached (item, sha256, kind, request, media_type, file, name, text, note, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			a.Item, a.SHA256, string(a.Kind), a.Request, a.MediaType, a.File, a.Name, a.Text, a.Note, a.By, sqlite.Time(a.At))
		return err
	})
	if err != nil {
		return fmt.Errorf("record attachment: %w", err)
	}
	return nil
}

// Attachments returns what is attached to items, without the texts, the oldest
// first.
func (s *Store) Attachments() ([]Attached, error) {
	return query(s.db, `SELECT item, sha256, kind, request, media_type, file, name, note, by, at FROM attached ORDER BY id`, func(scan func(...any) error) (Attached, error) {
		var a Attached
		var kind, at string
		err := scan(&a.Item, &a.SHA256, &kind, &a.Request, &a.MediaType, &a.File, &a.Name, &a.Note, &a.By, &at)
		a.Kind, a.At = AddedKind(kind), sqlite.ParseTime(at)
		return a, err
	})
}

// Transcripts returns the text of the latest transcript of each item's bytes,
// by their hash.
func (s *Store) Transcripts() (map[string]string, error) {
	type row struct{ sha256, text string }
	all, err := query(s.db, `SELECT sha256, text FROM attached WHERE kind = 'transcript' ORDER BY id`, func(scan func(...any) error) (row, error) {
		var r row
		return r, scan(&r.sha256, &r.text)
	})
	out := map[string]string{}
	for _, r := range all {
		out[r.sha256] = r.text
	}
	return out, err
}
