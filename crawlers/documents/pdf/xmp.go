package pdf

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"sarsen/crawlers/documents"
)

// What is read of the metadata that stand in a PDF as XML.
const (
	mostXMP    = 8       // packets, of old versions and of pictures as well
	xmpBytes   = 1 << 20 // of one
	mostValues = 200     // values of one
)

// dublinCore are the properties that name people or say what it is about, and
// what they are called here.
var dublinCore = map[string]string{
	"title": "Title", "creator": "Author", "contributor": "Contributor", "description": "Subject",
	"subject": "Keywords", "publisher": "Publisher", "rights": "Rights", "source": "Source",
}

const nsDublinCore = "http://purl.org/dc/elements/1.1/"

// xmp writes the properties of the packets of XML that stand unpacked in a
// file. They may name more people than the file's own properties, which are
// written before.
func xmp(data []byte, out *documents.Builder) {
	for range mostXMP {
		_, rest, found := bytes.Cut(data, []byte("<x:xmpmeta"))
		if !found {
			return
		}
		packet, after, found := bytes.Cut(rest[:min(len(rest), xmpBytes)], []byte("</x:xmpmeta>"))
		if !found {
			data = rest
			continue
		}
		xmpPacket(append([]byte("<x:xmpmeta"), packet...), out)
		data = rest[len(rest[:min(len(rest), xmpBytes)])-len(after):]
	}
}

// xmpPacket writes the properties of one packet, as far as it can be read.
func xmpPacket(packet []byte, out *documents.Builder) {
	decoder := xml.NewDecoder(bytes.NewReader(packet))
	decoder.Strict = false
	decoder.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	name := ""
	for values := 0; values < mostValues; {
		token, err := decoder.Token()
		if err != nil || errors.Is(err, io.EOF) {
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Space == nsDublinCore {
				name = dublinCore[t.Name.Local]
			}
		case xml.EndElement:
			if t.Name.Space == nsDublinCore {
				name = ""
			}
		case xml.CharData:
			if text := strings.TrimSpace(string(t)); name != "" && text != "" {
				out.Property(name, text)
				values++
			}
		}
	}
}
