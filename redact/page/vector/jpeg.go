package vector

import (
	"encoding/binary"
	"errors"
)

var errJPEG = errors.New("photograph not understood")

// bare returns a JPEG picture without comments, properties, thumbnails and
// whatever follows its end, and how many colours it has.
func bare(data []byte) (out []byte, colours int, err error) {
	if len(data) < 4 || data[0] != 0xFF || data[1] != 0xD8 {
		return nil, 0, errJPEG
	}
	out = append(out, 0xFF, 0xD8)
	for at := 2; ; {
		for at < len(data) && data[at] == 0xFF {
			at++
		}
		if at+2 >= len(data) || data[at-1] != 0xFF {
			if at < len(data) && data[at] == 0xD9 && data[at-1] == 0xFF && colours > 0 {
				return append(out, 0xFF, 0xD9), colours, nil
			}
			return nil, 0, errJPEG
		}
		marker := data[at]
		at++
		if marker == 0xD9 {
			return append(out, 0xFF, 0xD9), colours, nil
		}
		size := int(binary.BigEndian.Uint16(data[at:]))
		if size < 2 || at+size > len(data) {
			return nil, 0, errJPEG
		}
		body := data[at+2 : at+size]
		at += size
		keep, err := kept(marker, body)
		if err != nil {
			return nil, 0, err
		}
		if keep != nil {
			out = append(out, 0xFF, marker)
			out = binary.BigEndian.AppendUint16(out, uint16(len(keep)+2)) //nolint:gosec // no longer than it was
			out = append(out, keep...)
		}
		if marker >= 0xC0 && marker <= 0xC2 && len(body) > 5 {
			colours = int(body[5])
		}
		if marker == 0xDA {
			n := scan(data[at:])
			out = append(out, data[at:at+n]...)
			if at += n; at >= len(data) { // cut short: readers show what there is
				return append(out, 0xFF, 0xD9), colours, nil
			}
		}
	}
}

// Lengths of the parts of marks that say something of the colours.
const (
	jfif  = 14
	adobe = 12
)

// kept is what stays of a part of a JPEG picture, nil for nothing.
func kept(marker byte, body []byte) ([]byte, error) {
	switch {
	case marker == 0xE0 && len(body) >= jfif && string(body[:5]) == "JFIF\x00":
		head := append([]byte(nil), body[:jfif]...)
		head[12], head[13] = 0, 0 // no thumbnail
		return head, nil
	case marker == 0xEE && len(body) >= adobe && string(body[:5]) == "Adobe":
		return body[:adobe], nil
	case marker >= 0xE0 && marker <= 0xEF, marker == 0xFE:
		return nil, nil
	case marker >= 0xC0 && marker <= 0xC2, // frames
		marker == 0xC4, marker == 0xDB, marker == 0xDA: // tables, scan
		return body, nil
	case marker == 0xDD && len(body) >= 2:
		return body[:2], nil
	}
	return nil, errJPEG
}

// scan is the length of a scan's data.
func scan(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if data[i] == 0xFF && data[i+1] != 0 && (data[i+1] < 0xD0 || data[i+1] > 0xD7) {
			return i
		}
	}
	return len(data)
}
