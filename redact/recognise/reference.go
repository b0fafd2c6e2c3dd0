package recognise

import (
	"strings"

	"sarsen/redact"
)

// Reference accepts a reference number: at least three digits, or two and a
// letter, and not a date or a sum of money.
func Reference(s string) Verdict {
	n, letters := len(digits(s)), 0
	for i := 0; i < len(s); i++ {
		if letterByte(s[i]) {
			letters++
		}
	}
	switch {
	case n < 2 || n == 2 && letters == 0 || n+letters < 4:
		return Verdict{}
	case n == 4 && letters == 0 && (s[:2] == "19" || s[:2] == "20"): // a year
		return Verdict{}
	}
	if _, ok := Date(s); ok && strings.ContainsAny(s, "/-. ") {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "reference number after a word that announces one"}
}

// columnWords in the heading of a column say that its cells are references.
var columnWords = []string{"ref", "reference", "account", "acct", "a/c", "claim", "case", "number", "no", "id", "application", "tenancy", "payroll", "employee", "person", "uprn", "pcn", "notice", "permit"}

// Column finds references by the heading of their column: cells that hold a
// reference and nothing else.
func Column(t *Text) []redact.Found {
	var out []redact.Found
	for _, h := range t.Hints {
		if h.Kind != "cell" || h.End-h.Start > 32 {
			continue
		}
		start, end := trimmed(t.S, h.Start, h.End)
		if start >= end || strings.Contains(t.S[start:end], " ") || len(digits(t.S[start:end])) < 4 || !Reference(t.S[start:end]).OK {
			continue
		}
		label := lower(h.Label)
		for _, w := range columnWords {
			if hasWord(label, w) {
				out = append(out, t.found(start, end, redact.Reference, 0.7, "column", "reference: the column says so"))
				break
			}
		}
	}
	return out
}

// lineWords announce a number that the end of a line parts from them.
var lineWords = []string{"reference", "ref", "number", "account", "claim", "case", "application"}

// Broken finds reference numbers of 6 to 12 digits that begin a line, when the
// line before ends in a word that announces one.
func Broken(t *Text) []redact.Found {
	var out []redact.Found
	for at := 0; ; {
		k := strings.IndexByte(t.S[at:], '\n')
		if k < 0 {
			return out
		}
		at += k + 1
		i := at
		for i < len(t.S) && (t.S[i] == '>' || t.S[i] == ' ') {
			i++
		}
		end := i
		for end < len(t.S) && digit(t.S[end]) {
			end++
		}
		if n := end - i; n < 6 || n > 12 || end < len(t.S) && letterByte(t.S[end]) || at > 1 && t.S[at-2] == '\n' {
			continue
		}
		if w, ok := t.labelled(i, lineWords); ok {
			out = append(out, t.found(i, end, redact.Reference, 0.6, "broken", `reference number after "`+w+`"`))
		}
	}
}
