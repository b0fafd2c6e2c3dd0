package media_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"sarsen/redact/media"
)

func chunk(id string, data []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(id), uint32(len(data)))
	out = append(out, data...)
	if len(data)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

func wave(chunks ...[]byte) []byte {
	body := append([]byte("WAVE"), bytes.Join(chunks, nil)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

var pcm = []byte{1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0}

func TestWave(t *testing.T) {
	data := wave(chunk("JUNK", []byte(secret)), chunk("fmt ", append(pcm, secret...)), chunk("LIST", []byte("INFO"+secret)), chunk("data", []byte("sound")), chunk("bext", []byte(secret)))
	out, ext, err := clean(t, append(data, secret...))
	if want := wave(chunk("fmt ", pcm), chunk("data", []byte("sound"))); err != nil || ext != ".wav" || !bytes.Equal(out, want) {
		t.Errorf("%q, %v", out, err)
	}
	if _, _, err := clean(t, wave(chunk("fmt ", pcm), chunk("data", nil), chunk("data", []byte("more")))); !errors.Is(err, media.ErrFormat) {
		t.Errorf("two recordings in one: %v", err)
	}
}

// silent is a frame of MPEG 1 layer III, 128 kbit/s, 44.1 kHz.
func silent() []byte { return append([]byte{0xff, 0xfb, 0x90, 0x00}, make([]byte, 413)...) }

func TestTagsOfMP3(t *testing.T) {
	sound := bytes.Repeat(silent(), 4)
	id3 := append([]byte("ID3\x04\x00\x00\x00\x00\x00\x14"), bytes.Repeat([]byte("A"), 20)...)
	ape := append([]byte("APETAGEX\xd0\x07\x00\x00"), []byte(secret+strings.Repeat("\x00", 20)+"APETAGEX")...)
	for name, data := range map[string][]byte{
		"ID3v2":                   append(bytes.Clone(id3), sound...),
		"two of ID3v2":            append(append(bytes.Clone(id3), id3...), sound...),
		"ID3v1":                   append(bytes.Clone(sound), append([]byte("TAG"), make([]byte, 125)...)...),
		"ID3v2 at the end":        append(bytes.Clone(sound), append(bytes.Clone(id3), "3DI\x04\x00\x00\x00\x00\x00\x14"...)...),
		"APE":                     append(bytes.Clone(sound), ape...),
		"APE in front":            append(bytes.Clone(ape), sound...),
		"Lyrics3":                 append(bytes.Clone(sound), "LYRICSBEGIN"+secret+"000030LYRICS200"...),
		"in the midst":            append(append(bytes.Clone(sound[:834]), secret...), sound[834:]...),
		"a frame that is cut":     append(bytes.Clone(sound), silent()[:200]...),
		"a frame of another kind": append(bytes.Clone(sound), 0xff, 0xf3, 0x90, 0),
	} {
		t.Run(name, func(t *testing.T) {
			out, ext, err := clean(t, data)
			if err != nil || ext != ".mp3" || !bytes.Equal(out, sound) {
				t.Errorf("%d bytes of %d, %v", len(out), len(sound), err)
			}
		})
	}
}

func oggPage(serial uint32, flags byte, packets ...[]byte) []byte {
	out := append([]byte("OggS\x00"), flags)
	out = append(out, make([]byte, 8)...)
	out = binary.LittleEndian.AppendUint32(out, serial)
	out = append(out, make([]byte, 8)...)
	var lengths, body []byte
	for _, p := range packets {
		n := len(p)
		for ; n >= 255; n -= 255 {
			lengths = append(lengths, 255)
		}
		lengths = append(lengths, byte(n))
		body = append(body, p...)
	}
	return append(append(append(out, byte(len(lengths))), lengths...), body...)
}

func TestOggComments(t *testing.T) {
	comments := append([]byte("OpusTags\x04\x00\x00\x00Lavf\x01\x00\x00\x00"), strings.Repeat(secret, 40)...)
	data := append(oggPage(7, 2, []byte("OpusHead\x01\x01")), oggPage(7, 0, comments)...)
	data = append(data, oggPage(7, 4, []byte("sound"))...)
	out, ext, err := clean(t, append(data, secret...))
	if err != nil || ext != ".ogg" || len(out) != len(data) || bytes.Contains(out, []byte("Tamsin")) {
		t.Fatalf("%s, %d bytes of %d, %v", ext, len(out), len(data), err)
	}
	if !bytes.Contains(out, []byte("OpusTags\x00\x00\x00\x00\x00\x00\x00\x00")) || !bytes.HasSuffix(out, []byte("sound")) {
		t.Error("the comments are not empty, or the sound is gone")
	}
}

func boxOf(kind string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8)), kind...), body...)
}

