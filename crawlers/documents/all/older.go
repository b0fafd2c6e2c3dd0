package all

import (
	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/dbf"
	"sarsen/crawlers/documents/doc"
	"sarsen/crawlers/documents/hwp"
	"sarsen/crawlers/documents/iwork"
	"sarsen/crawlers/documents/lotus"
	"sarsen/crawlers/documents/office2003"
	"sarsen/crawlers/documents/ole"
	"sarsen/crawlers/documents/onenote"
	"sarsen/crawlers/documents/ooxml"
	"sarsen/crawlers/documents/ppt"
	"sarsen/crawlers/documents/quill"
	"sarsen/crawlers/documents/salvage"
	"sarsen/crawlers/documents/visio"
	"sarsen/crawlers/documents/wordperfect"
	"sarsen/crawlers/documents/xls"
)

// older lists the formats of before 2007 and of other makers.
func older() map[string]documents.Format {
	return map[string]documents.Format{
		documents.TypeDOC:    doc.New(),
		documents.TypeXLS:    xls.New(),
		documents.TypePPT:    ppt.New(),
		documents.TypeMacros: ole.Project(),

		"application/vnd.lotus-1-2-3":  lotus.New(),
		"application/x-quattro-pro":    lotus.New(),
		"application/vnd.visio":        visio.New(),
		"application/onenote":          onenote.New(),
		"application/x-hwp":            hwp.New(),
		"application/x-dbf":            dbf.New(),
		"application/vnd.apple.iwork":  iwork.New(),
		"application/vnd.wordperfect":  wordperfect.New(),
		"application/vnd.ms-works":     quill.New(),
		"application/vnd.ms-publisher": quill.New(),
		"application/vnd.ms-project":   salvage.New(),
		"application/x-ole-storage":    salvage.New(),

		documents.TypeWordXML:    office2003.Word(),
		documents.TypeSheetXML:   office2003.Sheet(),
		documents.TypeFlatOffice: office2003.Flat(ooxml.DOCX(), ooxml.XLSX(), ooxml.PPTX()),
	}
}
