package pack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sarsen/redact"
)

// FormatVersion numbers the layout of packs; FORMAT.md has its history.
const FormatVersion = 1

// A Copier makes redacted copies that look like the originals.
type Copier interface {
	// Copy writes a PDF, or a recording, that shows the item without the withheld spans of its
	// text, without its areas and without everything that a reader of the
	// original does not see. With draft, each page is stamped. An error that
	// wraps ErrNoCopy says that there is no such copy: then a page of the
	// allowed text takes its place. What was written before an error is of no
	// use.
	Copy(ctx context.Context, item Item, withhold []redact.Span, draft bool, w io.Writer) (Copied, error)
}

// ErrNoCopy is wrapped by a Copier's errors for an item of which it can make no
// copy that shows what it looks like.
var ErrNoCopy = errors.New("there is no copy that shows what it looks like")

// Copied says what is in a copy.
type Copied struct {
	// Ext is the ending of the copy's name, with the dot; "" for ".pdf".
	Ext   string
	Pages int
	// Dropped are the pages, from 1, that the engine withheld as a whole
	// although nobody had decided so: it could not be certain of them. The
	// pack says so.
	Dropped []int
	// LaidOut says that another program made the pages from an original that
	// has none.
	LaidOut bool
	// Unshown are the places of the item's text that are neither withheld nor to be
	// seen in the copy, such as comments and deleted text, sorted and apart;
	// properties are not counted. Where there are any, a page of its text stands
	// beside the copy and begins with them.
	Unshown []redact.Span
}

// Options steer Build.
type Options struct {
	// Copier makes copies that look like the originals. Without it, and for what
	// it refuses, the pack holds a page made of the allowed text.
	Copier Copier
	// Replace allows an earlier pack of the same request at the target to be
	// replaced, as its own description says. Nothing else is ever replaced.
	Replace bool
	// Zip makes one zip whatever the target is called; Build does so by itself
	// when it ends in .zip.
	Zip bool
	// Split makes several zips, each of no more bytes than this, in place of one:
	// pack-1-of-3.zip and so on for pack.zip. 0 for one, however large. Unpacked
	// into one folder they are one pack. A single file that is larger has a part of
	// its own.
	Split int64
	// Progress is told what is being done, and how much of it is done; may be nil.
	Progress func(Progress)
}

// Progress says how far Build is.
type Progress struct {
	Doing       Step
	Done, Total int // documents, or files
}

// A Step is a part of the work of Build.
type Step string

// The steps that take time.
const (
	Documents Step = "documents"
	Packing   Step = "files"
)

// Summary says what was built, and where it lies until Commit.
type Summary struct {
	Path      string // the finished pack, beside the target: verify this one
	Target    string
	Files     []string // what Commit puts in place: Target, or its parts in order
	Large     []string // the parts of Files that are larger than Split
	Items     int
	Disclosed int
	Part      int
	Withheld  int
	Duplicate int
	Masks     int            // withheld places inside documents
	Codes     map[string]int // how often each code stands in the pack
	// Rebuilt holds the IDs of PDFs that the engine refused and that stand in
	// the pack as pages of their allowed text.
	Rebuilt []string
	// Dropped holds, by item ID, the pages that the PDF engine withheld as a
	// whole because it could not be certain of them. Somebody should look.
	Dropped map[string][]int
	Rows    int // of data, in a portability pack
	// Checksums are those of every file of the pack, by path, the manifest's too.
	Checksums map[string]string

	earlier string // ID of the request whose pack at Target may be replaced; "" for none
	root    string // the folder in which all of this lies until Commit
	staged  []string
	sealed  bool
	draft   bool
}

