package recognise

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"sarsen/redact"
)

var (
	numbers = set(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
		twenty thirty forty fifty sixty seventy eighty ninety`)
	decades  = set("teens twenties thirties forties fifties sixties seventies eighties nineties")
	ageUnits = set("year years yr yrs month months week weeks day days")
	// ageSigns are the words that age looks at, beside numbers and words with a hyphen.
	ageSigns = set("aged age birthday birthdays turned turns year teens twenties thirties forties fifties sixties seventies eighties nineties one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety")
	// ageGroups are people of an age in rules and statistics.
	ageGroups = set("people persons children adults residents pupils those anyone everyone women men girls boys babies students person employees all")
	// lifeless have an age that is nobody's.
	lifeless = set("boiler car vehicle van building house property roof kitchen bathroom tree trees system window windows lease contract cooker fridge furniture carpet wiring bridge plan policy programme project report data tenancy debt scheme strategy term period heating lift estate block")
	// ageRanges follow an age that is one of several.
	ageRanges = set("to and or plus upwards")
)

// Age finds the ages of people: "aged 43", "a 7-year-old", "43yo", "in her late
// eighties", "his 3rd birthday", "she is in Year 9". Of rules and statistics
// ("people aged 65 and over") and of lifeless it finds nothing.
func Age(t *Text) []redact.Found {
	ws := t.split()
	var out []redact.Found
	done := 0
	for i := range ws {
		if i < done || ws[i].casing != numeral && !ageSigns[ws[i].key] && strings.IndexByte(ws[i].key, '-') < 0 {
			continue
		}
		from, to, why := t.age(i)
		if to == 0 || from < done {
			continue
		}
		out = append(out, t.phrase(from, to, redact.Age, likely, "age", "age: "+why))
		done = to
	}
	return t.cells(out, "age", func(i int) (redact.Found, bool) {
		n, err := strconv.Atoi(ws[i].key)
		return t.phrase(i, i+1, redact.Age, likely, "age", "age: the column says so"), err == nil && n < 121
	})
}

// cells adds what read makes of the word that alone fills a cell of a column
// whose heading has the given word, where nothing was found in it. What was found
// is in order and apart.
func (t *Text) cells(found []redact.Found, heading string, read func(i int) (redact.Found, bool)) []redact.Found {
	n := len(found)
	for _, h := range t.Hints {
		if h.Kind != "cell" || h.End-h.Start > 40 || !HasWord(lower(h.Label), heading) {
			continue
		}
		i := t.wordAt(h.Start)
		if i == len(t.words) || t.words[i].end > h.End || strings.TrimSpace(t.S[t.words[i].end:h.End]) != "" {
			continue
		}
		f, ok := read(i)
		k := sort.Search(n, func(k int) bool { return found[k].End > f.Start })
		if ok && (k == n || !found[k].Overlaps(f.Span)) {
			found = append(found, f)
		}
	}
	slices.SortStableFunc(found, func(a, b redact.Found) int { return cmp.Compare(a.Start, b.Start) })
	return found
}

// age returns the words of the age that word i begins or is the sign of.
func (t *Text) age(i int) (from, to int, why string) {
	ws := t.words
	switch k := ws[i].key; {
	case k == "aged" || k == "age" && t.ageLabel(i):
		of := 1
		if t.next(i+1) == "of" {
			of = 2
		}
		if to := t.ageAt(i + of); to > 0 && !ageGroups[t.word(i-1)] && !ageRanges[t.next(to)] && !t.rangeAfter(to) {
			return i, to, `follows "` + k + `"`
		}
	case k == "birthday" || k == "birthdays":
		if n := t.word(i - 1); ws[i].joined && ordinalWord(n) && pronouns[strings.TrimSuffix(t.word(i-2), "'s")] || ws[i].joined && ordinalWord(n) && t.owns(i-2) {
			return i - 1, i + 1, "which birthday"
		}
	case k == "turned" || k == "turns":
		if to := t.ageAt(i + 1); to > 0 && t.closesAge(to) {
			return i + 1, to, `follows "` + k + `"`
		}
	case decades[k] || decade(k):
		if from := t.decadeFrom(i); from < i {
			return from, i + 1, "decade of life"
		}
	case k == "year" && ws[i].casing == capital:
		if t.schoolYear(i) {
			return i, i + 2, "year at school"
		}
	case ws[i].casing == numeral || numbers[k] || strings.Contains(k, "-"):
		if to := t.yearsOld(i); to > 0 {
			return i, to, "years old"
		}
	}
	return 0, 0, ""
}

// ageAt returns the word behind a plausible age at word i, with its unit, 0
// when there is none.
func (t *Text) ageAt(i int) int {
	if i >= len(t.words) || t.words[i].line || len(t.words[i].key) > 12 {
		return 0
	}
	gap := strings.Trim(t.S[t.words[i-1].end:t.words[i].start], " :\t")
	w := t.words[i]
	n, err := strconv.Atoi(w.key)
	if gap != "" || !(err == nil && len(w.key) < 4 && n < 121 || numbers[strings.TrimSuffix(w.key, "-")] || numbers[before(w.key, "-")]) {
		return 0
	}
	i++
	if err != nil && numbers[t.next(i)] && numbers[w.key] {
		i++
	}
	if ageUnits[t.next(i)] {
		i++
		if t.next(i) == "old" {
			i++
		}
	}
	return i
}

// before returns what stands before sep in s, s when it is not in it.
func before(s, sep string) string {
	head, _, _ := strings.Cut(s, sep)
	return head
}

// ageLabel reports whether "age" at word i is a label, or "at the age of".
func (t *Text) ageLabel(i int) bool {
	rest := t.S[t.words[i].end:]
	if strings.HasPrefix(rest, " of ") && t.word(i-1) == "the" && t.word(i-2) == "at" {
		return !ageGroups[t.word(i-3)]
	}
	return strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "\t") || strings.HasPrefix(rest, " ") && (t.words[i].line || t.word(i-1) == "her" || t.word(i-1) == "his" || t.word(i-1) == "my")
}

// rangeAfter reports whether an age before word i is the first of a range.
func (t *Text) rangeAfter(i int) bool {
	rest := strings.TrimLeft(t.S[t.words[i-1].end:], " ")
	return strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "+")
}

// closesAge reports whether the age before word i is the end of a clause, and so
// no count: "turned 18 last week", not "turned 18 people away".
func (t *Text) closesAge(i int) bool {
	switch w := t.next(i); w {
	case "", "in", "on", "last", "this", "today", "yesterday", "recently", "and", "but", "when", "before", "since", "next", "a", "at":
		return true
	}
	return false
}

// ordinalWord reports whether w is 3rd, 18th, first and the like.
func ordinalWord(w string) bool {
	n := Count(w)
	if n > 0 && n < 4 && len(w) == n+2 {
		return true
	}
	switch w {
	case "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "sixteenth", "eighteenth", "twenty-first", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth", "hundredth":
		return true
	}
	return false
}

// decade reports whether w is 30s, 80s, mid-30s.
func decade(w string) bool {
	w = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(w, "mid-"), "late-"), "early-")
	return len(w) == 3 && digit(w[0]) && w[1:] == "0s" || decades[w]
}

// decadeFrom returns where "in her late eighties" begins whose last word is i, i
// when it does not.
func (t *Text) decadeFrom(i int) int {
	j := i - 1
	if w := t.word(j); (w == "late" || w == "early" || w == "mid") && (t.words[i].joined || t.S[t.words[j].end:t.words[i].start] == "-") {
		j--
	}
	if j < 1 || !t.words[j].joined || t.word(j-1) != "in" || t.word(j) != "his" && t.word(j) != "her" && t.word(j) != "their" && t.word(j) != "my" {
		return i
	}
	return j - 1
}

// schoolYear reports whether "Year" at word i is the year of a pupil.
func (t *Text) schoolYear(i int) bool {
	n, err := strconv.Atoi(t.next(i + 1))
	if err != nil || n < 1 || n > 13 {
		return false
	}
	for j := i - 1; j >= 0 && j > i-7 && !t.words[j+1].opens; j-- {
		switch w := t.word(j); {
		case w == "he" || w == "she" || w == "i" || w == "who", kinNouns[w] && w != "children" && w != "parents":
			return true
		case sure(t.words[j].class, isForename) && upperWord(t.words[j]):
			return true
		}
	}
	return false
}

// yearsOld reads "43 years old", "7-year-old", "43yo", "18 month old" at word i.
func (t *Text) yearsOld(i int) int {
	w := t.words[i].key
	to := 0
	switch head := before(w, "-"); {
	case strings.HasSuffix(w, "yo") && Count(w) == len(w)-2 && len(w) < 6:
		to = i + 1
	case head != w && (numbers[head] || Count(head) == len(head) && head != "") && (strings.HasSuffix(w, "-year-old") || strings.HasSuffix(w, "-month-old") || strings.HasSuffix(w, "-week-old")):
		to = i + 1
	default:
		to = t.oldAfter(i)
	}
	if to == 0 || lifeless[t.next(to)] || ageGroups[t.next(to)] || strings.HasSuffix(t.next(to), "s") && kinNouns[strings.TrimSuffix(t.next(to), "s")] {
		return 0
	}
	for j := i - 1; j >= 0 && j > i-7 && !t.words[j+1].opens; j-- {
		if lifeless[t.word(j)] {
			return 0
		}
	}
	return to
}

// oldAfter reads "years old", "yr old", "y/o", "-year-old" behind the number i.
func (t *Text) oldAfter(i int) int {
	w := t.words[i].key
	n, err := strconv.Atoi(w)
	if !numbers[before(w, "-")] && (err != nil || n > 120 || len(w) > 3) {
		return 0
	}
	rest := t.Lower[t.words[i].end:min(len(t.S), t.words[i].end+16)]
	for _, s := range []string{" years old", " year old", "-years-old", "-year-old", " year-old", " years-old", " yrs old", " yr old", " months old", " month old", "-month-old", " weeks old", " week old", "-week-old", " yo", "y/o", " y/o", " y.o", " years of age"} {
		if strings.HasPrefix(rest, s) && !letterAfter(rest, len(s)) {
			end := t.words[i].end + len(s)
			to := i + 1
			for to < len(t.words) && t.words[to].start < end {
				to++
			}
			return to
		}
	}
	return 0
}
