package mail

import (
	"strings"

	"sarsen/crawlers/documents"
)

// addresses parts an address line into "Name <address>" each, or the bare
// address. It follows the grammar only as far as it must: quotes, brackets and
// comments hide commas, and a group is its members.
func addresses(value string) []string {
	var all []string
	for _, one := range splitAddresses(value) {
		if a := address(one); a != "" {
			all = append(all, a)
		}
	}
	return all
}

func splitAddresses(s string) []string {
	var parts []string
	start, quoted, angle, round := 0, false, false, 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\' && (quoted || round > 0):
			i++
		case c == '"' && round == 0:
			quoted = !quoted
		case quoted:
		case c == '(':
			round++
		case c == ')':
			round = max(0, round-1)
		case round > 0:
		case c == '<':
			angle = true
		case c == '>':
			angle = false
		case angle:
		case c == ',' || c == ';':
			parts = append(parts, s[start:i])
			start = i + 1
		case c == ':':
			start = i + 1 // the name of a group
		}
	}
	return append(parts, s[start:])
}

// address tidies one address.
func address(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.LastIndexByte(s, '<'); i >= 0 {
		name := unquote(s[:i])
		addr, comment, _ := strings.Cut(s[i+1:], ">")
		if name == "" {
			name = unquote(strings.Trim(strings.TrimSpace(comment), "()"))
		}
		return named(name, decodeHeader(strings.Join(strings.Fields(addr), "")))
	}
	if i := strings.IndexByte(s, '('); i > 0 && s[0] != '"' {
		return named(unquote(strings.TrimRight(s[i+1:], ") ")), strings.TrimSpace(decodeHeader(s[:i])))
	}
	return documents.OneLine(decodeHeader(unquoteRaw(s)))
}

func named(name, addr string) string {
	name, addr = documents.OneLine(name), documents.OneLine(addr)
	switch {
	case name == "" || strings.EqualFold(name, addr):
		return addr
	case addr == "":
		return name
	}
	return name + " <" + addr + ">"
}

// unquote takes quotes and backslashes off a name and decodes it.
func unquote(s string) string { return decodeHeader(unquoteRaw(s)) }

func unquoteRaw(s string) string {
	s = strings.TrimSpace(s)
	if !strings.ContainsAny(s, `"\`) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			out.WriteByte(s[i])
		case s[i] != '"':
			out.WriteByte(s[i])
		}
	}
	return out.String()
}