func words(n ...uint32) []byte {
	var out []byte
	for _, w := range n {
		out = binary.BigEndian.AppendUint32(out, w)
	}
	return out
}

// trackOf is a track whose only sample is n bytes at a place.
func trackOf(kind string, at, n uint32) []byte {
	entry := append(make([]byte, 28), boxOf("esds", []byte("needed"))...)
	return boxOf("trak", boxOf("tkhd", make([]byte, 84)), boxOf("udta", []byte(secret)), boxOf("mdia",
		boxOf("mdhd", words(0, 0xd0000000, 0xd0000000, 1000, 1000, 0x15c70000)),
		boxOf("hdlr", words(0, 0), []byte(kind), make([]byte, 12), []byte(secret+"\x00")),
		boxOf("minf", boxOf("smhd", words(0, 0)), boxOf("dinf", boxOf("dref", words(0, 1), boxOf("alis", words(1), []byte("disc of "+secret)))),
			boxOf("stbl", boxOf("stsd", words(0, 1), boxOf("mp4a", entry)), boxOf("stts", words(0, 0)), boxOf("stsc", words(0, 1, 1, 1, 1)),
				boxOf("stsz", words(0, n, 1)), boxOf("stco", words(0, 1, at))))))
}

// TestMovieDropsTracks: a track of places or texts goes, with its samples, and
// so does what stands between the samples.
func TestMovieDropsTracks(t *testing.T) {
	ftyp := boxOf("ftyp", []byte("qt  "), words(0))
	mdat := boxOf("mdat", []byte("the sound"), []byte("between"), []byte("51.5 north of "+secret))
	at := uint32(len(ftyp) + 8)
	moov := boxOf("moov", boxOf("mvhd", words(0, 0xd0000000, 0xd0000000, 1000, 1000)), trackOf("soun", at, 9), trackOf("meta", at+16, 27),
		boxOf("udta", []byte(secret)), boxOf("meta", []byte(secret)))
	data := append(append(append(bytes.Clone(ftyp), mdat...), moov...), boxOf("uuid", []byte(secret))...)
	out, ext, err := clean(t, data)
	if err != nil || ext != ".mov" || len(out) != len(data) {
		t.Fatalf("%s, %d bytes of %d, %v", ext, len(out), len(data), err)
	}
	for _, gone := range []string{"Wrexley", "between", "north", "disc", "\xd0\x00\x00\x00"} {
		if bytes.Contains(out, []byte(gone)) {
			t.Errorf("%q is still there", gone)
		}
	}
	if !bytes.Contains(out, []byte("the sound")) || !bytes.Contains(out, []byte("needed")) {
		t.Error("the sound is gone")
	}
	if again, _, err := clean(t, out); err != nil || !bytes.Equal(again, out) {
		t.Errorf("a clean one is cleaned to another, %v", err)
	}
}

