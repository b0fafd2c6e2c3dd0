package recognise

import (
	"strings"

	"sarsen/redact"
)

// bankWords announce an account number.
var bankWords = []string{"sort code", "sort-code", "s/c", "account", "account no", "account number", "a/c", "a/c no", "acc", "acc no", "acct", "acct no", "bank", "bacs", "iban", "building society"}

// Bank finds sort codes and the account numbers that go with them.
func Bank(t *Text) []redact.Found {
	var out []redact.Found
	for i := 0; i+6 <= len(t.S); i++ {
		if !digit(t.S[i]) || i > 0 && (alnum(t.S[i-1]) && t.S[i-1] < 0x80 || strings.IndexByte("-./$", t.S[i-1]) >= 0) || strings.HasSuffix(t.S[:i], "£") {
			continue
		}
		end := sortCode(t.S, i)
		if end == 0 {
			continue
		}
		account, aEnd := accountAfter(t.Lower, end)
		_, near := t.Context(i, end, Window, bankWords)
		switch {
		case account > 0 && account-end <= 3 && (near || t.S[i+2] == '-'):
			out = append(out, t.found(i, aEnd, redact.BankAccount, 0.9, "bank", "sort code and account number"))
			i = aEnd
		case account > 0 && (near || t.S[i+2] == '-'):
			out = append(out, t.found(i, end, redact.BankAccount, 0.9, "bank", "sort code, an account number follows"),
				t.found(account, aEnd, redact.BankAccount, 0.9, "bank", "account number after a sort code"))
			i = aEnd
		case near && t.sorts(i):
			out = append(out, t.found(i, end, redact.BankAccount, 0.85, "bank", "sort code: the words before it say so"))
			i = end
		}
	}
	return out
}

// sorts reports whether a sort code is announced, by what stands before it or
// by the heading of its column.
func (t *Text) sorts(i int) bool {
	if HasWord(lower(t.label(i, "cell")), "sort") {
		return true
	}
	_, ok := t.labelled(i, []string{"sort code", "sort-code", "s/c", "sort", "code is"})
	return ok
}

// sortCode returns the end of the sort code at i: 20-00-00, 20 00 00, 200000.
func sortCode(s string, i int) int {
	n := 0
	j := i
	for ; j < len(s) && n < 6; j++ {
		switch {
		case digit(s[j]):
			n++
		case (s[j] == '-' || s[j] == ' ' || s[j] == '.') && n%2 == 0 && digit(s[j-1]) && (n == 2 || s[j] == s[i+2]):
		case strings.HasPrefix(s[j:], "–") && n%2 == 0 && digit(s[j-1]), strings.HasPrefix(s[j:], "\u2011") && n%2 == 0 && digit(s[j-1]):
			j += 2
		default:
			return 0
		}
	}
	if n < 6 || j-i != 6 && j-i != 8 && j-i != 12 || j < len(s) && (digit(s[j]) || letterByte(s[j])) {
		return 0
	}
	return j
}

// accountAfter returns the range of an account number of 7 or 8 digits within
// 40 bytes of i, with no other digits between.
func accountAfter(s string, i int) (int, int) {
	for j := i; j < len(s) && j < i+40; j++ {
		if !digit(s[j]) {
			continue
		}
		e := j
		for e < len(s) && digit(s[e]) {
			e++
		}
		if n := e - j; (n == 7 || n == 8) && !letterAfter(s, e) && !letterBefore(s, j) {
			return j, e
		}
		return 0, 0
	}
	return 0, 0
}
