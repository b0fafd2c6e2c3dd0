// Package verify opens a pack as an outsider would and looks for what must
// not be there: withheld values in any layer of any file, files that are not
// on the list or not as listed, hidden content, metadata.
//
// It promises that whatever it cannot read, it reports: a kind of file, an
// element or a filter it does not know is a finding, never a pass. It refuses
// to change anything, and its report never repeats a withheld value. It shares
// no code with the writer of packs but the folding of text, the [Search] that
// masks labels, and the style sheet that pages may carry.
package verify

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"sarsen/crawlers/pdfium"
)

// A Kind says what is wrong. The values are part of the JSON contract.
type Kind string

// The kinds of finding.
const (
	Withheld  Kind = "withheld"  // a withheld value can be read
	Undecided Kind = "undecided" // a value nobody decided on can be read
	Checksum  Kind = "checksum"  // a file is not as the manifest says
	Missing   Kind = "missing"   // a file of the manifest, or the manifest, is not there
	Unlisted  Kind = "unlisted"  // a file that the manifest does not name, or that has no place in a pack
	Malformed Kind = "malformed" // not readable as what it should be
	Hidden    Kind = "hidden"    // content that a reader does not see
	Metadata  Kind = "metadata"  // properties that a document should not carry
)

// A Finding is one thing that is wrong.
type Finding struct {
	File   string `json:"file"`  // path in the pack, withheld values masked; "" for the pack itself
	Layer  string `json:"layer"` // where in the file: name, text, attribute, cell, stream ...
	Kind   Kind   `json:"kind"`
	Detail string `json:"detail"` // for people; never withheld text
}

// A Report is the outcome. OK means no findings.
type Report struct {
	OK              bool      `json:"ok"`
	Draft           bool      `json:"draft"`
	WithheldChecked bool      `json:"withheld_checked"`
	Files           int       `json:"files"`
	Findings        []Finding `json:"findings"`
	// Pages counts the pages of PDFs that were drawn and looked at, Recognised
	// those whose pixels were read.
	Pages      int `json:"pages"`
	Recognised int `json:"pages_recognised"`
	// Skipped names the checks whose helper was not given.
	Skipped []string `json:"skipped,omitempty"`
}

// Readers read PDFs. First and Second must be independent of each other.
type Readers interface {
	// First returns the text of each page.
	First(ctx context.Context, data []byte) ([]string, error)
	// Second returns the text of the whole.
	Second(ctx context.Context, data []byte) (string, error)
}

// Options steer Pack. The zero value checks all that can be checked without
// the register.
type Options struct {
	// Values are the withheld values and Undecided those that are still open;
	// either may be long. An occurrence inside one of Keep, the subject's own
	// names and identifiers, does not count.
	Values    []string
	Undecided []string
	Keep      []string
	// ValuesKnown says that Values came from the register, even if empty.
	ValuesKnown bool
	// Bars are the lengths of runs of blocks that stand in the originals, and
	// so are no masks. Without ValuesKnown nothing is said of runs that may be.
	Bars []int
	// Parts are the further zips of a pack that was split: they are checked
	// each, and together with the first as the folder that they unpack into.
	Parts []string
	// PDF reads PDFs; without it the check is named in Skipped.
	PDF Readers
	// Engine draws the pages of PDFs; without it the check is named in Skipped.
	Engine *pdfium.Engine
	// OCR reads what pixels show; nil where no helper is installed, which
	// Skipped names with WhyNoOCR.
	OCR      Recogniser
	WhyNoOCR string
	// Progress is told how many files and pages were looked at; may be nil.
	Progress func(files, pages int)
	// Limits bound what is read; zero fields take defaults.
	Limits Limits
}

// Limits bound what is read out of a pack.
type Limits struct {
	File  int64 // bytes of one file, unpacked; default 1 GiB
	Total int64 // bytes of all files together; default 16 GiB
	Files int   // number of files; default 200,000
}

func (l Limits) withDefaults() Limits {
	if l.File <= 0 {
		l.File = 1 << 30
	}
	if l.Total <= 0 {
		l.Total = 16 << 30
	}
	if l.Files <= 0 {
		l.Files = 200_000
	}
	return l
}

// Pack checks the pack at path: a folder, or a zip whatever its name. What is
// wrong with the pack is in the report; an error means that it could not be
// looked at (no such path, ctx ended).
func Pack(ctx context.Context, path string, opts Options) (Report, error) {
	c := newCheck(ctx, opts)
	defer c.drain()
	t, err := openTree(append([]string{path}, opts.Parts...), c)
	if err != nil {
		return Report{}, fmt.Errorf("open pack: %w", err)
	}
	defer t.close()
	if err := c.run(t); err != nil {
		return Report{}, fmt.Errorf("verify pack: %w", err)
	}
	c.finish()
	return c.rep, nil
}

