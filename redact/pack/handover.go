package pack

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Sent is what went out by an export, as its case file tells.
type Sent struct {
	Draft    bool
	Manifest string // SHA-256 of the pack's manifest
	Files    int    // of the pack, the manifest among them
	Rows     int    // of data, in a portability pack
}

// ReadSent reads a case file. The error wraps ErrNoCase.
func ReadSent(dir string) (Sent, error) {
	raw, err := os.ReadFile(filepath.Join(dir, "case.json"))
	if err != nil {
		return Sent{}, fmt.Errorf("read case file: %w", ErrNoCase)
	}
	var c caseRecord
	if err := json.Unmarshal(raw, &c); err != nil {
		return Sent{}, fmt.Errorf("read case file: %w", ErrNoCase)
	}
	s := Sent{Draft: c.Draft, Rows: c.Rows}
	for _, t := range c.Tables {
		if t.Name != "pack" {
			continue
		}
		s.Files = len(t.Rows)
		for _, row := range t.Rows {
			if row["file"] == manifestName {
				s.Manifest = row["sha256"]
			}
		}
	}
	if s.Manifest == "" {
		return Sent{}, fmt.Errorf("read case file: %w: it does not say what went out", ErrNoCase)
	}
	return s, nil
}

// WriteHandovers writes the list of a request's handovers beside its case files,
// in place of an earlier one.
func WriteHandovers(dir string, all []Handover) error {
	data, err := caseHandovers(all).bytes()
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, ".sarsen-handovers-*")
	if err != nil {
		return fmt.Errorf("write handovers: %w", err)
	}
	_, err = temp.Write(data)
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), filepath.Join(dir, "handovers.csv"))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write handovers: %w", err), os.Remove(temp.Name()))
	}
	return nil
}
