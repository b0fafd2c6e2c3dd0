package documents

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"regexp"
	"strings"
)

// stubLength is how far into a program the archive that it unpacks may begin.
const stubLength = 2 << 20

// sniffInside looks for what a program or an unknown file carries: the archive
// that a self-extracting program unpacks, or a zip behind something else. It
// returns "" when there is nothing.
func sniffInside(in Input, mediaType string) string {
	switch mediaType {
	case typeBinary:
		if isDisc(in) {
			return "application/x-iso9660-image"
		}
	case "application/vnd.microsoft.portable-executable", "application/x-elf", "application/x-executable":
		if t := archiveInStub(in); t != "" {
			return t
		}
	default:
		return ""
	}
	if archive, err := zip.NewReader(in.Content, in.Size); err == nil && len(archive.File) > 0 {
		return TypeZip
	}
	return ""
}

// isDisc finds the mark of a disc image.
func isDisc(in Input) bool {
	var mark [6]byte
	_, err := in.Content.ReadAt(mark[:], 16*2048)
	return err == nil && (string(mark[1:]) == "CD001" || string(mark[1:]) == "BEA01")
}

// archiveInStub finds the first archive that begins inside a program. What
// merely looks like the mark of one, as in the program's own data, is told by
// the header behind it.
func archiveInStub(in Input) string {
	head, err := readHead(in, stubLength)
	if err != nil {
		return ""
	}
	checks := []struct {
		magic, mediaType string
		is               func(b []byte, left int64) bool
	}{
		{"7z\xBC\xAF\x27\x1C", "application/x-7z-compressed", func(b []byte, _ int64) bool {
			return len(b) >= 32 && crc32.ChecksumIEEE(b[12:32]) == binary.LittleEndian.Uint32(b[8:])
		}},
		{"Rar!\x1A\x07\x00", "application/vnd.rar", func(b []byte, _ int64) bool { return len(b) > 16 && b[9] == 0x73 }},
		{"Rar!\x1A\x07\x01\x00", "application/vnd.rar", func(b []byte, _ int64) bool { return len(b) > 16 && b[13] == 1 }},
		{"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed", func(b []byte, left int64) bool {
			return len(b) > 36 && int64(binary.LittleEndian.Uint32(b[8:])) <= left && b[25] == 1 && b[24] < 10
		}},
	}
	for _, c := range checks {
		for at := 0; ; at++ {
			i := bytes.Index(head[at:], []byte(c.magic))
			if i < 0 {
				break
			}
			at += i
			if c.is(head[at:], in.Size-int64(at)) {
				return c.mediaType
			}
		}
	}
	return ""
}

// volumeName is how the second and further volumes of split archives are named.
var volumeName = regexp.MustCompile(`(?i)\.(7z|zip|rar|tar|gz)\.\d{3}$|\.part\d+\.rar$|\.[rz]\d{2}$`)

// isVolume reports that a file is named like a volume of a split archive.
func isVolume(name string) bool { return volumeName.MatchString(strings.TrimSpace(name)) }
