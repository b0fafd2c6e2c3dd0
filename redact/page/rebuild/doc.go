// Package rebuild writes PDF files that hold for each page a picture and an
// invisible layer of text to search and copy, or a drawing of text, lines and
// images that redact/page/vector wrote anew.
//
// It promises that nothing is in the file but what it was given: no metadata,
// no dates, no identifier, no attachments, no scripts, no links. The same
// input gives the same bytes. Pages are written as they come, so memory holds
// one page at a time.
//
// It refuses to read or change an existing PDF.
package rebuild
