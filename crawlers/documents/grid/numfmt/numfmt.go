// Package numfmt shows numbers and dates as the number format of a spreadsheet
// says, for all formats of workbooks.
//
// It promises to show every digit that counts: where a format would shorten a
// number to powers of ten or fractions, the number is given as it is. Formats
// that follow the system's settings are as in the United Kingdom.
package numfmt

import (
	"math"
	"strconv"
	"strings"
)

// builtin are the formats that files name by number only. Those that follow
// the system's settings are as in the United Kingdom.
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
	5: `"£"#,##0;-"£"#,##0`, 6: `"£"#,##0;-"£"#,##0`, 7: `"£"#,##0.00;-"£"#,##0.00`, 8: `"£"#,##0.00;-"£"#,##0.00`,
	9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
	20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
	37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
	41: `#,##0;-#,##0;"-"`, 42: `"£"#,##0;-"£"#,##0;"£-"`, 43: `#,##0.00;-#,##0.00;"-"`, 44: `"£"#,##0.00;-"£"#,##0.00;"£-"`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}

// Code returns the format that files name by this number only, "" for none and
// for the general one.
func Code(number int) string { return builtin[number] }

// A Format shows numbers as a workbook's format says. The zero value is the
// general format. It is safe for concurrent use.
type Format struct {
	sections []section
	date1904 bool
}

// A section is one of the parts of a format that semicolons divide.
type section struct {
	tokens []token
	op     string // condition, "" without
	limit  float64
	date   bool
}

// New parses a format's code; "" and "General" are the general format. Dates
// count from 1904 in some workbooks.
func New(code string, date1904 bool) Format {
	f := Format{date1904: date1904}
	if code == "" || strings.EqualFold(code, "general") {
		return f
	}
	for _, s := range splitSections(code) {
		f.sections = append(f.sections, parseSection(s))
	}
	return f
}

// Show formats a number; raw is what the file holds. Where a format would
// show a number shortened to powers of ten, all digits are given: that is what
// a reader sees on clicking the cell.
func (f Format) Show(raw string) string {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return raw
	}
	s, negate := f.pick(v)
	if s == nil {
		return general(v)
	}
	switch {
	case s.date:
		if text, ok := s.showDate(v, f.date1904); ok {
			return text
		}
		return general(v)
	case negate:
		v = math.Abs(v)
	}
	return s.showNumber(v)
}

// pick chooses the section for a value, and says whether its sign is given by
// the section.
func (f Format) pick(v float64) (s *section, negate bool) {
	n := min(len(f.sections), 3)
	for i := range n {
		if s := &f.sections[i]; s.op != "" && s.holds(v) {
			return s, i > 0 && v < 0
		}
	}
	switch {
	case n == 0:
		return nil, false
	case n > 1 && f.sections[0].op != "":
		return &f.sections[n-1], false
	case n >= 2 && v < 0:
		return &f.sections[1], true
	case n >= 3 && v == 0:
		return &f.sections[2], false
	}
	return &f.sections[0], false
}

func (s *section) holds(v float64) bool {
	switch s.op {
	case "<":
		return v < s.limit
	case ">":
		return v > s.limit
	case "<=":
		return v <= s.limit
	case ">=":
		return v >= s.limit
	case "<>":
		return v != s.limit
	}
	return v == s.limit
}

// general shows a number without a format: up to 15 digits that count.
func general(v float64) string {
	s := strconv.FormatFloat(v, 'g', 15, 64)
	if r, err := strconv.ParseFloat(s, 64); err == nil && math.Abs(r) < 1e21 && (r == 0 || math.Abs(r) >= 1e-9) {
		return strconv.FormatFloat(r, 'f', -1, 64)
	}
	return s
}

// tokenKind says what a piece of a format does.
type tokenKind int

const (
	literal tokenKind = iota
	digit             // 0 # ?
	point
	comma
	percent
	exponent
	slash
	generalNumber
	text
	datePart // y m d h s, AM/PM
	elapsed  // [h] [m] [s]
)

type token struct {
	kind tokenKind
	text string
}

func splitSections(code string) []string {
	var out []string
	start, quoted := 0, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && !quoted:
			i++
		case c == ';' && !quoted:
			out = append(out, code[start:i])
			start = i + 1
		}
	}
	return append(out, code[start:])
}

// parseSection cuts a section into tokens.
func parseSection(code string) section {
	var s section
	for code != "" {
		t, n := s.next(code)
		if t.text != "" {
			s.tokens = append(s.tokens, t)
		}
		code = code[n:]
	}
	return s
}

// next reads one token and says how many bytes it took.
func (s *section) next(code string) (token, int) {
	switch c := code[0]; c {
	case '"':
		if end := strings.IndexByte(code[1:], '"'); end >= 0 {
			return token{literal, code[1 : end+1]}, end + 2
		}
		return token{literal, code[1:]}, len(code)
	case '\\', '_', '*':
		n := 1 + runeLen(code[1:])
		switch c {
		case '_':
			return token{literal, " "}, n
		case '*':
			return token{}, n
		}
		return token{literal, code[1:n]}, n
	case '[':
		if end := strings.IndexByte(code, ']'); end > 0 {
			return s.bracket(code[1:end]), end + 1
		}
	case '0', '#', '?':
		return token{digit, code[:1]}, 1
	case '.':
		return token{point, "."}, 1
	case ',':
		return token{comma, ","}, 1
	case '%':
		return token{percent, "%"}, 1
	case '/':
		return token{slash, "/"}, 1
	case '@':
		return token{text, "@"}, 1
	}
	return s.word(code)
}

// word reads letters that mean something.
func (s *section) word(code string) (token, int) {
	lower := strings.ToLower(code[:min(len(code), 7)])
	switch {
	case strings.HasPrefix(lower, "general"):
		return token{generalNumber, code[:7]}, 7
	case strings.HasPrefix(lower, "am/pm"):
		return token{datePart, "am/pm"}, 5
	case strings.HasPrefix(lower, "a/p"):
		return token{datePart, "a/p"}, 3
	case strings.HasPrefix(lower, "e+"), strings.HasPrefix(lower, "e-"):
		return token{exponent, code[:2]}, 2
	}
	if strings.IndexByte("ymdhs", lower[0]) >= 0 {
		n := 1
		for n < len(code) && strings.EqualFold(code[n:n+1], code[:1]) {
			n++
		}
		s.date = true
		return token{datePart, strings.ToLower(code[:n])}, n
	}
	n := runeLen(code)
	return token{literal, code[:n]}, n
}

// bracket reads colours, locales, currencies, conditions and elapsed times.
func (s *section) bracket(in string) token {
	switch {
	case in == "":
		return token{}
	case in[0] == '$':
		sign, _, _ := strings.Cut(in[1:], "-")
		if strings.HasSuffix(strings.ToUpper(in), "-F800") || strings.HasSuffix(strings.ToUpper(in), "-F400") {
			return token{}
		}
		return token{literal, sign}
	case strings.Trim(strings.ToLower(in), "hms") == "":
		s.date = true
		return token{elapsed, strings.ToLower(in)}
	case strings.IndexByte("<>=", in[0]) >= 0:
		n := len(in) - len(strings.TrimLeft(in, "<>="))
		if limit, err := strconv.ParseFloat(in[n:], 64); err == nil {
			s.op, s.limit = in[:n], limit
		}
	}
	return token{}
}

func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}
