// Package media tells how long sound and video are.
//
// What is said in a recording cannot be searched, and a recording may be
// somebody's personal data: every one is listed as unsupported, with its length
// where the container tells it, so that an officer can judge the work. Titles
// and names that the file itself carries are properties.
//
// It reads headers only and decodes nothing.
package media

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"sarsen/crawlers/documents"
)

// New returns the format of all kinds of sound and video.
func New() documents.Format { return documents.FormatFunc(read) }

// Types are the media types that the format is for.
func Types() []string {
	return []string{
		"audio/mpeg", "audio/wav", "audio/aiff", "audio/basic", "audio/flac", "audio/ogg", "application/ogg", "audio/midi", "audio/ape", "audio/musepack",
		"audio/amr", "audio/aac", "audio/mp4", "audio/x-m4a", "audio/qcelp", "application/vnd.rn-realmedia-vbr",
		"video/mp4", "video/x-m4v", "video/quicktime", "video/3gpp", "video/3gpp2", "video/mj2", "video/mpeg", "video/x-msvideo", "video/x-flv", "video/webm",
		"video/matroska", "video/x-matroska", "video/x-ms-asf", "video/ogg", "video/mp2t",
	}
}

// A clip is what is known of a recording.
type clip struct {
	video  bool
	length time.Duration // 0 when not known
	tags   []tag
}

type tag struct{ name, value string }

// maxTags is how many are kept of one file.
const maxTags = 50

func (c *clip) tag(name, value string) {
	value = strings.TrimSpace(strings.Trim(value, "\x00"))
	if name != "" && value != "" && len(c.tags) < maxTags {
		c.tags = append(c.tags, tag{name, value})
	}
}

// readers look into one kind of container each; they return false when it is
// not theirs.
var readers = []func(file, *clip) bool{riff, aiff, mp4, flac, ogg, matroska, asf, flv, mpeg, amr, aac, mp3}

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	f := file{in.Reader(), in.Size}
	c := &clip{}
	for _, r := range readers {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if r(f, c) {
			break
		}
	}
	for _, t := range c.tags {
		out.Property(t.name, t.value)
		switch t.name {
		case "Title":
			out.Meta(t.value, "", time.Time{}, time.Time{})
		case "Artist":
			out.Meta("", t.value, time.Time{}, time.Time{})
		}
	}
	return documents.Because(documents.ErrUnsupported, c.reason())
}

func (c *clip) reason() string {
	what := "sound"
	if c.video {
		what = "video"
	}
	length := "of unknown length"
	if c.length > 0 && c.length < 10_000*time.Hour {
		length = words(c.length)
	}
	return fmt.Sprintf("%s, %s: cannot be searched and may hold personal data; play it, and add a transcript or a redacted copy if it does", what, length)
}

// words is a length of time as people say it.
func words(d time.Duration) string {
	d = max(d.Round(time.Second), time.Second)
	h, m, s := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	switch {
	case h > 0:
		return fmt.Sprintf("%d h %d min", h, m)
	case m > 0:
		return fmt.Sprintf("%d min %d s", m, s)
	}
	return fmt.Sprintf("%d s", s)
}

// A file is read at places; what lies outside it is zero.
type file struct {
	r    io.ReaderAt
	size int64
}

// at returns n bytes at a place, fewer at the end of the file.
func (f file) at(off int64, n int) []byte {
	if off < 0 || off >= f.size || n <= 0 {
		return nil
	}
	buf := make([]byte, min(int64(n), f.size-off))
	got, err := f.r.ReadAt(buf, off)
	if err != nil && got < len(buf) {
		return buf[:got]
	}
	return buf
}

// has reports whether the bytes of s stand at a place.
func (f file) has(off int64, s string) bool { return string(f.at(off, len(s))) == s }

func be16(b []byte) int64 { return number(b, 2, true) }
func be32(b []byte) int64 { return number(b, 4, true) }
func be64(b []byte) int64 { return number(b, 8, true) }
func le16(b []byte) int64 { return number(b, 2, false) }
func le32(b []byte) int64 { return number(b, 4, false) }
func le64(b []byte) int64 { return number(b, 8, false) }

// number reads n bytes as an unsigned number, 0 when they are not there or it
// does not fit.
func number(b []byte, n int, big bool) int64 {
	if len(b) < n {
		return 0
	}
	var v uint64
	for i := range n {
		c := b[i]
		if !big {
			c = b[n-1-i]
		}
		v = v<<8 | uint64(c)
	}
	if v > 1<<62 {
		return 0
	}
	return int64(v)
}

// per returns how long n units take of which there are rate to the second.
func per(n, rate int64) time.Duration {
	if n <= 0 || rate <= 0 {
		return 0
	}
	return time.Duration(float64(n) / float64(rate) * float64(time.Second))
}
