package documents

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"

	"sarsen/crawlers"
	"sarsen/crawlers/documents/cfb"
)

var oleMagic = []byte(cfb.Magic)

// sniffZip tells an office document from a plain archive by its members.
func sniffZip(in Input, head []byte) Kind {
	archive, err := zip.NewReader(in.Content, in.Size)
	if err != nil {
		return kindOf(damagedZip(in.Name, head))
	}
	if t := declaredType(archive); t != "" {
		return kindOf(t)
	}
	return kindOf(TypeZip)
}

// declaredType returns what a zip says it is: by the member "mimetype" of
// OpenDocument and EPUB, or by the content types of Office.
func declaredType(archive *zip.Reader) string {
	for _, f := range archive.File {
		switch {
		case f.Name == "mimetype":
			return openDocument(strings.TrimSpace(memberHead(f, 256)))
		case f.Name == "[Content_Types].xml":
			return officeType(memberHead(f, 1<<20), archive)
		case f.Name == "Index.zip", f.Name == "buildVersionHistory.plist", strings.HasPrefix(f.Name, "Index/Document.iwa"), f.Name == "index.apxl", f.Name == "index.xml.gz":
			return "application/vnd.apple.iwork"
		case f.Name == "META-INF/MANIFEST.MF":
			return "application/java-archive"
		}
	}
	return ""
}

// memberHead returns up to n bytes of a member, "" when it cannot be read.
func memberHead(f *zip.File, n int64) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer func() { _ = r.Close() }()
	head, err := io.ReadAll(io.LimitReader(r, n))
	if err != nil && len(head) == 0 {
		return ""
	}
	return string(head)
}

// openDocument maps the declared types that one reader serves, templates among
// them, to the type of that reader.
func openDocument(declared string) string {
	const prefix = "application/vnd.oasis.opendocument."
	rest, found := strings.CutPrefix(declared, prefix)
	switch {
	case found && strings.HasPrefix(rest, "spreadsheet"):
		return TypeODS
	case found && (strings.HasPrefix(rest, "presentation") || strings.HasPrefix(rest, "graphics")):
		return TypeODP
	case found:
		return TypeODT
	case strings.HasPrefix(declared, "application/vnd.sun.xml."):
		return "application/vnd.sun.xml.writer"
	case declared == "application/epub+zip":
		return declared
	}
	return ""
}

// officeTypes are content types of main parts; templates and documents with
// macros are read like the plain ones.
var officeTypes = []struct{ sign, mediaType string }{
	{"ms-excel.sheet.binary.macroenabled.main", "application/vnd.ms-excel.sheet.binary"},
	{"ms-visio.", "application/vnd.ms-visio.drawing"},
	{"wordprocessingml.document.main", TypeDOCX},
	{"wordprocessingml.template.main", TypeDOCX},
	{"ms-word.document.macroenabled.main", TypeDOCX},
	{"ms-word.template.macroenabledtemplate.main", TypeDOCX},
	{"spreadsheetml.sheet.main", TypeXLSX},
	{"spreadsheetml.template.main", TypeXLSX},
	{"ms-excel.sheet.macroenabled.main", TypeXLSX},
	{"ms-excel.template.macroenabled.main", TypeXLSX},
	{"ms-excel.addin.macroenabled.main", TypeXLSX},
	{"presentationml.presentation.main", TypePPTX},
	{"presentationml.template.main", TypePPTX},
	{"presentationml.slideshow.main", TypePPTX},
	{"ms-powerpoint.presentation.macroenabled.main", TypePPTX},
	{"ms-powerpoint.slideshow.macroenabled.main", TypePPTX},
	{"ms-powerpoint.template.macroenabled.main", TypePPTX},
	{"ms-package.xps", "application/vnd.ms-xpsdocument"},
}

