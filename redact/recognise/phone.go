package recognise

import (
	"strings"

	"sarsen/redact"
)

// phoneWords announce a telephone number.
var phoneWords = []string{
	"tel", "tel no", "telephone", "telephone number", "telephone no", "phone", "phone number", "phone no", "mobile", "mobile number",
	"mobile no", "mob", "mob no", "cell", "fax", "call", "ring", "text", "contact number", "contact no", "landline", "hotline", "helpline",
	"number is", "whatsapp", "direct dial", "ddi", "ext", "extension", "dial", "call me on", "called", "tel/fax", "on", "at",
}

// Phone finds telephone numbers: all British forms, with the ranges set apart
// for fiction; international ones with +; North American ones by their form;
// others after a word that announces them.
func Phone(t *Text) []redact.Found {
	var out []redact.Found
	for i := 0; i < len(t.S); {
		c := t.S[i]
		if !digit(c) && c != '+' && c != '(' || i > 0 && (alnum(t.S[i-1]) || c != '+' && c != '(' && strings.IndexByte("+./-_£$€", t.S[i-1]) >= 0) {
			i++
			for i < len(t.S) && digit(c) && digit(t.S[i]) { // not inside a number
				i++
			}
			continue
		}
		end, score, reason := t.phone(i)
		if end == 0 {
			i++
			for i < len(t.S) && digit(c) && digit(t.S[i]) {
				i++
			}
			continue
		}
		if t.S[i] == '(' && !strings.Contains(t.S[i:end], ")") {
			i++ // a bracket around the number or in front of it
		}
		out = append(out, t.found(i, end, redact.Phone, score, "phone", reason))
		i = end
	}
	return out
}

// A number as it stands in a text: its digits, and after how many of them
// each group ends, at which offset.
type groups struct {
	d    []byte
	size []int // digits so far at the end of each group
	end  []int // offset of the end of each group
}

// group reads groups of digits from i, parted by at most three separators.
func (t *Text) group(i int) groups {
	var g groups
	for j := i; j < len(t.S) && len(g.d) < 20; {
		k := j
		for k < len(t.S) && k-j < 4 && strings.IndexByte(" -.()+\u00a0/", t.S[k]) >= 0 {
			k++
		}
		if j > i && k < len(t.S) && t.S[k] == '\n' {
			k = t.wrapped(k)
		}
		if k >= len(t.S) || !digit(t.S[k]) || strings.ContainsAny(t.S[j:k], "+") && j > i || strings.Contains(t.S[j:k], "  ") && j > i {
			break
		}
		if j > i && strings.Contains(t.S[j:k], "/") {
			break
		}
		for k < len(t.S) && digit(t.S[k]) {
			g.d = append(g.d, t.S[k])
			k++
		}
		g.size, g.end = append(g.size, len(g.d)), append(g.end, k)
		j = k
	}
	return g
}

// wrapped returns where a number that a line's end at i broke may go on: behind
// the marks of a quotation. In a table nothing goes on.
func (t *Text) wrapped(i int) int {
	if i-lineStart(t.S, i) < 45 {
		return i
	}
	k := i + 1
	for k < len(t.S) && k-i < 4 && (t.S[k] == '>' || t.S[k] == ' ') {
		k++
	}
	return k
}

// upTo returns the end of the group that makes n digits.
func (g groups) upTo(n int) (int, bool) {
	for i, size := range g.size {
		if size == n {
			return g.end[i], true
		}
	}
	return 0, false
}

func (t *Text) phone(i int) (end int, score float64, reason string) {
	g := t.group(i)
	if len(g.d) < 5 {
		return 0, 0, ""
	}
	d := string(g.d)
	sure := func(end int) bool {
		return end == len(t.S) || !letterByte(t.S[end]) && t.S[end] != '_' && t.S[end] != '@' && (t.S[end] != '/' || end+1 == len(t.S) || !digit(t.S[end+1]))
	}
	plus := strings.Contains(t.S[i:min(len(t.S), i+2)], "+")
	switch {
	case plus && strings.HasPrefix(d, "44"), strings.HasPrefix(d, "0044"):
		cc := strings.Index(d, "44") + 2
		rest := strings.TrimPrefix(d[cc:], "0")
		skip := len(d) - len(rest)
		for _, n := range []int{10, 9} {
			if len(rest) < n || !national(rest[:n]) {
				continue
			}
			if e, ok := g.upTo(skip + n); ok && sure(e) {
				return e, 0.95, ukReason("0" + rest[:n])
			}
		}
	case plus:
		for n := 15; n >= 8; n-- {
			if e, ok := g.upTo(n); ok && sure(e) {
				return e, 0.85, "telephone number: international form"
			}
		}
	case d[0] == '0' && len(g.d) >= 10 && (g.size[0] >= 3):
		for _, n := range []int{11, 10} {
			if len(d) < n || !national(d[1:n]) || d[1] != '1' && d[1] != '8' && d[1] != '5' && n == 10 {
				continue
			}
			if n == 10 && g.size[0] < 4 && len(g.size) > 1 {
				continue
			}
			if e, ok := g.upTo(n); ok && sure(e) {
				return e, 0.9, ukReason(d[:n])
			}
		}
	}
	if e, ok := t.northAmerican(i, g); ok && sure(e) {
		return e, 0.6, "telephone number: North American form"
	}
	if _, ok := t.labelled(i, phoneWords[:len(phoneWords)-3]); ok {
		for n := 15; n >= 5; n-- {
			if e, ok := g.upTo(n); ok && sure(e) {
				return e, 0.6, "telephone number: follows a word that announces one"
			}
		}
	}
	return 0, 0, ""
}

// national reports whether the digits after the 0 are those of a British
// number: its first digits and its length agree.
func national(d string) bool {
	switch d[0] {
	case '1':
		return d[1] != '0' || len(d) == 10
	case '2':
		return len(d) == 10 && strings.IndexByte("03489", d[1]) >= 0
	case '3':
		return len(d) == 10 && strings.IndexByte("03457", d[1]) >= 0
	case '5':
		return d[1] == '5' || d[1] == '6'
	case '7':
		return len(d) == 10
	case '8':
		return d[1] == '0' || d[1] == '4' || d[1] == '7'
	case '9':
		return len(d) == 10 && d[1] != '0'
	}
	return false
}

func ukReason(d string) string {
	switch {
	case strings.HasPrefix(d, "07"):
		return "telephone number: British mobile"
	case strings.HasPrefix(d, "03"), strings.HasPrefix(d, "08"), strings.HasPrefix(d, "09"):
		return "telephone number: British, not tied to a place"
	}
	return "telephone number: British, area code and length fit"
}

// northAmerican reads (415) 555-0132, 415-555-0132 and 415.555.0132.
func (t *Text) northAmerican(i int, g groups) (int, bool) {
	e, ok := g.upTo(10)
	if !ok || len(g.size) < 3 || g.size[0] != 3 || g.size[1] != 6 || g.d[0] < '2' || g.d[3] < '2' {
		return 0, false
	}
	s := t.S[i:e]
	return e, s[0] == '(' || strings.Contains(s, ") ") || strings.Count(s, "-") == 2 || strings.Count(s, ".") == 2
}
