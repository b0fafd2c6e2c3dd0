package archive_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
)

var le = binary.LittleEndian

// stored is a zip without a directory: the header of one member and its packed
// content; the sum is that of content when it is not packed.
func stored(name string, method uint16, content string) string {
	h := []byte("PK\x03\x04\x14\x00\x00\x00")
	h = le.AppendUint16(h, method)
	h = append(h, 0, 0, 0, 0)
	h = le.AppendUint32(h, crc32.ChecksumIEEE([]byte(content)))
	h = le.AppendUint32(h, uint32(len(content)))
	h = le.AppendUint32(h, uint32(len(content)))
	h = le.AppendUint16(h, uint16(len(name)))
	h = append(h, 0, 0)
	return string(h) + name + content
}

// padded fills s up to a multiple of n.
func padded(s string, n int) string { return s + strings.Repeat("\x00", (n-len(s)%n)%n) }

func cpioMember(name, content string, mode int) string {
	head := fmt.Sprintf("070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X", 1, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name)+1, 0)
	return padded(head+name+"\x00", 4) + padded(content, 4)
}

// cpioOf is a new cpio archive of one file, a folder and a link.
func cpioOf(name, content string) string {
	return cpioMember(name, content, 0o100644) + cpioMember("sub", "", 0o40755) + cpioMember("l", "a.txt", 0o120777) + cpioMember("TRAILER!!!", "", 0)
}

// arOf is an ar archive of one member.
func arOf(name, content string) string {
	return "!<arch>\n" + fmt.Sprintf("%-16s%-12d%-6d%-6d%-8s%-10d`\n", name, 0, 0, 0, "100644", len(content)) + padded(content, 2)
}

// lhaOf is an LHA archive of one member with a header of level 0.
func lhaOf(name, method, content string) string {
	body := []byte(method)
	body = le.AppendUint32(body, uint32(len(content)))
	body = le.AppendUint32(body, uint32(len(content)))
	body = append(body, 0, 0, 0, 0, 0x20, 0, byte(len(name)))
	body = append(body, name...)
	body = append(body, 0, 0)
	sum := byte(0)
	for _, c := range body {
		sum += c
	}
	return string([]byte{byte(len(body)), sum}) + string(body) + content + "\x00"
}

// cabOf is a cabinet of one stored file.
func cabOf(name, content string) string {
	const head, folder = 36, 8
	files := le.AppendUint32(nil, uint32(len(content)))
	files = append(files, make([]byte, 12)...)
	files = append(files, name+"\x00"...)
	data := head + folder + len(files)
	block := append(make([]byte, 4), byte(len(content)), 0, byte(len(content)), 0)
	block = append(block, content...)
	h := []byte("MSCF\x00\x00\x00\x00")
	h = le.AppendUint32(h, uint32(data+len(block)))
	h = append(h, 0, 0, 0, 0)
	h = le.AppendUint32(h, head+folder)
	h = append(h, 0, 0, 0, 0, 3, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0)
	h = le.AppendUint32(h, uint32(data))
	h = append(h, 1, 0, 0, 0)
	return string(h) + string(files) + string(block)
}

// isoRecord is an entry of a folder.
func isoRecord(name string, sector, size int, flags byte) []byte {
	r := make([]byte, 33, 80)
	le.PutUint32(r[2:], uint32(sector))
	le.PutUint32(r[10:], uint32(size))
	r[25], r[32] = flags, byte(len(name))
	r = append(r, name...)
	if len(r)%2 == 1 {
		r = append(r, 0)
	}
	r[0] = byte(len(r))
	return r
}

// isoOf is a disc image of one file beside a folder that holds itself.
func isoOf(name, content string) string {
	const sector = 2048
	image := make([]byte, 20*sector)
	copy(image[16*sector:], "\x01CD001\x01")
	copy(image[16*sector+40:], "LETTERS")
	copy(image[16*sector+156:], isoRecord("\x00", 18, sector, 2))
	copy(image[17*sector:], "\xFFCD001\x01")
	root := bytes.Join([][]byte{
		isoRecord("\x00", 18, sector, 2), isoRecord("\x01", 18, sector, 2), isoRecord("LOOP", 18, sector, 2), isoRecord(name, 19, len(content), 0),
	}, nil)
	copy(image[18*sector:], root)
	copy(image[19*sector:], content)
	return string(image)
}
