package verify

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// mostInflated bounds one decompressed stream of a PDF.
const mostInflated = 256 << 20

// marker is a name that a rebuilt PDF has no use for.
type marker struct {
	kind   Kind
	detail string
}

var markers = map[string]marker{
	"EmbeddedFile":   {Hidden, "a file is attached"},
	"EmbeddedFiles":  {Hidden, "a file is attached"},
	"Filespec":       {Hidden, "a file is attached"},
	"Collection":     {Hidden, "a file is attached"},
	"JavaScript":     {Hidden, "a script"},
	"JS":             {Hidden, "a script"},
	"OpenAction":     {Hidden, "an action"},
	"AA":             {Hidden, "an action"},
	"Launch":         {Hidden, "an action"},
	"Annots":         {Hidden, "annotations"},
	"AcroForm":       {Hidden, "form fields"},
	"XFA":            {Hidden, "form fields"},
	"Outlines":       {Hidden, "bookmarks"},
	"OCProperties":   {Hidden, "layers that can be switched off"},
	"StructTreeRoot": {Hidden, "a structure tree, which can hold other text"},
	"ActualText":     {Hidden, "text in place of what is seen"},
	"Alt":            {Hidden, "text in place of what is seen"},
	"TU":             {Hidden, "text in place of what is seen"},
	"RichMedia":      {Hidden, "media"},
	"Thumb":          {Hidden, "a picture of the page before"},
	"PieceInfo":      {Hidden, "data of the program that made it"},
	"Encrypt":        {Hidden, "encrypted, so that it cannot be checked"},
	"Metadata":       {Metadata, "an XMP packet"},
	"Title":          {Metadata, "document properties"},
	"Author":         {Metadata, "document properties"},
	"Subject":        {Metadata, "document properties"},
	"Keywords":       {Metadata, "document properties"},
}

var (
	nameToken  = regexp.MustCompile(`/[^\s/<>()\[\]{}%]+`)
	nameEscape = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
	filterList = regexp.MustCompile(`/(?:Filter|F)\s*(\[[^\]]*\]|/\w+)`)
	maker      = regexp.MustCompile(`/(?:Creator|Producer)\s*(\([^)]*\)|<[^>]*>)`)
	streamWord = regexp.MustCompile(`stream\r?\n`)
)

// pdfRaw searches the objects and decompressed streams of a PDF without
// understanding its pages.
func (c *check) pdfRaw(name string, data []byte) {
	structure := c.pdfStreams(name, data)
	c.pdfNames(name, structure)
	states := bytes.Count(structure, []byte("%%EOF"))
	if c.single && bytes.Contains(structure, []byte("/Linearized")) {
		states-- // of its first page
	}
	if states > 1 {
		c.add(name, "object", Hidden, "holds an earlier state of itself")
	}
	if i := bytes.LastIndex(data, []byte("%%EOF")); i >= 0 && len(bytes.TrimSpace(data[i+5:])) > 0 {
		c.add(name, "object", Hidden, "bytes follow its end")
	}
	for _, m := range maker.FindAllSubmatch(structure, -1) {
		if v := strings.Trim(string(m[1]), "()"); v != "" && v != "PDFium" && v != "sarsen" {
			c.add(name, "object", Metadata, "document properties")
		}
	}
	c.pdfSyntax(name, "object", structure)
}

// pdfStreams searches every stream and returns the rest, with object streams
// unpacked.
func (c *check) pdfStreams(name string, data []byte) []byte {
	var structure bytes.Buffer
	for {
		loc := streamWord.FindIndex(data)
		if loc == nil {
			structure.Write(data)
			return structure.Bytes()
		}
		head := data[:loc[0]]
		structure.Write(head)
		if i := bytes.LastIndex(head, []byte(" obj")); i >= 0 {
			head = head[i:]
		}
		body := data[loc[1]:]
		end := bytes.Index(body, []byte("endstream"))
		if end < 0 {
			c.add(name, "stream", Malformed, "a stream has no end")
			end = len(body)
		}
		if c.pdfStream(name, head, body[:end], &structure) {
			structure.WriteByte('\n')
		}
		data = body[end:]
		data = bytes.TrimPrefix(data, []byte("endstream"))
	}
}

