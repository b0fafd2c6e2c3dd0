package documents

import (
	"bytes"
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/crawlers/mailbox/mbox"
)

// isText reports whether head is the beginning of a text in any encoding.
func isText(head []byte) bool {
	if enc, _ := byMark(head); enc != nil {
		return true
	}
	if byZeros(head) != nil {
		return true
	}
	control := 0
	for _, c := range head {
		if c < 0x20 && !bytes.ContainsRune([]byte("\t\n\r\f\v\b\x1A\x1B"), rune(c)) {
			control++
		}
	}
	if utf8.Valid(trimRune(head)) {
		return control*20 <= len(head)
	}
	return control*200 <= len(head) && !knownBinary(head)
}

// knownBinary keeps files that happen to have few control characters from
// being read as text.
func knownBinary(head []byte) bool {
	k := sniffBinary(head)
	return k.MediaType != typeBinary
}

// trimRune takes an incomplete rune off the end.
func trimRune(b []byte) []byte {
	for i := 1; i <= min(utf8.UTFMax, len(b)); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}

// sniffText tells the kinds of text apart.
func sniffText(in Input, head []byte) Kind {
	text := Decode(head, "")
	trimmed := strings.TrimLeft(text, " \t\r\n\uFEFF")
	lower := strings.ToLower(trimmed[:min(len(trimmed), 4096)])
	switch {
	case strings.HasPrefix(trimmed, "{\\rtf"):
		return kindOf(TypeRTF)
	case strings.HasPrefix(lower, "begin:vcalendar"): // whose lines look like a message's header
		return Kind{MediaType: TypeCalendar, Name: "calendar file"}
	case strings.HasPrefix(lower, "begin:vcard"):
		return Kind{MediaType: TypeVCard, Name: "address card"}
	case isMbox(in.Name, head):
		return kindOf(TypeMbox)
	case isMHTML(in.Name, text):
		return kindOf(TypeMHTML)
	case isMessage(text), byName(in.Name, ".eml") && headerLine.MatchString(trimmed):
		return kindOf(TypeMessage)
	case isHTML(lower):
		return kindOf(TypeHTML)
	case flatODF.MatchString(text):
		return kindOf(openDocument(flatODF.FindStringSubmatch(text)[1]))
	case strings.HasPrefix(lower, "<?xml"), strings.HasPrefix(lower, "<svg"):
		return kindOf(xmlType(lower))
	case strings.HasPrefix(trimmed, "%!PS"):
		return kindOf("application/postscript")
	case isJSON(in, head, trimmed):
		return kindOf(TypeJSON)
	case isTable(in.Name, text):
		return kindOf(TypeCSV)
	}
	return kindOf(TypeText)
}

// flatODF finds the kind of an OpenDocument that is one XML file.
var flatODF = regexp.MustCompile(`<office:document\s[^>]*office:mimetype="(application/vnd\.oasis\.opendocument\.[a-z-]+)"`)

// xmlType tells the office documents among XML files by their name spaces.
func xmlType(lower string) string {
	for _, t := range []struct{ sign, mediaType string }{
		{"http://schemas.microsoft.com/office/2006/xmlpackage", TypeFlatOffice},
		{"http://schemas.microsoft.com/office/word/2003/wordml", TypeWordXML},
		{"urn:schemas-microsoft-com:office:spreadsheet", TypeSheetXML},
	} {
		if strings.Contains(lower, t.sign) {
			return t.mediaType
		}
	}
	return TypeXML
}

// isMbox wants a "From " line and a message behind it. A single message that
// kept such a line is told by its name.
func isMbox(name string, head []byte) bool {
	return mbox.Is(head) && !byName(name, ".eml")
}

var mhtmlHeader = regexp.MustCompile(`(?i)^(from:\s*<?saved by|x-mimeole:|snapshot-content-location:|content-location:)|^content-type:\s*multipart/related`)

// isMHTML tells a page that a browser or office program saved as one file from
// a message: nobody sent it.
func isMHTML(name, text string) bool {
	if !byName(name, ".mht", ".mhtml") && !strings.Contains(text[:min(len(text), 200)], "<Saved by ") {
		return false
	}
	for line := range strings.Lines(strings.TrimLeft(text, "\uFEFF\r\n")) {
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			return false
		}
		if mhtmlHeader.MatchString(line) {
			return true
		}
	}
	return false
}

// byName reports whether a file name has one of the endings.
func byName(name string, ends ...string) bool {
	return slices.Contains(ends, strings.ToLower(path.Ext(name)))
}

var (
	headerLine = regexp.MustCompile(`^[!-9;-~]+[ \t]*:`)
	// A message has one of these at the least; the others are also found in
	// notes and in listings.
	mailHeader = regexp.MustCompile(`(?i)^(received|return-path|message-id|mime-version|delivered-to|x-mailer|x-mozilla-status|dkim-signature|content-type|content-transfer-encoding|content-disposition|reply-to|in-reply-to|references|bcc|resent-from|resent-to|envelope-to|list-id|x-[a-z-]+)[ \t]*:`)
	multipart  = regexp.MustCompile(`(?i)^\s*content-type:\s*(multipart|message)/[a-z]`)
	noteHeader = regexp.MustCompile(`(?i)^(from|to|cc|subject|date|sent|sender)[ \t]*:`)
)

// isMessage reports whether text begins with the header of a message: only
// header lines up to the first empty one, and among them such as mail has.
func isMessage(text string) bool {
	if multipart.MatchString(text) {
		return true
	}
	mail, note, lines := 0, 0, 0
	for line := range strings.Lines(strings.TrimLeft(text, "\uFEFF\r\n")) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case line == "":
			return enough(mail, note)
		case lines > 0 && (line[0] == ' ' || line[0] == '\t'):
		case lines == 0 && strings.HasPrefix(line, "From "), lines == 0 && strings.HasPrefix(line, ">From "):
		case !headerLine.MatchString(line):
			return mail >= 2 && note >= 2
		case mailHeader.MatchString(line):
			mail++
		case noteHeader.MatchString(line):
			note++
		}
		lines++
	}
	return enough(mail, note)
}

func enough(mail, note int) bool { return mail >= 2 || mail >= 1 && note >= 1 || note >= 3 }

var htmlStart = regexp.MustCompile(`^(<!--.*?-->\s*|<\?xml[^>]*\?>\s*)*(<!doctype\s+html|<(html|head|body|title|meta|table|div|p|h1|script|style|font|span|br|a|ul|center)[\s>/])`)

// isHTML looks at the start, in lower case, and past an XML declaration.
func isHTML(lower string) bool {
	return htmlStart.MatchString(lower) || strings.HasPrefix(lower, "<") && strings.Contains(lower, "<html")
}

func isJSON(in Input, head []byte, trimmed string) bool {
	if !strings.HasPrefix(trimmed, "{") && !strings.HasPrefix(trimmed, "[") {
		return false
	}
	if in.Size <= int64(len(head)) && json.Valid([]byte(trimmed)) || byName(in.Name, ".json", ".jsonl", ".ndjson", ".geojson", ".har") {
		return true
	}
	first, _, whole := strings.Cut(trimmed, "\n") // lines of JSON
	return whole && trimmed[0] == '{' && json.Valid([]byte(first))
}
