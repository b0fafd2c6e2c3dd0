// Package ppt reads the presentations of PowerPoint before 2007 ([MS-PPT]),
// and the bare text of PowerPoint 4 and 95.
//
// It promises the slides in the order they are shown, each with its notes,
// comments and links; hidden slides, footers and what masters show of their
// own; embedded objects and pictures as parts; and, as hidden notes, the text
// of earlier versions that saving left in the file. A presentation whose index
// is damaged gives its text in the order it is stored, and is said to be
// partial.
package ppt

import (
	"context"
	"errors"
	"io"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/offcrypto"
	"sarsen/crawlers/documents/ole"
)

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	file, err := cfb.Open(in.Content, in.Size)
	if err != nil {
		return documents.ErrDamaged
	}
	root := file.Root
	if dual := root.Find("PP97_DUALSTORAGE"); dual != nil {
		root = dual // the other copy is for PowerPoint 95
	}
	stream := root.Find("PowerPoint Document").Open()
	if stream == nil {
		if old := root.Find("PP40"); old != nil {
			salvage(old, out)
			ole.Properties(file.Root, out)
			return nil
		}
		return documents.ErrDamaged
	}
	if stream.Short() {
		out.Problem("the presentation is cut short")
	}
	s := &show{ctx: ctx, out: out, content: stream, size: stream.Size(), pictures: ole.NewPictures(out)}
	if err := s.read(root); err != nil {
		if errors.Is(err, documents.ErrEncrypted) {
			return err
		}
		ole.Properties(file.Root, out)
		return err
	}
	s.storePictures(root.Find("Pictures").Open())
	ole.Properties(file.Root, out)
	return ctx.Err()
}

// A show is a presentation that is being read.
type show struct {
	ctx      context.Context
	out      *documents.Builder
	content  io.ReaderAt
	size     int64
	pictures *ole.Pictures
	decrypt  offcrypto.Decrypter

	places    map[uint32]int64 // of the objects that are used, by number
	links     map[uint32][]string
	linked    map[string]bool
	number    int
	dropped   bool // an object was too large or not there
	furnished map[string]bool
}

// read reads the presentation by its index, or without it.
func (s *show) read(root *cfb.Entry) error {
	s.links, s.linked, s.furnished = map[uint32][]string{}, map[string]bool{}, map[string]bool{}
	document, session := s.index(root)
	if session != 0 {
		if err := s.unlock(session); err != nil {
			return err
		}
	}
	main := s.object(document)
	if main.Type != recDocument {
		if isLocked(root) {
			return documents.ErrEncrypted
		}
		return s.withoutIndex()
	}
	s.document(main)
	s.leftover()
	if s.dropped {
		s.out.Problem("some slides or objects are not in the file")
	}
	return nil
}

// unlock finds the password; the header stands in an object of its own.
func (s *show) unlock(session uint32) error {
	rc4, err := offcrypto.RC4(s.object(session).Data, s.out.Passwords())
	if err != nil {
		return err
	}
	s.decrypt = rc4
	return nil
}

// isLocked reports whether the stream about the last user says that the
// presentation is encrypted.
func isLocked(root *cfb.Entry) bool {
	const locked = 0xF3D1C4DF
	r := ole.NewReader(root.Find("Current User").Bytes(64))
	r.Skip(12)
	return r.Uint32() == locked
}
