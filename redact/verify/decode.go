package verify

import (
	"encoding/base64"
	"encoding/hex"
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	// deepest bounds encodings inside encodings.
	deepest = 3
	// shortest is the least of letters and digits that a value has which is
	// looked for in another writing: shorter ones stand there by chance.
	shortest = 4
)

var (
	base64Run  = regexp.MustCompile(`[A-Za-z0-9+/_-]{8,}={0,2}`)
	hexRun     = regexp.MustCompile(`[0-9A-Fa-f]{12,}|\b(?:[0-9A-Fa-f]{2}\s){5,}[0-9A-Fa-f]{2}\b`)
	percentRun = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
	quotedRun  = regexp.MustCompile(`(?:=[0-9A-F]{2})+|=\r?\n`)
	punyRun    = regexp.MustCompile(`(?i)\bxn--[a-z0-9-]+`)
	escapeRun  = regexp.MustCompile(`\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\x[0-9A-Fa-f]{2}`)
)

// unwrap returns text and every text that stands in it in another writing:
// entities, percent-encoding, quoted-printable, escapes of programs, base64 and
// hexadecimal, letters of other alphabets that look the same, characters without
// a shape that stand for letters, and words written from right to left; also one
// in the other.
func unwrap(text string) []string {
	out := []string{text}
	level := out
	for range deepest {
		var next []string
		for _, t := range level {
			next = append(next, decodings(t)...)
		}
		if len(next) == 0 {
			break
		}
		out = append(out, next...)
		level = next
	}
	return out
}

// decodings undoes one layer of writing.
func decodings(text string) []string {
	var out []string
	if u := html.UnescapeString(text); u != text {
		out = append(out, u)
	}
	if percentRun.MatchString(text) {
		if u, err := url.PathUnescape(percentSafe(text)); err == nil && u != text {
			out = append(out, bytesToTexts([]byte(u))...)
		}
	}
	if u := quotedRun.ReplaceAllStringFunc(text, unquoted); u != text {
		out = append(out, bytesToTexts([]byte(u))...)
	}
	if u := escapeRun.ReplaceAllStringFunc(text, unescaped); u != text {
		out = append(out, u)
	}
	if u := punyRun.ReplaceAllStringFunc(text, unpunied); u != text {
		out = append(out, u)
	}
	if u := lookalikes.Replace(text); u != text {
		out = append(out, u)
	}
	if u := leftToRight(text); u != text {
		out = append(out, u)
	}
	if u := strings.Map(shapeless, text); u != text {
		out = append(out, u)
	}
	for _, run := range base64Run.FindAllString(text, -1) {
		out = append(out, fromBase64(strings.TrimRight(run, "="))...)
	}
	for _, run := range hexRun.FindAllString(text, -1) {
		out = append(out, fromHex(strings.Join(strings.Fields(run), ""))...)
	}
	return out
}

// shapeless turns tags and variation selectors, of which nothing is seen, into the
// letters whose codes they have.
func shapeless(r rune) rune {
	const tags, selectors, few = 0xE0000, 0xE0100, 16
	switch {
	case r >= tags+' ' && r <= tags+'~':
		return r - tags
	case r >= selectors+' '-few && r <= selectors+'~'-few: // the first few have codes elsewhere
		return r - selectors + few
	}
	return r
}

// fromBase64 reads a run at each of four places, since other letters may stand
// before it.
func fromBase64(run string) []string {
	enc := base64.RawStdEncoding
	if strings.ContainsAny(run, "-_") {
		enc = base64.RawURLEncoding
	}
	var out []string
	for from := range min(4, len(run)) {
		part := run[from:]
		if len(part)%4 == 1 {
			part = part[:len(part)-1]
		}
		if b, err := enc.DecodeString(part); err == nil && len(b) >= 4 {
			out = append(out, readable(b)...)
		}
	}
	return out
}

// fromHex reads a run at even and odd places.
func fromHex(run string) []string {
	var out []string
	for from := range 2 {
		part := run[from:]
		if b, err := hex.DecodeString(part[:len(part)&^1]); err == nil {
			out = append(out, readable(b)...)
		}
	}
	return out
}

// percentSafe escapes every % that begins no escape, so that the others can be
// undone.
func percentSafe(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && !percentRun.MatchString(s[i:min(i+3, len(s))]) {
			b.WriteString("%25")
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// readable returns the texts that b may be, or none when it is no text.
func readable(b []byte) []string {
	var out []string
	for _, t := range bytesToTexts(b) {
		if printable(t) && (utf8.Valid(b) || strings.IndexByte(string(b), 0) >= 0 || marked(b)) {
			out = append(out, t)
		}
	}
	return out
}

func printable(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || !unicode.IsPrint(r) && !unicode.IsSpace(r) {
			return false
		}
	}
	return s != ""
}

// bytesToTexts reads bytes as text: UTF-8, else Latin-1; with NUL bytes also
// UTF-16 of both kinds, at even and odd places.
func bytesToTexts(b []byte) []string {
	var out []string
	if utf8.Valid(b) {
		out = append(out, string(b))
	} else {
		out = append(out, latin1(b))
	}
	if strings.IndexByte(out[0], 0) < 0 && !marked(b) {
		return out
	}
	for from := range min(2, len(b)) {
		out = append(out, wide(b[from:], false), wide(b[from:], true))
	}
	return out
}

// marked reports whether b begins with the byte order mark of UTF-16.
func marked(b []byte) bool {
	return len(b) >= 2 && (b[0] == 0xfe && b[1] == 0xff || b[0] == 0xff && b[1] == 0xfe)
}

func latin1(b []byte) string {
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}

func wide(b []byte, big bool) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		lo, hi := b[2*i], b[2*i+1]
		if big {
			lo, hi = hi, lo
		}
		u[i] = uint16(lo) | uint16(hi)<<8
	}
	return string(utf16.Decode(u))
}
