package recognise

import (
	"slices"
	"strings"

	"sarsen/redact"
)

// Reference accepts a reference number: at least three digits, or two and a
// letter, and not a year, a date, a time, a sum of money or the number of a
// section.
func Reference(s string) Verdict {
	n, letters := len(digits(s)), 0
	for i := 0; i < len(s); i++ {
		if letterByte(s[i]) {
			letters++
		}
	}
	switch {
	case n < 2 || n == 2 && letters == 0 || n+letters < 4 && !strings.Contains(s, "/") && n < 3:
		return Verdict{}
	case n == 4 && letters == 0 && (s[:2] == "19" || s[:2] == "20"): // a year
		return Verdict{}
	case letters == 0 && strings.Contains(s, ".") && dotted(s), letters == 0 && financial(s):
		return Verdict{}
	}
	if _, ok := Date(s); ok && strings.ContainsAny(s, "/-. ") {
		return Verdict{}
	}
	switch {
	case planning(s):
		return Verdict{OK: true, Reason: planningReason, Public: true}
	case strings.HasPrefix(s, "PO ") || strings.HasPrefix(s, "PO-"):
		return Verdict{OK: true, Reason: "number of a purchase order", Public: true}
	}
	return Verdict{OK: true, Reason: "reference number"}
}

const planningReason = "reference of a planning application, on the public register"

// planning reports whether s is the reference of a planning application: the
// year, a number and what is applied for, "24/01882/FUL".
func planning(s string) bool {
	parts := strings.Split(s, "/")
	if len(parts) != 3 || len(digits(parts[0])) != len(parts[0]) || len(digits(parts[1])) != len(parts[1]) {
		return false
	}
	return slices.Contains(applications, strings.ToUpper(parts[2]))
}

// applications are the usual codes for what is applied for.
var applications = []string{"FUL", "FULL", "HOU", "HH", "HSE", "OUT", "REM", "RES", "LBC", "LB", "ADV", "TPO", "TCA", "TREE", "COU", "CU", "DISC", "DISCON", "DOC", "NMA", "VAR", "S73", "CLE", "CLP", "LDC", "LDP", "PN", "PRIOR", "PA", "GPDE", "MAJ", "EIA", "DEM", "AGR", "TEL", "HEDGE"}

// dotted reports whether digits with full stops are a decimal, a time or the
// number of a section: no group of three but the first.
func dotted(s string) bool {
	for _, g := range strings.Split(s, ".")[1:] {
		if len(g) > 2 {
			return false
		}
	}
	return true
}

// financial reports whether s is two years that follow each other: 2024/25.
func financial(s string) bool {
	if len(s) != 7 && len(s) != 9 || s[:2] != "19" && s[:2] != "20" || s[4] != '/' && s[4] != '-' || !digit(s[2]) || !digit(s[3]) {
		return false
	}
	year := s[:4]
	end := s[len(s)-2:]
	next := (int(year[2]-'0')*10 + int(year[3]-'0') + 1) % 100
	return end == string([]byte{'0' + byte(next/10), '0' + byte(next%10)}) //nolint:gosec // below 100
}

// Form accepts a reference by its form alone, unless its letters say that it is
// a standard, a sum of money, a picture's file name or the like.
func Form(s string) Verdict {
	letters := strings.TrimRight(s, "0123456789-/")
	switch letters {
	case "BS", "EN", "ISO", "IEC", "PAS", "RFC", "CVE", "KB", "UTF", "GBP", "EUR", "USD", "SI", "WSI", "SSI", "IMG", "DSC", "VID", "PXL", "RAL", "ISBN", "DOI", "COM", "EU", "EC", "EEC", "FY", "HTTP", "WIN", "AES", "SHA", "CO":
		return Verdict{}
	}
	if planning(s) {
		return Verdict{OK: true, Reason: planningReason, Public: true}
	}
	return Verdict{OK: true}
}

// Letters accepts what a label announces as a number though it holds letters:
// it has at least four digits.
func Letters(s string) Verdict { return Verdict{OK: len(digits(s)) >= 4} }

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
			if HasWord(label, w) {
				out = append(out, t.found(start, end, redact.Reference, 0.7, "column", "reference: the heading of its column says so"))
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
