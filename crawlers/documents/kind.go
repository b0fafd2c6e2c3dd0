package documents

import (
	"strings"

	"sarsen/crawlers"
)

// A Kind is what the bytes of a document turned out to be.
type Kind struct {
	MediaType string
	// Name is what people call it, such as "Word 97-2003 document".
	Name string
	// State is set, with Reason, when no reader is needed to know how the item
	// ends, such as for sound. Otherwise "": if there is no reader for the
	// media type either, the item is unsupported, see [Kind.Unread].
	State  crawlers.State
	Reason string
}

// Media types that more than one package needs.
const (
	TypeText    = "text/plain"
	TypeCSV     = "text/csv"
	TypeHTML    = "text/html"
	TypeRTF     = "application/rtf"
	TypeMessage = "message/rfc822"
	TypeMbox    = "application/mbox"
	TypeMHTML   = "multipart/related" // a page saved with its pictures, RFC 2557
	TypeJSON    = "application/json"
	TypeXML     = "text/xml"
	TypeWMF     = "image/wmf"
	TypeEMF     = "image/emf"
	TypeEPUB    = "application/epub+zip"
	TypePDF     = "application/pdf"
	TypeZip     = "application/zip"
	TypeTar     = "application/x-tar"
	TypeGzip    = "application/gzip"
	TypeBzip2   = "application/x-bzip2"
	TypeDOCX    = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	TypeXLSX    = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	TypePPTX    = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	TypeODT     = "application/vnd.oasis.opendocument.text"
	TypeODS     = "application/vnd.oasis.opendocument.spreadsheet"
	TypeODP     = "application/vnd.oasis.opendocument.presentation"

	TypeOutlook  = "application/vnd.ms-outlook" // a message file of Outlook
	TypeTNEF     = "application/vnd.ms-tnef"
	TypePST      = "application/vnd.ms-outlook-pst"
	TypeVCard    = "text/vcard"
	TypeCalendar = "text/calendar"
	TypeSMIME    = "application/pkcs7-mime"
	// TypePSTMessage is a message cut out of a PST, see crawlers/mailbox/pst.
	TypePSTMessage = "application/vnd.ms-outlook-pst-message"
	// TypeLockedOffice is an Office document since 2007 behind a password.
	TypeLockedOffice = "application/x-encrypted-office"

	TypeDOC    = "application/msword"
	TypeXLS    = "application/vnd.ms-excel"
	TypePPT    = "application/vnd.ms-powerpoint"
	TypeMacros = "application/vnd.ms-office.vbaproject"

	TypeWordXML    = "application/vnd.ms-wordml" // Word 2003 XML
	TypeSheetXML   = "application/vnd.ms-spreadsheetml"
	TypeFlatOffice = "application/vnd.ms-flat-opc" // a package written as one XML file

	typeOLE    = "application/x-ole-storage" // a compound file of no known program
	typeBinary = "application/octet-stream"
)

