package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/bmp"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/picture"
	"sarsen/crawlers/ocr/ocrtest"
)

func read(data []byte) (documents.Result, error) {
	out := documents.NewBuilder(0, nil)
	err := picture.New().Read(context.Background(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

func draw(data []byte, pages ...int) ([]documents.Picture, error) {
	var got []documents.Picture
	err := picture.New().Draw(context.Background(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, nil,
		documents.Drawing{Pages: pages, DPI: 300}, func(p documents.Picture) error {
			got = append(got, p)
			return nil
		})
	return got, err
}

// half is a picture whose left half is black.
func half(width, height int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		if i%width >= width/2 {
			img.Pix[i] = 0xFF
		}
	}
	return img
}

func encoded(t testing.TB, encode func(b *bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadAndDraw(t *testing.T) {
	img := half(400, 100)
	cmyk := image.NewCMYK(img.Rect)
	for i := range img.Pix {
		cmyk.Pix[4*i+3] = 0xFF - img.Pix[i]
	}
	for _, tc := range []struct {
		name string
		data []byte
	}{
		{"PNG", ocrtest.PNG(t, img)},
		{"PNG in colour", ocrtest.PNG(t, cmyk)},
		{"JPEG", encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) })},
		{"GIF", encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) })},
		{"BMP", encoded(t, func(b *bytes.Buffer) error { return bmp.Encode(b, img) })},
		{"TIFF", ocrtest.TIFF(img)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			result, err := read(tc.data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]documents.Scan{{Page: 1}}, result.Scans); diff != "" || result.Item.Pages != 1 {
				t.Errorf("%d pages; scans (-want +got):\n%s", result.Item.Pages, diff)
			}
			got, err := draw(tc.data, 1)
			if err != nil || len(got) != 1 {
				t.Fatalf("%d pictures, %v", len(got), err)
			}
			p := got[0]
			if !p.Sound() || p.Width != 400 || p.Height != 100 || p.Columns != 800 || p.Rows != 200 {
				t.Errorf("drawn as %v by %v of %v by %v", p.Columns, p.Rows, p.Width, p.Height)
			}
			if left, right := p.Grey[10], p.Grey[p.Columns-10]; left > 10 || right < 245 {
				t.Errorf("left %d, right %d", left, right)
			}
		})
	}
}

func TestPages(t *testing.T) {
	data := ocrtest.TIFF(half(400, 100), half(20, 20), half(300, 90))
	result, err := read(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]documents.Scan{{Page: 1}, {Page: 3}}, result.Scans); diff != "" || result.Item.Pages != 3 || len(result.Item.Bounds) != 3 {
		t.Errorf("%d pages; scans (-want +got):\n%s", result.Item.Pages, diff)
	}
	got, err := draw(data, 3, 7, 1)
	if err != nil || len(got) != 2 || got[0].Page != 3 || got[0].Width != 300 || got[1].Width != 400 {
		t.Errorf("drawn %d pages, %v", len(got), err)
	}
}

// TestTooSmallForText: what holds no word is not left to OCR.
func TestTooSmallForText(t *testing.T) {
	for _, tc := range []struct {
		width, height int
		scans         int
	}{
		{1, 1, 0},
		{600, 1, 0},
		{32, 32, 0},
		{600, 7, 0},
		{60, 12, 1},
		{600, 8, 1},
		{48, 48, 1},
	} {
		result, err := read(ocrtest.PNG(t, half(tc.width, tc.height)))
		if err != nil || len(result.Scans) != tc.scans {
			t.Errorf("%d by %d: %d scans, %v", tc.width, tc.height, len(result.Scans), err)
		}
	}
}

// TestTransparent: what is seen on white or on black only is drawn on that.
func TestTransparent(t *testing.T) {
	for name, ink := range map[string]color.Color{"black": color.Black, "white": color.White} {
		img := image.NewNRGBA(image.Rect(0, 0, 100, 100))
		for i := range 50 {
			img.Set(i, 50, ink)
		}
		got, err := draw(encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, img) }), 1)
		if err != nil || len(got) != 1 || got[0].Plain() {
			t.Errorf("%s on nothing: %d pictures, %v", name, len(got), err)
		}
	}
}

