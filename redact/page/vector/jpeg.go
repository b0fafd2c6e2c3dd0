package vector

import (
	"bytes"
	"errors"
)

var errJPEG = errors.New("photograph not understood")

// bare returns a JPEG picture without comments, properties, thumbnails and
// whatever follows its end, and how many colours it has.
func bare(data []byte) (out []byte, colours int, err error) {
	if len(data) < 2 || data[0] != 0xFF || data[1] != 0xD8 {
		return nil, 0, errJPEG
	}
	out = append(out, 0xFF, 0xD8)
	for data = data[2:]; ; {
		marker, body, rest, err := segment(data)
		if err != nil {
			return nil, 0, err
		}
		if marker == endOfImage {
			if colours == 0 {
				return nil, 0, errJPEG
			}
			return append(out, 0xFF, endOfImage), colours, nil
		}
		keep, err := kept(marker, body)
		if err != nil {
			return nil, 0, err
		}
		if keep != nil {
			out = append(out, 0xFF, marker)
			out = be.AppendUint16(out, uint16(len(keep)+2)) //nolint:gosec // no longer than it was
			out = append(out, keep...)
		}
		if marker >= 0xC0 && marker <= 0xC2 && len(body) > 5 {
			colours = int(body[5])
		}
		if marker == startOfScan {
			n := scan(rest)
			out = append(out, rest[:n]...)
			rest = rest[n:]
		}
		data = rest
	}
}

const (
	startOfScan = 0xDA
	endOfImage  = 0xD9
)

// segment splits off the next part. A picture that is cut short ends there:
// readers show what there is.
func segment(data []byte) (marker byte, body, rest []byte, err error) {
	if len(data) == 0 {
		return endOfImage, nil, nil, nil
	}
	if data[0] != 0xFF {
		return 0, nil, nil, errJPEG
	}
	for len(data) > 0 && data[0] == 0xFF { // filled up
		data = data[1:]
	}
	if len(data) == 0 || data[0] == endOfImage {
		return endOfImage, nil, nil, nil
	}
	if len(data) < 3 {
		return 0, nil, nil, errJPEG
	}
	size := int(be.Uint16(data[1:]))
	if size < 2 || 1+size > len(data) {
		return 0, nil, nil, errJPEG
	}
	return data[0], data[3 : 1+size], data[1+size:], nil
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

// scan is the length of a scan's data, up to the next mark.
func scan(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if data[i] == 0xFF && data[i+1] != 0 && (data[i+1] < 0xD0 || data[i+1] > 0xD7) {
			return i
		}
	}
	return len(bytes.TrimRight(data, "\xff"))
}
