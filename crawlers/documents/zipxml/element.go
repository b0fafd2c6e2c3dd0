package zipxml

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// An Element is a start tag. It may be kept.
type Element struct {
	Prefix string // as written; "" without
	Name   string // local name
	raw    string // attributes
}

// Attr returns the value of the attribute of that local name, "" if there is
// none. One without a prefix wins over one with a prefix.
func (e Element) Attr(name string) string {
	v, _ := e.Lookup(name)
	return v
}

// Lookup is like Attr and also says whether the attribute is there.
func (e Element) Lookup(name string) (value string, found bool) {
	if !strings.Contains(e.raw, name) {
		return "", false
	}
	e.Attrs(func(prefix, local, v string) bool {
		if local == name && (!found || prefix == "") {
			value, found = v, true
		}
		return !found || prefix != ""
	})
	return value, found
}

// Qualified returns the value of the attribute of that local name that has a
// prefix, such as r:id beside id.
func (e Element) Qualified(name string) (value string) {
	e.Attrs(func(prefix, local, v string) bool {
		if local == name && prefix != "" {
			value = v
		}
		return value == ""
	})
	return value
}

// Is reports whether the attribute has the value of a true switch.
func (e Element) Is(name string) bool {
	switch e.Attr(name) {
	case "1", "true", "on":
		return true
	}
	return false
}

// Int returns the attribute as a number, or def when it is none.
func (e Element) Int(name string, def int) int {
	if n, err := strconv.Atoi(e.Attr(name)); err == nil {
		return n
	}
	return def
}

// Attrs calls fn for each attribute until it answers false. Values are
// unescaped.
func (e Element) Attrs(fn func(prefix, local, value string) bool) {
	for rest := e.raw; ; {
		name, after, found := strings.Cut(rest, "=")
		if !found {
			return
		}
		after = strings.TrimLeft(after, " \t\r\n")
		if after == "" || after[0] != '"' && after[0] != '\'' {
			return
		}
		end := strings.IndexByte(after[1:], after[0])
		if end < 0 {
			return
		}
		prefix, local, found := strings.Cut(lastField(name), ":")
		if !found {
			prefix, local = "", prefix
		}
		if !fn(prefix, local, unescape([]byte(after[1:end+1]), false)) {
			return
		}
		rest = after[end+2:]
	}
}

func lastField(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndexAny(s, " \t\r\n")+1:]
}

// unescape resolves the five entities of XML and references by number.
// Everything else that looks like a reference stays as it is.
func unescape(b []byte, raw bool) string {
	if raw || bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	out := make([]byte, 0, len(b))
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return string(append(out, b...))
		}
		out = append(out, b[:i]...)
		b = b[i:]
		end := bytes.IndexByte(b[:min(len(b), 12)], ';')
		c, ok := rune(0), false
		if end > 0 {
			c, ok = reference(string(b[1:end]))
		}
		if !ok {
			out = append(out, '&')
			b = b[1:]
			continue
		}
		out = utf8.AppendRune(out, c)
		b = b[end+1:]
	}
}

func reference(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, numeric := strings.CutPrefix(name, "#")
	if !numeric {
		return 0, false
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil
}