// exif is a segment of JPEG with fields of EXIF that are texts, and an
// orientation.
func exif(orientation uint16, texts map[uint16]string) []byte {
	tags := []uint16{0x010E, 0x010F, 0x0110, 0x0112, 0x013B, 0x8298}
	tiff := []byte("MM\x00*\x00\x00\x00\x08")
	var fields [][]byte
	var values []byte
	n := 0
	for _, tag := range tags {
		if _, ok := texts[tag]; ok || tag == 0x0112 {
			n++
		}
	}
	room := uint32(8 + 2 + 12*n + 4)
	for _, tag := range tags {
		f := binary.BigEndian.AppendUint16(nil, tag)
		text, ok := texts[tag]
		switch {
		case tag == 0x0112:
			f = append(binary.BigEndian.AppendUint16(append(f, 0, 3, 0, 0, 0, 1), orientation), 0, 0)
		case ok:
			text += "\x00"
			f = binary.BigEndian.AppendUint32(append(f, 0, 2), uint32(len(text)))
			f = binary.BigEndian.AppendUint32(f, room+uint32(len(values)))
			values = append(values, text...)
		default:
			continue
		}
		fields = append(fields, f)
	}
	tiff = binary.BigEndian.AppendUint16(tiff, uint16(len(fields)))
	for _, f := range fields {
		tiff = append(tiff, f...)
	}
	tiff = append(append(tiff, 0, 0, 0, 0), values...)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(segment)+2))
	return append(head, segment...)
}

// photograph is a JPEG with segments behind its start.
func photograph(t testing.TB, segments ...[]byte) []byte {
	t.Helper()
	data := encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, half(400, 100), nil) })
	out := bytes.Clone(data[:2])
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, data[2:]...)
}

func TestProperties(t *testing.T) {
	data := photograph(t, exif(6, map[uint16]string{
		0x010E: "Damp in the kitchen of Petra Sample", 0x010F: "Kameraco", 0x0110: "K 100", 0x013B: "Oscar Example",
	}), []byte("\xFF\xFE\x00\x0Eseen by P.S."))
	result, err := read(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Description: Damp in the kitchen of Petra Sample\n", "Camera make: Kameraco\n", "Camera: K 100\n", "Artist: Oscar Example\n", "Comment: seen by P.S.\n",
	} {
		if !strings.Contains(result.Item.Text, want) {
			t.Errorf("%q is not in %q", want, result.Item.Text)
		}
	}
	if result.Item.Author != "Oscar Example" {
		t.Errorf("author %q", result.Item.Author)
	}
	got, err := draw(data, 1) // turned right when it was taken
	if err != nil || len(got) != 1 || got[0].Width != 100 || got[0].Height != 400 {
		t.Fatalf("%d pictures, %v", len(got), err)
	}
	if top, bottom := got[0].Grey[0], got[0].Grey[len(got[0].Grey)-1]; top > 10 || bottom < 245 {
		t.Errorf("top %d, bottom %d", top, bottom)
	}
}

// badPlace is a TIFF that says with a number in which hemisphere it was taken.
func badPlace() []byte {
	b := []byte("II*\x00\x08\x00\x00\x00\x01\x00")
	entry := func(tag, kind uint16, count, value uint32) {
		b = binary.LittleEndian.AppendUint16(b, tag)
		b = binary.LittleEndian.AppendUint16(b, kind)
		b = binary.LittleEndian.AppendUint32(b, count)
		b = binary.LittleEndian.AppendUint32(b, value)
	}
	entry(0x8825, 4, 1, 26) // the directory of the place
	b = append(b, 0, 0, 0, 0, 2, 0)
	entry(3, 3, 1, 1)
	entry(4, 5, 3, 56) // the longitude: degrees, minutes, seconds
	b = append(b, 0, 0, 0, 0)
	for range 3 {
		b = append(b, 1, 0, 0, 0, 1, 0, 0, 0)
	}
	return b
}

