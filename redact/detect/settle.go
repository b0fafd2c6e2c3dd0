package detect

import (
	"cmp"
	"slices"

	"sarsen/redact"
)

// settle leaves out what is below Floor and settles overlaps: the span of
// greater weight stays (see weight: certainty, with something for length and
// kind). Of equals the longer, then the earlier, then the first in the order
// of the rules stays. What is left of a loser beside the winner is
// kept when it holds three letters or digits or more, so that nothing that a
// recogniser saw is left bare.
func settle(all []redact.Found) []redact.Found {
	all = slices.DeleteFunc(all, func(f redact.Found) bool { return f.Score < Floor || f.Start >= f.End })
	slices.SortStableFunc(all, func(a, b redact.Found) int { return cmp.Compare(a.Start, b.Start) })
	won := make([]redact.Found, 0, len(all))
	for from := 0; from < len(all); { // one run of overlapping spans at a time
		to, end := from+1, all[from].End
		for to < len(all) && all[to].Start < end {
			end = max(end, all[to].End)
			to++
		}
		if to == from+1 {
			won = append(won, all[from])
		} else {
			won = append(won, settleRun(all[from:to])...)
		}
		from = to
	}
	return won
}

// settleRun settles spans that overlap.
func settleRun(run []redact.Found) []redact.Found {
	slices.SortStableFunc(run, byWeight)
	var won []redact.Found
	var taken spans
	for _, f := range run {
		for _, s := range taken.free(f.Span) {
			if s != f.Span {
				s = trim(f, s)
				if alnums(f.Text[s.Start-f.Start:s.End-f.Start]) < 3 {
					continue
				}
			}
			part := f
			part.Span, part.Text = s, f.Text[s.Start-f.Start:s.End-f.Start]
			won = append(won, part)
			taken.add(s)
		}
	}
	slices.SortFunc(won, func(a, b redact.Found) int { return cmp.Compare(a.Start, b.Start) })
	return won
}

// byWeight orders the more certain before the less, where length counts too.
func byWeight(a, b redact.Found) int {
	if c := cmp.Compare(weight(b), weight(a)); c != 0 {
		return c
	}
	if c := cmp.Compare(b.End-b.Start, a.End-a.Start); c != 0 {
		return c
	}
	return cmp.Compare(a.Start, b.Start)
}

// weight makes an address beat the postcode and the names inside it, and a
// checked identifier the digits that a looser rule took.
func weight(f redact.Found) float64 {
	w := f.Score
	switch f.Kind {
	case redact.Address, redact.URL:
		w += 0.6
	case redact.Email, redact.IBAN:
		w += 0.7
	case redact.NINO, redact.NHSNumber, redact.UPN, redact.Licence, redact.Phone:
		if f.Score >= 0.85 { // its form leaves no doubt: an address does not take its end
			w += 0.8
		}
	case redact.Reference, redact.Handle, redact.BankAccount:
		w -= 0.25
	case redact.Age, redact.Relation, redact.Post, redact.Context: // never before what is certain
		w -= 0.5
	}
	return w + float64(min(f.End-f.Start, 60))/400
}

func alnums(s string) int {
	n := 0
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' {
			n++
		}
	}
	return n
}

// trim takes blanks and punctuation off what is left of f.
func trim(f redact.Found, s redact.Span) redact.Span {
	for s.Start < s.End && alnums(f.Text[s.Start-f.Start:s.Start-f.Start+1]) == 0 {
		s.Start++
	}
	for s.Start < s.End && alnums(f.Text[s.End-f.Start-1:s.End-f.Start]) == 0 {
		s.End--
	}
	return s
}

// spans is a set of ranges, sorted and apart.
type spans []redact.Span

func (t spans) at(i int) int {
	n, _ := slices.BinarySearchFunc(t, i, func(s redact.Span, i int) int {
		if s.End <= i {
			return -1
		}
		return 1
	})
	return n
}

// free returns the parts of s that nothing covers.
func (t spans) free(s redact.Span) []redact.Span {
	var out []redact.Span
	at := s.Start
	for i := t.at(s.Start); i < len(t) && t[i].Start < s.End; i++ {
		if t[i].Start > at {
			out = append(out, redact.Span{Start: at, End: t[i].Start})
		}
		at = max(at, t[i].End)
	}
	if at < s.End {
		out = append(out, redact.Span{Start: at, End: s.End})
	}
	return out
}

func (t *spans) add(s redact.Span) { *t = slices.Insert(*t, t.at(s.Start), s) }
