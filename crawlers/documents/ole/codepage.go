package ole

import (
	"encoding/binary"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"sarsen/crawlers/documents"
)

// Western is the code page of Windows in western Europe.
const Western = 1252

const (
	utf16Page = 1200
	macPage   = 10000
)

// pages are the code pages that are not called windows-N.
var pages = map[int]string{
	437: "ibm437", 850: "ibm850", 852: "ibm852", 855: "ibm855", 858: "ibm00858", 860: "ibm860", 862: "ibm862", 863: "ibm863",
	865: "ibm865", 866: "ibm866", 874: "windows-874", 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5",
	10000: "macintosh", 10007: "x-mac-cyrillic", 32768: "macintosh", 32769: "windows-1252", 20127: "windows-1252",
	20866: "koi8-r", 21866: "koi8-u", 28591: "iso-8859-1", 28592: "iso-8859-2", 28595: "iso-8859-5", 28597: "iso-8859-7",
	28599: "iso-8859-9", 28605: "iso-8859-15", 50220: "iso-2022-jp", 51932: "euc-jp", 51949: "euc-kr", 54936: "gb18030",
	65001: "utf-8",
}

// Decode turns bytes in a code page into text; an unknown page is taken as
// [Western].
func Decode(raw []byte, page int) string {
	if page == utf16Page {
		return UTF16(raw)
	}
	name := pages[page]
	if name == "" {
		name = "windows-" + strconv.Itoa(page)
	}
	enc := documents.Encoding(name)
	if enc == nil {
		enc = charmap.Windows1252
	}
	s, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	return string(s)
}

// UTF16 decodes little-endian UTF-16; an odd byte at the end is left out.
func UTF16(raw []byte) string {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}

// LanguagePage returns the code page that Windows uses for a language.
func LanguagePage(language uint16) int {
	switch language & 0x3FF {
	case 0x01, 0x20, 0x29: // Arabic, Urdu, Persian
		return 1256
	case 0x02, 0x19, 0x22, 0x23, 0x2F: // Bulgarian, Russian, Ukrainian, Belarusian, Macedonian
		return 1251
	case 0x04: // Chinese
		if language == 0x0804 || language == 0x1004 {
			return 936
		}
		return 950
	case 0x05, 0x0E, 0x15, 0x18, 0x1B, 0x1C, 0x24: // Czech, Hungarian, Polish, Romanian, Slovak, Albanian, Slovenian
		return 1250
	case 0x1A: // Croatian and Serbian
		if language == 0x0C1A {
			return 1251
		}
		return 1250
	case 0x08:
		return 1253
	case 0x0D:
		return 1255
	case 0x11:
		return 932
	case 0x12:
		return 949
	case 0x1E:
		return 874
	case 0x1F:
		return 1254
	case 0x25, 0x26, 0x27: // Estonian, Latvian, Lithuanian
		return 1257
	case 0x2A:
		return 1258
	}
	return Western
}
