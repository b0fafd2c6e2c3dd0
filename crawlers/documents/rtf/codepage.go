package rtf

import (
	"strconv"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"sarsen/crawlers/documents"
)

// charsets maps a font's \fcharset to a code page. Symbol fonts (2) have none:
// their letters are shown as the document's.
var charsets = map[int]string{
	0: "windows-1252", 77: "macintosh", 128: "shift_jis", 129: "euc-kr", 130: "euc-kr",
	134: "gbk", 136: "big5", 161: "windows-1253", 162: "windows-1254", 163: "windows-1258",
	177: "windows-1255", 178: "windows-1256", 186: "windows-1257", 204: "windows-1251",
	222: "windows-874", 238: "windows-1250", 254: "ibm437", 255: "ibm850",
}

// codepages maps \ansicpg numbers that are not called windows-N.
var codepages = map[int]string{
	437: "ibm437", 850: "ibm850", 852: "ibm852", 866: "ibm866", 874: "windows-874", 932: "shift_jis",
	936: "gbk", 949: "euc-kr", 950: "big5", 10000: "macintosh", 65001: "utf-8",
}

// codepage returns the encoding of a code page number, nil when unknown.
func codepage(n int) encoding.Encoding {
	if name := codepages[n]; name != "" {
		return documents.Encoding(name)
	}
	return documents.Encoding("windows-" + strconv.Itoa(n))
}

// decode turns raw bytes into text by enc, Windows-1252 when nil.
func decode(raw []byte, enc encoding.Encoding) string {
	if enc == nil {
		enc = charmap.Windows1252
	}
	s, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return string(raw)
	}
	return string(s)
}
