package council_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	stdhtml "html"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// A reader reads a council back with the standard library alone, into the
// text of each item by path and part.
type reader struct {
	t     *testing.T
	texts map[string]string
}

func (r *reader) read(place, name string, data []byte) {
	join := func(part string) string {
		if strings.HasSuffix(place, "|") {
			return place + part
		}
		return place + "/" + part
	}
	r.texts[place] += "\n"
	switch ext := name[strings.LastIndexByte(name, '.')+1:]; ext {
	case "docx", "odt", "pptx", "odp", "xlsx", "ods":
		r.texts[place] += r.office(data)
	case "html":
		r.texts[place] += markup(string(data))
	case "pdf":
		r.texts[place] += r.pdf(data)
	case "rtf":
		r.texts[place] += rtfText(string(data))
	case "txt", "csv":
		r.texts[place] += plain(data)
	case "zip":
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			r.t.Errorf("%s: %v", place, err)
			return
		}
		for _, f := range z.File {
			if f.Flags&1 == 0 {
				r.read(join(f.Name), f.Name, r.member(f))
			}
		}
	case "gz":
		r.tar(join, data)
	case "mbox":
		for i, msg := range strings.Split("\n"+string(data), "\n\nFrom ") {
			_, msg, _ = strings.Cut(strings.TrimPrefix(msg, "\nFrom "), "\n")
			msg = regexp.MustCompile(`(?m)^>(>*From )`).ReplaceAllString(msg, "$1")
			r.message(join(fmt.Sprintf("message %d", i+1)), strings.NewReader(msg))
		}
	case "eml", "thornmere":
		r.message(place, bytes.NewReader(data))
	}
}

func (r *reader) member(f *zip.File) []byte {
	rc, err := f.Open()
	if err != nil {
		r.t.Errorf("open member: %v", err)
		return nil
	}
	defer rc.Close() //nolint:errcheck // only read
	data, err := io.ReadAll(rc)
	if err != nil {
		r.t.Errorf("read member: %v", err)
	}
	return data
}

func (r *reader) tar(join func(string) string, data []byte) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		r.t.Errorf("open gzip: %v", err)
		return
	}
	for tr := tar.NewReader(z); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			r.t.Errorf("read tar: %v", err)
			return
		}
		inner, _ := io.ReadAll(tr)
		r.read(join(h.Name), h.Name, inner)
	}
}

var breaks = regexp.MustCompile(`</w:p>|<w:br/>|</text:p>|</text:h>|<text:line-break/>|</a:p>|</t>|</dc:[a-z]+>|<br>|</td>|</p>|</h1>`)

// office returns the text of all XML of a package, which must be well formed.
func (r *reader) office(data []byte) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		r.t.Errorf("open package: %v", err)
		return ""
	}
	var b strings.Builder
	for _, f := range z.File {
		body := r.member(f)
		if !strings.HasSuffix(f.Name, ".xml") && !strings.HasSuffix(f.Name, ".rels") {
			continue
		}
		for d := xml.NewDecoder(bytes.NewReader(body)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				r.t.Errorf("%s: %v", f.Name, err)
				break
			}
		}
		b.WriteString(markup(string(body)) + "\n")
	}
	return b.String()
}

var tags = regexp.MustCompile(`<[^>]*>`)

func markup(s string) string {
	author := ""
	if m := regexp.MustCompile(`name="author" content="([^"]*)"`).FindStringSubmatch(s); m != nil {
		author = m[1]
	}
	return stdhtml.UnescapeString(author + "\n" + tags.ReplaceAllString(breaks.ReplaceAllString(s, "\n"), ""))
}

func plain(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return wide(data, binary.LittleEndian)
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return wide(data, binary.BigEndian)
	case !strings.Contains(string(bytes.ToValidUTF8(data, []byte("\ufffd"))), "\ufffd"):
		return string(data)
	}
	out, _ := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(out)
}

