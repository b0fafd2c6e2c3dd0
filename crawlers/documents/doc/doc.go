// Package doc reads the documents of Word before 2007: Word 97 to 2003
// ([MS-DOC]), Word 6 and 95, and the text of Word 2 and Write.
//
// It promises the whole text wherever it stands: body, tables, headers, notes,
// comments with their authors, text boxes, fields with their links, deleted
// and hidden text, what fast saving left behind; and embedded objects and
// pictures as parts. What is damaged is gone round: a document without a
// usable table of its pieces is read as far as its first text goes, and said
// to be partial. It refuses to guess at text that is not text.
package doc

import (
	"bytes"
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
	head := ole.At(in.Content, 0, 8)
	if !bytes.HasPrefix(head, []byte(cfb.Magic)) {
		return readFlat(ctx, in, out)
	}
	file, err := cfb.Open(in.Content, in.Size)
	if err != nil {
		return documents.ErrDamaged
	}
	err = readFile(ctx, file, out)
	if errors.Is(err, documents.ErrEncrypted) {
		return err
	}
	ole.Properties(file.Root, out)
	ole.Objects(file.Root.Find("ObjectPool"), out)
	ole.Macros(file.Root.Find("Macros"), out)
	return err
}

// readFile opens the streams of a document, decrypted if need be.
func readFile(ctx context.Context, file *cfb.File, out *documents.Builder) error {
	main := file.Root.Find("WordDocument").Open()
	if main == nil {
		return documents.ErrDamaged
	}
	f, err := readFib(main)
	if err != nil {
		return err
	}
	d := &document{ctx: ctx, out: out, fib: f, main: main, data: content(file.Root.Find("Data").Open()), size: main.Size()}
	d.table = d.main
	if !f.old {
		d.table = content(tableStream(file, f).Open())
	}
	if main.Short() {
		out.Problem("the document is cut short")
	}
	if err := d.decrypt(); err != nil {
		return err
	}
	return d.read()
}

// tableStream is the stream the fib names, or the other where it is missing.
func tableStream(file *cfb.File, f *fib) *cfb.Entry {
	names := []string{"0Table", "1Table"}
	if f.flags&flagTable1 != 0 {
		names[0], names[1] = names[1], names[0]
	}
	if e := file.Root.Find(names[0]); e != nil {
		return e
	}
	return file.Root.Find(names[1])
}

// content makes a missing stream an empty one.
func content(s *cfb.Stream) io.ReaderAt {
	if s == nil {
		return bytes.NewReader(nil)
	}
	return s
}

// clearHead is how much of the main stream is never encrypted.
const clearHead = 0x44

// decrypt puts a decrypting reader before each stream.
func (d *document) decrypt() error {
	if d.fib.flags&flagEncrypted == 0 {
		return nil
	}
	decrypt, head, err := d.decrypter()
	if err != nil {
		return err
	}
	d.main = &decrypted{d.main, decrypt, clearHead}
	if !d.fib.old {
		d.table = &decrypted{d.table, decrypt, head}
		d.data = &decrypted{d.data, decrypt, 0}
	} else {
		d.table = d.main
	}
	again, err := readFib(d.main)
	if err != nil {
		return err
	}
	d.fib = again
	return nil
}

// decrypter finds the password. The header of RC4 stands in clear at the
// beginning of the table stream; head is its length.
func (d *document) decrypter() (decrypt func([]byte, int64), head int64, err error) {
	if d.fib.flags&flagObfuscated != 0 || d.fib.old {
		key, err := offcrypto.XOR(uint16(d.fib.key>>16), offcrypto.RotateWord, d.out.Passwords())
		if err != nil {
			return nil, 0, err
		}
		return key.Word, 0, nil
	}
	head = int64(d.fib.key)
	rc4, err := offcrypto.RC4(ole.At(d.table, 0, min(head, 1<<16)), d.out.Passwords())
	if err != nil {
		return nil, 0, err
	}
	return func(p []byte, off int64) { rc4.Decrypt(p, off, 512) }, head, nil
}

// A decrypted stream is decrypted as it is read, its beginning excepted.
type decrypted struct {
	io.ReaderAt
	decrypt func(p []byte, off int64)
	head    int64 // bytes in clear at the beginning
}

// ReadAt reads as [io.ReaderAt] says.
func (s *decrypted) ReadAt(p []byte, off int64) (int, error) {
	n, err := s.ReaderAt.ReadAt(p, off)
	if skip := max(s.head-off, 0); skip < int64(n) {
		s.decrypt(p[skip:n], off+skip)
	}
	return n, err
}