// officeType reads the content types; where they do not tell, the folders do.
func officeType(types string, archive *zip.Reader) string {
	types = strings.ToLower(types)
	for _, t := range officeTypes {
		if strings.Contains(types, t.sign) {
			return t.mediaType
		}
	}
	for _, f := range archive.File {
		if t := folderType(f.Name); t != "" {
			return t
		}
	}
	return ""
}

func folderType(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	switch {
	case strings.HasPrefix(name, "word/"):
		return TypeDOCX
	case strings.HasPrefix(name, "xl/"):
		return TypeXLSX
	case strings.HasPrefix(name, "ppt/"):
		return TypePPTX
	case strings.HasSuffix(name, ".fpage"), strings.HasSuffix(name, ".fdseq"):
		return "application/vnd.ms-xpsdocument"
	}
	return ""
}

// damagedZip guesses from its beginning what a zip without a directory was, and
// from its name where that much is not left of it.
func damagedZip(name string, head []byte) string {
	const prefix = "mimetypeapplication/vnd.oasis.opendocument."
	switch i := bytes.Index(head, []byte(prefix)); {
	case i >= 0:
		return openDocument(string(head[i+len("mimetype") : min(len(head), i+100)]))
	case bytes.Contains(head, []byte("[Content_Types].xml")):
		for _, folder := range []string{"word/", "xl/", "ppt/"} {
			if bytes.Contains(head, []byte(folder)) {
				return folderType(folder)
			}
		}
		for folder, ends := range map[string][]string{
			"word/": {".docx", ".docm", ".dotx", ".dotm"}, "xl/": {".xlsx", ".xlsm", ".xltx", ".xltm"}, "ppt/": {".pptx", ".pptm", ".ppsx", ".potx"},
		} {
			if byName(name, ends...) {
				return folderType(folder)
			}
		}
	}
	return TypeZip
}

// oleStreams are names of streams and what they betray.
var oleStreams = map[string]string{
	"worddocument":              TypeDOC,
	"workbook":                  TypeXLS,
	"book":                      TypeXLS,
	"powerpoint document":       TypePPT,
	"pp40":                      TypePPT,
	"project":                   TypeMacros,
	"\x05hwpsummaryinformation": "application/x-hwp",
	"perfectoffice_main":        "application/vnd.wordperfect",
	"nativecontent_main":        "application/x-quattro-pro",
	"mn0":                       "application/vnd.ms-works",
	"wksssworkbook":             "application/vnd.ms-works",
	"__properties_version1.0":   "application/vnd.ms-outlook",
	"visiodocument":             "application/vnd.visio",
	"quill":                     "application/vnd.ms-publisher",
	"matost":                    "application/vnd.ms-works",
	"spellingtables":            "application/vnd.ms-works",
	"props14":                   "application/vnd.ms-project",
	"props12":                   "application/vnd.ms-project",
	"props9":                    "application/vnd.ms-project",
}

// sniffOLE tells the older Office kinds apart, and finds the newer ones behind
// a password, which are put into the older container.
func sniffOLE(in Input) Kind {
	kind := kindOf(typeOLE)
	file, err := cfb.Open(in.Content, in.Size)
	if err != nil {
		kind.State, kind.Reason = crawlers.Damaged, "older Office document: damaged or cut short"
		return kind
	}
	for _, e := range file.Root.Children {
		if strings.EqualFold(e.Name, "EncryptedPackage") {
			return kindOf(TypeLockedOffice)
		}
		if t := oleStreams[strings.ToLower(e.Name)]; t != "" && kind.MediaType != TypeDOC {
			kind = kindOf(t)
		}
	}
	if main := file.Root.Find("PerfectOffice_MAIN"); main != nil && string(main.Bytes(4)) != "\xFFWPC" {
		return kindOf("application/x-quattro-pro")
	}
	if kind.MediaType == typeOLE && string(file.Root.Find("CONTENTS").Bytes(4)) == "CHNK" {
		return kindOf("application/vnd.ms-works")
	}
	return kind
}
