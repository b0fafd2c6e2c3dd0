// Package documents turns bytes into items: the canonical text of a document
// and of everything inside it.
//
// It promises that whatever the bytes are, each item ends with a state and a
// reason, that the text is valid UTF-8, and that every boundary lies inside
// the text. It refuses to write anything to disk, to follow a reference out of
// the document, or to call another machine.
//
// Formats live in folders of their own and are listed in documents/all. They
// are meant to be run in a worker process (crawlers/worker): a format may
// panic or take too long, and only its item is lost.
package documents

import (
	"context"
	"io"
	"time"

	"sarsen/crawlers"
)

// Version numbers what Extract makes of a document. A change that alters the
// text of any item, or what is told of it, raises it, and every item is read again
// in the next pass.
//
//	1  first
//	2  Outlook, older Office, more archives, pictures by OCR
//	3  the number that Outlook gives a conversation (Mail.Conversation)
const Version = 3

// An Item is one thing that can be disclosed: the file or message given to
// Extract, or a part of it.
type Item struct {
	// Part is the chain inside the entry: "" for the entry itself,
	// "report.pdf" for an attachment or member, "a.zip/b.docx" for one in a
	// nested archive. Members of the same name get " (2)" and so on.
	Part string `json:"part"`
	// Name is the item's own file name, "" when it has none.
	Name string `json:"name,omitempty"`
	// MediaType is found by content.
	MediaType string `json:"media_type"`
	Title     string `json:"title"`
	Author    string `json:"author"`
	// Created and Modified are as the document itself says; zero if it does not.
	// For a message, Created is its Date.
	Created  time.Time `json:"created,omitzero"`
	Modified time.Time `json:"modified,omitzero"`

	State  crawlers.State `json:"state"`
	Reason string         `json:"reason,omitempty"`

	// Pages is the number of pages, slides or sheets; 0 where there are none.
	Pages  int     `json:"pages"`
	Text   string  `json:"text"`
	Bounds []Bound `json:"bounds,omitempty"`
	// Packed are the bounds instead where there are very many; see Unpack.
	Packed Packed `json:"packed,omitempty"`
	// Mail is set for messages.
	Mail *Mail `json:"mail,omitempty"`

	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // of the item's own bytes, lower-case hex

	// Late is what another program may yet read of it; nil for nothing.
	Late *Late `json:"late,omitempty"`
}

// Mail holds the header fields of a message, decoded. Addresses are as
// "Name <address>".
type Mail struct {
	MessageID  string   `json:"message_id"` // without angle brackets
	InReplyTo  string   `json:"in_reply_to,omitempty"`
	References []string `json:"references,omitempty"`
	// Conversation is the number that Outlook gives to a conversation, in hex.
	Conversation string   `json:"conversation,omitempty"`
	From         []string `json:"from,omitempty"`
	To           []string `json:"to,omitempty"`
	Cc           []string `json:"cc,omitempty"`
	Bcc          []string `json:"bcc,omitempty"`
	Subject      string   `json:"subject"`
}

// A BoundKind names what a Bound encloses.
type BoundKind string

// The kinds of boundary.
const (
	Page       BoundKind = "page"       // a page or slide; Label is its number from "1"
	Sheet      BoundKind = "sheet"      // a worksheet, or the whole of a CSV; Label is its name
	Row        BoundKind = "row"        // a row of a sheet or table; Label is its number from "1"
	Cell       BoundKind = "cell"       // a cell; Label is its column's letter or, below a header row, the column's heading
	HeadRow    BoundKind = "headrow"    // the header row of a sheet or table, instead of Row
	Table      BoundKind = "table"      // a table in running text, around its rows
	Field      BoundKind = "field"      // a line of a message's header; Label is "From", "To", "Subject" ...
	Body       BoundKind = "body"       // a message's body
	Note       BoundKind = "note"       // comment, footnote, speaker's note, annotation, tracked change; Label says which
	Heading    BoundKind = "heading"    // a heading; Label is its level from "1"
	Furniture  BoundKind = "furniture"  // page header or footer
	Properties BoundKind = "properties" // document properties: lines "Title: ..." at the end of the text
	Recognised BoundKind = "recognised" // what OCR put in; Label is how sure it is, per cent
)

// A Bound is a byte range of the text with a meaning. Ranges nest or are
// apart; they are sorted by Start, and outer ones come first.
type Bound struct {
	Kind  BoundKind `json:"kind"`
	Start int       `json:"start"` // bytes of UTF-8
	End   int       `json:"end"`   // exclusive
	Label string    `json:"label,omitempty"`
	// Hidden marks what a reader does not normally see: hidden sheets, rows
	// and columns, deleted text of tracked changes, white text.
	Hidden bool `json:"hidden,omitempty"`
}

// Input is what to extract from.
type Input struct {
	Name      string // file name, a hint only
	MediaType string // set when known for certain; else ""
	Content   io.ReaderAt
	Size      int64
}

// Limits bound what one call of Extract may read out of nested containers.
type Limits struct {
	Depth   int   // containers inside containers
	Members int   // items in all
	Bytes   int64 // bytes of all members together, unpacked
	Item    int64 // bytes of one member
	Text    int64 // bytes of text of one item; what is over is cut, and the item is partial
}

// DefaultLimits are used where a field of Limits is zero.
func DefaultLimits() Limits {
	return Limits{Depth: 12, Members: 50_000, Bytes: 4 << 30, Item: 256 << 20, Text: 32 << 20}
}

// Options steer Extract.
type Options struct {
	Limits Limits
	// Passwords are tried on encrypted documents, in order.
	Passwords []string
}

// An Extractor reads documents. documents/all returns the one that knows all
// formats.
type Extractor interface {
	// Extract calls emit for the input itself (Part "") and then for each
	// part, containers before what they hold. It returns an error only when
	// emit does or ctx ends; whatever is wrong with the document is in the
	// item's State and Reason. Reasons are for officers: one plain phrase,
	// never text of the document.
	Extract(ctx context.Context, in Input, opts Options, emit func(Item) error) error

	// Open returns the bytes of one part, by the Part that Extract gave it.
	// "" is the input itself. The error is fs.ErrNotExist when there is no
	// such part.
	Open(ctx context.Context, in Input, opts Options, part string) ([]byte, error)
}
