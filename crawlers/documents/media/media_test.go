package media_test

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/media"
)

func read(t testing.TB, data string) (documents.Item, string) {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	err := media.New().Read(t.Context(), documents.Input{Content: strings.NewReader(data), Size: int64(len(data))}, out)
	if !errors.Is(err, documents.ErrUnsupported) {
		t.Fatalf("error %v, want unsupported", err)
	}
	return out.Result().Item, documents.ReasonOf(err)
}

// pack writes numbers and texts one after the other.
func pack(order binary.AppendByteOrder, parts ...any) string {
	var b []byte
	for _, p := range parts {
		switch v := p.(type) {
		case string:
			b = append(b, v...)
		case uint16:
			b = order.AppendUint16(b, v)
		case uint32:
			b = order.AppendUint32(b, v)
		case uint64:
			b = order.AppendUint64(b, v)
		}
	}
	return string(b)
}

func box(kind, content string) string {
	return pack(binary.BigEndian, uint32(len(content)+8), kind, content)
}

func wave(seconds uint32) string {
	return pack(binary.LittleEndian, "RIFF", uint32(0), "WAVE", "fmt ", uint32(16), uint16(1), uint16(1), uint32(8000), uint32(100), uint16(1), uint16(8),
		"LIST", uint32(4+8+10), "INFO", "INAM", uint32(10), "Interview\x00", "data", seconds*100, strings.Repeat("x", int(seconds*100)))
}

// The container formats beside the length that they hold.
func samples() map[string]struct{ data, want string } {
	movie := box("ftyp", "isom") + box("moov", box("mvhd", pack(binary.BigEndian, uint32(0), uint32(0), uint32(0), uint32(1000), uint32(3_725_000)))+
		box("udta", box("meta", "\x00\x00\x00\x00"+box("ilst", box("\xA9nam", box("data", "\x00\x00\x00\x01\x00\x00\x00\x00Interview"))))))
	return map[string]struct{ data, want string }{
		"WAVE": {wave(125), "sound, 2 min 5 s"},
		"MP4":  {movie, "video, 1 h 2 min"},
		"FLAC": {"fLaC" + pack(binary.BigEndian, uint32(0x80000022), uint64(0), uint16(0), uint64(44100)<<44|uint64(44100*7), uint64(0), uint64(0)), "sound, 7 s"},
		"Ogg": {"OggS" + strings.Repeat("\x00", 24) + "OpusHead" + pack(binary.LittleEndian, uint16(0x0101), uint16(0)) +
			"OggS\x00\x04" + pack(binary.LittleEndian, uint64(48000*61)), "sound, 1 min 1 s"},
		"AMR":                {"#!AMR\n" + strings.Repeat("\x04"+strings.Repeat("x", 12), 50*9), "sound, 9 s"},
		"MP3, constant rate": {strings.Repeat("\xFF\xFB\x90\x00"+strings.Repeat("\x00", 413), 100), "sound, 3 s"},
		"unknown":            {"nothing that is known", "sound, of unknown length"},
		"cut short":          {"RIFF", "sound, of unknown length"},
	}
}

func TestLength(t *testing.T) {
	for name, tt := range samples() {
		t.Run(name, func(t *testing.T) {
			item, reason := read(t, tt.data)
			if got, _, _ := strings.Cut(reason, ":"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if titled := name == "WAVE" || name == "MP4"; titled != (item.Title == "Interview") {
				t.Errorf("title %q", item.Title)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range samples() {
		f.Add([]byte(s.data[:min(len(s.data), 2000)]))
	}
	f.Add([]byte("FORM\x00\x00\x00\x00AIFFCOMM\x00\x00\x00\x12\x00\x01\x00\x00\xFF\xFF\x00\x10\x40\x0E\xAC\x44\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("\x1A\x45\xDF\xA3\x80\x18\x53\x80\x67\xFF\x15\x49\xA9\x66\x8B\x44\x89\x84\x40\x00\x00\x00\x7B\xA9\x81a"))
	f.Add([]byte("\x30\x26\xB2\x75\x8E\x66\xCF\x11" + strings.Repeat("\x00", 22) + "\xA1\xDC\xAB\x8C" + strings.Repeat("\x01", 84)))
	f.Add([]byte("ID3\x03\x00\x00\x00\x00\x00\x20TIT2\x00\x00\x00\x05\x00\x00\x01\xFF\xFEa\x00FLV\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, reason := read(t, string(data)); !strings.HasPrefix(reason, "sound, ") && !strings.HasPrefix(reason, "video, ") {
			t.Errorf("reason %q", reason)
		}
	})
}
