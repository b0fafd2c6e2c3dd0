package documents

import (
	"bytes"
	"io"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// headLength is how much of a document is looked at to tell what it is.
const headLength = 16 << 10

// Sniff tells what a document is by looking into it. Its name serves only
// where the content leaves a choice, such as between prose with commas and a
// CSV table. An input whose MediaType is set is taken at its word, but for a
// message that its mail server keeps compressed.
func Sniff(in Input) (Kind, error) {
	if in.MediaType != "" && (in.MediaType != TypeMessage || !compressed(in)) {
		return kindOf(in.MediaType), nil
	}
	head, err := readHead(in, headLength)
	if err != nil {
		return Kind{}, err
	}
	switch {
	case len(head) == 0:
		return kindOf(TypeText), nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return sniffZip(in, head), nil
	case bytes.HasPrefix(head, []byte("PK\x07\x08")), bytes.HasPrefix(head, []byte("PK00PK\x03\x04")):
		return sniffZip(in, head), nil
	case bytes.HasPrefix(head, oleMagic):
		return sniffOLE(in), nil
	}
	if t := byMagic(head); t != "" {
		return kindOf(t), nil
	}
	if isText(head) {
		return sniffText(in, head), nil
	}
	kind := sniffBinary(head)
	if inside := sniffInside(in, kind.MediaType); inside != "" {
		return kindOf(inside), nil
	}
	switch {
	case kind.MediaType == typeBinary && byName(in.Name, ".br"):
		return kindOf("application/x-brotli"), nil
	case kind.MediaType == typeBinary && isVolume(in.Name):
		return kindOf("application/x-archive-part"), nil
	}
	return kind, nil
}

// compressed reports whether a document begins as what a mail server
// compresses does, and as no message can.
func compressed(in Input) bool {
	head, err := readHead(in, 10)
	if err != nil {
		return false
	}
	for _, magic := range []string{"\x1F\x8B", "\x28\xB5\x2F\xFD", "\xFD7zXZ\x00", "\x04\x22\x4D\x18"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	return len(head) == 10 && string(head[:3]) == "BZh" && string(head[4:]) == "1AY&SY"
}

// readHead returns the first n bytes of in, or all if there are fewer.
func readHead(in Input, n int64) ([]byte, error) {
	head := make([]byte, max(0, min(n, in.Size)))
	got, err := in.Content.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	return head[:got], nil
}

// magics are kinds known by bytes at a fixed place that the library does not
// know, or not well enough.
var magics = []struct {
	at        int
	magic     string
	mediaType string
}{
	{0, "{\\rtf", TypeRTF},
	{0, "\x1F\x8B", TypeGzip},
	{0, "BZh", TypeBzip2},
	{0, "!BDN", TypePST},
	{0, "SARSPST", TypePSTMessage},
	{0, "\x78\x9F\x3E\x22", "application/vnd.ms-tnef"},
	{0, "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\x53\x78\xD0\x29\x96\xD3", "application/onenote"},
	{0, "\xFFWPC", "application/vnd.wordperfect"},
	{0, "\x00\x00\x02\x00\x04\x04", "application/vnd.lotus-1-2-3"},
	{0, "\x00\x00\x02\x00\x05\x04", "application/vnd.lotus-1-2-3"},
	{0, "\x00\x00\x02\x00\x06\x04", "application/vnd.lotus-1-2-3"},
	{0, "\x00\x00\x1A\x00\x00\x10", "application/vnd.lotus-1-2-3"},
	{0, "\x00\x00\x1A\x00\x02\x10", "application/vnd.lotus-1-2-3"},
	{0, "\x00\x00\x1A\x00\x03\x10", "application/vnd.lotus-1-2-3"},
	{0, "\x00\x00\x1A\x00\x05\x10", "application/vnd.lotus-1-2-3"},
	{0, "\x00\x00\x02\x00\x20\x51", "application/x-quattro-pro"},
	{0, "\x00\x00\x02\x00\x21\x51", "application/x-quattro-pro"},
	{0, "\x00\x00\x02\x00\x01\x10", "application/x-quattro-pro"},
	{0, "\x00\x00\x02\x00\x02\x10", "application/x-quattro-pro"},
	{0, "\xDB\xA5\x2D\x00", TypeDOC},         // Word 2
	{0, "\xDC\xA5\x65\x00", TypeDOC},         // Word 6 without a container
	{0, "\xDC\xA5\x68\x00", TypeDOC},         // Word 95 without a container
	{0, "\x31\xBE\x00\x00", TypeDOC},         // Write, and Word for DOS
	{0, "\x32\xBE\x00\x00", TypeDOC},         // Write with objects
	{0, "\xFE\x37\x00\x1C", TypeDOC},         // Word for Mac 4
	{0, "\xFE\x37\x00\x23", TypeDOC},         // Word for Mac 5
	{0, "\x09\x00\x04\x00", TypeXLS},         // Excel 2
	{0, "\x09\x02\x06\x00", TypeXLS},         // Excel 3
	{0, "\x09\x04\x06\x00", TypeXLS},         // Excel 4
	{0, "\x09\x08\x08\x00\x00\x05", TypeXLS}, // Excel 5 without a container
	{0, "\x09\x08\x10\x00\x00\x06", TypeXLS}, // Excel 97 without a container
	{0, "ITSF", "application/vnd.ms-htmlhelp"},
	{0, "\x00\x05\x16\x07\x00\x02\x00\x00", "application/applefile"},
	{0, "\x00\x00\x00\x01Bud1", "application/x-ds-store"},
	{0, "Rar!\x1A\x07", "application/vnd.rar"},
	{0, "7z\xBC\xAF\x27\x1C", "application/x-7z-compressed"},
	{0, "\xFD7zXZ\x00", "application/x-xz"},
	{0, "\x28\xB5\x2F\xFD", "application/zstd"},
	{0, "\x04\x22\x4D\x18", "application/x-lz4"},
	{0, "\xFF\x06\x00\x00sNaPpY", "application/x-snappy-framed"},
	{0, "LZIP", "application/x-lzip"},
	{0, "\x5D\x00\x00", "application/x-lzma"},
	{0, "\x1F\x9D", "application/x-compress"},
	{0, "\x60\xEA", "application/x-arj"},
	{2, "-lh", "application/x-lzh-compressed"},
	{0, "070701", "application/x-cpio"},
	{0, "070702", "application/x-cpio"},
	{0, "070707", "application/x-cpio"},
	{0, "\xC7\x71", "application/x-cpio"},
	{0, "\x71\xC7", "application/x-cpio"},
	{0, "!<arch>\n", "application/x-archive"},
	{24, "\x6C\xEA\x00\x00", "application/x-dump"},
	{0, "MSCF", "application/vnd.ms-cab-compressed"},
	{0, "\xD7\xCD\xC6\x9A", TypeWMF},
	{0, "\x01\x00\x09\x00\x00\x03", TypeWMF},
	{40, " EMF", TypeEMF},
	{8, "CDR", "application/vnd.corel-draw"},
	{4, "Standard Jet DB", "application/x-msaccess"},
	{4, "Standard ACE DB", "application/x-msaccess"},
	{0, "-----BEGIN PGP MESSAGE", "application/pgp-encrypted"},
}

func byMagic(head []byte) string {
	for _, m := range magics {
		if len(head) >= m.at+len(m.magic) && string(head[m.at:m.at+len(m.magic)]) == m.magic {
			return m.mediaType
		}
	}
	switch {
	case isPDF(head):
		return TypePDF
	case IsTar(head):
		return TypeTar
	case isSMIME(head):
		return TypeSMIME
	}
	return ""
}

// isPDF finds the mark of a PDF where readers look for it: anywhere in the
// first 1024 bytes, but not inside something that is plainly text or mail.
func isPDF(head []byte) bool {
	i := bytes.Index(head[:min(len(head), 1024)], []byte("%PDF-"))
	return i == 0 || i > 0 && !isText(head)
}

// isSMIME finds what says that a sequence in DER is cryptographic content.
func isSMIME(head []byte) bool {
	const within = 32
	return len(head) > 0 && head[0] == 0x30 && bytes.Contains(head[:min(len(head), within)], []byte("\x2A\x86\x48\x86\xF7\x0D\x01\x07"))
}

// IsTar reports whether head begins a tar archive, by the sum of its first
// header, which the oldest have too. It takes 512 bytes.
func IsTar(head []byte) bool {
	if len(head) < 512 || head[0] == 0 {
		return false
	}
	want := 0
	for _, c := range bytes.Trim(head[148:156], " \x00") {
		if c < '0' || c > '7' {
			return false
		}
		want = want*8 + int(c-'0')
	}
	sum, signed := 0, 0 // some programs took the bytes for signed ones
	for i, c := range head[:512] {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int(c)
		signed += int(int8(c))
	}
	return want > 0 && (sum == want || signed == want)
}

// sniffBinary asks the library.
func sniffBinary(head []byte) Kind {
	found := mimetype.Detect(head)
	mediaType, _, _ := strings.Cut(found.String(), ";")
	if strings.HasPrefix(mediaType, "text/") {
		mediaType = typeBinary
	}
	return kindOf(mediaType)
}
