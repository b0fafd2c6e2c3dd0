package recognise

import "strings"

// A groups is a number as it stands in a text: its digits, and after how many
// of them each group ends, at which offset.
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
		for k < len(t.S) && k-j < 5 {
			n := phoneGap(t.S[k:])
			if n == 0 {
				break
			}
			k += n
		}
		if j > i && k < len(t.S) && t.S[k] == '\n' {
			k = t.wrapped(k)
		}
		if k >= len(t.S) || !digit(t.S[k]) || j > i && (strings.ContainsAny(t.S[j:k], "+") || strings.Contains(t.S[j:k], "  ")) {
			break
		}
		if j > i && strings.Contains(t.S[j:k], "/") && (len(g.size) > 1 || g.d[0] != '0' || len(g.d) < 3 || len(g.d) > 5) {
			break // two numbers; but "07700/900123" is one
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

// phoneGap returns the length of what may stand between groups of digits at
// the start of s, 0 when there is nothing of the kind.
func phoneGap(s string) int {
	switch {
	case strings.IndexByte(" -.()+/", s[0]) >= 0:
		return 1
	case strings.HasPrefix(s, "\u00a0"), strings.HasPrefix(s, "\u00ad"):
		return 2
	case strings.HasPrefix(s, "–"), strings.HasPrefix(s, "\u2010"), strings.HasPrefix(s, "\u2011"), strings.HasPrefix(s, "\u2009"), strings.HasPrefix(s, "\u202f"), strings.HasPrefix(s, "\u200b"):
		return 3
	}
	return 0
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

// groupsIn returns how many groups make n digits.
func (g groups) groupsIn(n int) int {
	for i, size := range g.size {
		if size >= n {
			return i + 1
		}
	}
	return len(g.size)
}

// short are the area codes, without their 0, below which numbers of nine
// digits exist.
const short = " 1204 1208 1254 1276 1297 1298 1363 1364 1384 1386 1404 1420 1460 1461 1480 1488 1524 1527 1562 1566 1606 1629 1635 1647 1659 1695 1726 1744 1750 1768 1827 1837 1884 1900 1905 1935 1946 1949 1963 1995 "

// national reports whether the digits after the 0 are those of a British
// number: its first digits and its length agree.
func national(d string) bool {
	switch d[0] {
	case '1':
		if len(d) == 9 {
			return strings.Contains(short, " "+d[:4]+" ") || d[:5] == "16977"
		}
		return d[1] != '0'
	case '2':
		return len(d) == 10 && strings.IndexByte("03489", d[1]) >= 0
	case '3':
		return len(d) == 10 && strings.IndexByte("03457", d[1]) >= 0
	case '5':
		return len(d) == 10 && (d[1] == '5' || d[1] == '6')
	case '7':
		return len(d) == 10
	case '8':
		return (len(d) == 10 || d[:3] == "800" || d[:7] == "8454647") && (d[1] == '0' || d[1] == '4' || d[1] == '7')
	case '9':
		return len(d) == 10 && d[1] != '0'
	}
	return false
}

// officeNumber reports whether a British number is of those that bodies and firms have
// and people do not: 0300, 0330, 0345, 0370, 0800, 0808, 0845, 0870 and their
// like.
func officeNumber(d string) bool {
	return !strings.HasPrefix(ukReason(d), drama) && (strings.HasPrefix(d, "03") || strings.HasPrefix(d, "080") || strings.HasPrefix(d, "084") || strings.HasPrefix(d, "087"))
}

const drama = "telephone number: British, of a range kept for drama"

// ukReason says what sort of number a British one is.
func ukReason(d string) string {
	for _, prefix := range []string{"07700900", "01632960", "02079460", "08081570", "09098790", "03069990", "02890180", "02920180"} {
		if strings.HasPrefix(d, prefix) {
			return drama
		}
	}
	switch {
	case strings.HasPrefix(d, "070"):
		return "telephone number: British personal number"
	case strings.HasPrefix(d, "07"):
		return "telephone number: British mobile"
	case strings.HasPrefix(d, "03"), strings.HasPrefix(d, "05"), strings.HasPrefix(d, "08"), strings.HasPrefix(d, "09"):
		return "telephone number: British, not tied to a place"
	}
	return "telephone number: British, area code and length fit"
}