func wide(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

var (
	pdfStreams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	pdfShown   = regexp.MustCompile(`\(((?:\\.|[^\\)])*)\) Tj`)
	pdfWide    = regexp.MustCompile(`<FEFF([0-9A-F]*)>`)
	octal      = regexp.MustCompile(`\\[0-7]{3}`)
	bfchar     = regexp.MustCompile(`<([0-9A-F]{2})> <([0-9A-F]{4})>`)
)

func (r *reader) pdf(data []byte) string {
	var b strings.Builder
	var streams []string
	extra := map[byte]rune{}
	for _, m := range pdfStreams.FindAllSubmatch(data, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			r.t.Errorf("open stream: %v", err)
			continue
		}
		body, err := io.ReadAll(z)
		if err != nil {
			r.t.Errorf("read stream: %v", err)
		}
		streams = append(streams, string(body))
		if strings.Contains(string(body), "begincmap") {
			for _, c := range bfchar.FindAllStringSubmatch(string(body), -1) {
				code, _ := strconv.ParseUint(c[1], 16, 8)
				u, _ := strconv.ParseUint(c[2], 16, 16)
				extra[byte(code)] = rune(u)
			}
		}
	}
	for _, s := range streams {
		for _, shown := range pdfShown.FindAllStringSubmatch(s, -1) {
			raw := octal.ReplaceAllStringFunc(shown[1], func(o string) string {
				n, _ := strconv.ParseUint(o[1:], 8, 8)
				return string([]byte{byte(n)})
			})
			for i := range len(raw) {
				c := charmap.Windows1252.DecodeByte(raw[i])
				if u, ok := extra[raw[i]]; ok && raw[i] < ' ' {
					c = u
				}
				b.WriteRune(c)
			}
			b.WriteByte('\n')
		}
	}
	for _, m := range pdfWide.FindAllSubmatch(data, -1) {
		var units []uint16
		for i := 0; i+4 <= len(m[1]); i += 4 {
			u, _ := strconv.ParseUint(string(m[1][i:i+4]), 16, 16)
			units = append(units, uint16(u))
		}
		b.WriteString(string(utf16.Decode(units)) + "\n")
	}
	return b.String()
}

var (
	rtfHex     = regexp.MustCompile(`\\'[0-9a-f]{2}`)
	rtfUnicode = regexp.MustCompile(`\\u(-?\d+)\?`)
	rtfWord    = regexp.MustCompile(`\\(line|par|cell|row) ?`)
	rtfOther   = regexp.MustCompile(`\\\*|\\[a-z]+-?\d* ?|[{}]`)
)

func rtfText(s string) string {
	s = rtfHex.ReplaceAllStringFunc(s, func(h string) string {
		n, _ := strconv.ParseUint(h[2:], 16, 8)
		return string(charmap.Windows1252.DecodeByte(byte(n)))
	})
	s = rtfUnicode.ReplaceAllStringFunc(s, func(u string) string {
		n, _ := strconv.Atoi(u[2 : len(u)-1])
		return string(rune(n))
	})
	return rtfOther.ReplaceAllString(rtfWord.ReplaceAllString(s, "\n"), "")
}

func (r *reader) message(place string, in io.Reader) {
	msg, err := mail.ReadMessage(in)
	if err != nil {
		r.t.Errorf("%s: %v", place, err)
		return
	}
	dec := new(mime.WordDecoder)
	var b strings.Builder
	for _, h := range []string{"From", "To", "Cc", "Subject"} {
		v, err := dec.DecodeHeader(msg.Header.Get(h))
		if err != nil {
			r.t.Errorf("%s: %v", place, err)
		}
		b.WriteString(v + "\n")
	}
	r.texts[place] += b.String()
	r.part(place, msg.Header.Get("Content-Type"), msg.Header.Get("Content-Transfer-Encoding"), "", msg.Body)
}

func (r *reader) part(place, contentType, encoding, name string, body io.Reader) {
	mediaType, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		r.t.Errorf("%s: %v", place, err)
		return
	}
	if strings.HasPrefix(mediaType, "multipart/") {
		for mr := multipart.NewReader(body, params["boundary"]); ; {
			p, err := mr.NextRawPart()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				r.t.Errorf("%s: %v", place, err)
				return
			}
			r.part(place, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p.FileName(), p)
		}
	}
	switch encoding {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	data, err := io.ReadAll(body)
	if err != nil {
		r.t.Errorf("%s: %v", place, err)
	}
	switch {
	case name != "" && strings.HasSuffix(place, "|"):
		r.read(place+name, name, data)
	case name != "":
		r.read(place+"/"+name, name, data)
	case params["charset"] == "windows-1252":
		out, _ := charmap.Windows1252.NewDecoder().Bytes(data)
		r.texts[place] += string(out)
	default:
		r.texts[place] += string(data)
	}
}