// Build writes the pack beside target, in its parent folder, and returns where
// it lies; nothing is at target until Commit. A target that ends in .zip
// becomes one zip, any other a folder. The error wraps ErrExists when the
// target is taken, ErrSplit, redact.ErrSpan when a withheld span does not fit its
// text, and the error of an item's Open. After an error nothing is left behind.
func Build(ctx context.Context, target string, in Input, opts Options) (Summary, error) {
	earlier := ""
	if opts.Replace {
		earlier = in.Request.ID
	}
	taken := vacant(target, earlier)
	if opts.Split > 0 && taken == nil {
		_, taken = earlierParts(target, earlier)
	}
	if taken != nil {
		return Summary{}, fmt.Errorf("build pack: %w", taken)
	}
	parent := filepath.Dir(filepath.Clean(target))
	switch err := sweep(parent, time.Now().Add(-abandoned)); {
	case errors.Is(err, fs.ErrNotExist):
		return Summary{}, fmt.Errorf("build pack: there is no folder to put it into, make it first: %w", err)
	case err != nil:
		return Summary{}, fmt.Errorf("build pack: %w", err)
	}
	root, err := os.MkdirTemp(parent, tempPrefix+"*")
	if err != nil {
		return Summary{}, fmt.Errorf("build pack: %w", err)
	}
	opts.Zip = opts.Zip || opts.Split > 0 || isZip(target)
	sum, err := build(ctx, root, target, in, opts)
	if err != nil {
		return Summary{}, errors.Join(fmt.Errorf("build pack: %w", err), os.RemoveAll(root))
	}
	sum.Target, sum.earlier, sum.root, sum.draft = target, earlier, root, in.Draft
	return sum, nil
}

// tempPrefix begins the name of every pack that is not finished.
const tempPrefix = ".sarsen-pack-"

// abandoned is the age from which an unfinished pack is taken for one whose
// build was killed: nobody works on it any more, and it was never verified.
const abandoned = 6 * time.Hour

// sweep removes abandoned packs from a folder.
func sweep(parent string, before time.Time) error {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !strings.HasPrefix(e.Name(), tempPrefix) || info.ModTime().After(before) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(parent, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

func build(ctx context.Context, root, target string, in Input, opts Options) (Summary, error) {
	p, err := newPlan(in)
	if err != nil {
		return Summary{}, err
	}
	dir := filepath.Join(root, "pack")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return Summary{}, err
	}
	b := &builder{ctx: ctx, plan: p, out: newFolder(dir), opts: opts, dropped: map[string][]int{}, partOf: map[string]int{}}
	steps := []func() error{b.portable}
	if in.Request.Right != redact.Portability {
		steps = []func() error{b.documents, b.tables, b.chronology, b.draftNote, b.split, b.overview}
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return Summary{}, err
		}
	}
	sum := p.summary()
	sum.Path, sum.Rebuilt, sum.Dropped, sum.Checksums, sum.Rows = dir, b.rebuilt, b.dropped, b.out.sums, b.rows
	return sum, b.pack(&sum, root, target)
}

// overview writes what tells of everything else, and can be written again.
func (b *builder) overview() error {
	return errors.Join(b.partPages(), b.index(), b.describe(), b.out.manifest())
}

// pack makes the zip or zips, where there shall be any.
func (b *builder) pack(sum *Summary, root, target string) error {
	sum.Files, sum.staged = []string{target}, []string{sum.Path}
	if !b.opts.Zip {
		return nil
	}
	count := max(len(b.parts), 1)
	if count > 1 {
		sum.Files, sum.staged = nil, nil
	}
	for n := 1; n <= count; n++ {
		b.progress(Packing, n-1, count)
		staged := filepath.Join(root, fmt.Sprintf("%d.zip", n))
		if err := writeZip(b.ctx, sum.Path, b.namesOf(n), staged, b.plan.in.Request.Made); err != nil {
			return err
		}
		if count == 1 {
			sum.staged = []string{staged}
			break
		}
		sum.Files, sum.staged = append(sum.Files, partName(target, n, count)), append(sum.staged, staged)
		if b.parts[n-1] {
			sum.Large = append(sum.Large, sum.Files[n-1])
		}
	}
	if count > 1 {
		return nil // checked together, as the folder that they unpack into
	}
	folder := sum.Path
	sum.Path = sum.staged[0]
	return os.RemoveAll(folder)
}

// builder writes one pack.
type builder struct {
	ctx       context.Context
	plan      *plan
	out       *folder
	opts      Options
	resources []resource
	sheets    []*table // of the documents, written with the other tables
	rebuilt   []string
	dropped   map[string][]int
	rows      int            // of data, in a portability pack
	parts     []bool         // whether each part is larger than it should be; empty for one piece
	partOf    map[string]int // number of the part by file; part 1 where there is none
}

func (b *builder) progress(step Step, done, total int) {
	if b.opts.Progress != nil {
		b.opts.Progress(Progress{step, done, total})
	}
}
