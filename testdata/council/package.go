package council

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"time"
)

// A member is a file in an archive.
type member struct {
	name string
	data []byte
}

// zipDate is given to every member: archives must not tell when they were made.
var zipDate = time.Date(2024, 1, 2, 3, 4, 6, 0, time.UTC)

// zipped packs members; one called "mimetype" is stored, as ODF wants it.
func zipped(members []member) ([]byte, error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: zip.Deflate, Modified: zipDate}
		if m.name == "mimetype" {
			h.Method = zip.Store
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			return nil, fmt.Errorf("add member: %w", err)
		}
		if _, err := f.Write(m.data); err != nil {
			return nil, fmt.Errorf("write member: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("close archive: %w", err)
	}
	return buf.Bytes(), nil
}

func tarred(members []member) ([]byte, error) {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	w := tar.NewWriter(z)
	for _, m := range members {
		h := &tar.Header{Name: m.name, Mode: 0o644, Size: int64(len(m.data)), ModTime: zipDate, Format: tar.FormatPAX}
		if err := w.WriteHeader(h); err != nil {
			return nil, fmt.Errorf("add member: %w", err)
		}
		if _, err := w.Write(m.data); err != nil {
			return nil, fmt.Errorf("write member: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("close tar: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("close gzip: %w", err)
	}
	return buf.Bytes(), nil
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// part makes an XML member of a package.
func part(name string, body ...string) member {
	return member{name, []byte(xmlHead + strings.Join(body, ""))}
}

var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func esc(s string) string { return xmlEscaper.Replace(s) }

// opc puts an Office Open XML package together: content types, the relation
// to the main part and the document properties are the same for all three.
func opc(title, author string, date time.Time, main, mainType string, types map[string]string, order []string, parts []member) ([]byte, error) {
	var ct strings.Builder
	ct.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	fmt.Fprintf(&ct, `<Override PartName="/%s" ContentType="%s"/>`, main, mainType)
	for _, name := range order {
		fmt.Fprintf(&ct, `<Override PartName="/%s" ContentType="%s"/>`, name, types[name])
	}
	ct.WriteString(`</Types>`)
	stamp := date.UTC().Format(time.RFC3339)
	all := []member{
		part("[Content_Types].xml", ct.String()),
		part("_rels/.rels", relationships([]relation{
			{"officeDocument", main},
			{"metadata/core-properties", "docProps/core.xml"},
		})),
		part("docProps/core.xml", `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
			`<dc:title>`, esc(title), `</dc:title><dc:creator>`, esc(author), `</dc:creator><cp:lastModifiedBy>`, esc(author), `</cp:lastModifiedBy>`,
			`<dcterms:created xsi:type="dcterms:W3CDTF">`, stamp, `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">`, stamp, `</dcterms:modified></cp:coreProperties>`),
	}
	return zipped(append(all, parts...))
}

// A relation is one line of a .rels part; its ID is rId and its place from 1.
type relation struct{ kind, target string }

func relationships(list []relation) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, r := range list {
		base := "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
		if strings.HasPrefix(r.kind, "metadata/") {
			base = "http://schemas.openxmlformats.org/package/2006/relationships/"
		}
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i+1, base, r.kind, esc(r.target))
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}