func TestPlaceOfWrongKind(t *testing.T) {
	result, _ := read(badPlace())
	if want := []string{"picture: what it says of its time and place could not be read"}; !slices.Equal(result.Problems, want) {
		t.Errorf("problems %q", result.Problems)
	}
}

func TestPNGComments(t *testing.T) {
	chunk := func(kind, body string) string {
		return string(binary.BigEndian.AppendUint32(nil, uint32(len(body)))) + kind + body + "\x00\x00\x00\x00"
	}
	data := string(ocrtest.PNG(t, half(10, 10)))
	end := strings.Index(data, "IDAT") - 4
	result, err := read([]byte(data[:end] + chunk("tEXt", "Author\x00Petra Sample") + chunk("iTXt", "Comment\x00\x00\x00en\x00\x00caf\u00e9") + data[end:]))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Author: Petra Sample\n", "Comment: caf\u00e9\n"} {
		if !strings.Contains(result.Item.Text, want) {
			t.Errorf("%q is not in %q", want, result.Item.Text)
		}
	}
}

func TestRefused(t *testing.T) {
	huge := ocrtest.PNG(t, half(10, 10))
	binary.BigEndian.PutUint32(huge[16:], 1<<20)
	binary.BigEndian.PutUint32(huge[20:], 1<<20)
	loop := ocrtest.TIFF(half(400, 100))
	binary.LittleEndian.PutUint32(loop[len(loop)-4:], binary.LittleEndian.Uint32(loop[4:]))
	for _, tc := range []struct {
		name   string
		data   []byte
		reason string
	}{
		{"too many pixels", fixed(huge), "picture of more than 40 million pixels"},
		{"no picture", []byte("\x89PNG\r\n\x1a\nnothing"), "damaged or cut short"},
		{"no pages", []byte("II*\x00\x08\x00\x00\x00"), "damaged or cut short"},
		{"a telephone's", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "picture of a telephone's kind (HEIC or AVIF): its text is not read; look at it by hand or save it as JPEG"},
		{"a loop of pages", loop, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := read(tc.data)
			if got := documents.ReasonOf(err); got != tc.reason {
				t.Errorf("reason %q, want %q", got, tc.reason)
			}
		})
	}
}

// fixed sets the checksum of a PNG's first chunk right.
func fixed(data []byte) []byte {
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

// TestCutShort: a photograph whose end is missing is drawn as far as it goes.
func TestCutShort(t *testing.T) {
	data := photograph(t)
	got, err := draw(data[:len(data)*3/4], 1)
	if err != nil || len(got) != 1 {
		t.Errorf("%d pictures, %v", len(got), err)
	}
}

// FuzzRead: whatever the bytes, the text is canonical, scans lie inside it, and
// what is drawn is sound.
func FuzzRead(f *testing.F) {
	f.Add(badPlace())
	f.Add(ocrtest.PNG(f, half(40, 20)))
	f.Add(ocrtest.TIFF(half(40, 20), half(41, 9)))
	f.Add(photograph(f, exif(8, map[uint16]string{0x010F: "K"}), []byte("\xFF\xFE\x00\x04ab")))
	f.Add([]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"))
	f.Add([]byte("GIF89a\x28\x00\x28\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x28\x00\x28\x00\x00\x02\x02D\x01\x00;"))
	f.Fuzz(func(t *testing.T, data []byte) {
		result, err := read(data)
		text := result.Item.Text
		if !utf8.ValidString(text) || documents.Normalise(text) != text || !(documents.Late{Scans: result.Scans}).Sound(text) {
			t.Errorf("text %q, scans %v", text, result.Scans)
		}
		if err != nil || len(result.Scans) == 0 {
			return
		}
		got, _ := draw(data, result.Scans[0].Page)
		for _, p := range got {
			if !p.Sound() {
				t.Errorf("drawn %d by %d with %d bytes", p.Columns, p.Rows, len(p.Grey))
			}
		}
	})
}
