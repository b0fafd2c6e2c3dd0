package person

import "unicode/utf8"

// distance returns the number of letters to insert, delete, change or swap
// with a neighbour to make b of a, or most+1 when it is more than most.
func distance(a, b string, most int) int {
	if plain(a) && plain(b) {
		return apart([]byte(a), []byte(b), most)
	}
	return apart([]rune(a), []rune(b), most)
}

// plain reports whether every byte of a word is a letter.
func plain(word string) bool {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func apart[letter byte | rune](x, y []letter, most int) int {
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	var room [3 * (mostInexact + 1)]int
	rows := room[:]
	if len(y) > mostInexact {
		rows = make([]int, 3*(len(y)+1))
	}
	n := len(y) + 1
	before, last, row := rows[:n], rows[n:2*n], rows[2*n:3*n]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], most+1)
}
