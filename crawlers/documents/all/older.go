package all

import (
	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/doc"
	"sarsen/crawlers/documents/ole"
	"sarsen/crawlers/documents/ppt"
	"sarsen/crawlers/documents/xls"
)

// older lists the formats of before 2007 and of other makers.
func older() map[string]documents.Format {
	return map[string]documents.Format{
		documents.TypeDOC:    doc.New(),
		documents.TypeMacros: ole.Project(),
		documents.TypeXLS:    xls.New(),
		documents.TypePPT:    ppt.New(),
	}
}
