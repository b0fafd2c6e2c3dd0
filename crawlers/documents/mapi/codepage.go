package mapi

import "strconv"

// charsets names the code pages that are not called windows-N.
var charsets = map[int]string{
	437: "ibm437", 850: "ibm850", 852: "ibm852", 855: "ibm855", 858: "ibm858", 862: "ibm862", 866: "ibm866",
	874: "windows-874", 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5",
	10000: "macintosh", 10007: "x-mac-cyrillic", 20127: "windows-1252", 20866: "koi8-r", 21866: "koi8-u",
	20932: "euc-jp", 20936: "gbk", 20949: "euc-kr", 51932: "euc-jp", 51936: "gbk", 51949: "euc-kr", 51950: "big5", 54936: "gb18030", 52936: "hz-gb-2312",
	50220: "iso-2022-jp", 50221: "iso-2022-jp", 50222: "iso-2022-jp",
	28591: "iso-8859-1", 28592: "iso-8859-2", 28593: "iso-8859-3", 28594: "iso-8859-4", 28595: "iso-8859-5",
	28596: "iso-8859-6", 28597: "iso-8859-7", 28598: "iso-8859-8", 28599: "windows-1254", 28603: "iso-8859-13",
	28605: "iso-8859-15", 38598: "iso-8859-8-i", 65000: "utf-7", 65001: "utf-8",
}

// charset returns the name of a code page, "" when it is not known.
func charset(n int) string {
	if n >= 1250 && n <= 1258 {
		return "windows-" + strconv.Itoa(n)
	}
	return charsets[n]
}

// locales maps languages, the lower ten bits of a locale, to the code page of
// Windows in that language.
var locales = map[int]int{
	0x01: 1256, 0x02: 1251, 0x04: 936, 0x05: 1250, 0x08: 1253, 0x0D: 1255, 0x0E: 1250, 0x11: 932, 0x12: 949,
	0x15: 1250, 0x18: 1250, 0x19: 1251, 0x1A: 1250, 0x1B: 1250, 0x1C: 1250, 0x1E: 874, 0x1F: 1254, 0x20: 1256,
	0x22: 1251, 0x23: 1251, 0x24: 1250, 0x25: 1257, 0x26: 1257, 0x27: 1257, 0x29: 1256, 0x2A: 1258, 0x2F: 1251,
}

// ansiCodePage returns the code page of Windows in a locale.
func ansiCodePage(locale int) int {
	if traditional := locale == 0x0404 || locale == 0x0C04 || locale == 0x1404; traditional {
		return 950
	}
	if cp := locales[locale&0x3FF]; cp != 0 {
		return cp
	}
	return 1252
}
