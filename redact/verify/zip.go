package verify

import (
	"archive/zip"
	"encoding/binary"
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"
)

const (
	localHeader   = 0x04034b50
	centralHeader = 0x02014b50
	endRecord     = 0x06054b50
)

// zipLayout looks for what a zip can hold beside its members: comments, extra
// fields, bytes between members, names that differ between the two lists.
func (c *check) zipLayout(r io.ReaderAt, size int64, z *zip.Reader) {
	left := c.opts.Limits.Total
	if z.Comment != "" {
		c.add("", "zip comment", Hidden, "the zip carries a comment")
		c.text("", "zip comment", z.Comment, mode{})
	}
	members := append([]*zip.File(nil), z.File...)
	for _, m := range members {
		c.zipMember(m)
		left -= c.zipTail(m, left)
	}
	c.zipGaps(r, size, members)
}

func (c *check) zipMember(m *zip.File) {
	if m.Comment != "" {
		c.add(m.Name, "zip comment", Hidden, "the member carries a comment")
		c.text(m.Name, "zip comment", m.Comment, mode{})
	}
	c.zipExtra(m.Name, m.Extra)
	if m.Flags&1 != 0 {
		c.add(m.Name, "zip", Malformed, "the member is encrypted and cannot be checked")
	}
	if m.Mode()&fs.ModeSymlink != 0 {
		c.add(m.Name, "zip", Hidden, "not a plain file but a link")
	}
	name := strings.TrimSuffix(m.Name, "/")
	if strings.Contains(name, `\`) || !fs.ValidPath(name) || path.Clean(name) != name {
		c.add(m.Name, "name", Malformed, "the name leads out of the pack")
	}
}

// zipGaps reports bytes that belong to no member.
func (c *check) zipGaps(r io.ReaderAt, size int64, members []*zip.File) {
	offsets := make(map[*zip.File]int64, len(members))
	for _, m := range members {
		at, err := m.DataOffset()
		if err != nil {
			c.add(m.Name, "zip", Malformed, "the member has no header of its own")
			return
		}
		offsets[m] = at
	}
	sort.SliceStable(members, func(i, j int) bool { return offsets[members[i]] < offsets[members[j]] })
	var at int64
	for _, m := range members {
		head := make([]byte, 30)
		if _, err := r.ReadAt(head, at); err != nil || binary.LittleEndian.Uint32(head) != localHeader {
			c.add(m.Name, "zip", Hidden, "bytes before the member belong to no member")
			return
		}
		n := int64(binary.LittleEndian.Uint16(head[26:]))
		extra := int64(binary.LittleEndian.Uint16(head[28:]))
		rest := make([]byte, n+extra)
		if _, err := r.ReadAt(rest, at+30); err != nil || at+30+n+extra != offsets[m] {
			c.add(m.Name, "zip", Hidden, "bytes before the member belong to no member")
			return
		}
		if string(rest[:n]) != m.Name {
			c.add(m.Name, "zip", Hidden, "the member's own header differs from the list")
			c.text(m.Name, "zip", string(rest[:n]), mode{})
		}
		c.zipExtra(m.Name, rest[n:])
		at = offsets[m] + int64(m.CompressedSize64) + descriptor(m, rest[n:]) //nolint:gosec // checked by DataOffset and ReadAt
	}
	c.zipEnd(r, size, at)
}

// descriptor is the size of what follows a member's bytes. Extra is that of
// the member's own header.
func descriptor(m *zip.File, extra []byte) int64 {
	switch {
	case m.Flags&8 == 0:
		return 0
	case m.CompressedSize64 >= 1<<32-1 || m.UncompressedSize64 >= 1<<32-1 || hasExtra(extra, extraZip64):
		return 24
	}
	return 16
}

// zipEnd checks that the list follows the members and that nothing follows the
// list's end record.
func (c *check) zipEnd(r io.ReaderAt, size, at int64) {
	sig := make([]byte, 4)
	if _, err := r.ReadAt(sig, at); err != nil {
		c.add("", "zip", Malformed, "the zip has no list of members")
		return
	}
	if s := binary.LittleEndian.Uint32(sig); s != centralHeader && s != endRecord {
		c.add("", "zip", Hidden, "bytes before the list of members belong to no member")
	}
	end := make([]byte, 22)
	if _, err := r.ReadAt(end, size-22); err == nil && binary.LittleEndian.Uint32(end) != endRecord {
		c.add("", "zip", Hidden, "bytes follow the end of the zip")
	}
}
