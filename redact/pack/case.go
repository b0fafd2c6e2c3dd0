package pack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sarsen/redact"
)

// CaseInput is everything the case file is made from.
type CaseInput struct {
	Input
	// Key is the case's secret for the hashes in the redaction log: with it
	// the council can prove what was withheld, without it nobody can guess.
	// At least 16 bytes.
	Key []byte
	// Searches are the queries that were run, as printed.
	Searches []string
	// Decisions are all decisions of the request, undone ones included.
	Decisions []redact.Decision
	// Places says, by item ID, where each item was found.
	Places map[string]Place
	// Dropped and Rebuilt are those of the pack's Summary.
	Dropped map[string][]int
	Rebuilt []string
	// NotSearched counts the withheld values that the verifier could not look
	// for in the whole pack: only their marks are masked. Mixed counts those
	// that somebody disclosed in one place and withheld in another.
	NotSearched int
	Mixed       int
}

// Place is where an item was found, and the checksum of the held original.
type Place struct {
	Source, Path, Part, SHA256 string
}

// ErrKey is returned by BuildCase for a key that is too short.
var ErrKey = errors.New("key of the case is shorter than 16 bytes")

// BuildCase writes the council's own record of a release into the new folder
// dir: redactions, coverage, searches, decisions and places, as CSV and JSON.
// It is not for the requester, and never lies in a pack. It holds no withheld
// text, but a keyed hash (HMAC-SHA256) of each. The error wraps ErrExists when
// dir is taken, and ErrPlace when it lies inside a pack. After an error nothing is left behind.
func BuildCase(ctx context.Context, dir string, in CaseInput) error {
	if len(in.Key) < 16 {
		return fmt.Errorf("build case file: %w", ErrKey)
	}
	if err := vacant(dir, ""); err != nil {
		return fmt.Errorf("build case file: %w", err)
	}
	if err := outside(dir); err != nil {
		return fmt.Errorf("build case file: %w", err)
	}
	temp, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".sarsen-case-*")
	if err != nil {
		return fmt.Errorf("build case file: %w", err)
	}
	err = buildCase(ctx, temp, in)
	if err == nil {
		err = Summary{Path: temp, Target: dir}.Commit()
	}
	if err != nil {
		return errors.Join(fmt.Errorf("build case file: %w", err), os.RemoveAll(temp))
	}
	return nil
}

func buildCase(ctx context.Context, dir string, in CaseInput) error {
	p, err := newPlan(in.Input)
	if err != nil {
		return err
	}
	for _, e := range p.entries {
		e.drop(in.Dropped[e.ID])
		if slices.Contains(in.Rebuilt, e.ID) {
			e.note = e.rebuiltNote()
		}
	}
	out := newFolder(dir)
	tables := []*table{caseRequest(in.Request), redactionLog(p, in.Key), caseItems(p, in.Places), caseCoverage(in.Sources), caseSearches(in.Searches), caseDecisions(in.Decisions)}
	record := caseRecord{FormatVersion: FormatVersion, Request: in.Request.ID, Draft: in.Draft, Rebuilt: in.Rebuilt, NotSearched: in.NotSearched, Mixed: in.Mixed}
	for _, t := range tables {
		data, err := t.bytes()
		if err != nil {
			return err
		}
		if err := errors.Join(ctx.Err(), out.write(t.path, data)); err != nil {
			return err
		}
		record.Tables = append(record.Tables, t.objects())
	}
	data, err := json.MarshalIndent(record, "", "  ")
	if err != nil {
		return fmt.Errorf("write case.json: %w", err)
	}
	return errors.Join(out.write("case.json", append(data, '\n')), out.manifest())
}

// caseRecord is case.json: the same tables for programs.
type caseRecord struct {
	FormatVersion int         `json:"format_version"`
	Request       string      `json:"request"`
	Draft         bool        `json:"draft"`
	Rebuilt       []string    `json:"rebuilt,omitempty"`
	NotSearched   int         `json:"not_searched"`
	Mixed         int         `json:"mixed"`
	Tables        []caseTable `json:"tables"`
}

type caseTable struct {
	Name   string              `json:"name"`
	Title  string              `json:"title"`
	Fields []field             `json:"fields"`
	Rows   []map[string]string `json:"rows"`
}

func (t *table) objects() caseTable {
	out := caseTable{Name: strings.TrimSuffix(t.path, ".csv"), Title: t.title, Fields: t.fields, Rows: []map[string]string{}}
	for _, row := range t.rows {
		o := make(map[string]string, len(row))
		for i, cell := range row {
			o[t.fields[i].Name] = cell
		}
		out.Rows = append(out.Rows, o)
	}
	return out
}
