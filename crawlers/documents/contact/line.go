package contact

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"sarsen/crawlers/documents"
)

// A property is one content line: [group.]NAME;PARAM=VALUE;...:VALUE.
type property struct {
	name   string              // in capitals
	params map[string][]string // names in capitals, values as written
	raw    string              // the value, decoded but with its escapes
	data   []byte              // the value where it is encoded in base64
}

// lines parts a file into properties. Lines that are folded are joined, those
// of a value in base64 or quoted-printable as its encoding wants it.
func lines(data []byte) []property {
	if documents.IsWide(data) {
		data = []byte(documents.Decode(data, ""))
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	var out []property
	for len(data) > 0 {
		var line []byte
		line, data = unfold(data)
		head, value, ok := cutHead(line)
		if !ok {
			continue
		}
		p := parseHead(head)
		switch encoding := strings.ToUpper(p.param("ENCODING")); {
		case encoding == "QUOTED-PRINTABLE" || p.has("QUOTED-PRINTABLE"):
			value, data = softLines(value, data)
			value = decodeQuoted(value)
		case encoding == "BASE64" || encoding == "B" || p.has("BASE64"):
			value, data = base64Lines(value, data)
			p.data = decodeBase64(value)
			value = nil
		}
		p.raw = decode(value, p.param("CHARSET"))
		out = append(out, p)
	}
	return out
}

// unfold returns the next line with those that continue it: that begin with
// white space.
func unfold(data []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(data, []byte("\n"))
	if len(rest) == 0 || rest[0] != ' ' && rest[0] != '\t' {
		return line, rest
	}
	line = bytes.Clone(line)
	for len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t') {
		var more []byte
		more, rest, _ = bytes.Cut(rest[1:], []byte("\n"))
		line = append(line, more...)
	}
	return line, rest
}

// cutHead parts a line at the first colon outside quotes.
func cutHead(line []byte) (head string, value []byte, ok bool) {
	quoted := false
	for i, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case c == ':' && !quoted:
			return string(line[:i]), line[i+1:], true
		}
	}
	if i := bytes.IndexByte(line, ':'); i >= 0 { // a quote without its other half
		return string(line[:i]), line[i+1:], true
	}
	return "", nil, false
}

// parseHead reads name and parameters. A parameter without "=", as in vCard
// 2.1, is a type.
func parseHead(head string) property {
	fields := split(head, ';')
	name := strings.ToUpper(strings.TrimSpace(fields[0]))
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	p := property{name: name, params: map[string][]string{}}
	for _, f := range fields[1:] {
		key, value, found := strings.Cut(f, "=")
		if !found {
			key, value = "TYPE", f
		}
		key = strings.ToUpper(strings.TrimSpace(key))
		for _, v := range split(value, ',') {
			v = strings.Trim(strings.TrimSpace(v), `"`)
			p.params[key] = append(p.params[key], decode([]byte(v), ""))
		}
	}
	return p
}

// split parts s at a byte outside quotes.
func split(s string, by byte) []string {
	var out []string
	start, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == by && !quoted:
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// param returns the first value of a parameter.
func (p property) param(name string) string {
	if v := p.params[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// has reports whether a type is among the parameters.
func (p property) has(kind string) bool {
	for _, v := range p.params["TYPE"] {
		if strings.EqualFold(v, kind) {
			return true
		}
	}
	return false
}

// decode makes UTF-8 of bytes in the declared encoding, or else in the one of
// Windows.
func decode(data []byte, declared string) string {
	if utf8.Valid(data) && (declared == "" || strings.EqualFold(declared, "utf-8")) {
		return string(data)
	}
	if declared == "" {
		declared = "windows-1252"
	}
	return documents.Decode(data, declared)
}

// softLines adds the lines that continue a value in quoted-printable.
func softLines(value, rest []byte) (joined, after []byte) {
	if !bytes.HasSuffix(value, []byte("=")) {
		return value, rest
	}
	joined = bytes.Clone(value)
	for bytes.HasSuffix(joined, []byte("=")) && len(rest) > 0 && !bytes.HasPrefix(rest, []byte("END:")) {
		var more []byte
		more, rest, _ = bytes.Cut(rest, []byte("\n"))
		joined = append(joined[:len(joined)-1], bytes.TrimLeft(more, " \t")...)
	}
	return bytes.TrimSuffix(joined, []byte("=")), rest
}

// base64Lines adds the lines of a value in base64 that were not folded: up to
// an empty one or the next property.
func base64Lines(value, rest []byte) (joined, after []byte) {
	joined = bytes.Clone(value)
	for len(rest) > 0 {
		line, more, _ := bytes.Cut(rest, []byte("\n"))
		if len(bytes.TrimSpace(line)) == 0 || bytes.IndexByte(line, ':') >= 0 {
			break
		}
		joined = append(joined, line...)
		rest = more
	}
	return joined, rest
}
