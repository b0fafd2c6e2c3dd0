package archive

import (
	"archive/zip"
	"bufio"
	"encoding/binary"
	"io"

	"sarsen/crawlers/documents"
)

// salvageZip lists members by the headers in front of each. Where sizes stand
// behind the content, the directory tells them, if it has the member, or else
// the next header says where the content ends.
func salvageZip(in documents.Input, directory []*zipFile) []*zipFile {
	const most = 50_000
	known := map[string]*zipFile{}
	for _, f := range directory {
		known[f.name] = f
	}
	var files []*zipFile
	for at := int64(0); at >= 0 && len(files) < most; {
		if at = findMagic(in, []byte("PK\x03\x04"), at); at < 0 {
			break
		}
		f, data := localZip(in, at)
		if f == nil {
			at++
			continue
		}
		if d := known[f.name]; d != nil {
			f.sum, f.size, f.packed, f.extra, f.mode = d.sum, d.size, d.packed, d.extra, d.mode
		} else {
			f.settle(in, data)
		}
		files = append(files, f)
		at = max(data, data+f.packed)
	}
	return files
}

// localZip reads the header at a place, and says where the content begins.
func localZip(in documents.Input, at int64) (f *zipFile, data int64) {
	var h [30]byte
	if _, err := in.Content.ReadAt(h[:], at); err != nil {
		return nil, 0
	}
	le := binary.LittleEndian
	text := make([]byte, int(le.Uint16(h[26:]))+int(le.Uint16(h[28:])))
	if n, _ := in.Content.ReadAt(text, at+30); n < len(text) || h[5] > 20 || len(text) == 0 {
		return nil, 0
	}
	f = &zipFile{
		name: string(text[:le.Uint16(h[26:])]), extra: text[le.Uint16(h[26:]):],
		flags: le.Uint16(h[6:]), method: le.Uint16(h[8:]), time: le.Uint16(h[10:]),
		sum: le.Uint32(h[14:]), size: uint64(le.Uint32(h[22:])), packed: int64(le.Uint32(h[18:])),
	}
	f.isUTF8 = f.flags&flagUTF8 != 0
	data = at + 30 + int64(len(text))
	f.raw = func() (io.Reader, error) {
		return bufio.NewReader(io.NewSectionReader(in.Content, data, f.packed)), nil
	}
	return f, data
}

// settle finds the end of a member that only its own header describes.
func (f *zipFile) settle(in documents.Input, data int64) {
	large := f.packed == 1<<32-1
	if f.flags&flagUnsized == 0 && !large && data+f.packed <= in.Size {
		return
	}
	f.noSum = f.flags&flagUnsized != 0 || large
	end := findMagic(in, []byte("PK\x03\x04"), data)
	if end < 0 {
		end = in.Size
	}
	f.packed = end - data
	if f.noSum && f.method == zip.Store {
		f.measure(in, data)
	}
}

// measure finds the end of a stored member by the sizes that follow it: those
// that are the distance to it.
func (f *zipFile) measure(in documents.Input, data int64) {
	for at := data; ; at += 4 {
		if at = findMagic(in, []byte("PK\x07\x08"), at); at < 0 || at > data+f.packed {
			return
		}
		var d [16]byte
		_, err := in.Content.ReadAt(d[:], at)
		if size := int64(binary.LittleEndian.Uint32(d[8:])); err == nil && size == at-data {
			f.packed, f.size, f.sum, f.noSum = size, uint64(size), binary.LittleEndian.Uint32(d[4:]), false //nolint:gosec // not negative
			return
		}
	}
}
