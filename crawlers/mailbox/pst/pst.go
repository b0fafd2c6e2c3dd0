// Package pst reads Outlook's mail stores, PST and OST, after [MS-PST]: ANSI
// and Unicode files and those with pages of 4096 bytes that Outlook 2013 and
// later write. A password on a store is asked for by Outlook alone and protects
// nothing; such stores are read like any other.
//
// Two things are kept apart. A [File] finds the messages of a store, with the
// lower layers of the format and as little of the upper ones as folder names
// take, and cuts out one message as an [Extract]: its blocks as they are
// stored, see FORMAT.md. [ReadMessage] reads properties, recipients and
// attachments out of an extract; it is meant for a worker process, so that
// what is wrong with one message costs that message alone.
//
// It promises that whatever the bytes are, no call panics, loops or takes more
// memory than a few megabytes and a few bytes for each message; that it reads
// only what it needs, so that the size of a store does not matter; and that
// every message that a folder lists is handed over, with the reason where it
// cannot be found. It does not search the unused parts of a store, and it
// opens none that Windows Information Protection has encrypted.
package pst

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// What is wrong with a store or with a part of it. Errors of reading the file
// are handed on as they are.
var (
	ErrDamaged   = errors.New("damaged or cut short")
	ErrEncrypted = errors.New("protected by Windows Information Protection")
	ErrMissing   = errors.New("not in the store")
)

// The media types of stores and of extracts of messages.
const (
	MediaType        = "application/vnd.ms-outlook-pst"
	MessageMediaType = "application/vnd.ms-outlook-pst-message"
)

// Is reports whether head, the beginning of a file, is that of a PST or OST.
func Is(head []byte) bool { return bytes.HasPrefix(head, []byte(magic)) }

// guard turns a panic on bytes that nobody foresaw into an error.
func guard(err *error) {
	if recover() != nil {
		*err = fmt.Errorf("%w: the reader failed on it", ErrDamaged)
	}
}

// readFull reads all of buf; the end of the file is damage.
func readFull(r io.ReaderAt, buf []byte, at int64) error {
	if at < 0 {
		return ErrDamaged
	}
	n, err := r.ReadAt(buf, at)
	switch {
	case n == len(buf):
		return nil
	case err == nil, errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return ErrDamaged
	}
	return fmt.Errorf("read store: %w", err)
}

// ours reports whether an error is about the store and not about reading it.
func ours(err error) bool {
	return errors.Is(err, ErrDamaged) || errors.Is(err, ErrMissing) || errors.Is(err, ErrEncrypted)
}
