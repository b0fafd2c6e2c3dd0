// Package pdfium is the one wrapper of the PDF engine: PDFium compiled to
// WebAssembly, run by wazero inside the process.
//
// It promises that the engine sees nothing but the bytes it is given (no
// files, no network, no clock, no environment), that memory is bounded, that a
// call ends when its context does, that a panic becomes [ErrDamaged], and that
// the same bytes give the same text every time: marks refer to it.
//
// It refuses to change a document. Redacted copies are written anew by
// redact/page; what [Document.Copy] saves is where they take vector content
// from.
package pdfium

import "errors"

// What Open and the methods of Document wrap. When a context ends, its error is
// returned instead.
var (
	ErrPassword = errors.New("needs a password")
	ErrDamaged  = errors.New("damaged")
	ErrTooLarge = errors.New("too large for the memory of the engine")
	ErrClosed   = errors.New("engine is closed")
)
