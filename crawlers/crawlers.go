// Package crawlers says what a source is and in which state an item can be.
//
// A source is a place to crawl: a folder, a mail store, an account. It walks
// and hands over one [Entry] for each file or message, including those it
// cannot read, and opens an entry again when asked. It never writes to what
// it walks, and it knows nothing of requests, indexes or redaction.
//
// # A new source
//
//  1. Make a folder for it under crawlers (mail under crawlers/mailbox) with a
//     constructor that takes its options and returns a [Source].
//  2. Recognise its location in crawlers/all.
//  3. Run crawlertest.Run on it in its test: the suite holds every source to
//     the contract below.
//  4. Add a row to the README's table of locations.
package crawlers

import (
	"context"
	"errors"
	"io"
	"time"
)

// A State says what became of an item. The values are part of the JSON
// contract of extract, status and unread.
type State string

// The states. Indexed, Partial and Empty were read; all others are unread.
const (
	Indexed     State = "indexed"     // text read in full
	Partial     State = "partial"     // some text read, some could not be; Reason says what is missing
	Empty       State = "empty"       // read in full, and there is no text in it
	Encrypted   State = "encrypted"   // needs a password
	Damaged     State = "damaged"     // not readable as what it is, or the parser failed on it
	Unsupported State = "unsupported" // a kind sarsen does not read
	TooLarge    State = "too_large"   // over a limit of size, depth, members or memory
	Timeout     State = "timeout"     // over the time limit
	Denied      State = "denied"      // no permission, locked, or gone while it was read
	NeedsOCR    State = "needs_ocr"   // picture without text
	Excluded    State = "excluded"    // left out by the configuration
)

// States lists every state, those that were read first.
func States() []State {
	return []State{Indexed, Partial, Empty, Encrypted, Damaged, Unsupported, TooLarge, Timeout, Denied, NeedsOCR, Excluded}
}

// Read reports whether the item counts as read: indexed, partial or empty.
func (s State) Read() bool { return s == Indexed || s == Partial || s == Empty }

// An Entry is one file or message met on a walk: the unit that is opened,
// extracted and kept. What lies inside it (attachments, members) comes out of
// extraction, not of the walk.
type Entry struct {
	// Key is the entry's identity inside its source, stable while the entry
	// stays where it is: for a file its Path, for a Maildir message its
	// unique name without flags, for IMAP folder, UIDVALIDITY and UID.
	Key string
	// Path is the outermost file relative to the source, with '/' between
	// elements; for IMAP "folder/UID". Bytes that are not UTF-8 are shown as
	// %XX; Locator keeps the true name.
	Path string
	// Part is the place inside Path for a message of a store that is one
	// file, such as "message 3"; otherwise "".
	Part string
	// Locator is what Open needs; opaque to everybody but the source.
	Locator string
	// Stamp changes whenever the content may have changed. An entry with the
	// stamp of the last pass is not opened again.
	Stamp string
	// Size is in bytes; -1 when not known before opening.
	Size int64
	// Created and Modified are zero when not known.
	Created, Modified time.Time
	// Owner is the owner's name where the source tells it, else "".
	Owner string
	// MediaType is set only where the source knows it for certain (a message
	// of a mail store is "message/rfc822"); else "" and decided by content.
	MediaType string
	// Store marks a mail store that is one file, such as an mbox: an item
	// without content of its own, whose messages follow as entries. fn may
	// answer SkipStore for it.
	Store bool
	// Keys is set for a Store that is not one file but a folder of a mailbox:
	// what the keys of its messages begin with, and no others. Such an entry
	// only marks that folder and is no item; its Stamp tells whether a message
	// was added or removed. Its messages have paths of their own.
	Keys string
	// State is set, with Reason, when the source knows already that the entry
	// cannot or shall not be read. "" otherwise.
	State  State
	Reason string
}

// SkipStore is returned by the function given to Walk when a store's messages
// need not be listed since nothing changed in it.
//
//nolint:staticcheck,revive // named after fs.SkipDir, whose role it has
var SkipStore = errors.New("skip this store")

// Content is an opened entry. Reads may be concurrent. *os.File with its size
// is the common case and is handed to workers without copying.
type Content interface {
	io.ReaderAt
	// Close ends the reading. An error that wraps ErrChanged says that the
	// content was written to meanwhile: what was read may be half of one
	// version and half of another, and is not to be kept.
	io.Closer
	Size() int64
}

// A Source walks one configured location.
type Source interface {
	// Walk calls fn once for each entry, from one goroutine, in an order
	// that is the same on every walk of an unchanged source, as far as the
	// source itself lists in the same order what is too much to be sorted in
	// memory (a folder with very many files). A Store comes directly before
	// its messages. What cannot be listed (a folder without
	// permission) is handed over as an entry with its State. When fn returns
	// an error other than SkipStore, Walk stops and returns it; when ctx
	// ends, Walk returns its error. An error of Walk itself means that the
	// walk is not complete, so nothing may be taken as vanished.
	Walk(ctx context.Context, fn func(Entry) error) error

	// Open opens an entry that this source, now or in an earlier process,
	// handed over, by its Path, Part and Locator. Errors wrap ErrDenied,
	// ErrLocked, ErrGone or ErrTemporary where one fits. The caller closes
	// the content. Opening leaves no trace in the source: no flag, no access
	// time where the system allows it.
	Open(ctx context.Context, e Entry) (Content, error)

	// Close ends connections. Walk and Open must not be running.
	Close() error
}

// Classes of errors that Walk and Open wrap.
var (
	ErrDenied    = errors.New("permission denied")
	ErrLocked    = errors.New("in use by another program")
	ErrGone      = errors.New("no longer there")
	ErrTemporary = errors.New("temporary failure") // worth trying again
	// ErrChanged is wrapped by the error of closing a content that is no
	// longer what it was when it was opened.
	ErrChanged = errors.New("changed while it was read")
)
