package directory

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/redact/people"
)

// below is how many lines of a signature are read after the name.
const below = 7

// signatures learns from the ends of letters and messages: a line that is a name,
// the post under it, and a telephone number or an address not far below.
func (l *learner) signatures() {
	s := l.doc.Text
	closing := 0 // lines since a closing such as "Kind regards", while a name may follow
	for at := 0; at < len(s); {
		line, next := lineAt(s, at)
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "":
		case closes(trimmed):
			closing = 3
		default:
			if len(trimmed) <= 60 && capital(trimmed) {
				l.signature(trimmed, s[next:], closing > 0)
			}
			closing--
		}
		at = next
	}
}

// lineAt returns the line that starts at i, and where the next one does.
func lineAt(s string, i int) (line string, next int) {
	n := strings.IndexByte(s[i:], '\n')
	if n < 0 {
		return s[i:], len(s)
	}
	return s[i : i+n], i + n + 1
}

// capital reports whether a line begins with a capital and holds at least one
// blank, as a name does.
func capital(line string) bool {
	r, _ := utf8.DecodeRuneInString(line)
	return unicode.IsUpper(r) && strings.IndexByte(line, ' ') > 0
}

// closes reports whether a line is the closing of a letter.
func closes(line string) bool {
	if len(line) > 40 {
		return false
	}
	low := strings.ToLower(strings.TrimRight(line, " ,.!"))
	for _, end := range []string{"regards", "sincerely", "faithfully", "wishes", "thanks", "thank you", "cheers", "rgds"} {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return false
}

// signature learns from a line that may be the name of one, and what follows it.
// Without a closing above, the post has to be right below the name.
func (l *learner) signature(line, rest string, closed bool) {
	var post, mail string
	phone := false
	for i, at := 0, 0; i < below && at < len(rest); i++ {
		under, next := lineAt(rest, at)
		at = next
		under = strings.TrimSpace(under)
		switch {
		case under == "" && i == 0 && !closed:
			return
		case post == "" && i < 2 && Post(under) != "":
			post = Post(under)
		case post == "" && !closed && i > 0:
			return
		case strings.Contains(under, "@") && mail == "":
			mail = address(under)
		case telephone(under):
			phone = true
		}
	}
	if post == "" || mail == "" && !phone {
		return
	}
	if name, rest, ok := strings.Cut(line, ","); ok && Post(rest) != "" {
		line = name
	}
	name, email := Person(line, mail)
	if name == "" {
		return
	}
	words := strings.Fields(name)
	if !corroborates(email, words[0], words[len(words)-1]) { // a team's, or somebody else's
		email = ""
	}
	l.add(people.Entry{Name: name, Email: email, Post: post})
}

// address returns the address in a line.
func address(line string) string {
	for _, w := range strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>[]()|,;\"'", r) }) {
		if w = strings.TrimPrefix(w, "mailto:"); strings.Contains(w, "@") {
			return strings.TrimRight(w, ".:")
		}
	}
	return ""
}

// telephone reports whether a line holds a telephone number.
func telephone(line string) bool {
	digits := 0
	for _, c := range []byte(line) {
		if '0' <= c && c <= '9' {
			digits++
		}
	}
	return digits >= 10 && digits <= 24 && strings.ContainsAny(line, "0+")
}
