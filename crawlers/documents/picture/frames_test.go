package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"sarsen/crawlers/documents/picture"
)

// TestFrames: what Decode returns is upright in the same way as what Draw gives
// to OCR.
func TestFrames(t *testing.T) {
	for orientation := uint16(1); orientation <= 8; orientation++ {
		data := photograph(t, exif(orientation, nil))
		frames, err := picture.Frames(data)
		if err != nil || len(frames) != 1 {
			t.Fatalf("%d frames, error %v", len(frames), err)
		}
		img, err := frames[0].Decode()
		if err != nil {
			t.Fatal(err)
		}
		drawn, err := draw(data, 1)
		if err != nil || len(drawn) != 1 {
			t.Fatalf("%d drawn, error %v", len(drawn), err)
		}
		d := drawn[0]
		if img.Rect.Dx() != int(d.Width) || img.Rect.Dy() != int(d.Height) || frames[0].Width != img.Rect.Dx() || frames[0].Height != img.Rect.Dy() {
			t.Fatalf("orientation %d: %v, frame %d by %d, drawn %v by %v", orientation, img.Rect, frames[0].Width, frames[0].Height, d.Width, d.Height)
		}
		across, down := d.Columns/img.Rect.Dx(), d.Rows/img.Rect.Dy()
		for y := 4; y < img.Rect.Dy(); y += 9 {
			for x := 4; x < img.Rect.Dx(); x += 9 {
				a := color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y
				b := d.Grey[(y*down+down/2)*d.Columns+x*across+across/2]
				if diff := int(a) - int(b); diff > 40 || diff < -40 {
					t.Fatalf("orientation %d: %d at %d,%d, drawn %d", orientation, a, x, y, b)
				}
			}
		}
	}
}

func TestFrameResolution(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 40))); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	phys := "\x00\x00\x00\x09pHYs\x00\x00\x2E\x23\x00\x00\x2E\x23\x01\x78\xA5\x3F\x76" // 11811 a metre
	set := bytes.Join([][]byte{plain[:33], []byte(phys), plain[33:]}, nil)
	for name, tc := range map[string]struct {
		data []byte
		want float64
	}{"none": {plain, 0}, "300": {set, 300}} {
		frames, err := picture.Frames(tc.data)
		if err != nil || len(frames) != 1 {
			t.Fatalf("%s: %d frames, error %v", name, len(frames), err)
		}
		if d := frames[0].DPI - tc.want; d > 0.1 || d < -0.1 {
			t.Errorf("%s: %g dots an inch, want %g", name, frames[0].DPI, tc.want)
		}
	}
}

// FuzzFrames: no file makes reading panic, and what is decoded has the size that
// was told, unless the file ends too soon.
func FuzzFrames(f *testing.F) {
	f.Add(photograph(f, exif(6, nil)))
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 9, 5))); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("II*\x00\x08\x00\x00\x00\x01\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		frames, err := picture.Frames(data)
		if err != nil {
			return
		}
		for _, frame := range frames[:min(len(frames), 3)] {
			if frame.DPI < 0 || frame.Width*frame.Height > 1<<20 {
				continue
			}
			if img, err := frame.Decode(); err == nil && (img == nil || img.Rect.Empty()) {
				t.Error("nothing was decoded, without an error")
			}
		}
	})
}
