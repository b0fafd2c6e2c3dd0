package pack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sarsen/redact"
	"sarsen/redact/verify"
)

// A Search is a query as it prints itself. Note says who added it, or that it
// was not run and who left it out; "" for one that follows from the profile.
type Search struct{ Query, Note string }

// CaseInput is everything the case file is made from.
type CaseInput struct {
	Input
	// Key is the case's secret for the hashes in the redaction log: with it
	// the council can prove what was withheld, without it nobody can guess.
	// At least 16 bytes.
	Key []byte
	// Seal encrypts what is written to it, for those who may open the withheld
	// set; closing finishes it.
	Seal func(w io.Writer) (io.WriteCloser, error)
	// SealedFor says in words who can open it.
	SealedFor []string
	// Searches are the queries of the search, and those that were left out of it.
	Searches []Search
	// Decisions are all decisions of the request, undone ones included.
	Decisions []redact.Decision
	// Grounds are the decisions in force on marks, by mark ID: the mark's own,
	// else its person's.
	Grounds map[string]redact.Decision
	// Named are the withheld places of items' names.
	Named []Named
	// Places says, by item ID, where each item was found.
	Places map[string]Place
	// Found counts the matches of the request. Those that are not among the
	// items are not the requester's data.
	Found int
	// Built is what Build made, and Report what the verifier said of it.
	Built  Summary
	Report verify.Report
	// ReleasedBy is the second person; "" for a draft.
	ReleasedBy string
	ReleasedAt time.Time
	// Handovers are the earlier ones.
	Handovers []Handover
	// Gates are the questions of the law that what goes out raised.
	Gates []Gate
	// Versions name program and rules, as pairs of name and version.
	Versions [][2]string
	// NotSearched counts the withheld values that the verifier could not look
	// for in the whole pack: only their marks are masked. Mixed counts those
	// that somebody disclosed in one place and withheld in another.
	NotSearched int
	Mixed       int
}

// A Gate is a question of the law that words of an item raised.
type Gate struct {
	Name, Asks, Item string
	Categories       []string // what the words speak of
	Cues             int      // how many places
	// Answer is how it was answered, By and At who said so and when; "" for a
	// gate that stood open.
	Answer, By string
	At         time.Time
}

// Place is where an item was found, and the checksum of the held original.
type Place struct {
	Source, Path, Part, SHA256 string
}

// Named is a withheld place of an item's name.
type Named struct {
	Item, Text string
	Redaction
}

// A Handover is what was given to whom.
type Handover struct {
	To        string // the subject, or the name of an organisation
	Recipient string // who received it there, or the address it went to
	Authority string // what the person signed, and when
	Method    string
	Manifest  string // SHA-256 of the pack's manifest
	Files     int
	Rows      int
	By        string
	At        time.Time
}

// Errors of BuildCase.
var (
	// ErrKey is returned for a key that is too short.
	ErrKey = errors.New("key of the case is shorter than 16 bytes")
	// ErrSeal is returned when nobody could open what is withheld.
	ErrSeal = errors.New("nobody is named who can open the withheld set")
)

// BuildCase writes the council's own record of a release into the new folder
// dir: redactions, coverage, searches, decisions, places and checksums as CSV,
// JSON and a page to read; and the withheld set, sealed.
//
// It is not for the requester, and never lies in a pack. Outside the sealed
// file it holds no withheld text, but keyed hashes (HMAC-SHA256) of each; in
// what officers wrote and in paths, withheld values are masked. What is sealed
// is never on disk in the clear. The error wraps ErrKey, ErrSeal, ErrExists
// when dir is taken, and ErrPlace when it lies inside a pack. After an error
// nothing is left behind.
func BuildCase(ctx context.Context, dir string, in CaseInput) error {
	if err := checkCase(dir, in); err != nil {
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

func checkCase(dir string, in CaseInput) error {
	if len(in.Key) < 16 {
		return ErrKey
	}
	if in.Seal == nil {
		return ErrSeal
	}
	if err := vacant(dir, ""); err != nil {
		return err
	}
	return outside(dir)
}

// caseFile is one case file while it is made.
type caseFile struct {
	in      CaseInput
	plan    *plan
	latest  map[string]redact.Decision
	removed []removed
	veil    veil
	out     *folder
}

func buildCase(ctx context.Context, dir string, in CaseInput) error {
	p, err := newPlan(in.Input)
	if err != nil {
		return err
	}
	for _, e := range p.entries {
		e.drop(in.Built.Dropped[e.ID])
		if slices.Contains(in.Built.Rebuilt, e.ID) {
			e.note = e.rebuiltNote()
		}
	}
	c := &caseFile{in: in, plan: p, latest: redact.Latest(in.Decisions), out: newFolder(dir)}
	c.removed = c.log()
	c.veil = newVeil(in, c.removed)
	sealed, err := c.seal(ctx)
	if err != nil {
		return err
	}
	return c.write(ctx, sealed)
}

func (c *caseFile) write(ctx context.Context, sealed sealedSet) error {
	tables, err := c.tables(sealed)
	if err != nil {
		return err
	}
	record := caseRecord{
		FormatVersion: FormatVersion, Request: c.in.Request.ID, Draft: c.in.Draft, Rebuilt: c.in.Built.Rebuilt,
		NotSearched: c.in.NotSearched, Mixed: c.in.Mixed, Rows: c.in.Built.Rows, Verification: c.in.Report,
	}
	for _, t := range tables {
		c.veil.cover(t)
		data, err := t.bytes()
		if err != nil {
			return err
		}
		if err := errors.Join(ctx.Err(), c.out.write(t.path, data)); err != nil {
			return err
		}
		record.Tables = append(record.Tables, t.objects())
	}
	data, err := json.MarshalIndent(record, "", "  ")
	if err != nil {
		return fmt.Errorf("write case.json: %w", err)
	}
	return errors.Join(c.out.write("case.json", append(data, '\n')), c.out.write("case.html", c.page(tables, sealed)), c.out.manifest())
}

// caseRecord is case.json: the same tables for programs.
type caseRecord struct {
	FormatVersion int           `json:"format_version"`
	Request       string        `json:"request"`
	Draft         bool          `json:"draft"`
	Rebuilt       []string      `json:"rebuilt,omitempty"`
	NotSearched   int           `json:"not_searched"`
	Mixed         int           `json:"mixed"`
	Rows          int           `json:"rows"`
	Verification  verify.Report `json:"verification"`
	Tables        []caseTable   `json:"tables"`
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
