package picture

import (
	"bytes"
	"image"
	"image/jpeg"

	// The kinds of picture that are known by their beginning.
	_ "image/gif"
	_ "image/png"

	// Likewise.
	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/webp"
)

// isHEIF knows the kinds of picture in the container of MP4: HEIC and AVIF.
func isHEIF(data []byte) bool { return len(data) > 12 && bytes.Equal(data[4:8], []byte("ftyp")) }

// partly tries to save something of a picture that ends too soon: a JPEG is
// given an end.
func partly(data []byte, err error) (image.Image, error) {
	if !bytes.HasPrefix(data, []byte("\xFF\xD8")) {
		return nil, err
	}
	rest := append(make([]byte, 1<<20), 0xFF, 0xD9) // nothing more is drawn
	return jpeg.Decode(bytes.NewReader(append(bytes.Clone(data), rest...)))
}