func newCheck(ctx context.Context, opts Options) *check {
	opts.Limits = opts.Limits.withDefaults()
	values := append(append([]string(nil), opts.Values...), opts.Undecided...)
	c := &check{
		ctx: ctx, opts: opts, search: NewSearch(values, opts.Keep),
		rep:  Report{WithheldChecked: opts.ValuesKnown, Findings: []Finding{}},
		seen: map[Finding]bool{},
	}
	c.alike = newConfused(values, opts.Keep, c.search)
	c.hashes = newHashes(values)
	if opts.OCR != nil {
		c.pool = newPool(opts.OCR)
	}
	return c
}

// drain waits for what was begun.
func (c *check) drain() {
	if c.pool != nil {
		c.pool.wait.Wait()
	}
}

// check is one run.
type check struct {
	ctx    context.Context
	opts   Options
	search *Search
	rep    Report
	seen   map[Finding]bool
	alike  confused
	hashes hashes
	pool   *pool
	pdfs   int
	single bool // one document, not a pack
}

// most findings of one file and layer; more would say nothing new.
const mostHits = 50

func (c *check) run(t *tree) error {
	pkg := c.readPackage(t)
	c.rep.Draft = pkg.Draft
	listed := c.readManifest(t)
	present := map[string]bool{}
	for _, f := range t.files {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		present[f.name] = true
		c.rep.Files++
		c.progress()
		c.text(f.name, "name", f.name, mode{})
		data, err := t.read(f)
		if err != nil {
			c.add(f.name, "file", Malformed, "cannot be read in full: "+plain(err))
			continue
		}
		c.sums(f.name, data, listed, pkg)
		c.file(f.name, data, pkg, t)
	}
	c.settle()
	c.absent(listed, pkg, present)
	return c.ctx.Err()
}

func (c *check) finish() {
	sort.SliceStable(c.rep.Findings, func(i, j int) bool {
		a, b := c.rep.Findings[i], c.rep.Findings[j]
		return a.File < b.File || a.File == b.File && a.Layer < b.Layer
	})
	c.rep.OK = len(c.rep.Findings) == 0
	if c.pdfs > 0 && c.opts.PDF == nil {
		c.rep.Skipped = append(c.rep.Skipped, "reading PDFs with two readers")
	}
	if c.pdfs > 0 && c.opts.Engine == nil {
		c.rep.Skipped = append(c.rep.Skipped, "looking at the pages of PDFs")
	}
	if c.pdfs > 0 && c.opts.OCR == nil {
		c.rep.Skipped = append(c.rep.Skipped, "reading the pixels of PDFs"+because(c.opts.WhyNoOCR))
	}
}

func because(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
}

func (c *check) progress() {
	if c.opts.Progress != nil {
		c.opts.Progress(c.rep.Files, c.rep.Pages)
	}
}

// add records a finding once.
func (c *check) add(file, layer string, kind Kind, detail string) {
	f := Finding{File: c.shown(file), Layer: layer, Kind: kind, Detail: detail}
	if !c.seen[f] {
		c.seen[f] = true
		c.rep.Findings = append(c.rep.Findings, f)
	}
}

// text searches one text, and every other writing inside it.
func (c *check) text(file, layer, text string, m mode) {
	if !c.search.built {
		return
	}
	m.limit = mostHits
	c.found(file, layer, c.search.find(text, m))
	m.least = max(m.least, shortest)
	for _, t := range unwrap(text)[1:] {
		c.found(file, layer+" (encoded)", c.search.find(t, m))
	}
	for _, v := range c.hashes.find(text) {
		c.found(file, layer+" (hashed)", []Hit{{Value: v}})
	}
	m.least = max(m.least, longest)
	c.found(file, layer+" (backwards)", c.search.find(backwards(text), m))
	c.found(file, layer+" (letters moved by 13)", c.search.find(strings.Map(moved, text), m))
}

// longest is the least of letters that a value has which is looked for
// backwards, or with its letters moved: many a short name is another one so.
const longest = 8

func backwards(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	return string(runes)
}

// moved is the letter 13 places on in the alphabet (ROT13).
func moved(r rune) rune {
	switch lower := r | ' '; {
	case lower >= 'a' && lower <= 'm':
		return r + 13
	case lower >= 'n' && lower <= 'z':
		return r - 13
	}
	return r
}

func (c *check) found(file, layer string, hits []Hit) {
	for _, h := range hits {
		if h.Value < len(c.opts.Values) {
			c.add(file, layer, Withheld, fmt.Sprintf("withheld value %d of %d can be read", h.Value+1, len(c.opts.Values)))
			continue
		}
		n := h.Value - len(c.opts.Values)
		c.add(file, layer, Undecided, fmt.Sprintf("undecided value %d of %d can be read", n+1, len(c.opts.Undecided)))
	}
}

// shown masks values in a file's name, which findings repeat.
func (c *check) shown(name string) string { return c.search.Masked(name) }
