package documents

import (
	"context"
	"errors"
)

// A Format reads one kind of document. It is a plain call without goroutines
// and holds no state between calls, so one value serves all documents.
type Format interface {
	// Read reads in and reports its text, properties and parts through out.
	//
	// An error ends the item: one of the sentinels below, wrapped, says in
	// which state; any other means damaged. What was reported before the
	// error is kept, and the item is then partial. Read may panic; only its
	// item is lost.
	Read(ctx context.Context, in Input, out *Builder) error
}

// An Unlocker is a [Format] whose documents may be others behind a password.
type Unlocker interface {
	Format
	// Unlock returns the document that is to be read in place of in, which is
	// in itself when it is not locked as a whole. The first password that
	// fits is used; the error wraps ErrEncrypted when none does.
	Unlock(ctx context.Context, in Input, passwords []string) (Input, error)
}

// FormatFunc is a function that is a Format.
type FormatFunc func(ctx context.Context, in Input, out *Builder) error

// Read calls f.
func (f FormatFunc) Read(ctx context.Context, in Input, out *Builder) error { return f(ctx, in, out) }

// What a Format's error says of the document. Each stands for a state with a
// plain reason; [Because] puts a more fitting reason in its place.
var (
	ErrEncrypted   = errors.New("needs a password")
	ErrDamaged     = errors.New("damaged or cut short")
	ErrUnsupported = errors.New("kind of document not read by this version")
	ErrTooLarge    = errors.New("over the limit of size")
	ErrNeedsOCR    = errors.New("picture without text")
)

// Because returns an error that wraps err, one of the sentinels, and carries
// the reason shown to officers: one plain phrase without text of the document.
func Because(err error, reason string) error { return &because{err, reason} }

type because struct {
	err    error
	reason string
}

func (b *because) Error() string { return b.reason }
func (b *because) Unwrap() error { return b.err }
