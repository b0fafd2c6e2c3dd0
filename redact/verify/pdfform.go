package verify

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// pdfForm holds a PDF of a pack to what its writer can write: the form of the
// file, the kinds and keys of its objects, and the operators of its contents.
// All of it is searched elsewhere; this is about what nobody would see.
func (c *check) pdfForm(name string, data []byte) {
	objects, root, err := pdfFile(data)
	if err != nil {
		c.add(name, "object", Hidden, fmt.Sprintf("not written as PDFs of a pack are (%v)", err))
		return
	}
	used := reached(objects, root)
	contents := contentsOf(objects)
	for _, n := range slices.Sorted(maps.Keys(objects)) {
		o := objects[n]
		if !used[n] {
			c.add(name, "object", Hidden, "an object that nothing uses")
		}
		if !known(o.value, "", o.stream != nil, true) {
			c.add(name, "object", Hidden, "an object of a kind, or with a key, that packs do not use")
		}
		if o.stream == nil {
			continue
		}
		body, ok := plainStream(o)
		if !ok {
			c.add(name, "stream", Hidden, "a stream that packs do not use, or with bytes behind its end")
			continue
		}
		if contents[n] && !plainContent(body) {
			c.add(name, "stream", Hidden, "a page is drawn with what packs do not use")
		}
	}
}

// contentsOf are the streams that draw: of pages, forms, patterns and glyphs.
func contentsOf(objects map[int]pdfObject) map[int]bool {
	out := map[int]bool{}
	for n, o := range objects {
		d, _ := o.value.(pdfDict)
		switch kindOf(d, o.stream != nil) {
		case "Page":
			if r, ok := d["Contents"].(pdfRef); ok {
				out[int(r)] = true
			}
		case "Type3":
			procs, _ := d["CharProcs"].(pdfDict)
			if r, ok := d["CharProcs"].(pdfRef); ok {
				procs, _ = objects[int(r)].value.(pdfDict)
			}
			for _, v := range procs {
				if r, ok := v.(pdfRef); ok {
					out[int(r)] = true
				}
			}
		case "Form":
			out[n] = true
		case "Pattern":
			out[n] = o.stream != nil
		}
	}
	return out
}

// plainStream returns what a stream holds, or false for one whose coding packs
// do not use and for one with bytes behind its end.
func plainStream(o pdfObject) ([]byte, bool) {
	d, _ := o.value.(pdfDict)
	image := d["Subtype"] == pdfName("Image")
	switch d["Filter"] {
	case nil:
		return o.stream, true
	case pdfName("FlateDecode"):
		in := bytes.NewReader(o.stream)
		z, err := zlib.NewReader(in)
		if err != nil {
			return nil, false
		}
		body, err := io.ReadAll(io.LimitReader(z, mostInflated+1))
		return body, err == nil && len(body) <= mostInflated && in.Len() == 0
	case pdfName("DCTDecode"), pdfName("JBIG2Decode"), pdfName("CCITTFaxDecode"):
		return nil, image
	}
	return nil, false
}

// operators are those that draw. Marked content, compatibility sections and
// pictures in the middle of a page are not among them.
var operators = words(`q Q cm w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W*
	BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ ' " CS cs SC SCN sc scn G g RG rg K k sh Do d0 d1`)

// plainContent reports whether a content stream is nothing but operators that
// draw, with their operands.
func plainContent(b []byte) bool {
	s := scanner{b: b}
	operands := 0
	for {
		s.skip()
		if s.at >= len(s.b) {
			return operands == 0 && !s.comments
		}
		v, err := s.value(false, 0)
		if err != nil {
			return false
		}
		switch v := v.(type) {
		case pdfDict:
			return false
		case pdfWord:
			if !strings.ContainsAny(string(v[0]), "+-.0123456789") {
				if !operators[string(v)] {
					return false
				}
				operands = 0
				continue
			}
		}
		if operands++; operands > 64 {
			return false
		}
	}
}
