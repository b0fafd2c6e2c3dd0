// Package media removes what recordings say of themselves: title, artist,
// place, device, time, pictures, chapters, texts and everything else that is
// neither sound nor moving picture.
//
// It promises to keep the sound and the picture as they are, byte for byte, and
// to copy nothing of a container that it does not know. It refuses what it
// cannot read to the end. It does not look into the sound and picture
// themselves: what an encoder wrote inside a frame stays.
package media

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// ErrFormat is wrapped by the errors for a recording that cannot be cleaned.
var ErrFormat = errors.New("this recording cannot be cleaned of its properties: convert it to MP4 or MP3 and add that")

// Clean writes the recording in the first size bytes of r to w without its
// properties, and returns the ending of the file's name, with the dot. The
// error wraps ErrFormat for what is no recording of a known kind, and for one
// that is damaged or holds more than sound and picture in a way that cannot be
// taken out; nothing was written then.
func Clean(r io.ReaderAt, size int64, w io.Writer) (ext string, err error) {
	p, err := look(r, size)
	if err != nil {
		return "", err
	}
	for _, s := range p.pieces {
		if err := s.write(r, w); err != nil {
			return "", fmt.Errorf("write recording: %w", err)
		}
	}
	return p.ext, nil
}

// plan is what a clean copy is made of.
type plan struct {
	ext    string
	pieces []piece
}

// piece is bytes to write: of the recording from from to to, else data, else
// zeros up to n.
type piece struct {
	from, to int64
	data     []byte
	zeros    int64
}

func (s piece) write(r io.ReaderAt, w io.Writer) error {
	switch {
	case s.data != nil:
		_, err := w.Write(s.data)
		return err
	case s.zeros > 0:
		_, err := io.CopyN(w, zeros{}, s.zeros)
		return err
	}
	n, err := io.Copy(w, io.NewSectionReader(r, s.from, s.to-s.from))
	if err == nil && n != s.to-s.from {
		err = io.ErrUnexpectedEOF
	}
	return err
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// keep copies [from, to) of the recording.
func (p *plan) keep(from, to int64) {
	if n := len(p.pieces); n > 0 && p.pieces[n-1].to == from && p.pieces[n-1].to > p.pieces[n-1].from {
		p.pieces[n-1].to = to
		return
	}
	if to > from {
		p.pieces = append(p.pieces, piece{from: from, to: to})
	}
}

func (p *plan) literal(data []byte) {
	if len(data) > 0 {
		p.pieces = append(p.pieces, piece{data: data})
	}
}

func (p *plan) blank(n int64) {
	if n > 0 {
		p.pieces = append(p.pieces, piece{zeros: n})
	}
}

// source is the recording while it is read.
type source struct {
	r    io.ReaderAt
	size int64
}

// bytes returns n bytes at a place; fewer are an error.
func (s source) bytes(at, n int64) ([]byte, error) {
	if at < 0 || n < 0 || at > s.size || n > s.size-at {
		return nil, damaged("it ends too early")
	}
	out := make([]byte, n)
	if _, err := s.r.ReadAt(out, at); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read recording: %w", err)
	}
	return out, nil
}

// head returns up to n bytes at a place.
func (s source) head(at, n int64) ([]byte, error) {
	if at < 0 || at >= s.size {
		return nil, nil
	}
	return s.bytes(at, min(n, s.size-at))
}

func damaged(why string) error { return fmt.Errorf("%s: %w", why, ErrFormat) }

// look finds out what the recording is and plans its copy.
func look(r io.ReaderAt, size int64) (*plan, error) {
	s := source{r, size}
	h, err := s.head(0, 16)
	if err != nil {
		return nil, err
	}
	at := func(i int, magic string) bool { return len(h) >= i+len(magic) && string(h[i:i+len(magic)]) == magic }
	switch {
	case at(0, "RIFF") && at(8, "WAVE"):
		return wav(s)
	case at(4, "ftyp"):
		return mp4(s)
	case at(0, "OggS"):
		return ogg(s)
	case bytes.HasPrefix(h, []byte{0x1a, 0x45, 0xdf, 0xa3}):
		return matroska(s)
	case at(0, "ID3"), at(0, "APETAGEX"), at(0, "TAG"), len(h) >= 4 && frameOf(h).size > 0:
		return mp3(s)
	}
	return nil, damaged("no recording of a known kind")
}