// pdfStream searches one stream. Object streams go to structure.
func (c *check) pdfStream(name string, head, body []byte, structure io.Writer) bool {
	body, image, err := inflate(head, body)
	if err != nil {
		if !c.single { // its writer may use what packs do not
			c.add(name, "stream", Hidden, "a stream that cannot be looked into")
		}
		return false
	}
	switch {
	case hasName(head, "ObjStm"):
		_, _ = structure.Write(body) // a buffer
		return true
	case hasName(head, "XRef"):
		return false
	case image || hasName(head, "Image"):
		c.picture(name, body)
		return false
	}
	c.pdfSyntax(name, "stream", body)
	return false
}

func hasName(head []byte, name string) bool {
	for _, n := range nameToken.FindAll(head, -1) {
		if plainName(n) == name {
			return true
		}
	}
	return false
}

// plainName drops the slash of a PDF name and undoes #xx.
func plainName(n []byte) string {
	return nameEscape.ReplaceAllStringFunc(string(n[1:]), func(e string) string {
		var b byte
		_, _ = fmt.Sscanf(e[1:], "%02x", &b) // the pattern fits
		return string(rune(b))
	})
}

// inflate undoes a stream's filters. For pictures it stops at the picture's
// own coding.
func inflate(head, body []byte) (out []byte, image bool, err error) {
	m := filterList.FindSubmatch(head)
	if m == nil {
		return body, false, nil
	}
	for _, f := range nameToken.FindAll(m[1], -1) {
		switch plainName(f) {
		case "FlateDecode", "Fl":
			r, err := zlib.NewReader(bytes.NewReader(body))
			if err != nil {
				return nil, false, fmt.Errorf("open stream: %w", err)
			}
			body, err = io.ReadAll(io.LimitReader(r, mostInflated+1))
			if err != nil || len(body) > mostInflated {
				return nil, false, fmt.Errorf("read stream: %w", errTooLarge)
			}
		case "DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode":
			return body, true, nil
		default:
			return nil, false, errTooLarge
		}
	}
	return body, false, nil
}

// pdfNames reports names that stand for content out of sight.
func (c *check) pdfNames(name string, structure []byte) {
	var all strings.Builder
	for _, n := range nameToken.FindAll(structure, -1) {
		plain := plainName(n)
		if !ofFormat(n) {
			all.WriteString(plain + apart)
		}
		if m, ok := markers[plain]; ok {
			c.add(name, "object", m.kind, m.detail)
		}
	}
	c.text(name, "names", all.String(), mode{least: 5})
}

// pdfSyntax searches PDF syntax: its strings, one after the other and run
// together, as text is often cut into many; and what stands between them.
func (c *check) pdfSyntax(name, layer string, syntax []byte) {
	literals, rest := pdfLiterals(formatString.ReplaceAll(syntax, []byte{' '}))
	for _, read := range []func([]byte) string{narrow, bigEndian, littleEndian} {
		var parted, joined strings.Builder
		for _, s := range literals {
			t := read(s)
			parted.WriteString(t)
			parted.WriteByte('\n')
			joined.WriteString(t)
		}
		c.text(name, layer+" strings", parted.String(), mode{least: 4})
		c.text(name, layer+" strings", joined.String(), mode{least: 6, loose: runTogether(joined.String())})
	}
	c.text(name, layer, latin1(withoutFormat(rest)), mode{least: 5})
}

// narrow reads a string of single bytes, or of pairs whose first is zero.
func narrow(b []byte) string {
	b = bytes.ReplaceAll(b, []byte{0}, nil)
	if utf8.Valid(b) {
		return string(b)
	}
	return latin1(b)
}

func bigEndian(b []byte) string { return paired(b, true) }

func littleEndian(b []byte) string { return paired(b, false) }

// paired reads a string of byte pairs, and any other as narrow does.
func paired(b []byte, big bool) string {
	if bytes.IndexByte(b, 0) < 0 && !marked(b) {
		return narrow(b)
	}
	return wide(b, big)
}
