// Package all knows every format and walks documents with all that is inside
// them.
//
// It promises an item for the document and for every part of it, however deep,
// each with a state: a format that fails or panics, a limit that is reached, a
// part that cannot be opened cost that one item, and the rest goes on. It
// keeps everything in memory and writes nothing to disk.
//
// # A new format
//
//  1. Make a folder for it under crawlers/documents with a constructor that
//     returns a [documents.Format].
//  2. Have [documents.Sniff] recognise it by content.
//  3. Add its media type to the list in this file. The tests here then hold it
//     to the contract.
package all

import (
	"context"
	"maps"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/archive"
	"sarsen/crawlers/documents/contact"
	"sarsen/crawlers/documents/csv"
	"sarsen/crawlers/documents/data"
	"sarsen/crawlers/documents/epub"
	"sarsen/crawlers/documents/html"
	"sarsen/crawlers/documents/mail"
	"sarsen/crawlers/documents/media"
	"sarsen/crawlers/documents/metafile"
	"sarsen/crawlers/documents/msg"
	"sarsen/crawlers/documents/odf"
	"sarsen/crawlers/documents/offcrypto"
	"sarsen/crawlers/documents/ooxml"
	"sarsen/crawlers/documents/pdf"
	"sarsen/crawlers/documents/picture"
	"sarsen/crawlers/documents/pst"
	"sarsen/crawlers/documents/rtf"
	"sarsen/crawlers/documents/smime"
	"sarsen/crawlers/documents/text"
	"sarsen/crawlers/documents/tnef"
)

// An Extractor reads documents of all formats; it is a [documents.Extractor].
// It is safe for concurrent use.
type Extractor struct {
	formats map[string]documents.Format
	pdf     *pdf.Format
}

// New returns the extractor that knows all formats.
func New() *Extractor {
	x := &Extractor{pdf: pdf.New()}
	x.formats = formats(x.pdf)
	return x
}

// Warm starts what takes long to start or needs files to do so. A process that
// gives up access to files calls it before that; others need not.
func (x *Extractor) Warm(ctx context.Context) error { return x.pdf.Warm(ctx) }

// formats is the one list of formats, by media type.
func formats(pages documents.Format) map[string]documents.Format {
	plain := text.New()
	page := html.New()
	open := odf.New()
	list := map[string]documents.Format{
		documents.TypeText: plain,

		documents.TypeCSV:     csv.New(),
		documents.TypeHTML:    page,
		documents.TypeRTF:     rtf.New(),
		documents.TypePDF:     pages,
		documents.TypeMessage: mail.Message(page),
		documents.TypeMbox:    mail.Mbox(),
		documents.TypeMHTML:   mail.Message(page),
		documents.TypeOutlook: msg.New(page),
		documents.TypeTNEF:    tnef.New(page),
		documents.TypeSMIME:   smime.New(),

		documents.TypeVCard:    contact.VCard(),
		documents.TypeCalendar: contact.Calendar(page),

		documents.TypePST:        pst.Store(),
		documents.TypePSTMessage: pst.Message(page),

		documents.TypeJSON: data.JSON(page),
		documents.TypeXML:  data.XML(page),
		documents.TypeEPUB: epub.New(page),

		documents.TypeDOCX: ooxml.DOCX(),
		documents.TypeXLSX: ooxml.XLSX(),
		documents.TypePPTX: ooxml.PPTX(),

		"application/vnd.ms-excel.sheet.binary": ooxml.XLSB(),
		"application/vnd.ms-visio.drawing":      ooxml.VSDX(),
		"application/vnd.ms-xpsdocument":        ooxml.XPS(),

		documents.TypeODT:                open,
		documents.TypeODS:                open,
		documents.TypeODP:                open,
		"application/vnd.sun.xml.writer": open,

		documents.TypeLockedOffice: offcrypto.New(),

		documents.TypeZip:   archive.Zip(),
		documents.TypeTar:   archive.Tar(),
		documents.TypeGzip:  archive.Gzip(),
		documents.TypeBzip2: archive.Bzip2(),

		"application/x-7z-compressed":       archive.SevenZip(),
		"application/vnd.rar":               archive.RAR(),
		"application/x-cpio":                archive.Cpio(),
		"application/x-archive":             archive.Ar(),
		"application/x-lzh-compressed":      archive.LHA(),
		"application/x-iso9660-image":       archive.ISO(),
		"application/vnd.ms-cab-compressed": archive.Cab(),
		"application/x-xz":                  archive.XZ(),
		"application/x-lzma":                archive.LZMA(),
		"application/x-lzip":                archive.Lzip(),
		"application/x-compress":            archive.Compress(),
		"application/zstd":                  archive.Zstd(),
		"application/x-lz4":                 archive.LZ4(),
		"application/x-snappy-framed":       archive.Snappy(),
		"application/x-brotli":              archive.Brotli(),
	}
	for _, t := range media.Types() {
		list[t] = media.New()
	}
	for _, t := range metafile.Types() {
		list[t] = metafile.New()
	}
	for _, t := range picture.Types() {
		list[t] = picture.New()
	}
	maps.Copy(list, older())
	return list
}
