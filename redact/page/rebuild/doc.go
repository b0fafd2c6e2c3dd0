// Package rebuild writes PDF files that hold a picture of each page and an
// invisible layer of text to search and copy.
//
// It promises that nothing is in the file but what it was given: no metadata,
// no dates, no identifier, no attachments, no scripts, no links. The same
// input gives the same bytes. Pages are written as they come, so memory holds
// one page at a time.
//
// It refuses to read or change an existing PDF.
package rebuild
