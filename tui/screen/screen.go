// Package screen holds what the screens of the terminal interface have in
// common: the interface that each of them is, the struct that they share, the
// messages by which they ask to go elsewhere, and the backend that they ask.
//
// A screen does no work of its own: it shows answers of the backend and asks
// it for acts, both by commands, so Update never blocks. Every question has a
// number; an answer to a question that was put again since is dropped.
package screen

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sarsen/tui/keymap"
	"sarsen/tui/styles"
)

// A Screen is one view of the whole window but header and footer.
type Screen interface {
	// Init returns the first questions.
	Init() tea.Cmd
	// Update takes a message. It gets key presses only while it is on top,
	// every other message always.
	Update(msg tea.Msg) (Screen, tea.Cmd)
	// View returns at most Shared.Height lines of at most Shared.Width columns.
	View() string
	// Heading says what the header shows.
	Heading() Heading
	// Keys are those of the screen, for footer (first section) and help.
	Keys() []keymap.Section
	// Typing reports whether letters are text now, so that single-letter keys
	// such as q and ? have to be left to the screen. Esc is then left to it too.
	Typing() bool
}

// A Heading is what the header shows: where one is, and in which request.
type Heading struct {
	Title string
	Case  RequestLine // zero where no request is shown
}

// Shared is what all screens of one session use. It is changed in Update only.
type Shared struct {
	Backend Backend
	Keys    keymap.Keys
	Styles  styles.Styles
	// Width and Height are the room of a screen, in columns and lines.
	Width, Height int
	// Today is the day on which new requests are received, if not told.
	Today time.Time
	// ExportDir is the folder in which packs are proposed to be put.
	ExportDir string

	// ctx ends with the session. It is kept since a screen's Update has none.
	ctx    context.Context
	number int
	under  map[int]task
	// acted is closed when the act asked for last is over.
	acted chan struct{}
}

// A task is a question or an act under way.
type task struct {
	label string
	kind  taskKind
}

type taskKind int

const (
	question taskKind = iota // costs nothing when given up
	act                      // short, and must be finished
	work                     // long, and would be lost
)

// NewShared returns what the screens of a session share.
func NewShared(ctx context.Context, b Backend, today time.Time) *Shared {
	acted := make(chan struct{})
	close(acted)
	return &Shared{
		Backend: b, Keys: keymap.New(), Styles: styles.New(true), Width: 80, Height: 20, Today: today,
		ctx: ctx, under: map[int]task{}, acted: acted,
	}
}

func (s *Shared) begin(label string, kind taskKind) int {
	s.number++
	s.under[s.number] = task{label, kind}
	return s.number
}

// Settle notes that msg answers what was under way. Other messages are ignored.
func (s *Shared) Settle(msg tea.Msg) {
	if a, ok := msg.(interface{ answers() int }); ok {
		delete(s.under, a.answers())
	}
}

// Busy returns what is under way, in words; the most important of it; "" when
// nothing is.
func (s *Shared) Busy() string {
	best, first := task{}, 0
	for n, t := range s.under {
		if first == 0 || t.kind > best.kind || t.kind == best.kind && n < first {
			best, first = t, n
		}
	}
	return best.label
}

// Acting reports whether a short act is under way, which must not be cut off.
func (s *Shared) Acting() bool { return s.any(act) }

// Working reports whether long work is under way, which quitting would stop.
func (s *Shared) Working() bool { return s.any(work) }

func (s *Shared) any(kind taskKind) bool {
	for _, t := range s.under {
		if t.kind == kind {
			return true
		}
	}
	return false
}
