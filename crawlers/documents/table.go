package documents

import (
	"path"
	"strings"
)

// tableRows is how many lines are looked at to recognise a table.
const tableRows = 50

// isTable reports whether text looks like a CSV table: by its name, or by
// lines that all have the same number of delimiters.
func isTable(name, text string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".tab", ".psv":
		return Delimiter(text) != 0 || strings.EqualFold(path.Ext(name), ".csv")
	case ".txt", ".log", ".md", ".xml", ".json", ".ini", ".sql", ".js", ".css", ".py", ".yaml", ".yml":
		return false
	}
	d := Delimiter(text)
	least := 1
	if d == ',' {
		least = 2
	}
	counts := delimiters(text, d)
	if d == 0 || len(counts) < 3 {
		return false
	}
	for _, n := range counts {
		if n != counts[0] || n < least {
			return false
		}
	}
	return true
}

// Delimiter returns what separates the cells of a CSV table: of tab, bar,
// comma and semicolon the one that occurs on most lines, or else on most in the
// same number; 0 when none does. A line "sep=;" at the beginning says it.
func Delimiter(text string) rune {
	const known = "\t|,;"
	if len(text) > 4 && strings.EqualFold(text[:4], "sep=") && strings.IndexByte(known, text[4]) >= 0 {
		return rune(text[4])
	}
	var best rune
	bestScore := 0
	for _, d := range known {
		if score := agreement(delimiters(text, d)); score > bestScore {
			best, bestScore = d, score
		}
	}
	return best
}

// agreement scores on how many lines there are delimiters, then on how many in
// the same number, then how many that is.
func agreement(counts []int) int {
	lines := map[int]int{}
	some, same := 0, 0
	for _, n := range counts {
		if n > 0 {
			some++
			lines[n]++
			same = max(same, lines[n]*100+min(n, 99))
		}
	}
	return some*100*(tableRows+1) + same
}

// delimiters counts d outside quotes on each of the first complete records.
func delimiters(text string, d rune) []int {
	var counts []int
	n, quoted, filled := 0, false, false
	for _, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == d:
			n++
		case c == '\n':
			if filled {
				counts = append(counts, n)
			}
			if n, filled = 0, false; len(counts) == tableRows {
				return counts
			}
			continue
		}
		filled = filled || c != '\r'
	}
	if filled && len(counts) < 2 {
		counts = append(counts, n)
	}
	return counts
}