// named lists kinds by media type: what they are called, and where they are
// not read what to do about it.
var named = map[string]struct{ name, todo string }{
	TypeText:    {"text", ""},
	TypeCSV:     {"CSV table", ""},
	TypeHTML:    {"HTML page", ""},
	TypeRTF:     {"RTF document", ""},
	TypeMessage: {"e-mail message", ""},
	TypeMbox:    {"mbox mail store", ""},
	TypeMHTML:   {"saved web page (MHT)", ""},
	TypeJSON:    {"JSON file", ""},
	TypeXML:     {"XML file", ""},
	TypeWMF:     {"Windows drawing (WMF)", ""},
	TypeEMF:     {"Windows drawing (EMF)", ""},
	TypePDF:     {"PDF document", ""},
	TypeZip:     {"zip archive", ""},
	TypeTar:     {"tar archive", ""},
	TypeGzip:    {"gzip file", ""},
	TypeBzip2:   {"bzip2 file", ""},
	TypeDOCX:    {"Word document", ""},
	TypeXLSX:    {"Excel workbook", ""},
	TypePPTX:    {"PowerPoint presentation", ""},
	TypeODT:     {"OpenDocument text", ""},
	TypeODS:     {"OpenDocument spreadsheet", ""},
	TypeODP:     {"OpenDocument presentation", ""},

	TypeLockedOffice: {"Office document behind a password", "open it by hand with its password"},

	TypeDOC:    {"Word 97-2003 document", "open it by hand or save it as .docx"},
	TypeXLS:    {"Excel 97-2003 workbook", "open it by hand or save it as .xlsx"},
	TypePPT:    {"PowerPoint 97-2003 presentation", "open it by hand or save it as .pptx"},
	TypeMacros: {"macros (VBA project)", ""},

	TypeWordXML:    {"Word 2003 XML document", ""},
	TypeSheetXML:   {"Excel 2003 XML workbook", ""},
	TypeFlatOffice: {"Office document as one XML file", ""},

	"application/vnd.lotus-1-2-3": {"Lotus 1-2-3 worksheet", "open it by hand or save it as .xlsx"},
	"application/x-quattro-pro":   {"Quattro Pro notebook", "open it by hand or save it as .xlsx"},
	"application/x-hwp":           {"Hangul document", "open it by hand or save it as .docx"},

	TypeOutlook:                                     {"Outlook message", "open it by hand or save it as .eml"},
	"application/vnd.visio":                         {"Visio 97-2003 drawing", "open it by hand or save it as .pdf"},
	"application/vnd.ms-publisher":                  {"Publisher document", "open it by hand or save it as .pdf"},
	"application/vnd.ms-works":                      {"Works document", "open it by hand or save it as .docx"},
	"application/vnd.ms-project":                    {"Project plan", "open it by hand or save it as .pdf"},
	"application/x-msi":                             {"Windows installer", ""},
	"application/x-ole-storage":                     {"older Office document of an unknown kind", "open it by hand"},
	TypePST:                                         {"Outlook mail store (PST)", ""},
	TypePSTMessage:                                  {"message of an Outlook mail store", ""},
	TypeTNEF:                                        {"winmail.dat attachment of Outlook", "open it by hand"},
	"application/onenote":                           {"OneNote section", "open it by hand or save it as .pdf"},
	"application/x-msaccess":                        {"Access database", "open it by hand or export its tables as .csv"},
	"application/vnd.sqlite3":                       {"SQLite database", "export its tables as .csv"},
	"application/vnd.wordperfect":                   {"WordPerfect document", "open it by hand or save it as .docx"},
	"application/vnd.corel-draw":                    {"CorelDRAW drawing", "open it by hand or save it as .pdf"},
	"application/vnd.ms-excel.sheet.binary":         {"binary Excel workbook (.xlsb)", "open it by hand or save it as .xlsx"},
	"application/vnd.ms-visio.drawing":              {"Visio drawing", "open it by hand or save it as .pdf"},
	"application/vnd.ms-xpsdocument":                {"XPS document", "open it by hand or save it as .pdf"},
	"application/applefile":                         {"file attributes of macOS", ""},
	"application/x-ds-store":                        {"folder settings of macOS", ""},
	"application/vnd.apple.iwork":                   {"Apple iWork document", "open it by hand or save it as .pdf"},
	"application/vnd.sun.xml.writer":                {"OpenOffice 1 document", "open it by hand or save it as .odt"},
	TypeEPUB:                                        {"e-book (EPUB)", ""},
	"application/x-mobipocket-ebook":                {"e-book (Mobipocket)", "open it by hand"},
	"application/vnd.ms-htmlhelp":                   {"Windows help file (CHM)", "open it by hand"},
	"application/postscript":                        {"PostScript document", "open it by hand or save it as .pdf"},
	"image/vnd.djvu":                                {"DjVu document", "open it by hand or save it as .pdf"},
	"application/x-7z-compressed":                   {"7-Zip archive", "unpack it and crawl the folder"},
	"application/vnd.rar":                           {"RAR archive", "unpack it and crawl the folder"},
	"application/x-xz":                              {"xz file", "unpack it and crawl the folder"},
	"application/zstd":                              {"Zstandard file", "unpack it and crawl the folder"},
	"application/x-lz4":                             {"LZ4 file", "unpack it and crawl the folder"},
	"application/x-snappy-framed":                   {"Snappy file", "unpack it and crawl the folder"},
	"application/x-brotli":                          {"Brotli file", "unpack it and crawl the folder"},
	"application/x-lzip":                            {"lzip file", "unpack it and crawl the folder"},
	"application/x-lzma":                            {"LZMA file", "unpack it and crawl the folder"},
	"application/x-compress":                        {"compress file (.Z)", "unpack it and crawl the folder"},
	"application/x-lzh-compressed":                  {"LHA archive", "unpack it and crawl the folder"},
	"application/x-arj":                             {"ARJ archive", "unpack it and crawl the folder"},
	"application/x-cpio":                            {"cpio archive", "unpack it and crawl the folder"},
	"application/x-archive":                         {"ar archive", "unpack it and crawl the folder"},
	"application/x-dump":                            {"dump archive", "unpack it and crawl the folder"},
	"application/vnd.ms-cab-compressed":             {"Windows cabinet archive", "unpack it and crawl the folder"},
	"application/x-iso9660-image":                   {"disc image", "mount it and crawl the folder"},
	"application/x-archive-part":                    {"part of a split archive", "keep all its parts in one folder under their own names, or join them, unpack them and crawl the folder"},
	"application/vnd.microsoft.portable-executable": {"Windows program", ""},
	"application/x-elf":                             {"program", ""},
	"application/java-archive":                      {"Java program", ""},
	TypeSMIME:                                       {"S/MIME message", "open it by hand with the recipient's certificate"},
	"application/pgp-encrypted":                     {"PGP-encrypted content", "open it by hand with the recipient's key"},
	"application/pkcs7-signature":                   {"digital signature", ""},
	"text/x-dbf":                                    {"dBase table", "export it as .csv"},
	"application/x-dbf":                             {"dBase table", "export it as .csv"},
}

// kindOf returns the Kind of a media type.
func kindOf(mediaType string) Kind {
	k := Kind{MediaType: mediaType, Name: named[mediaType].name}
	group, _, _ := strings.Cut(mediaType, "/")
	switch {
	case mediaType == "application/pgp-encrypted":
		k.State, k.Reason = crawlers.Encrypted, k.Name+": "+named[mediaType].todo
	case k.Name != "":
	case group == "image":
		k.Name = "picture"
		k.Reason = "picture of a kind that is not read; look at it by hand, or save it as PNG"
	case group == "audio" || group == "video":
		k.Name = "sound or video"
		k.Reason = "sound or video: cannot be searched and may hold personal data; play it"
	case group == "font":
		k.Name = "font"
	case group == "text":
		k.Name = "text"
	case mediaType == typeBinary:
		k.Name, k.State = "unknown", crawlers.Unsupported
		k.Reason = "kind of file not recognised; open it by hand"
	default:
		k.Name = "file of type " + mediaType
	}
	return k
}

// Unread is the reason given for an item of a kind for which there is no
// reader: what it is, and what to do about it.
func (k Kind) Unread() string {
	if k.Reason != "" {
		return k.Reason
	}
	todo := named[k.MediaType].todo
	if todo == "" {
		return k.Name + ": not read by this version"
	}
	return k.Name + ": not read by this version; " + todo
}
