package verify

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"path"
	"strings"
)

// recordings are the kinds of recording that a pack may hold, each with what
// looks for properties in it.
var recordings = map[string]func(data []byte) (detail string){
	".mp3": mp3Extra, ".wav": wavExtra, ".ogg": oggExtra, ".webm": webmExtra, ".mkv": webmExtra,
	".mp4": mp4Extra, ".m4a": mp4Extra, ".mov": mp4Extra,
}

// recording checks a redacted copy of a recording. What is said in it nobody can
// search here: an officer listened. It must carry no properties, and stand in
// the schedule.
func (c *check) recording(name string, data []byte, t *tree) {
	if !c.scheduled(t)[name] {
		c.add(name, "file", Unlisted, "a recording that the schedule does not name")
	}
	if detail := recordings[strings.ToLower(path.Ext(name))](data); detail != "" {
		c.add(name, "recording", Metadata, detail)
	}
	c.bytes(name, "recording", data)
}

// Binary data is searched piece by piece, so that a film fits into memory; what
// stands over the end of a piece is in the next one as well.
const (
	pieceSize = 1 << 20
	pieceOver = 4 << 10
)

// bytes searches binary data, of which only longer values say anything.
func (c *check) bytes(name, layer string, data []byte) {
	if !c.search.built {
		return
	}
	m := mode{limit: mostHits, least: 6}
	for at := 0; at < len(data) && c.ctx.Err() == nil; at += pieceSize {
		piece := data[at:min(at+pieceSize+pieceOver, len(data))]
		c.found(name, layer, c.search.find(letterRuns(piece), m))
		for from := range min(2, len(piece)) {
			for _, big := range []bool{false, true} {
				c.found(name, layer, c.search.find(letterRuns(narrowed(piece[from:], big)), m))
			}
		}
	}
}

// narrowed takes every other byte of those pairs whose other one is zero; where
// it is not, a gap.
func narrowed(b []byte, big bool) []byte {
	out := make([]byte, len(b)/2)
	for i := range out {
		lo, hi := b[2*i], b[2*i+1]
		if big {
			lo, hi = hi, lo
		}
		if hi == 0 {
			out[i] = lo
		}
	}
	return out
}

// scheduled are the files that schedule.csv names.
func (c *check) scheduled(t *tree) map[string]bool {
	out := map[string]bool{}
	data, ok := t.peek("schedule.csv")
	if !ok {
		return out
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	rows, _ := r.ReadAll() // as far as it goes
	for _, row := range rows {
		for _, cell := range row {
			out[cell] = true
		}
	}
	return out
}

// mp3Extra looks for tags before and behind the frames.
func mp3Extra(b []byte) string {
	switch {
	case len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0:
		return "something stands before the sound"
	case len(b) > 128 && bytes.HasPrefix(b[len(b)-128:], []byte("TAG")):
		return "a tag stands behind the sound"
	}
	if bytes.Contains(b, []byte("APETAGEX")) || bytes.Contains(b, []byte("LYRICSBEGIN")) || hasID3(b) {
		return "a tag stands among the sound"
	}
	return ""
}

// hasID3 reports whether there is the head of a tag, or its foot: version,
// flags, and a size of which no byte has its highest bit.
func hasID3(b []byte) bool {
	for _, mark := range []string{"ID3", "3DI"} {
		for at := 0; ; at++ {
			i := bytes.Index(b[at:], []byte(mark))
			if i < 0 || at+i+10 > len(b) {
				break
			}
			at += i
			h := b[at : at+10]
			if 2 <= h[3] && h[3] <= 4 && h[4] < 16 && h[5]&15 == 0 && (h[6]|h[7]|h[8]|h[9])&0x80 == 0 {
				return true
			}
		}
	}
	return false
}

// wavExtra looks for chunks that hold no sound.
func wavExtra(b []byte) string {
	if len(b) < 12 || string(b[:4]) != "RIFF" || string(b[8:12]) != "WAVE" {
		return "not the sound file that its name says"
	}
	for at := 12; at < len(b); {
		if at+8 > len(b) {
			return "bytes behind the sound"
		}
		id, size := string(b[at:at+4]), int(binary.LittleEndian.Uint32(b[at+4:]))
		if id != "fmt " && id != "data" && id != "fact" {
			return "a chunk that holds no sound"
		}
		if id == "fmt " && size > 40 || size > len(b)-at-8 {
			return "a chunk of a size that cannot be"
		}
		at += 8 + size
		if size%2 == 1 && at < len(b) {
			if b[at] != 0 {
				return "bytes behind the sound"
			}
			at++
		}
	}
	return ""
}

// oggExtra looks for comments in the heads of streams.
func oggExtra(b []byte) string {
	if !bytes.HasPrefix(b, []byte("OggS")) {
		return "not the sound file that its name says"
	}
	heads := 0
	for _, mark := range []string{"\x03vorbis", "OpusTags", "\x81theora"} {
		rest := b
		for {
			i := bytes.Index(rest, []byte(mark))
			if i < 0 {
				break
			}
			rest = rest[i+len(mark):]
			heads++
			if len(rest) < 4 {
				return "its comments cannot be read"
			}
			vendor := int(binary.LittleEndian.Uint32(rest))
			if vendor > 256 || 4+vendor+4 > len(rest) || binary.LittleEndian.Uint32(rest[4+vendor:]) != 0 {
				return "comments of the recording"
			}
		}
	}
	if heads == 0 {
		return "its comments cannot be found"
	}
	return ""
}
