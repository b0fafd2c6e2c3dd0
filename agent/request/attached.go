package request

import (
	"fmt"
	"time"

	"sarsen/agent/sqlite"
)

// Kinds of what officers attach to items.
const (
	Transcript = "transcript" // what is said or shown, in words: the item's text from then on
	Copy       = "copy"       // an already redacted copy
)

// An Attached is a file that an officer added to an item that sarsen cannot
// read. It belongs to the item's bytes: the same bytes elsewhere have it too,
// and other bytes in the same place have not.
type Attached struct {
	Item   string    `json:"item"`
	SHA256 string    `json:"sha256"` // of the item's bytes
	Kind   string    `json:"kind"`
	File   string    `json:"file"` // hash of the attached file
	Name   string    `json:"name"` // its own name
	Text   string    `json:"-"`    // of a transcript
	Note   string    `json:"note"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// Attach records an attached file. Earlier ones stay on record.
func (s *Store) Attach(a Attached) error {
	_, err := s.db.Exec(`INSERT INTO attached (item, sha256, kind, file, name, text, note, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.Item, a.SHA256, a.Kind, a.File, a.Name, a.Text, a.Note, a.By, sqlite.Time(a.At))
	if err != nil {
		return fmt.Errorf("record attachment: %w", err)
	}
	return nil
}

// Attachments returns what is attached to items, without the texts, the oldest
// first.
func (s *Store) Attachments() ([]Attached, error) {
	return query(s.db, `SELECT item, sha256, kind, file, name, note, by, at FROM attached ORDER BY id`, func(scan func(...any) error) (Attached, error) {
		var a Attached
		var at string
		err := scan(&a.Item, &a.SHA256, &a.Kind, &a.File, &a.Name, &a.Note, &a.By, &at)
		a.At = sqlite.ParseTime(at)
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
