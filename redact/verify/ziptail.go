package verify

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"io"
)

// zipTail reports bytes inside a member that unpacking never reaches, and
// returns how many it unpacked, at most limit. What cannot be unpacked is
// reported when the member is read.
func (c *check) zipTail(m *zip.File, limit int64) int64 {
	raw, err := m.OpenRaw()
	if err != nil {
		return 0
	}
	var unpacked int64
	in := bufio.NewReader(raw)
	switch m.Method {
	case zip.Store:
		unpacked, err = io.CopyN(io.Discard, in, min(limit, int64(min(m.UncompressedSize64, 1<<62))))
	case zip.Deflate:
		unpacked, err = io.Copy(io.Discard, io.LimitReader(flate.NewReader(in), min(limit, c.opts.Limits.File)))
	default:
		return 0
	}
	if err != nil {
		return unpacked
	}
	if rest, err := io.ReadAll(io.LimitReader(in, tailRead)); err == nil && len(rest) > 0 {
		c.add(m.Name, "zip", Hidden, "bytes inside the member belong to no file")
		for _, t := range bytesToTexts(rest) {
			c.text(m.Name, "zip", t, mode{least: 4})
		}
	}
	return unpacked
}

// tailRead is how much of such bytes is searched.
const tailRead = 1 << 20
