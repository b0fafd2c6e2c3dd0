// Package ocr recognises the text on pictures of pages with tesseract, where
// that is installed.
//
// Tesseract sees only pixels that a reader of ours has drawn, on its standard
// input, in a confined process (crawlers/program); one
// process reads one page. What it recognises comes back as words with their
// places on the page as it is shown, whatever way up the page was.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/program"
)

// ErrNotInstalled is returned by New where there is no tesseract.
var ErrNotInstalled = errors.New("tesseract is not installed")

// ErrNoLanguage is returned by New where none of the languages is installed.
var ErrNoLanguage = errors.New("no language that pictures are read in is installed")

// Options set up an Engine.
type Options struct {
	// Languages are tesseract's names, such as eng and cym; English when empty.
	Languages []string
	// Time is the limit for one page; 0 is none.
	Time time.Duration
	// Behind lets everything else on the machine go first: nobody waits.
	Behind bool
	// Self starts this program as a helper.
	Self program.Command
}

// An Engine recognises pages. It is safe for concurrent use.
type Engine struct {
	opts      Options
	program   string
	version   string
	languages []string // installed among those wanted
	missing   []string
	upright   bool // orientation can be told
}

// memory bounds one process; a page of 48 million pixels needs some 700 MB.
const memory = 2 << 30

// orientation is the model with which tesseract tells which way up a page is.
const orientation = "osd"

// New looks for tesseract and what it can read.
func New(ctx context.Context, opts Options) (*Engine, error) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return nil, ErrNotInstalled
	}
	if len(opts.Languages) == 0 {
		opts.Languages = []string{"eng"}
	}
	e := &Engine{opts: opts, program: path}
	out, err := e.run(ctx, answer, nil, "--version")
	if err != nil {
		return nil, fmt.Errorf("ask tesseract for its version: %w", err)
	}
	e.version, _, _ = strings.Cut(string(out), "\n")
	if out, err = e.run(ctx, answer, nil, "--list-langs"); err != nil {
		return nil, fmt.Errorf("ask tesseract for its languages: %w", err)
	}
	installed := strings.Fields(string(out))
	e.upright = slices.Contains(installed, orientation)
	for _, l := range opts.Languages {
		if slices.Contains(installed, l) {
			e.languages = append(e.languages, l)
		} else {
			e.missing = append(e.missing, l)
		}
	}
	if len(e.languages) == 0 {
		return nil, fmt.Errorf("%w: %s", ErrNoLanguage, strings.Join(e.missing, ", "))
	}
	return e, nil
}

// Installed reports whether there is a tesseract.
func Installed() bool {
	_, err := exec.LookPath("tesseract")
	return err == nil
}

// Languages are those that pages are read in, as tesseract is given them.
func (e *Engine) Languages() string { return strings.Join(e.languages, "+") }

// Missing are wanted languages that are not installed.
func (e *Engine) Missing() []string { return e.missing }

// Version is tesseract's name and version.
func (e *Engine) Version() string { return e.version }

// Upright reports whether pages that lie on their side can be told; the data
// for that are a package of their own on most systems.
func (e *Engine) Upright() bool { return e.upright }

// Recognise reads one page. A page of one shade has no text, and no process is
// started for it. Errors wrap those of crawlers/program.
func (e *Engine) Recognise(ctx context.Context, p documents.Picture) (documents.Recognition, error) {
	if !p.Sound() {
		return documents.Recognition{}, errors.New("recognise page: not a picture")
	}
	if p.Plain() {
		return documents.Recognition{Width: p.Width, Height: p.Height}, nil
	}
	table, err := e.read(ctx, p)
	if err != nil {
		return documents.Recognition{}, fmt.Errorf("recognise page: %w", err)
	}
	return parse(table, p), nil
}

// Modes of tesseract's segmentation: automatic, without and with a look at
// which way up the page is.
const (
	modeAuto        = "3"
	modeOrientation = "1"
)

func (e *Engine) read(ctx context.Context, p documents.Picture) ([]byte, error) {
	mode := modeAuto
	if e.upright {
		mode = modeOrientation
	}
	args := []string{"stdin", "stdout", "-l", e.Languages(), "--psm", mode}
	if p.DPI >= 70 && p.DPI <= 2400 {
		args = append(args, "--dpi", strconv.Itoa(p.DPI))
	}
	head := fmt.Sprintf("P5\n%d %d\n255\n", p.Columns, p.Rows)
	return e.run(ctx, e.opts.Time, io.MultiReader(strings.NewReader(head), bytes.NewReader(p.Grey)), append(args, "tsv")...)
}

// answer is how long tesseract may take to say what it is, on a busy machine.
const answer = time.Minute

// run runs tesseract.
func (e *Engine) run(ctx context.Context, limit time.Duration, input io.Reader, args ...string) ([]byte, error) {
	job := program.Job{
		Program: e.program, Args: args, Env: []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8"}, Input: input,
		Memory: memory, Time: limit, Behind: e.opts.Behind, Output: 64 << 20,
	}
	if data := os.Getenv("TESSDATA_PREFIX"); data != "" {
		job.Env, job.Read = append(job.Env, "TESSDATA_PREFIX="+data), []string{data}
	}
	for _, name := range []string{"PATH", "SystemRoot"} { // libraries beside it on Windows
		job.Env = append(job.Env, name+"="+os.Getenv(name))
	}
	return program.Run(ctx, e.opts.Self, job)
}
