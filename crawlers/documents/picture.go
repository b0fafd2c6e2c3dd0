package documents

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// A Picture is a page as it is shown, in shades of grey.
type Picture struct {
	Page   int     `json:"page"` // from 1
	Width  float64 `json:"w"`    // of the page, in points or for a picture in its pixels
	Height float64 `json:"h"`
	// Columns and Rows are how many pixels there are, which may be more or
	// fewer than the page's own.
	Columns int `json:"columns"`
	Rows    int `json:"rows"`
	// DPI is how many pixels stand for an inch of paper; 0 when not known.
	DPI  int    `json:"dpi,omitempty"`
	Grey []byte `json:"-"` // row by row from the top left, 0 is black
}

// MaxPixels bounds a Picture.
const MaxPixels = 48 << 20

// Sound reports whether the sizes fit each other and the limit.
func (p Picture) Sound() bool {
	return p.Page >= 1 && p.Width > 0 && p.Height > 0 && p.Columns > 0 && p.Rows > 0 &&
		p.Columns <= MaxPixels/p.Rows && len(p.Grey) == p.Columns*p.Rows
}

// Plain reports whether the picture is of one shade, but for a few levels: it
// shows nothing.
func (p Picture) Plain() bool {
	const levels = 4
	if len(p.Grey) == 0 {
		return true
	}
	low, high := p.Grey[0], p.Grey[0]
	for _, g := range p.Grey {
		low, high = min(low, g), max(high, g)
	}
	return high-low <= levels
}

// Hash tells pictures apart: SHA-256 of size and pixels, lower-case hex.
func (p Picture) Hash() string {
	h := sha256.New()
	head := binary.BigEndian.AppendUint32(nil, uint32(p.Columns))       //nolint:gosec // bounded by MaxPixels
	_, _ = h.Write(binary.BigEndian.AppendUint32(head, uint32(p.Rows))) //nolint:gosec // likewise
	_, _ = h.Write(p.Grey)
	return hex.EncodeToString(h.Sum(nil))
}

// A Drawing says which pages to draw.
type Drawing struct {
	// Part is the one of an entry, as Extract gave it; "" is the entry itself.
	Part string `json:"part"`
	// SHA256 is the hash that the part had when it was read; with another one
	// now, nothing is drawn. "" is not checked.
	SHA256 string `json:"sha256"`
	Pages  []int  `json:"pages"`
	// DPI is what to aim at where a page has no pixels of its own.
	DPI int `json:"dpi"`
}

// A Drawer is a Format that can draw the pages for which it called
// [Builder.Scan].
type Drawer interface {
	// Draw calls emit for each of the pages, in their order; what cannot be
	// drawn is left out. It may panic, like Read.
	Draw(ctx context.Context, in Input, passwords []string, what Drawing, emit func(Picture) error) error
}