func TestMovieRefuses(t *testing.T) {
	mvhd := boxOf("mvhd", words(0, 0, 0, 1000, 1000))
	for name, moov := range map[string][]byte{
		"samples outside":      boxOf("moov", mvhd, trackOf("soun", 9999, 9)),
		"only texts":           boxOf("moov", mvhd, trackOf("text", 24, 9)),
		"packed":               boxOf("moov", boxOf("cmov", []byte("x"))),
		"another file's data":  bytes.Replace(boxOf("moov", mvhd, trackOf("soun", 24, 9)), append([]byte("alis"), words(1)...), append([]byte("alis"), words(0)...), 1),
		"too short":            boxOf("moov", boxOf("mvhd", words(0))),
		"longer than the file": append(words(99), "moov"...),
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, err := clean(t, append(append(boxOf("ftyp", []byte("isom"), words(0)), boxOf("mdat", []byte("the sound"))...), moov...)); !errors.Is(err, media.ErrFormat) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func ebml(id []byte, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(append(bytes.Clone(id), 0x10|byte(len(body)>>24), byte(len(body)>>16), byte(len(body)>>8), byte(len(body))), body...)
}

// TestMatroskaDropsTracks: subtitles go, with their blocks.
func TestMatroskaDropsTracks(t *testing.T) {
	track := func(number, kind byte) []byte {
		return ebml([]byte{0xae}, ebml([]byte{0xd7}, []byte{number}), ebml([]byte{0x83}, []byte{kind}), ebml([]byte{0x53, 0x6e}, []byte(secret)), ebml([]byte{0x86}, []byte("A_OPUS")))
	}
	data := append(ebml([]byte{0x1a, 0x45, 0xdf, 0xa3}, ebml([]byte{0x42, 0x82}, []byte("webm"))), ebml([]byte{0x18, 0x53, 0x80, 0x67},
		ebml([]byte{0x15, 0x49, 0xa9, 0x66}, ebml([]byte{0x7b, 0xa9}, []byte(secret)), ebml([]byte{0x57, 0x41}, []byte(secret))),
		ebml([]byte{0x16, 0x54, 0xae, 0x6b}, track(1, 2), track(2, 0x11)),
		ebml([]byte{0x1f, 0x43, 0xb6, 0x75}, ebml([]byte{0xe7}, []byte{0}), ebml([]byte{0xa3}, []byte("\x81\x00\x00\x80the sound")),
			ebml([]byte{0xa3}, []byte("\x82\x00\x00\x80what "+secret+" said")),
			ebml([]byte{0xa0}, ebml([]byte{0xa1}, []byte("\x82\x00\x00\x00and Wrexley again")))),
		ebml([]byte{0x12, 0x54, 0xc3, 0x67}, bytes.Repeat([]byte(secret), 20)))...)
	out, ext, err := clean(t, data)
	if err != nil || ext != ".webm" || len(out) != len(data) || bytes.Contains(out, []byte("Wrexley")) || !bytes.Contains(out, []byte("the sound")) {
		t.Fatalf("%s, %d bytes of %d, %v", ext, len(out), len(data), err)
	}
	if again, _, err := clean(t, out); err != nil || !bytes.Equal(again, out) {
		t.Errorf("a clean one is cleaned to another, %v", err)
	}
}

// FuzzClean: no panic, and a clean copy is clean, of the same kind and no
// longer than the recording.
func FuzzClean(f *testing.F) {
	ftyp := boxOf("ftyp", []byte("isom"), words(0))
	f.Add(append(append(bytes.Clone(ftyp), boxOf("mdat", []byte("the sound"))...), boxOf("moov", trackOf("soun", uint32(len(ftyp)+8), 9))...))
	f.Add(wave(chunk("fmt ", pcm), chunk("LIST", []byte(secret)), chunk("data", []byte("sound"))))
	f.Add(append([]byte("ID3\x04\x00\x00\x00\x00\x00\x02AA"), bytes.Repeat(silent(), 2)...))
	f.Add(append(oggPage(7, 2, []byte("OpusHead\x01\x01")), oggPage(7, 4, []byte("OpusTags\x04\x00\x00\x00Lavf\x00\x00\x00\x00"), []byte("sound"))...))
	f.Add(append(ebml([]byte{0x1a, 0x45, 0xdf, 0xa3}), ebml([]byte{0x18, 0x53, 0x80, 0x67},
		ebml([]byte{0x16, 0x54, 0xae, 0x6b}, ebml([]byte{0xae}, ebml([]byte{0xd7}, []byte{1}), ebml([]byte{0x83}, []byte{2}))),
		ebml([]byte{0x1f, 0x43, 0xb6, 0x75}, ebml([]byte{0xa3}, []byte("\x81\x00\x00\x80sound"))))...))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, ext, err := clean(t, data)
		if err != nil {
			if !errors.Is(err, media.ErrFormat) || len(out) > 0 {
				t.Fatalf("%v after %d bytes", err, len(out))
			}
			return
		}
		if len(out) > len(data)+16 {
			t.Fatalf("%d bytes of %d", len(out), len(data))
		}
		again, ext2, err := clean(t, out)
		if err != nil || ext2 != ext || !bytes.Equal(again, out) {
			t.Fatalf("cleaned twice: %s and %s, same %v, %v", ext, ext2, bytes.Equal(again, out), err)
		}
	})
}
