package request

import (
	"fmt"
	"time"

	"sarsen/agent/sqlite"
)

// ToSubject is what Handover.To says when the person receives the pack
// themselves.
const ToSubject = "subject"

// A Handover is what was given to whom, and on whose authority.
type Handover struct {
	To        string    `json:"to"`        // ToSubject, or the organisation that the person named
	Recipient string    `json:"recipient"` // who received it there, or the address it went to
	Authority string    `json:"authority"` // what the person signed, and when
	Method    string    `json:"method"`
	Pack      string    `json:"pack"`            // what went out: path or file name
	Manifest  string    `json:"manifest_sha256"` // of the pack's manifest
	Files     int       `json:"files"`
	Rows      int       `json:"rows"`
	By        string    `json:"by"`
	At        time.Time `json:"at"`
}

// AddHandover records one.
func (s *Store) AddHandover(id string, h Handover) error {
	_, err := s.db.Exec(`INSERT INTO handover (request, recipient_of, recipient, authority, method, pack, manifest, files, row_count, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, h.To, h.Recipient, h.Authority, h.Method, h.Pack, h.Manifest, h.Files, h.Rows, h.By, sqlite.Time(h.At))
	if err != nil {
		return fmt.Errorf("record handover: %w", err)
	}
	return nil
}

// Handovers returns those of a request, the oldest first.
func (s *Store) Handovers(id string) ([]Handover, error) {
	return query(s.db, `SELECT recipient_of, recipient, authority, method, pack, manifest, files, row_count, by, at FROM handover WHERE request = ? ORDER BY id`,
		func(scan func(...any) error) (Handover, error) {
			var h Handover
			var at string
			err := scan(&h.To, &h.Recipient, &h.Authority, &h.Method, &h.Pack, &h.Manifest, &h.Files, &h.Rows, &h.By, &at)
			h.At = sqlite.ParseTime(at)
			return h, err
		}, id)
}
